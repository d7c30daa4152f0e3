"""Families of totals: series of which it is known how they came about, because they are drawn."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from backtest.question import YEAR, Story, track
from shared.judgement.forecast import LINEAR, Shares

Months = Sequence[float]
"""Twelve increments, or twelve shares of a year."""

EVEN: Months = (1 / 12,) * 12
SEASONAL: Months = (0.045, 0.045, 0.095, 0.075, 0.08, 0.105, 0.075, 0.08, 0.1, 0.085, 0.095, 0.12)
"""A weak Spring Festival, and quarters that end strongly."""
FRONT: Months = (0.2, 0.12, 0.16, 0.1, 0.09, 0.08, 0.07, 0.06, 0.04, 0.03, 0.03, 0.02)
BACK: Months = (0.02, 0.02, 0.04, 0.04, 0.05, 0.08, 0.06, 0.07, 0.09, 0.11, 0.17, 0.25)
_LUMPS = {3: 0.2, 6: 0.35, 9: 0.15, 12: 0.3}
"""Share of the year that comes in each month with a lump."""
_QUARTERS = (3, 6, 9, 12)
_JOINED = tuple(range(2, 13))
"""January and February are published as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How the years of a family come about.

    The size of a year is that of the year before times exp(N(growth, yearly)); a month is size x share x a gamma variable of mean 1.
    """

    shares: Months = EVEN
    years: int = 3
    growth: float = 0.04
    yearly: float = 0.1
    noise: float = 0.2
    """Coefficient of variation of a month."""
    first: float | None = None
    """Size of the first year; None: drawn."""
    published: Sequence[int] = range(1, 13)
    change: Callable[[Random, list[float]], list[float]] = lambda _, months: months
    """What happens to the months of a year besides."""
    break_in_last: bool = False
    """The change comes in the year asked about only."""
    planned: Shares = LINEAR

    def story(self, random: Random) -> Story:
        """Return one series; what is wanted is set beforehand: what was to be expected, within a tenth or so."""
        first = self.first or 1000 * random.lognormvariate(0, 1)
        sizes = list(accumulate(range(self.years), lambda size, _: self._next(random, size), initial=first))
        months = [self._year(random, size, last=number == self.years) for number, size in enumerate(sizes)]
        tracks = [track(YEAR - self.years + number, list(accumulate(one)), self.published) for number, one in enumerate(months)]
        before = sizes[-2] if self.years else sizes[-1] * math.exp(random.gauss(0, self.yearly))
        wanted = before * math.exp(self.growth + random.gauss(0, 0.12))
        return Story("total", tuple(tracks[:-1]), tracks[-1], wanted, sizes[-1], self.planned)

    def _next(self, random: Random, size: float) -> float:
        return size * math.exp(random.gauss(self.growth, self.yearly))

    def _year(self, random: Random, size: float, *, last: bool) -> list[float]:
        months = [size * share * _gamma(random, self.noise) for share in self.shares]
        return months if self.break_in_last and not last else self.change(random, months)


def _gamma(random: Random, variation: float) -> float:
    return random.gammavariate(variation**-2, variation**2)


def _in_lumps(random: Random, months: list[float]) -> list[float]:
    """Return a year that comes in four lumps, three in ten of them a month late, beside a tenth that comes evenly."""
    year = sum(months)
    came = [0.1 * month for month in months]
    for month, share in _LUMPS.items():
        late = month < 12 and random.random() < 0.3
        came[month - 1 + late] += 0.9 * year * share * _gamma(random, 0.15)
    return came


def _counted(random: Random, months: list[float]) -> list[float]:
    """Return a year of whole numbers."""
    return [float(_poisson(random, month)) for month in months]


def _poisson(random: Random, mean: float) -> int:
    return sum(1 for _ in _arrivals(random, mean))


def _arrivals(random: Random, mean: float) -> Iterator[float]:
    time = random.expovariate(1.0)
    while time < mean:
        yield time
        time += random.expovariate(1.0)


def _broken(random: Random, months: list[float]) -> list[float]:
    """Return a year whose pace is another one from some month on."""
    first, factor = random.randint(3, 9), random.uniform(0.6, 1.4)
    return [month * (factor if number >= first else 1.0) for number, month in enumerate(months)]


def _corrected(random: Random, months: list[float]) -> list[float]:
    """Return a year of which a month takes back half of what another one brought."""
    taken = random.randint(2, 10)
    return [month - (0.5 * months[taken - 1] + month if number == taken else 0.0) for number, month in enumerate(months)]


TOTALS: dict[str, Totals] = {
    "even": Totals(),
    "seasonal, Jan-Feb joined": Totals(shares=SEASONAL, years=4, published=_JOINED),
    "front-loaded": Totals(shares=FRONT),
    "back-loaded": Totals(shares=BACK),
    "in lumps": Totals(change=_in_lumps),
    "counted in tens": Totals(change=_counted, first=30.0),
    "noisy": Totals(noise=0.7),
    "pace breaks": Totals(change=_broken, break_in_last=True),
    "growing fast": Totals(growth=0.15, shares=SEASONAL),
    "volatile years": Totals(yearly=0.3, shares=SEASONAL),
    "corrected": Totals(change=_corrected),
    "quarterly": Totals(shares=SEASONAL, published=_QUARTERS),
    "one earlier year": Totals(shares=BACK, years=1),
    "eight earlier years": Totals(shares=SEASONAL, years=8),
    "no history, even": Totals(years=0),
    "no history, seasonal": Totals(shares=SEASONAL, years=0),
}
"""Families by name."""
