"""Ladders: the statuses of a comparator as rungs on one score, and the value at which the status would be another."""

from __future__ import annotations

import math
from typing import NamedTuple

from shared.model.status import TargetStatus

_EQUAL = 1e-12
"""Values that differ by less than this share of theirs are equal: rounding of the last digits."""

_BEYOND = 1e-9
"""Share of a value by which one lies beyond a bound that belongs to the present status: no reader sees it, every judge does."""


def _are_equal(one: float, other: float) -> bool:
    return abs(one - other) <= _EQUAL * max(abs(one), abs(other))


class Rung(NamedTuple):
    """A status and the lowest score of it."""

    status: TargetStatus
    bound: float
    open: bool = False
    """A score equal to the bound is below it."""


class Threshold(NamedTuple):
    """The values with which a status, or a better one, is reached; None: without a bound on that side."""

    status: TargetStatus
    floor: float | None = None
    ceiling: float | None = None
    open: bool = False
    """The bound itself is not enough."""

    def has(self, value: float) -> bool:
        """Tell whether a value lies between the bounds."""
        return all(
            not self.open if _are_equal(value, bound) else sign * (value - bound) > 0
            for bound, sign in ((self.floor, 1), (self.ceiling, -1))
            if bound is not None
        )


class Flip(NamedTuple):
    """The value that would have changed the status, and the status that it would have had."""

    value: float
    status: TargetStatus
    beyond: bool = False
    """The bound itself belongs to the present status: the value lies beyond it, by less than anybody reads."""
    bound: float = 0.0
    """The bound, as a value."""

    @property
    def numbers(self) -> dict[str, float]:
        """What the facts say of it in numbers: where the bound lies that the flip value is just beyond."""
        return {"flip_bound": self.bound} if self.beyond else {}

    @property
    def texts(self) -> dict[str, str]:
        """What the facts say of it in texts."""
        return {"flips_to": self.status.word, **({"flips_beyond": "true"} if self.beyond else {})}


class Ladder(NamedTuple):
    """Rungs on a score of which more is better; the highest one reached is the status, `floor` below all of them.

    `score` is direction * (value - origin), so that a bound is turned back into a value. `rungs` stand best first; a worse one with a
    higher bound is never reached. `scale` is what the default revision noise is 0.5 % of; None for percentages. With `both_sides` the
    distance from the origin is scored, and `direction` only says on which side the value lies.
    """

    value: float
    rungs: tuple[Rung, ...]
    floor: TargetStatus = TargetStatus.OFF_TRACK
    direction: int = 1
    origin: float = 0.0
    scale: float | None = None
    both_sides: bool = False

    @property
    def score(self) -> float:
        """How good the value is."""
        return self.direction * (self.value - self.origin)

    @property
    def status(self) -> TargetStatus:
        """The highest rung reached."""
        return self.at(self.score)

    def at(self, score: float) -> TargetStatus:
        """Return the status of a score."""
        for rung in self.rungs:
            if self._reached(rung, score):
                return rung.status
        return self.floor

    def thresholds(self) -> tuple[Threshold, ...]:
        """Return the values of each status that can be reached, best first; the last one, without bounds, is what is left."""
        found, lowest = [], math.inf
        for rung in self.rungs:
            if rung.bound < lowest or (rung.bound == lowest and not rung.open):
                found.append(self._threshold(rung))
                lowest = rung.bound
        return (*found, Threshold(self.floor))

    def _threshold(self, rung: Rung) -> Threshold:
        value, other = self.origin + self.direction * rung.bound, self.origin - self.direction * rung.bound
        if self.both_sides:
            return Threshold(rung.status, min(value, other), max(value, other), rung.open)
        floor, ceiling = (value, None) if self.direction > 0 else (None, value)
        return Threshold(rung.status, floor, ceiling, rung.open)

    def flip(self) -> Flip | None:
        """Return where the next better status begins; on the best one, where it ends. None for a ladder without rungs."""
        score, nearest = self.score, None
        for rung in self.rungs:
            if self._reached(rung, score):
                break
            if nearest is None or (rung.bound, rung.open) < (nearest.bound, nearest.open):
                nearest = rung
        if nearest is not None:
            return self._flip(nearest.bound, 1 if nearest.open else 0)
        return self._flip(self.rungs[0].bound, 0 if self.rungs[0].open else -1) if self.rungs else None

    def _flip(self, bound: float, beyond: int) -> Flip:
        size = max(abs(bound), abs(self.origin)) or abs(self.value) or 1.0
        score = bound + beyond * _BEYOND * size
        return Flip(self.origin + self.direction * score, self.at(score), beyond != 0, self.origin + self.direction * bound)

    def _reached(self, rung: Rung, score: float) -> bool:
        bound, origin = rung.bound, self.origin
        gap = score - bound
        if abs(gap) <= _EQUAL * max(abs(score), abs(bound), abs(origin)):
            return not rung.open
        return gap > 0
