"""Families of levels and rates: the value of a moment, or a mean since January."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from math import cos, pi
from random import Random

from backtest.question import YEAR, Kind, Story, track

_WARM_UP = 36
"""Months drawn before the first that is known, so that a series begins anywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """How the months of a family come about.

    value = level + swing x cosine of the month + noise; the level moves by `trend`, and by steps of size `step`, and is drawn back to 0
    by `pull` of its distance.
    """

    kind: Kind = "level"
    years: int = 2
    step: float = 0.0
    pull: float = 0.0
    trend: float = 0.0
    swing: float = 0.0
    noise: float = 0.0

    def story(self, random: Random) -> Story:
        """Return one series; what is wanted is set beforehand: the value to be expected, within half of what it moves in a year."""
        months = [100.0 + value for value in self._months(random)]
        years = [months[12 * number : 12 * number + 12] for number in range(self.years + 1)]
        if self.kind == "mean":
            years = [[total / (count + 1) for count, total in enumerate(accumulate(year))] for year in years]
        tracks = [track(YEAR - self.years + number, year) for number, year in enumerate(years)]
        size = self._size()
        expected = 100.0 if self.pull or not self.step else tracks[-1].totals[0] + 11 * self.trend
        return Story(self.kind, tuple(tracks[:-1]), tracks[-1], expected + random.gauss(0, 0.5) * size, size)

    def _months(self, random: Random) -> list[float]:
        level, found = 0.0, []
        for month in range(-_WARM_UP, 12 * (self.years + 1)):
            level += self.trend - self.pull * level + random.gauss(0, self.step)
            found.append(level + self.swing * cos(2 * pi * month / 12) + random.gauss(0, self.noise))
        return found[_WARM_UP:]

    def _size(self) -> float:
        """Return how far a value usually is from that of a year before."""
        walk = 12 * self.step**2 if not self.pull else 2 * self.step**2 / (1 - (1 - self.pull) ** 2)
        months = walk + 2 * self.noise**2
        return float((months / 6 if self.kind == "mean" else months) ** 0.5) or 1.0


LEVELS: dict[str, Levels] = {
    "random walk": Levels(step=0.3),
    "drawn back": Levels(step=0.5, pull=0.3),
    "noise around a level": Levels(noise=0.5),
    "walk seen through noise": Levels(step=0.2, noise=0.4),
    "with a season": Levels(step=0.1, swing=1.0, noise=0.1, years=3),
    "rising steadily": Levels(step=0.3, trend=0.25, years=3),
    "no earlier year": Levels(step=0.3, years=0),
    "mean since January": Levels(kind="mean", step=0.3, pull=0.3, years=3),
    "mean with a season": Levels(kind="mean", step=0.2, pull=0.3, swing=0.8, years=3),
    "mean without history": Levels(kind="mean", step=0.3, pull=0.3, years=0),
}
"""Families by name."""
