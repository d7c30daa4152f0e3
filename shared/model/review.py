"""Reviews: the statistics office's steps about a value, preliminary → reviewed → locked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple


class ReviewStep(IntEnum):
    """How far the office has come with a value; numbers equal those of the protos."""

    PRELIMINARY = 1
    """Taken back, or never looked at: the value may be revised."""
    REVIEWED = 2
    """Looked at and found right; it may still be revised, and is then preliminary again."""
    LOCKED = 3
    """It stands; what is reported later waits until the lock is opened."""

    @property
    def word(self) -> str:
        """The word for it in JSON and commands."""
        return self.name.lower()

    @property
    def chinese(self) -> str:
        """What Chinese screens say."""
        return _CHINESE[self]


_CHINESE = {ReviewStep.PRELIMINARY: "初步", ReviewStep.REVIEWED: "已审核", ReviewStep.LOCKED: "已锁定"}


class Review(NamedTuple):
    """A step about one value; of two about the same period the higher one counts: by time, then event id."""

    time_ms: int
    """When it was taken, milliseconds since 1970-01-01 UTC."""
    event_id: int
    step: ReviewStep
    value: float
    """The value that the reviewer saw; of another one it says nothing."""
    reviewer: str
    note: str = ""
    """Why; empty: not said."""
    proposed: float | None = None
    """Of a locked value: what was reported later and waits; None: nothing."""


@dataclass(frozen=True, slots=True)
class Trail:
    """Every step about one period of an indicator, in order; the last one stands."""

    steps: tuple[Review, ...]

    @property
    def standing(self) -> Review:
        """The step that stands."""
        return self.steps[-1]

    def __or__(self, review: Review) -> Trail:
        """Return the trail with one more step; the same trail where it has that step already."""
        return self if review in self.steps else Trail(tuple(sorted((*self.steps, review))))
