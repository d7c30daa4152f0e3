"""Figures of the core and the codec alone: one process, no Kafka."""

from __future__ import annotations

import time
from collections import deque
from itertools import islice

from bench.workload import BATCH, MANIFESTS, SERIES, batches
from shared.events.codec import decode_event, encode_event
from shared.judgement.event import Definitions, Event, Tick
from shared.judgement.fold import fold
from shared.judgement.judge import judge
from shared.judgement.state import PartitionState
from shared.judgement.whole_log import take
from shared.model.period import Period

NOW_MS = Period.parse("2026-07-20").end_ms()
A_DAY = 24 * SERIES // BATCH
"""Batches that hold a day of readings of every station."""


def fresh_state() -> PartitionState:
    """Return a state with the plan and the clock."""
    state = PartitionState()
    judge(state, fold(state, Event(event_id=0, received_time_ms=1, body=Definitions.initial(MANIFESTS))))
    judge(state, fold(state, Event(event_id=0, received_time_ms=1, body=Tick(NOW_MS))))
    return state


def city_year(observations: int = 5_000_000) -> float:
    """Return the seconds that so many observations take through decode, fold and judge, with what goes up to the city (row 8).

    After each day of readings the clock moves by a minute, and the days that are over are closed.
    """
    state, spent = fresh_state(), 0.0
    for number, batch in enumerate(islice(batches(), observations // BATCH), 1):
        value = encode_event(batch, received_time_ms=NOW_MS)
        began = time.perf_counter()
        apply(state, decode_event(value))
        if number % A_DAY == 0:
            apply(state, Event(event_id=0, received_time_ms=1, body=Tick(NOW_MS + 60_000 * number // A_DAY)))
        spent += time.perf_counter() - began
    return spent


def apply(state: PartitionState, event: Event) -> None:
    """Fold and judge an event, and what it sends up."""
    deque(take(state, [event]), maxlen=0)
