"""The value of a level or rate at the end of a year, from its values before: exponential smoothing with a drift and a season.

    drift m      = (last value - first value) / usual gaps between them; from a year on, else 0
    season d     as far as it counts                                                `season`
    surprise e   = step less what is usual of it; share a that stays, variance s^2  `smoothing`
    drift counts w = max(0, 1 - 2 V / m^2), V = (a s)^2 / usual gaps seen
    path f(k)    = last value + what noise will take back + sum of w m + d over the k months to come
    value        = f(h), variance s^2 (1 + (h - 1) a^2) + sum of variances of d + w V h^2
    mean         = (M x mean so far + sum of f(k)) / 12, variance the same of the sum of f(k), over 144

h moments are to come after month M. A mean since January is forecast by its months, which it tells by itself. The distribution is
Student's t with as many degrees as there are steps, less one for a drift and those that the season takes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from shared.judgement.forecast.moments import Moment, moments, steps, usual_gap
from shared.judgement.forecast.season import Season, season
from shared.judgement.forecast.smoothing import Smoothing, smoothing
from shared.judgement.forecast.spread import Spread, known
from shared.judgement.forecast.total import MOST_FREEDOM
from shared.judgement.forecast.track import Track

FEWEST_STEPS = 3
"""Steps that must be known before anything is said."""
DRIFT_DOUBT = 2.0
"""How many times its variance is held against a drift."""


def forecast_level(known_years: Sequence[Track], *, mean: bool) -> Spread | None:
    """Return where the last value of the last year is heading; None: too few values are known.

    Args:
        known_years: Values by the month that they end with, years ascending.
        mean: A value is the mean since January; otherwise it is one moment's.
    """
    this = known_years[-1]
    month, value = this.months[-1], this.totals[-1]
    if month == 12:
        return known(value)
    found = moments(known_years, mean=mean)
    if len(found) <= FEWEST_STEPS:
        return None
    gap = usual_gap(found)
    course = _course(found, gap)
    ahead = range(month + gap, 13, gap) or range(12, 13)
    path = course.path(found[-1][1], ahead)
    if not mean:
        return Spread(path[-1], math.sqrt(course.variance_of_last(ahead)), course.freedom)
    months = (12 - month) / len(ahead)
    centre = (month * value + months * sum(path)) / 12
    return Spread(centre, months / 12 * math.sqrt(course.variance_of_sum(ahead)), course.freedom)


class _Course(NamedTuple):
    """How a level goes on."""

    behind: float
    """What the last value will give back: it was noise."""
    smoothing: Smoothing
    drift: float
    """A usual gap, as far as it counts."""
    drift_variance: float
    season: Season
    freedom: int

    def path(self, last: float, ahead: Sequence[int]) -> list[float]:
        """Return the values to expect at the ends of the months ahead."""
        values, value = [], last + self.behind
        for month in ahead:
            value += self.drift + self.season.steps.get(month, 0.0)
            values.append(value)
        return values

    def variance_of_last(self, ahead: Sequence[int]) -> float:
        """Return the variance of the last value ahead."""
        count, stays = len(ahead), self.smoothing.stays
        usual = sum(self.season.variances.get(month, 0.0) for month in ahead) + self.drift_variance * count**2
        return self.smoothing.variance * (1 + (count - 1) * stays**2) + usual

    def variance_of_sum(self, ahead: Sequence[int]) -> float:
        """Return the variance of the sum of all values ahead: what comes early is in all that follow."""
        follow = range(len(ahead) - 1, -1, -1)
        surprises = sum((1 + later * self.smoothing.stays) ** 2 for later in follow)
        usual = sum(self.season.variances.get(month, 0.0) * (later + 1) ** 2 for month, later in zip(ahead, follow, strict=True))
        return self.smoothing.variance * surprises + usual + self.drift_variance * sum(later + 1 for later in follow) ** 2


def _course(found: Sequence[Moment], gap: int) -> _Course:
    taken = steps(found, gap)
    a_year = found[-1][0] - found[0][0] >= 12
    mean = sum(taken.sizes) / sum(taken.lengths) if a_year else 0.0
    beside = taken.beside(mean)
    usual = season(taken.months, beside)
    surprises = [size - usual.steps.get(month, 0.0) for size, month in zip(beside, taken.months, strict=True)]
    degrees = len(surprises) - usual.lost - a_year
    smooth = smoothing(surprises, degrees)
    variance = smooth.variance * smooth.stays**2 / sum(taken.lengths)
    noise = math.sqrt(variance) / mean if mean else math.inf
    counts = max(0.0, 1 - DRIFT_DOUBT * noise * noise)
    doubted = (1 - counts) * mean
    behind = smooth.behind([size + doubted * math.sqrt(length) for size, length in zip(surprises, taken.lengths, strict=True)])
    freedom = min(max(round(degrees), 1), MOST_FREEDOM)
    return _Course(behind, smooth, counts * mean, counts * variance, usual, freedom)
