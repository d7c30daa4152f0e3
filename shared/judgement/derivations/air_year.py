"""From days to figures since 1 January: mean, percentile, share of good days, composite index, and their validity (HJ 663, GB 3095)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from math import fsum

from shared.judgement.derivations.air_index import GOOD, Concentrations, day_index
from shared.judgement.derivations.air_standard import ITEMS, AirStandard, Item, standard_on

DAYS_OF_YEAR = 324
"""Least valid days of a year's figure (GB 3095-2026, table 4)."""

DAYS_OF_MONTH, DAYS_OF_FEBRUARY = 27, 25
"""Least valid days of a month (likewise)."""

OZONE_PERCENTILE, CARBON_MONOXIDE_PERCENTILE = 90.0, 95.0
"""Percentiles of a year's days that are held against the limits of a day: HJ 663, assessment of a year."""

Under = Callable[[date], AirStandard]
"""Which standards a day is judged by."""


def mean(values: Sequence[float]) -> float:
    """Return the mean of at least one value; their order does not matter."""
    return fsum(values) / len(values)


def percentile(values: Iterable[float], percent: float) -> float:
    """Return the percentile of at least one value: the one at place 1 + (n - 1) * percent / 100 in order, between neighbours linear.

    HJ 663-2013, annex A (unverified). Example: the 90th of 1 … 10 is at place 9.1, so 9.1.
    """
    ordered = sorted(values)
    below, part = divmod((len(ordered) - 1) * percent, 100.0)
    low, high = ordered[int(below)], ordered[min(int(below) + 1, len(ordered) - 1)]
    return low + (high - low) * part / 100.0


def good_share(indices: Sequence[float]) -> float:
    """Return the days with an index up to 100 as a share of at least one valid day, percent.

    Example: 13 of 365 valid days lightly polluted: 96.4 %.
    """
    return 100 * sum(one <= GOOD for one in indices) / len(indices)


def indices_under(days: Mapping[date, Concentrations], under: Under = standard_on) -> dict[date, int]:
    """Return the published indices of days, ascending.

    For a comparison of two years both are worked out under the same standards: `a_year_later` is what the year before is judged by.
    """
    found = ((day, day_index(days[day], under(day))) for day in sorted(days))
    return {day: index.value for day, index in found if index is not None and index.published}


def a_year_later(day: date) -> AirStandard:
    """Return the standards in force on the same day of the year after: those that the year after is published under."""
    return standard_on(day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day))


def composite_index(figures: Mapping[Item, float], standard: AirStandard) -> float | None:
    """Return 综合指数: the sum of each figure over its limit, weighted (HJ 663; the weights of 2026 are from a secondary source).

    Args:
        figures: Year means; of CO the 95th percentile of days, of O3 the 90th of highest 8-hour means; None results where one is missing.
        standard: Limits and weights.
    """
    if any(item not in figures for item in ITEMS):
        return None
    return fsum(standard.weights[item] * figures[item] / standard.limits[item] for item in ITEMS)


def is_short(valid: Mapping[int, int], months: int) -> bool:
    """Tell whether a figure since January stands on too few days.

    Args:
        valid: Valid days by month, 1 to 12.
        months: Months covered; the whole year has a number of its own beside those of its months.
    """
    months_short = any(valid.get(month, 0) < (DAYS_OF_FEBRUARY if month == 2 else DAYS_OF_MONTH) for month in range(1, months + 1))
    return months_short or (months == 12 and sum(valid.values()) < DAYS_OF_YEAR)
