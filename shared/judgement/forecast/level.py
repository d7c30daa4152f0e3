"""The value of a level or rate at the end of a year, from its last value and how it moved before.

    step z       = (v_b - v_a) / sqrt(g(a, b))
    variance V   = mean of z^2 * g(now, December), for a random walk with the correction 2 r (h - 1) / h of steps that undo each other
    drift d      = mean of v_December - v_month over the n earlier years that have both, shrunk to 0: times w = max(0, 1 - V / (n d^2))
    value        = last value + w d, Student's t with a degree less than there are steps; scale^2 = V (1 + w / n)

g is the number of months between two values of a random walk; between two means since January of the same year, after a and b months, it
is 1 / a - 1 / b, for the mean of the year settles as the year goes on: 1.3 times that, because neighbouring months resemble each other. r
is the correlation of neighbouring steps, -0.5 to 0: what comes back (noise) is no walk. w is James and Stein's positive part (1961).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from shared.judgement.forecast.spread import Spread, known
from shared.judgement.forecast.total import MOST_FREEDOM
from shared.judgement.forecast.track import Track

FEWEST_STEPS = 3
"""Steps that must be known before anything is said."""
RESEMBLANCE = 1.3
"""Times the variance of a mean whose months were independent."""


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
    steps = _steps(known_years, mean=mean)
    if len(steps) < FEWEST_STEPS:
        return None
    variance = _variance(steps, month, mean=mean)
    drift, weight, years = _drift(known_years, month, variance)
    scale = math.sqrt(variance * (1 + weight / max(years, 1)))
    return Spread(value + weight * drift, scale, min(len(steps) - 1, MOST_FREEDOM))


def _steps(known_years: Sequence[Track], *, mean: bool) -> list[float]:
    found = []
    values = [(12 * track.year + month, value) for track in known_years for month, value in zip(track.months, track.totals, strict=True)]
    for (first, before), (last, after) in pairwise(values):
        if not mean:
            found.append((after - before) / math.sqrt(last - first))
        elif (first - 1) // 12 == (last - 1) // 12:
            found.append((after - before) / math.sqrt(_settling((first - 1) % 12 + 1, (last - 1) % 12 + 1)))
    return found


def _settling(first: int, last: int) -> float:
    return 1 / first - 1 / last


def _variance(steps: Sequence[float], month: int, *, mean: bool) -> float:
    """Return the variance of what happens until December."""
    squares = sum(step * step for step in steps)
    each = squares / len(steps)
    if mean:
        return each * RESEMBLANCE * _settling(month, 12)
    undone = min(max(sum(one * after for one, after in pairwise(steps)) / squares, -0.5), 0.0) if squares else 0.0
    return each * (12 - month + 2 * (11 - month) * undone)


def _drift(known_years: Sequence[Track], month: int, variance: float) -> tuple[float, float, int]:
    """Return how the value moved from the same month to December in earlier years, how much of it counts, and how many years it was seen."""
    changes = [
        track.totals[-1] - track.totals[track.months.index(month)]
        for track in known_years[:-1]
        if track.months[-1] == 12 and month in track.months
    ]
    drift = sum(changes) / len(changes) if changes else 0.0
    return drift, max(0.0, 1 - variance / (len(changes) * drift * drift)) if drift else 0.0, len(changes)
