"""Traces: one observation's way from gRPC over Kafka to its notice, exported by OTLP where an endpoint is set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from types import MappingProxyType

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
_EXPORT_MS = 1_000
"""Longest time that a finished span waits for others: somebody who looks for a trace should not have to wait."""


def start_telemetry(service: str, *, endpoint: str, sample_ratio: float = 1.0) -> TracerProvider | None:
    """Export the spans of this process to an OTLP endpoint over gRPC; without one nothing is recorded.

    Args:
        service: Name of the process.
        endpoint: `host:port` on plaintext, `https://host:port` with TLS; empty: none.
        sample_ratio: Share of the traces begun here that are kept; a trace begun elsewhere is kept as its beginner decided.

    Returns:
        What has to be shut down at the end, or None.
    """
    if not endpoint:
        return None
    provider = TracerProvider(
        resource=Resource.create({"service.name": f"xiheng-{service}"}), sampler=ParentBased(TraceIdRatioBased(sample_ratio))
    )
    exporter = OTLPSpanExporter(endpoint=endpoint, insecure=not endpoint.startswith("https://"))
    provider.add_span_processor(BatchSpanProcessor(exporter, schedule_delay_millis=_EXPORT_MS))
    trace.set_tracer_provider(provider)
    return provider


_NOTHING: AbstractContextManager[Mapping[str, bytes]] = nullcontext(MappingProxyType({}))


def span(name: str, parent: str = "", **attributes: str | int) -> AbstractContextManager[Mapping[str, bytes]]:
    """Record a span and yield the Kafka headers that carry it on; none where nothing came in and this span is not kept.

    A trace that is not kept must not travel: small requests share a record of the log only where their headers agree.

    Args:
        name: What is done, for example `report`.
        parent: The `traceparent` that came in; empty: this begins a trace.
        attributes: What to know about it.
    """
    # Nothing is recorded in this process, and nothing came in: the hot path pays nothing. The public question reads the environment.
    if not parent and trace._TRACER_PROVIDER is None:  # noqa: SLF001
        return _NOTHING
    return _recorded(name, parent, attributes)


@contextmanager
def _recorded(name: str, parent: str, attributes: Mapping[str, str | int]) -> Iterator[Mapping[str, bytes]]:
    context = _PROPAGATOR.extract({TRACE_HEADER: parent}) if parent else Context()
    with trace.get_tracer("xiheng").start_as_current_span(name, context=context, attributes=attributes) as made:
        carrier: dict[str, str] = {}
        if parent or made.get_span_context().trace_flags.sampled:
            _PROPAGATOR.inject(carrier)
        yield {name: value.encode() for name, value in carrier.items() if name == TRACE_HEADER}


def tell_span(name: str, parent: str, *, since_ns: int, **attributes: str | int) -> None:
    """Record a span that began earlier and ends now, below what came in; none where nothing came in.

    Args:
        name: What was done, for example `show`.
        parent: The `traceparent` that came in; empty: none.
        since_ns: When it began, nanoseconds since 1970-01-01 UTC.
        attributes: What to know about it.
    """
    if parent and trace._TRACER_PROVIDER is not None:  # noqa: SLF001 - as in `span`
        context = _PROPAGATOR.extract({TRACE_HEADER: parent})
        trace.get_tracer("xiheng").start_span(name, context=context, attributes=attributes, start_time=since_ns).end()


def note(**attributes: str | int) -> None:
    """Add to the span that is being recorded, if any."""
    trace.get_current_span().set_attributes(attributes)


def exemplar() -> dict[str, str] | None:
    """Return what ties an observation of a histogram to the trace that it is made in; None: that trace is not kept."""
    if trace._TRACER_PROVIDER is None:  # noqa: SLF001 - as in `span`
        return None
    context = trace.get_current_span().get_span_context()
    return {"trace_id": f"{context.trace_id:032x}"} if context.trace_flags.sampled else None


def exemplar_of(parent: str) -> dict[str, str] | None:
    """Return the same for a trace that came with a record, as its `traceparent` tells; None: it is not kept, or there is none."""
    if not parent or trace._TRACER_PROVIDER is None:  # noqa: SLF001 - as in `span`
        return None
    context = trace.get_current_span(_PROPAGATOR.extract({TRACE_HEADER: parent})).get_span_context()
    return {"trace_id": f"{context.trace_id:032x}"} if context.trace_flags.sampled else None


def current_trace() -> tuple[str, str]:
    """Return the ids of the trace and the span that this is done in, in hexadecimal; empty: none."""
    context = trace.get_current_span().get_span_context()
    return (f"{context.trace_id:032x}", f"{context.span_id:016x}") if context.is_valid else ("", "")
