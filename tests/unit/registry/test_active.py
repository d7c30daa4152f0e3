"""Ticks never go back, whatever the machine's clock does."""

from __future__ import annotations

from services.registry.active import Active
from services.registry.copier import Copier
from shared.events.codec import decode_event
from shared.events.topics import AREA_EVENTS
from shared.judgement.event import Tick
from tests.memory_log import MemoryLog


def test_a_clock_that_runs_backwards_ticks_no_more_until_it_is_ahead_again() -> None:
    log = MemoryLog(partitions=2)
    copier = Copier(log, 2)  # type: ignore[arg-type]  # a log in memory
    active = Active("nowhere:0", now_ms=lambda: 1, tick_seconds=60.0, session_seconds=10.0, on_failure=lambda _: None)
    for time_ms in (2_000, 1_000, 2_000, 3_000):
        active.tick(copier, time_ms)
    bodies = [decode_event(record.value or b"").body for record in log.of(AREA_EVENTS) if record.partition == 1]
    assert bodies == [Tick(2_000), Tick(3_000)]
    assert active.last_tick_ms == 3_000
