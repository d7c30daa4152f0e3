"""A collector of spans, as an operations team would run one: OTLP over gRPC, in memory."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import grpc
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest, ExportTraceServiceResponse
from opentelemetry.proto.collector.trace.v1.trace_service_pb2_grpc import TraceServiceServicer, add_TraceServiceServicer_to_server


class Span(NamedTuple):
    """A span as it was exported."""

    service: str
    name: str
    span_id: str
    parent_id: str
    attributes: dict[str, str | int]


class SpanSink(TraceServiceServicer):
    """Listens on the loopback and keeps what is exported."""

    def __init__(self) -> None:
        self._spans: dict[str, list[Span]] = {}
        self._server = grpc.server(ThreadPoolExecutor(4))
        add_TraceServiceServicer_to_server(self, self._server)  # type: ignore[no-untyped-call]  # generated without types
        self.address = f"127.0.0.1:{self._server.add_insecure_port('127.0.0.1:0')}"
        self._server.start()

    def of(self, trace_id: str) -> list[Span]:
        """The spans of a trace so far."""
        return list(self._spans.get(trace_id, []))

    @property
    def traces(self) -> set[str]:
        """Ids of all traces so far."""
        return set(self._spans)

    def stop(self) -> None:
        """Stop listening."""
        self._server.stop(None).wait()

    def Export(self, request: ExportTraceServiceRequest, context: Any) -> ExportTraceServiceResponse:  # noqa: ARG002, N802 - OTLP's
        """Take spans in."""
        for resource in request.resource_spans:
            service = next(one.value.string_value for one in resource.resource.attributes if one.key == "service.name")
            for scope in resource.scope_spans:
                for one in scope.spans:
                    given = {each.key: each.value.string_value or each.value.int_value for each in one.attributes}
                    made = Span(service, one.name, one.span_id.hex(), one.parent_span_id.hex(), given)
                    self._spans.setdefault(one.trace_id.hex(), []).append(made)
        return ExportTraceServiceResponse()
