"""How long a year's number can still be reached: at the best pace ever seen, until which day does it suffice to begin?

A month at its best has the largest increment that this calendar month had in an earlier year, at least an average month of the best year,
both times this year's lead over the best earlier year where it leads; without earlier years, the largest monthly increment of this year.
"""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from shared.judgement.forecast.track import Track, shares


class Reach(NamedTuple):
    """What the rest of the year can still bring."""

    best: float
    """The year's total if every month left were at its best."""
    last_day: date | None
    """The last day until which the rest suffices although nothing came since the last value; past where that was earlier; None: never."""


def reach(this: Track, earlier: Sequence[Track], wanted: float) -> Reach | None:
    """Return how long `wanted`, which is more than is reached, can be reached; None at the end of the year and where nothing was seen yet."""
    months = _best_months(this, _best_past(tuple(earlier)))
    if this.months[-1] == 12 or not any(months):
        return None
    # left[m]: what the months after the first m bring at their best.
    left = list(accumulate(reversed(months), initial=0.0))[::-1]
    moments = [(0, 0.0), *zip(this.months, this.totals, strict=True)]
    missing = next((wanted - total for month, total in reversed(moments) if total + left[month] >= wanted), None)
    best = this.totals[-1] + left[this.months[-1]]
    return Reach(best, None if missing is None else _last_day(this.year, months, left, missing))


class _Best(NamedTuple):
    """The best of earlier years."""

    months: tuple[float, ...]
    """Increment of each month, from January."""
    totals: tuple[float, ...]
    """Sum since January by the end of month 0 to 12."""


@lru_cache(maxsize=16384)
def _best_past(earlier: tuple[Track, ...]) -> _Best | None:
    years = [_months(track) for track in earlier if track.whole]
    if not years:
        return None
    totals = tuple(max(of_month) for of_month in zip(*(accumulate(year, initial=0.0) for year in years), strict=True))
    return _Best(tuple(max(totals[12] / 12, *of_month) for of_month in zip(*years, strict=True)), totals)


def _best_months(this: Track, past: _Best | None) -> list[float]:
    """Return each month at its best, from January."""
    if past is None:
        return [max(_monthly(this))] * 12
    highest = past.totals[this.months[-1]]
    lead = max(this.totals[-1] / highest, 1.0) if highest > 0 else 1.0
    return [lead * month for month in past.months]


def _months(track: Track) -> list[float]:
    """Return the increments of a whole year's months; even where its inside is unknown."""
    known = shares(track)
    if known is None:
        return [track.totals[-1] / 12] * 12
    return [(after - before) * track.totals[-1] for before, after in pairwise(known)]


def _monthly(this: Track) -> list[float]:
    """Return the increments of this year's steps, per month."""
    moments = [(0, 0.0), *zip(this.months, this.totals, strict=True)]
    return [max(after - before, 0.0) / (last - first) for (first, before), (last, after) in pairwise(moments)]


def _last_day(year: int, months: Sequence[float], left: Sequence[float], missing: float) -> date:
    """Return the last day after which the rest of the year still brings what is missing."""
    month = max(number for number in range(13) if left[number] >= missing)
    if month == 12:
        return date(year, 12, 31)
    days = monthrange(year, month + 1)[1]
    # Days of the next month that are needed beside the months after it; what it needs whole it needs from its first day.
    needed = math.ceil((missing - left[month + 1]) / months[month] * days - 1e-9)
    return date(year, month + 1, 1) + timedelta(days=days - needed - 1)
