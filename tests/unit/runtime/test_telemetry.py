"""Which traces travel on, and what a line of the log says of them."""

from __future__ import annotations

import json
import logging
import re

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
from prometheus_client import CollectorRegistry, Histogram
from prometheus_client.openmetrics.exposition import generate_latest

from docs.log_lines import log_lines
from shared.runtime.logs import JsonFormatter
from shared.runtime.telemetry import TRACE_HEADER, current_trace, exemplar, exemplar_of, note, span, tell_span

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = f"00-{TRACE}-00f067aa0ba902b7-01"


def record(monkeypatch: pytest.MonkeyPatch, ratio: float) -> InMemorySpanExporter:
    """Record spans in this test."""
    kept, provider = InMemorySpanExporter(), TracerProvider(sampler=ParentBased(TraceIdRatioBased(ratio)))
    provider.add_span_processor(SimpleSpanProcessor(kept))
    monkeypatch.setattr(trace, "_TRACER_PROVIDER", provider)
    return kept


def test_nothing_travels_where_nothing_came_in_and_nothing_is_recorded() -> None:
    with span("report") as headers:
        assert headers == {}
    assert current_trace() == ("", "")


def test_what_came_in_travels_on_where_nothing_is_recorded() -> None:
    with span("judge", PARENT) as headers:
        assert headers == {TRACE_HEADER: PARENT.encode()}


def test_a_recorded_span_is_the_parent_of_what_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = record(monkeypatch, 0.0)
    with span("judge", PARENT, partition=3) as headers:
        note(event_id="ab")
    (found,) = kept.get_finished_spans()
    assert found.parent is not None
    assert headers[TRACE_HEADER].decode() == f"00-{TRACE}-{found.context.span_id:016x}-01"
    assert found.attributes == {"partition": 3, "event_id": "ab"}


def test_a_span_may_be_told_when_it_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = record(monkeypatch, 1.0)
    tell_span("show", PARENT, since_ns=1_000, area="320205")
    tell_span("show", PARENT[:-1] + "0", since_ns=1_000)
    tell_span("show", "", since_ns=1_000)
    (found,) = kept.get_finished_spans()
    assert (f"{found.context.trace_id:032x}", found.start_time, found.attributes) == (TRACE, 1_000, {"area": "320205"})
    assert found.parent is not None
    assert f"{found.parent.span_id:016x}" in PARENT


def test_a_record_is_tied_to_its_trace_only_where_that_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    assert exemplar_of(PARENT) is None
    record(monkeypatch, 0.0)
    assert exemplar_of(PARENT) == {"trace_id": TRACE}
    assert exemplar_of(PARENT[:-1] + "0") is exemplar_of("") is exemplar_of("nonsense") is None


def test_a_trace_that_is_not_kept_does_not_travel(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = record(monkeypatch, 0.0)
    with span("report") as headers:
        assert headers == {}
    assert kept.get_finished_spans() == ()


def test_a_trace_begun_here_travels(monkeypatch: pytest.MonkeyPatch) -> None:
    record(monkeypatch, 1.0)
    with span("report") as headers:
        assert headers.keys() == {TRACE_HEADER}


@pytest.mark.parametrize("parent", ["nonsense", "00-0-0-00", "\ufffd"])
def test_a_header_that_cannot_be_read_begins_a_trace(parent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = record(monkeypatch, 1.0)
    with span("judge", parent):
        pass
    assert kept.get_finished_spans()[0].parent is None


def test_a_line_of_the_log_has_its_fields_and_the_trace_around_it() -> None:
    entry = logging.makeLogRecord(
        {"msg": "it is %s", "args": ("so",), "levelname": "WARNING", "name": "shared.x", "code": "so-it-is", "area": "无锡"}
    )
    with span("judge", PARENT):
        line = json.loads(JsonFormatter("processor").format(entry))
    assert (line["service"], line["level"], line["message"], line["code"], line["area"]) == (
        "processor",
        "warning",
        "it is so",
        "so-it-is",
        "无锡",
    )
    assert (line["trace_id"], line["span_id"]) == (TRACE, "00f067aa0ba902b7")
    assert line["time"].endswith("+00:00")


def test_every_line_that_may_be_logged_has_a_code_of_its_own() -> None:
    codes = [line.code for line in log_lines()]
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)+", code) for code in codes), codes
    assert len(codes) == len(set(codes))


def test_a_measurement_is_tied_to_its_trace_as_prometheus_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    registry = CollectorRegistry()
    seconds = Histogram("seconds", "Time.", buckets=(1.0,), registry=registry)
    assert exemplar() is None
    record(monkeypatch, 0.0)
    with span("judge", PARENT):
        seconds.observe(0.5, exemplar())
    with span("judge", PARENT[:-1] + "0"):
        assert exemplar() is None
    assert f'seconds_bucket{{le="1.0"}} 1.0 # {{trace_id="{TRACE}"}} 0.5' in generate_latest(registry).decode()  # type: ignore[no-untyped-call]
