"""Corrections: what was told of a period before values were revised, and which revisions changed it.

They are memory, as all that was told is. Every later verdict on the period says its correction again, until another takes its place.
"""

from __future__ import annotations

from typing import NamedTuple

from shared.model.period import Period
from shared.model.status import TargetStatus

MOST = 5
"""So many revisions of a correction are named, the earliest periods first."""


class Revision(NamedTuple):
    """A value that took the place of another one."""

    period: Period
    indicator: str
    area: str
    """Where it was reported, or worked out."""
    entity: str
    """Empty: none, or one that nobody is to know."""
    revision: int
    """As it was reported; of a value that was worked out 1."""
    event_id: int
    """Event that brought it; 0: it was worked out of others."""
    received_ms: int
    value: float | None
    """None: the value was withdrawn."""


class Correction(NamedTuple):
    """What was told of the same period before."""

    status: TargetStatus
    value: float | None
    plan_value: float | None
    revisions: tuple[Revision, ...]
    """What changed it, `MOST` at most."""

    @classmethod
    def of(cls, told: tuple[int, float | None, float | None], revisions: list[Revision], period: Period) -> Correction:
        """Return the correction of a period: what begins after its end has no part in it, unless nothing else has.

        Args:
            told: Status, value and plan value before.
            revisions: What was revised, in order.
            period: The period.
        """
        within = [one for one in revisions if one.period.start < period.end]
        return cls(TargetStatus(told[0]), *told[1:], tuple((within or revisions)[:MOST]))
