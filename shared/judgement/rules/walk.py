"""What a walk leaves behind, so that the next one over the same area or entity goes on where the values begin to differ.

A walk is a fold over periods, and every function looks back only: what stood after a period hangs on no later value. So the end of a walk is
kept with the values that it read, and a new value costs its own period, not the years before it. What is kept changes no answer.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from shared.judgement.verdict import Episode
from shared.judgement.view import Day, Point
from shared.model.period import Period
from shared.model.status import AlertState, Severity

Column = Sequence[Point] | Sequence[Day]
"""What a rule reads of one indicator, ascending by period."""
_KEPT = 4
"""Steps that are kept: values of the last periods are what is revised."""


class Course(NamedTuple):
    """What is known of an episode after a period."""

    raised: Period
    period: Period
    """The last one that said something of it."""
    state: AlertState
    severity: Severity
    within: bool = False
    """It was resolved in a period in which the condition had held too."""


class Step(NamedTuple):
    """Where a walk stood after a period."""

    period: Period
    held: int
    """Periods in a row in which the condition held."""
    courses: tuple[Course, ...]


class Walk:
    """The end of a walk, and what it read."""

    def __init__(self) -> None:
        self._columns: tuple[Column, ...] = ()
        self._steps = deque[Step](maxlen=_KEPT)
        self.told: dict[Course, Episode] = {}
        """Episodes as explained."""

    def begin(self, columns: tuple[Column, ...], last: Period | None = None) -> Step | None:
        """Return the last step that the values read now do not change, and forget what they do; None: there is none.

        Args:
            columns: The values read now.
            last: The last period to stand at; it is an earlier one than before when a value ahead of the clock was taken back.
        """
        ends = (_first_change(self._columns, columns), None if last is None else last.shift(1))
        changed = min((one for one in ends if one is not None), default=None)
        self._columns = columns
        if changed is not None:
            while self._steps and self._steps[-1].period >= changed:
                self._steps.pop()
            self.told = {course: episode for course, episode in self.told.items() if course.period < changed}
        if not self._steps:
            self.told = {}
            return None
        return self._steps[-1]

    def take(self, step: Step) -> None:
        """Keep a step."""
        self._steps.append(step)


def _first_change(before: tuple[Column, ...], now: tuple[Column, ...]) -> Period | None:
    """Return the earliest period of which the columns say something else; None: they say the same."""
    if len(before) != len(now):
        return None
    found = (_differ(one, other) for one, other in zip(before, now, strict=True))
    return min((period for period in found if period is not None), default=None)


def _differ(before: Column, now: Column) -> Period | None:
    if before is now:
        return None
    count = min(len(before), len(now))
    same = count if tuple(before[:count]) == tuple(now[:count]) else next(at for at in range(count) if before[at] != now[at])
    left = [column[same].period for column in (before, now) if len(column) > same]
    return min(left, default=None)
