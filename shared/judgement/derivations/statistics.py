"""Conventions of statistics offices: sums since January and single months, growth, and the twelve months before.

Headline flows are published as sums since January; a month is the difference of two of them, and no figure of its own when the earlier
sum was restated in between. January is not published alone where the release calendar joins it with February. Growth at comparable
prices cannot be divided out of levels at current prices: it is taken as published.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from shared.judgement.derivations.formula import Series, derived, series
from shared.judgement.view import Point, View
from shared.model.period import Period, PeriodLength

ESTIMATE = "estimate"
"""Note of a value that stands in for one that is only known later."""
APPROXIMATE = "approximate"
"""Note of a value worked out from published ones, where the office publishes its own."""
RESTATED = "restated"
"""Note of a month between two sums of which the earlier one was revised after the later one was stated."""
JANUARY_FEBRUARY = "january-february"
"""Note of a February that covers January too."""


def since_january(single: Series) -> dict[Period, Point]:
    """Return the sums since January of a monthly series, for months whose earlier months are all there."""
    sums: dict[Period, Point] = {}
    for period in sorted(single):
        point = single[period]
        before = None if _begins_the_year(point) else sums.get(period.shift(-1))
        if before is not None:
            sums[period] = derived(period, before.value + point.value, (before, point))
        elif _begins_the_year(point):
            sums[period] = point._replace(note="") if point.note == JANUARY_FEBRUARY else point
    return sums


def _begins_the_year(point: Point) -> bool:
    return point.period.ordinal % 12 == 0 or point.note == JANUARY_FEBRUARY


def single_months(since: Series) -> dict[Period, Point]:
    """Return the months' own parts of a monthly series of sums since January.

    A February without a January covers both and says so. A month whose earlier sum was revised after its own was stated is between two
    vintages: it says so, and must not be read as a month's figure. A month without the one before is left out.
    """
    months: dict[Period, Point] = {}
    for period in sorted(since):
        now, before = since[period], since.get(period.shift(-1))
        if period.ordinal % 12 == 0:
            months[period] = now
        elif before is not None:
            restated = before.revision > 0 and before.received_ms > now.received_ms
            months[period] = derived(period, now.value - before.value, (now, before), RESTATED if restated else "")
        elif period.ordinal % 12 == 1:
            months[period] = now._replace(note=JANUARY_FEBRUARY)
    return months


def trailing_year(since: Series) -> Iterable[tuple[Period, Point]]:
    """Yield the sum of twelve months to each month of a year-to-date series: this year's, plus last year's whole less its same months.

    December is the year itself; within the year the sum is flagged as an estimate, because last year's rest stands for this year's.
    """
    for period in sorted(since):
        now = since[period]
        if period.ordinal % 12 == 11:
            yield period, now
            continue
        whole, same_month = since.get(last_december(period)), since.get(period.shift(-12))
        if whole is not None and same_month is not None:
            value = now.value + whole.value - same_month.value
            yield period, derived(period, value, (now, whole, same_month), ESTIMATE)


def months_of_trailing_year(_place: int, period: Period, _parameters: Mapping[str, float]) -> Sequence[Period]:
    """Return the earlier months whose sums since January `trailing_year` reads for a month."""
    return () if period.ordinal % 12 == 11 else (last_december(period), period.shift(-12))


def within_the_year(since: Series) -> dict[Period, Point]:
    """Return the points, flagged as estimates where they stand for a year that is not over."""
    return {period: point if period.ordinal % 12 == 11 else point._replace(note=point.note or ESTIMATE) for period, point in since.items()}


def last_december(period: Period) -> Period:
    """Return the last period of the year before, of the same length: December, the fourth quarter, or the year."""
    count = {PeriodLength.MONTH: 12, PeriodLength.QUARTER: 4}.get(period.length, 1)
    return period.shift(-(period.ordinal % count) - 1)


def on_last_year(values: Series, note: str = "") -> Iterable[Point]:
    """Yield the change of each value on the same period of last year, in percent; `note` flags the changes."""
    for period in sorted(values):
        before = values.get(period.a_year_before())
        if before is not None and before.value > 0:
            yield derived(period, 100 * (values[period].value / before.value - 1), (values[period], before), note)


def growth(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Yield the change of an indicator on the same period of last year, in percent.

    It is nominal where the values are, and flagged as approximate: the published rate, which knows revised bases, goes before it.

    Example: retail sales 4418.47 of 2025 over 4284.06 of 2024 are +3.1 %, as published; 4284.06 over the 3567.55 of 2023, before the
    division of retail sales changed, would be +20.1 % and is nothing.
    """
    return on_last_year(series(view, inputs[0]), APPROXIMATE)
