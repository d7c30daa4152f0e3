"""Tracks: the sums since January of one year, as far as they are known."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from shared.judgement.view import Point
from shared.model.period import Period, PeriodLength

Shares = tuple[float, ...]
"""Share of the year's total reached by the end of month 0 (nothing) to 12 (everything)."""

LINEAR: Shares = tuple(month / 12 for month in range(13))

_INNER = 3
"""Months before December that must be known of a year for its shape to count: its quarters."""
_A_YEAR = {PeriodLength.MONTH: 12, PeriodLength.QUARTER: 4, PeriodLength.YEAR: 1}


class Track(NamedTuple):
    """Sums since January; ascending."""

    year: int
    months: tuple[int, ...]
    """Months passed, 1 to 12."""
    totals: tuple[float, ...]

    @property
    def whole(self) -> bool:
        """Whether the year is known to its end and came to something."""
        return self.months[-1] == 12 and self.totals[-1] > 0


def tracks(points: Sequence[Point]) -> list[Track]:
    """Return the tracks of ascending points of one length, one a year, ascending.

    Only months, quarters and years have tracks; other lengths give none.
    """
    parts = _A_YEAR.get(points[0].period.length) if points else None
    if parts is None:
        return []
    length = 12 // parts
    found: dict[int, tuple[list[int], list[float]]] = {}
    for point in points:
        year, place = divmod(point.period.ordinal, parts)
        if year not in found:
            found[year] = [], []
        months, totals = found[year]
        months.append((place + 1) * length)
        totals.append(point.value)
    return [Track(year, tuple(months), tuple(totals)) for year, (months, totals) in found.items()]


def up_to(found: Sequence[Track], until: Period) -> list[Track]:
    """Return tracks as they were known at the end of a period: without later years and months."""
    year, month = until.calendar_year, until.whole_months
    known = [one for one in found if one.year <= year]
    if known and known[-1].year == year and known[-1].months[-1] > month:
        *earlier, this = known
        passed = bisect_right(this.months, month)
        return [*earlier, Track(year, this.months[:passed], this.totals[:passed])] if passed else earlier
    return known


@lru_cache(maxsize=65536)
def shares(track: Track) -> Shares | None:
    """Return the shares of a whole year, straight between known months; None: too little is known of its inside.

    A year that went backwards (corrections) is taken as standing still meanwhile, and as whole once it passed its end.
    """
    if len(track.months) <= _INNER:
        return None
    end, highest = track.totals[-1], 0.0
    steps = [(0, 0.0)]
    for month, total in zip(track.months, track.totals, strict=True):
        highest = max(highest, min(total / end, 1.0))
        steps.append((month, highest))
    return tuple(_between(steps, month) for month in range(13))


def _between(steps: list[tuple[int, float]], month: int) -> float:
    right = bisect_right(steps, (month, 2.0))
    (first, low), (last, high) = steps[right - 1], steps[min(right, len(steps) - 1)]
    return low if last == first else low + (high - low) * (month - first) / (last - first)
