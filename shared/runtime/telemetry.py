"""Traces: one observation's way from gRPC over Kafka to its notice, exported by OTLP where an endpoint is set."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import lru_cache
from types import MappingProxyType

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.environment_variables import OTEL_TRACES_SAMPLER
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import Sampler
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from shared.runtime.sampling import AtMost

TRACE_HEADER = "traceparent"
"""Name of the header that carries a trace, in gRPC metadata and on Kafka (W3C Trace Context, 2021)."""

_PROPAGATOR = TraceContextTextMapPropagator()
_EXPORT_MS = 1_000
"""Longest time that a finished span waits for others: somebody who looks for a trace should not have to wait."""


TRACES_PER_SECOND = 10.0
"""Traces begun in a process that are kept a second, at most, by default: under load the collector sees a sample, and throughput stays."""


def start_telemetry(
    service: str, *, endpoint: str, sample_ratio: float = 1.0, traces_per_second: float = TRACES_PER_SECOND
) -> TracerProvider | None:
    """Export the spans of this process to an OTLP endpoint over gRPC; without one nothing is recorded.

    Args:
        service: Name of the process.
        endpoint: `host:port` on plaintext, `https://host:port` with TLS; empty: none.
        sample_ratio: Share of the traces begun here that may be kept; a trace begun elsewhere is kept as its beginner decided.
        traces_per_second: How many of those a second, at most.

    Returns:
        What has to be shut down at the end, or None.
    """
    if not endpoint:
        return None
    provider = TracerProvider(
        resource=Resource.create({"service.name": f"xiheng-{service}"}), sampler=_sampler(sample_ratio, traces_per_second)
    )
    exporter = OTLPSpanExporter(endpoint=endpoint, insecure=not endpoint.startswith("https://"))
    provider.add_span_processor(BatchSpanProcessor(exporter, schedule_delay_millis=_EXPORT_MS))
    trace.set_tracer_provider(provider)
    return provider


def _sampler(ratio: float, per_second: float) -> Sampler | None:
    """Return what decides; None: the sampler that OpenTelemetry's own variables name, which go before ours."""
    return None if os.environ.get(OTEL_TRACES_SAMPLER) else AtMost(per_second, ratio=ratio)


_NOTHING: AbstractContextManager[Mapping[str, bytes]] = nullcontext(MappingProxyType({}))


def span(name: str, parent: str = "", **attributes: str | int) -> AbstractContextManager[Mapping[str, bytes]]:
    """Record a span and yield the Kafka headers that carry it on; none where nothing came in and this span is not kept.

    A trace that is not kept must not travel: small requests share a record of the log only where their headers agree.

    Args:
        name: What is done, for example `report`.
        parent: The `traceparent` that came in; empty: this begins a trace.
        attributes: What to know about it.
    """
    provider = trace._TRACER_PROVIDER  # noqa: SLF001 - the public question reads the environment, and makes one
    # Nothing came in, and nothing that begins now is kept: the hot path pays nothing.
    if not parent and (provider is None or _keeps_nothing(provider)):
        return _NOTHING
    context = _PROPAGATOR.extract({TRACE_HEADER: parent}) if parent else Context()
    made = _tracer(provider).start_span(name, context=context, attributes=attributes)
    return _current(made) if parent or made.is_recording() else _NOTHING


def _keeps_nothing(provider: trace.TracerProvider) -> bool:
    return isinstance(provider, TracerProvider) and isinstance(provider.sampler, AtMost) and provider.sampler.spent


@lru_cache(maxsize=1)
def _tracer(provider: trace.TracerProvider | None) -> trace.Tracer:
    """Return what makes spans: to make it takes longer than to make a span."""
    return trace.get_tracer("xiheng", tracer_provider=provider)


@contextmanager
def _current(made: trace.Span) -> Iterator[Mapping[str, bytes]]:
    with trace.use_span(made, end_on_exit=True):
        carrier: dict[str, str] = {}
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
    provider = trace._TRACER_PROVIDER  # noqa: SLF001 - as in `span`
    if parent and provider is not None:
        context = _PROPAGATOR.extract({TRACE_HEADER: parent})
        _tracer(provider).start_span(name, context=context, attributes=attributes, start_time=since_ns).end()


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
