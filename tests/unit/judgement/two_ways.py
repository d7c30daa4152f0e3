"""One log taken in two ways, which have to agree: as the processor does, record by record, and as the offline command does."""

from __future__ import annotations

from collections.abc import Iterable

from shared.judgement.assess_all import send_up
from shared.judgement.event import Event
from shared.judgement.fold import fold
from shared.judgement.state import PartitionState
from shared.judgement.whole_log import take


def live(log: Iterable[Event]) -> PartitionState:
    """The state of a log as the processor makes it."""
    state = PartitionState()
    list(take(state, log))
    return state


def offline(log: Iterable[Event]) -> PartitionState:
    """The same as the offline command makes it."""
    state = PartitionState()
    for event in log:
        fold(state, event)
    send_up(state)
    return state
