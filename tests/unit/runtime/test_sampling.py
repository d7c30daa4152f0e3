"""Laws of what is kept of the traces that begin here: never more than was allowed, all while it is quiet, and others' as they decided."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opentelemetry import trace
from opentelemetry.sdk.environment_variables import OTEL_TRACES_SAMPLER, OTEL_TRACES_SAMPLER_ARG
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from shared.runtime.sampling import Allowance, AtMost
from shared.runtime.telemetry import TRACE_HEADER, span, start_telemetry
from tests.unit.runtime.test_telemetry import PARENT

SECOND = 1_000_000_000


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now_ns = 7 * SECOND

    def __call__(self) -> int:
        return self.now_ns


RATES = st.sampled_from([0.01, 0.3, 1.0, 3.0, 10.0, 999.0])
GAPS = st.lists(st.integers(0, 3 * SECOND), max_size=60)


def taken(allowance: Allowance, clock: Clock, gaps: list[int]) -> list[int]:
    """Return when something was allowed, of askings with gaps between them."""
    found = []
    for gap in gaps:
        clock.now_ns += gap
        spent = allowance.spent
        allowed = allowance.take()
        assert allowed is not spent
        if allowed:
            found.append(clock.now_ns)
    return found


@given(RATES, st.floats(0, 40), GAPS)
def test_no_window_has_more_than_the_rate_and_the_burst(rate: float, burst: float, gaps: list[int]) -> None:
    clock = Clock()
    times = taken(Allowance(rate, burst, clock), clock, gaps)
    for first, began in enumerate(times):
        for last in range(first, len(times)):
            seconds = (times[last] - began) / SECOND
            assert last - first + 1 <= rate * seconds + max(burst, 1) + 1e-6


@given(RATES, st.floats(0, 40), st.lists(st.integers(0, SECOND), max_size=60))
def test_all_are_allowed_that_are_no_more_than_the_rate(rate: float, burst: float, more: list[int]) -> None:
    clock = Clock()
    gaps = [round(SECOND / rate) + each for each in more]
    assert len(taken(Allowance(rate, burst, clock), clock, gaps)) == len(gaps)


@given(RATES, st.integers(1, 40), GAPS)
def test_a_rest_earns_the_burst_and_no_more(rate: float, burst: int, gaps: list[int]) -> None:
    clock = Clock()
    allowance = Allowance(rate, burst, clock)
    taken(allowance, clock, gaps)
    clock.now_ns += round(SECOND * burst / rate) + SECOND * 1_000
    assert len(taken(allowance, clock, [0] * (burst + 5))) == burst


@given(st.lists(st.integers(0, SECOND), max_size=20))
def test_nothing_is_allowed_at_a_rate_of_none(gaps: list[int]) -> None:
    clock = Clock()
    assert taken(Allowance(0, 0, clock), clock, gaps) == []


def test_threads_share_what_is_allowed() -> None:
    allowance = Allowance(1.0, 50, Clock())
    found: list[bool] = []
    threads = [threading.Thread(target=lambda: found.extend(allowance.take() for _ in range(40))) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert (len(found), sum(found)) == (160, 50)


def limited(monkeypatch: pytest.MonkeyPatch, sampler: AtMost) -> InMemorySpanExporter:
    """Record spans in this test."""
    kept, provider = InMemorySpanExporter(), TracerProvider(sampler=sampler)
    provider.add_span_processor(SimpleSpanProcessor(kept))
    monkeypatch.setattr(trace, "_TRACER_PROVIDER", provider)
    return kept


def test_a_quiet_process_keeps_every_trace_and_a_busy_one_so_many_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    kept = limited(monkeypatch, AtMost(2.0, clock_ns=clock))
    travelled = 0
    for _ in range(100):
        with span("report") as headers:
            travelled += TRACE_HEADER in headers
    assert len(kept.get_finished_spans()) == travelled == 20
    for _ in range(10):
        clock.now_ns += SECOND // 2
        with span("report"):
            pass
    assert len(kept.get_finished_spans()) == 30


def test_a_child_follows_its_parent_and_takes_nothing_from_what_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = limited(monkeypatch, AtMost(0.1, clock_ns=Clock()))
    for _ in range(5):
        with span("judge", PARENT), span("judge", PARENT[:-1] + "0"):
            pass
    assert len(kept.get_finished_spans()) == 5
    with span("report"), span("report"):
        pass
    assert len(kept.get_finished_spans()) == 6


def test_of_a_share_of_none_nothing_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    sampler = AtMost(0.1, ratio=0.0, clock_ns=Clock())
    kept = limited(monkeypatch, sampler)
    with span("report") as headers:
        assert headers == {}
    assert kept.get_finished_spans() == ()
    assert not sampler.spent


@pytest.mark.parametrize(
    ("name", "told"), [("always_off", "AlwaysOffSampler"), ("parentbased_traceidratio", "ParentBased{root:TraceIdRatioBased{0.5}")]
)
def test_the_variables_of_opentelemetry_go_first(name: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(OTEL_TRACES_SAMPLER, name)
    monkeypatch.setenv(OTEL_TRACES_SAMPLER_ARG, "0.5")
    assert described(monkeypatch).startswith(told)


def test_by_default_a_process_has_an_allowance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(OTEL_TRACES_SAMPLER, raising=False)
    assert described(monkeypatch).startswith("ParentBased{root:AtMost{10 a second, 1 of all}")


def described(monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what decides in a process that was started with an endpoint."""
    monkeypatch.setattr(trace, "set_tracer_provider", lambda _: None)
    provider = start_telemetry("risk", endpoint="127.0.0.1:9")
    assert provider is not None
    provider.shutdown()
    return provider.sampler.get_description()
