"""What a number may turn out to be: Student's t around a centre, cut off where the number cannot go."""

from __future__ import annotations

import math
from typing import NamedTuple

from shared.judgement.forecast.student import probability, quantile


class Interval(NamedTuple):
    """Ends of an interval."""

    low: float
    high: float


class Spread(NamedTuple):
    """The predictive distribution of a number; what would lie beyond floor or ceiling falls on it."""

    centre: float
    scale: float
    """Of the t distribution, in the unit of the number; 0: the number is known."""
    freedom: int
    floor: float = -math.inf
    ceiling: float = math.inf

    @property
    def value(self) -> float:
        """The median."""
        return self._cut(self.centre)

    def interval(self, share: float) -> Interval:
        """Return the central interval of a share, such as 0.8; intervals of larger shares contain those of smaller ones."""
        reach = self.scale * quantile(0.5 + share / 2, self.freedom)
        return Interval(self._cut(self.centre - reach), self._cut(self.centre + reach))

    def reaches(self, wanted: float, *, strict: bool = False) -> float:
        """Return the chance of a number of at least `wanted`; `strict`: above it."""
        if wanted < self.floor or (wanted == self.floor and not strict):
            return 1.0
        return 0.0 if wanted > self.ceiling or (wanted == self.ceiling and strict) else 1.0 - self._below(wanted, strict=strict)

    def stays(self, limit: float) -> float:
        """Return the chance of a number of at most `limit`."""
        if limit >= self.ceiling:
            return 1.0
        return 0.0 if limit < self.floor else self._below(limit, strict=True)

    def _below(self, value: float, *, strict: bool) -> float:
        """Return the chance of less than a value, or, where `strict`, of no more: they differ only where the number is known."""
        if self.scale:
            return probability((value - self.centre) / self.scale, self.freedom)
        return float(self.centre <= value if strict else self.centre < value)

    def _cut(self, value: float) -> float:
        # Asked five times a projection, and seldom cuts: comparing takes a third of the time.
        return value if self.floor <= value <= self.ceiling else min(max(value, self.floor), self.ceiling)


def known(value: float) -> Spread:
    """Return the spread of a number that is known."""
    return Spread(value, 0.0, 1)
