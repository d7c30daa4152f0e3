"""What a formula is, and the arithmetic of points that formulas share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from shared.judgement.view import Point, View
from shared.model.period import Period

Series = Mapping[Period, Point]
Derive = Callable[[View, Sequence[str], Mapping[str, float]], Iterable[Point]]
"""Yields every point that can be derived, ascending by period, from the view, the indicators read and the parameters."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A way to derive an indicator.

    `inputs` are the indicators read, in the order that `derive` expects them; `parameters` are its numbers with their defaults.
    """

    id: str
    inputs: tuple[str, ...]
    derive: Derive
    parameters: Mapping[str, float]
    source: str
    """Standard, document or convention; `unverified` where no published text was found."""


def series(view: View, indicator: str) -> Series:
    """Return an indicator's points by period."""
    return {point.period: point for point in view.points(indicator)}


def derived(period: Period, value: float, parts: Iterable[Point], note: str = "") -> Point:
    """Return a derived point: its revision counts the revisions of its parts, so that it rises with each of them."""
    known = tuple(parts)
    return Point(
        period,
        value,
        revision=sum(part.revision for part in known),
        received_ms=max(part.received_ms for part in known),
        lane="derived",
        note=note or next((part.note for part in known if part.note), ""),
    )


def together(*columns: Series) -> Iterable[tuple[Period, tuple[Point, ...]]]:
    """Yield the points of every period that all columns have, ascending."""
    shared = set(columns[0]).intersection(*columns[1:])
    for period in sorted(shared):
        yield period, tuple(column[period] for column in columns)


def total(view: View, indicators: Sequence[str]) -> dict[Period, Point]:
    """Return the sum of several indicators in every period that has them all."""
    columns = [series(view, one) for one in indicators]
    return {period: derived(period, sum(part.value for part in parts), parts) for period, parts in together(*columns)}


def share(above: Series, below: Series, scale: float = 100.0) -> Iterable[Point]:
    """Yield `scale` * above / below in every period that has both and a positive denominator."""
    for period, (numerator, denominator) in together(above, below):
        if denominator.value > 0:
            yield derived(period, scale * numerator.value / denominator.value, (numerator, denominator))


def ratio(indicators: int, scale: float = 100.0) -> Derive:
    """Return a derivation: the sum of the first `indicators` inputs over the sum of the others, times `scale`."""

    def derive(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
        return share(total(view, inputs[:indicators]), total(view, inputs[indicators:]), scale)

    return derive


def same(offset: float = 0.0) -> Derive:
    """Return a derivation: the one input plus `offset`."""

    def derive(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
        for period, (point,) in together(series(view, inputs[0])):
            yield derived(period, point.value + offset, (point,))

    return derive


def since_january(single: Series) -> dict[Period, Point]:
    """Return the sums since January of a monthly series, for months whose earlier months are all there."""
    sums: dict[Period, Point] = {}
    for period in sorted(single):
        before = sums.get(period.shift(-1)) if period.ordinal % 12 else None
        if before is not None:
            sums[period] = derived(period, before.value + single[period].value, (before, single[period]))
        elif period.ordinal % 12 == 0:
            sums[period] = single[period]
    return sums


def trailing_year(since: Series) -> Iterable[tuple[Period, Point]]:
    """Yield the sum of twelve months to each month of a year-to-date series: this year's, plus last year's whole less its same months.

    December is the year itself; within the year the sum is flagged as an estimate, because last year's rest stands for this year's.
    """
    for period in sorted(since):
        now = since[period]
        if period.ordinal % 12 == 11:
            yield period, now
            continue
        whole, same_month = since.get(period.shift(-(period.ordinal % 12) - 1)), since.get(period.shift(-12))
        if whole is not None and same_month is not None:
            value = now.value + whole.value - same_month.value
            yield period, derived(period, value, (now, whole, same_month), "estimate")
