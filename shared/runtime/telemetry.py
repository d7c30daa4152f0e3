"""Traces: one observation's way from gRPC over Kafka to its notice, exported by OTLP where an endpoint is set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

TRACE_HEADER = "traceparent"
"""Name of the header that carries a trace, in gRPC metadata and on Kafka (W3C Trace Context, 2021)."""

_PROPAGATOR = TraceContextTextMapPropagator()


def start_telemetry(service: str, *, endpoint: str, sample_ratio: float = 1.0) -> TracerProvider | None:
    """Export the spans of this process to an OTLP endpoint over gRPC; without one nothing is recorded.

    Args:
        service: Name of the process.
        endpoint: `host:port` on plaintext; empty: none.
        sample_ratio: Share of the traces begun here that are kept; a trace begun elsewhere is kept as its beginner decided.

    Returns:
        What has to be shut down at the end, or None.
    """
    if not endpoint:
        return None
    provider = TracerProvider(
        resource=Resource.create({"service.name": f"xiheng-{service}"}), sampler=ParentBased(TraceIdRatioBased(sample_ratio))
    )
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint, insecure=True)))
    trace.set_tracer_provider(provider)
    return provider


@contextmanager
def span(name: str, parent: str = "", **attributes: str | int) -> Iterator[Mapping[str, bytes]]:
    """Record a span and yield the Kafka headers that carry it on; none where nothing is recorded and nothing came in.

    Args:
        name: What is done, for example `report`.
        parent: The `traceparent` that came in; empty: this begins a trace.
        attributes: What to know about it.
    """
    if not parent and isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider):
        # Nothing is recorded in this process, and nothing came in: the hot path pays nothing.
        yield {}
        return
    context = _PROPAGATOR.extract({TRACE_HEADER: parent}) if parent else Context()
    with trace.get_tracer("xiheng").start_as_current_span(name, context=context, attributes=attributes):
        carrier: dict[str, str] = {}
        _PROPAGATOR.inject(carrier)
        yield {TRACE_HEADER: carrier[TRACE_HEADER].encode()} if TRACE_HEADER in carrier else {}
