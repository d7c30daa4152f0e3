"""The total of a year by its end, from its sums so far and from earlier years.

A year's increments follow a *shape* (share of the year reached by the end of each month) at a *pace* (the year's total if it keeps on):

    shape P(m)   = (K * planned shares + sum of earlier years' shares) / (K + n)            n earlier years with a known shape
    lumpiness f  = mean of: F0 (weight W0 years); mean over months of (S_j(m) - P(m))^2 / (P(m) (1 - P(m))) of earlier years (n - 1 years);
                   (y_i / L - p_i)^2 / p_i of this year's steps but the last (W1 years each)
    pace a       = sum D^age y_i / sum D^age p_i                                            recent months count more
    variance u   = f * (sum D^(2 age) p_i / (sum D^age p_i)^2 + 1 / ((K + n) P(M)))         of the pace, relative
    yearly t^2   = (A * T0^2 + sum of squared log changes of earlier totals) / (A + number of changes), times years since the last total
    credibility b = t^2 / (t^2 + u)
    rest r       = (1 - P(M)) * (b * a + (1 - b) * last total)                              without an earlier total b = 1
    total        = Y + r * (1 + s * t distribution with 4 + 2 (n - 1) degrees), never below Y
    s^2          = t^2 (1 - b), without an earlier total u, plus f * (1 + 1 / (K + n)) / (1 - P(M))

Y is what is reached by month M, y_i and p_i are increment and share of a step, L is the pace before the last step. The lumpiness of counts
that come in lumps of equal size is the size of a lump over the year's total. b is Bühlmann's credibility (Experience rating and
credibility, ASTIN Bulletin 4, 1967); that u leaves out the last step makes the chance of a target rise with the value, always.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from shared.judgement.forecast.spread import Spread, known
from shared.judgement.forecast.track import LINEAR, Shares, Track, shares

PLANNED_YEARS = 0.4
"""K: the planned shape counts like so many earlier years."""
LUMPINESS, LUMPINESS_YEARS = 0.01, 0.05
"""F0 and W0: lumpiness before anything is known, and the years that it counts like."""
STEP_YEARS = 0.005
"""W1: the years that a step of this year counts like."""
MOST_STRAY = 1e6
"""Largest distance of a step from its share, in years' totals: a sum corrected down to nearly nothing has no pace to measure by."""
MEMORY = 0.8
"""D: a step counts so much less for every month that it lies back."""
_WEIGHTS = tuple(MEMORY ** (halves / 2) for halves in range(24))
"""What a step counts whose middle lies so many half months back."""
YEARLY, YEARLY_CHANGES = 0.15, 2.0
"""T0 and A: how totals change from year to year (standard deviation of their logarithms), and the changes that it counts like."""
FREEDOM, FREEDOM_A_YEAR, MOST_FREEDOM = 4, 2, 30
"""Degrees of freedom with up to one earlier year, for each further one, and at most."""
FEWEST_STEPS = 3
"""Steps of this year that must be known before there is a spread without earlier years."""


class Forecast(NamedTuple):
    """The total by the end of the year."""

    value: float
    spread: Spread | None
    """None: too little is known for a spread."""


def forecast_total(this: Track, earlier: Sequence[Track], planned: Shares = LINEAR) -> Forecast | None:
    """Return where a year is heading; None where nothing is known yet to go by.

    Args:
        this: The year so far.
        earlier: Earlier years, ascending.
        planned: Shares that the plan wants; strictly rising.
    """
    month, reached = this.months[-1], this.totals[-1]
    if month == 12:
        return Forecast(reached, known(reached))
    past = _past(tuple(earlier), planned)
    pace = _pace(this, past)
    if past.last is None and pace.total <= 0:
        return None
    centre = reached + (1 - past.shape[month]) * _blended(this, past, pace)
    if past.last is None and len(this.months) < FEWEST_STEPS:
        return Forecast(centre, None)
    scale = (centre - reached) * math.sqrt(_variance(this, past, pace))
    return Forecast(centre, Spread(centre, scale, past.freedom, floor=reached))


class _Last(NamedTuple):
    """The last earlier total, and the variance of the logarithm of totals from year to year."""

    year: int
    total: float
    yearly: float


