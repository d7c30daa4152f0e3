"""The watchdog tells a stall from idleness."""

from __future__ import annotations

import time

from services.processor.watchdog import Watchdog


def test_idle_is_no_stall_and_waiting_records_without_progress_are() -> None:
    dog = Watchdog(patience_seconds=0.05, die=lambda: None)
    dog.observe(1, lag=0)
    time.sleep(0.06)
    dog.beat()
    dog.observe(1, lag=0)
    assert dog.stalled() == ""
    dog.observe(1, lag=5)
    time.sleep(0.06)
    dog.beat()
    assert "none was applied" in dog.stalled()
    dog.observe(2, lag=4)
    assert dog.stalled() == ""


def test_a_silent_event_loop_is_a_stall() -> None:
    dog = Watchdog(patience_seconds=0.05, die=lambda: None)
    dog.observe(1, lag=0)
    time.sleep(0.06)
    assert "event loop" in dog.stalled()
