"""A whole log through one state: every area is its own, and what goes up to a parent is judged at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from shared.judgement.event import Event
from shared.judgement.fold import fold
from shared.judgement.judge import Outputs, judge
from shared.judgement.state import PartitionState


class Taken(NamedTuple):
    """A record of the log, and what it caused."""

    event: Event
    outputs: Outputs


def take(state: PartitionState, events: Iterable[Event]) -> Iterator[Taken]:
    """Fold and judge events one by one, each at the next offset of the state; what goes up comes right after what caused it."""
    for event in events:
        waiting = deque([event])
        while waiting:
            one = waiting.popleft()
            state.offset += 1
            outputs = judge(state, fold(state, one))
            yield Taken(one, outputs)
            ups = [Event(event_id=0, received_time_ms=one.received_time_ms, body=each.observations()) for each in outputs.roll_ups]
            waiting.extendleft(reversed(ups))