class _Past(NamedTuple):
    """What earlier years teach."""

    shape: Shares
    weight: float
    """Years that the shape stands on, the planned one included."""
    lumpiness: float
    """Sum of weighted lumpiness."""
    lumpiness_years: float
    """Sum of its weights."""
    freedom: int
    last: _Last | None


class _Pace(NamedTuple):
    """This year's total at the pace so far, and its relative variance."""

    total: float
    variance: float
    lumpiness: float


@lru_cache(maxsize=16384)
def _past(earlier: tuple[Track, ...], planned: Shares) -> _Past:
    whole = [track for track in earlier if track.whole]
    own = [found for found in map(shares, whole) if found is not None]
    weight = PLANNED_YEARS + len(own)
    shape = tuple((PLANNED_YEARS * wanted + sum(one[month] for one in own)) / weight for month, wanted in enumerate(planned))
    lumps, years = LUMPINESS_YEARS * LUMPINESS, LUMPINESS_YEARS
    if len(own) > 1:
        lumps += sum(_wandering(one, shape) for one in own)
        years += len(own) - 1
    freedom = min(FREEDOM + FREEDOM_A_YEAR * max(len(own) - 1, 0), MOST_FREEDOM)
    return _Past(shape, weight, lumps, years, freedom, _last(whole))


def _wandering(own: Shares, shape: Shares) -> float:
    """Return how far a year's shares strayed from the shape: 1 for a year that came as a single lump at a random moment."""
    return sum((one - usual) ** 2 / (usual * (1 - usual)) for one, usual in zip(own[1:12], shape[1:12], strict=True)) / 11


def _last(whole: Sequence[Track]) -> _Last | None:
    if not whole:
        return None
    changes = [(math.log(after.totals[-1] / before.totals[-1]) ** 2) / (after.year - before.year) for before, after in pairwise(whole)]
    yearly = (YEARLY_CHANGES * YEARLY**2 + sum(changes)) / (YEARLY_CHANGES + len(changes))
    return _Last(whole[-1].year, whole[-1].totals[-1], yearly)


def _pace(this: Track, past: _Past) -> _Pace:
    month, shape = this.months[-1], past.shape
    increments = weights = squares = lumps = 0.0
    before = this.totals[-2] / shape[this.months[-2]] if len(this.months) > 1 else 0.0
    last_month, last_total = 0, 0.0
    for passed, total in zip(this.months, this.totals, strict=True):
        share, increment = shape[passed] - shape[last_month], total - last_total
        weight = _WEIGHTS[2 * month - passed - last_month - 1]
        # A correction downwards is no negative work.
        if increment > 0:
            increments += weight * increment
        weights += weight * share
        squares += weight * weight * share
        if before > 0 and passed < month:
            lumps += min(abs(increment / before - share), MOST_STRAY) ** 2 / share
        last_month, last_total = passed, total
    steps = max(len(this.months) - 2, 0) if before > 0 else 0
    lumpiness = (past.lumpiness + STEP_YEARS * lumps) / (past.lumpiness_years + STEP_YEARS * steps)
    variance = lumpiness * (squares / weights**2 + 1 / (past.weight * shape[month]))
    return _Pace(increments / weights, variance, lumpiness)


def _credibility(this: Track, last: _Last, pace: _Pace) -> tuple[float, float]:
    """Return how much this year's pace counts against the last total, and the variance of totals over the years between."""
    yearly = last.yearly * (this.year - last.year)
    return yearly / (yearly + pace.variance), yearly


def _blended(this: Track, past: _Past, pace: _Pace) -> float:
    if past.last is None:
        return pace.total
    counts, _ = _credibility(this, past.last, pace)
    return counts * pace.total + (1 - counts) * past.last.total


def _variance(this: Track, past: _Past, pace: _Pace) -> float:
    """Return the relative variance of what is still to come."""
    rest = pace.lumpiness * (1 + 1 / past.weight) / (1 - past.shape[this.months[-1]])
    if past.last is None:
        return pace.variance + rest
    counts, yearly = _credibility(this, past.last, pace)
    return yearly * (1 - counts) + rest
