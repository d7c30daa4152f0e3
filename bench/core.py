"""Figures of the core and the codec alone: one process, no Kafka."""

from __future__ import annotations

import time
from itertools import islice

from bench.workload import BATCH, MANIFESTS, batches, direct_batches
from shared.events.codec import decode_event, encode_event
from shared.judgement.event import Definition, Definitions, Event, Tick
from shared.judgement.fold import fold
from shared.judgement.judge import judge
from shared.judgement.state import PartitionState
from shared.model.period import Period

NOW_MS = Period.parse("2026-07-20").end_ms()


def fresh_state() -> PartitionState:
    """Return a state with the plan and the clock."""
    state = PartitionState()
    changes = tuple(Definition(kind=one.kind, plan=one.plan, name=one.name, version=1, manifest=one) for one in MANIFESTS)
    judge(state, fold(state, Event(event_id=0, received_time_ms=1, body=Definitions(changes))))
    judge(state, fold(state, Event(event_id=0, received_time_ms=1, body=Tick(NOW_MS))))
    return state


def city_year(observations: int = 5_000_000) -> float:
    """Return the seconds that so many observations take through decode, fold and judge (row 8)."""
    values = [encode_event(batch, received_time_ms=NOW_MS) for batch in islice(batches(), observations // BATCH)]
    state, began = fresh_state(), time.perf_counter()
    for value in values:
        judge(state, fold(state, decode_event(value)))
    return time.perf_counter() - began


def direct_judged(count: int = 2_000) -> float:
    """Return the statuses judged a second when every observation is a direct indicator (the core's part of row 10)."""
    values = [encode_event(batch, received_time_ms=NOW_MS + number) for number, batch in enumerate(islice(direct_batches(), count))]
    state, began, sent = fresh_state(), time.perf_counter(), 0
    for value in values:
        sent += len(judge(state, fold(state, decode_event(value))).statuses)
    return sent / (time.perf_counter() - began)
