"""The season of a cumulative indicator: the mean shape of its own earlier years."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from itertools import accumulate

Year = Mapping[int, float]
"""Values since January of one year, by month 1 to 12; months may be missing."""


def season(years: Iterable[Year], month: int) -> tuple[int, float]:
    """Return how many years have a shape, and the mean share of the year's value that they had reached by the end of a month.

    A year has a shape when its December and at least one other month are known, and no value is below 0 or above December's. Months that
    are missing (a January that was never published alone) lie on the line between their neighbours, so that every shape rises; a year that
    breaks off before December is left out.
    """
    shares = [_share(year, month) for year in years if _has_shape(year)]
    return len(shares), sum(shares) / len(shares) if shares else 0.0


def between(points: Mapping[int, float], month: int) -> float:
    """Return the height at a month of the line through points by month; `month` lies between the first and the last."""
    months = sorted(points)
    right = bisect_left(months, month)
    if months[right] == month:
        return points[month]
    first, last = months[right - 1], months[right]
    return points[first] + (points[last] - points[first]) * (month - first) / (last - first)


def _has_shape(year: Year) -> bool:
    whole = year.get(12, 0.0)
    # A year that went beyond its own December was corrected: there is no shape to learn from.
    return whole > 0 and len(year) > 1 and all(0 <= value <= whole for value in year.values())


def _share(year: Year, month: int) -> float:
    months = sorted(year)
    highest = accumulate((year[one] for one in months), max)
    return between({0: 0.0, **dict(zip(months, highest, strict=True))}, month) / year[12]
