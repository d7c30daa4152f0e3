"""Parcels: what goes to a receiver in one message, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from services.notifier.notice import Notice
from services.notifier.stages.retrying import Fate


class Parcel(NamedTuple):
    """What is sent to a receiver in one message."""

    bundle: str
    """Id of the message: the id of the notice that it was made for."""
    notices: Sequence[Notice]
    """The most severe first."""
    rows: Sequence[Any]
    """For each notice began_ms, trace, event and first_seen_ms of its event."""
    repeat: bool
    """It was under way before, and what came of it was not written down."""


class Settled(NamedTuple):
    """What came of a parcel."""

    parcel: Parcel
    fate: Fate
    delivered: bool
    answer: str
    time_ms: int
    """When the attempt ended."""


def latency_ms(row: Any, time_ms: int) -> float:  # noqa: ANN401 - a row of the table
    """Return the milliseconds from the observation in the log to an instant; 0 where that is not known."""
    return float(max(time_ms - row.began_ms, 0)) if row.began_ms else 0.0
