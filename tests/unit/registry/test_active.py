"""Ticks never go back, whatever the machine's clock does."""

from __future__ import annotations

import pytest

from services.registry.active import Active
from services.registry.copier import Copier
from services.registry.follower import definition_key
from shared.events.codec import decode_event
from shared.events.topics import AREA_EVENTS, DEFINITIONS
from shared.judgement.event import Tick
from shared.model.errors import Unavailable
from shared.runtime import metrics
from tests.memory_log import MemoryLog
from xiheng.events.v1.area_event_pb2 import Definition


def test_a_clock_that_runs_backwards_ticks_no_more_until_it_is_ahead_again() -> None:
    log = MemoryLog(partitions=2)
    copier = Copier(log, 2)  # type: ignore[arg-type]  # a log in memory
    active = Active("nowhere:0", now_ms=lambda: 1, tick_seconds=60.0, session_seconds=10.0, on_failure=lambda _: None)
    for time_ms in (2_000, 1_000, 2_000, 3_000):
        active.tick(copier, time_ms)
    bodies = [decode_event(record.value or b"").body for record in log.of(AREA_EVENTS) if record.partition == 1]
    assert bodies == [Tick(2_000), Tick(3_000)]
    assert active.last_tick_ms == 3_000


def test_work_whose_caller_has_gone_is_neither_done_nor_answered() -> None:
    active = Active("nowhere:0", now_ms=lambda: 1, tick_seconds=60.0, session_seconds=10.0, on_failure=lambda _: None)
    made: list[int] = []
    gone, waiting = active.submit(lambda *_: made.append(1)), active.submit(lambda *_: made.append(2))
    gone.cancel()
    active._do_work(None, None)  # type: ignore[arg-type]  # the work looks at neither
    assert (made, waiting.done()) == ([2], True)
    gone, waiting = active.submit(lambda *_: None), active.submit(lambda *_: None)
    gone.cancel()
    active._refuse_work()
    with pytest.raises(Unavailable):
        waiting.result(0)


def test_a_definition_that_was_written_is_pending_until_every_partition_has_it() -> None:
    log = MemoryLog(partitions=2)
    copier = Copier(log, 2)  # type: ignore[arg-type]  # a log in memory
    active = Active("nowhere:0", now_ms=lambda: 1, tick_seconds=60.0, session_seconds=10.0, on_failure=lambda _: None)
    wires = [Definition(kind=kind, plan="p", name="one", version=1) for kind in ("Target", "Subscriber")]
    for wire in wires:
        offset = log.send(DEFINITIONS, key=definition_key(wire), value=wire.SerializeToString(), partition=0).result().offset
        copier.announce(definition_key(wire), offset, wire)
    # Before it was read back there is nothing to copy yet, and it is in no partition.
    active._copy(copier)
    assert active.pending == 1
    copier.learn(log.of(DEFINITIONS))
    assert copier.pending == 1
    active._copy(copier)
    assert active.pending == 0
    assert len(log.of(AREA_EVENTS)) == 2


def test_what_is_pending_is_told_while_a_partition_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    log = MemoryLog(partitions=2)
    copier = Copier(log, 2)  # type: ignore[arg-type]  # a log in memory
    active = Active("nowhere:0", now_ms=lambda: 1, tick_seconds=60.0, session_seconds=10.0, on_failure=lambda _: None)
    wire = Definition(kind="Target", plan="p", name="one", version=1)
    log.send(DEFINITIONS, key=definition_key(wire), value=wire.SerializeToString(), partition=0)
    copier.learn(log.of(DEFINITIONS))
    told: list[float | None] = []

    def send(*_: object, **__: object) -> None:
        told.append(metrics.REGISTRY.get_sample_value("xiheng_pending_definitions"))
        raise Unavailable("not enough replicas")

    monkeypatch.setattr(log, "send", send)
    with pytest.raises(Unavailable):
        active._copy(copier)
    assert told == [1.0]
