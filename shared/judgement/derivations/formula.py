"""What a formula is, and the arithmetic of points that formulas share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from shared.judgement.view import Point, View
from shared.model.period import Period

Series = Mapping[Period, Point]
Derive = Callable[[View, Sequence[str], Mapping[str, float]], Iterable[Point]]
"""Yields every point that can be derived, ascending by period, from the view, the indicators read and the parameters."""
Earlier = Callable[[int, Period, Mapping[str, float]], Sequence[Period]]
"""Returns the earlier periods of an input, by its place, that a value of a period is made of, too, from the parameters; latest first."""
DeriveEach = Callable[[View, str, Sequence[str], Mapping[str, float]], Iterable[Point]]
"""Does the same for one entity: it looks at the points of that entity, and of the entities whose parent it is."""
Matrix = npt.NDArray[np.float64]
"""Readings, a longer period a row; a missing one is NaN."""
Vector = npt.NDArray[np.float64]
"""One value a row; NaN where the row gives none."""
Reduce = Callable[[Matrix, Mapping[str, float]], Vector]
"""Makes one value of the readings in each longer period, from the parameters; a row never looks at another one."""
Sides = Callable[[View, Sequence[str], Mapping[str, float]], tuple[Series, Series]]
"""Returns numerator and denominator of a ratio from the same."""


def no_other(_place: int, _period: Period, _parameters: Mapping[str, float]) -> Sequence[Period]:
    """Return no period."""
    return ()


def last_years(_place: int, period: Period, _parameters: Mapping[str, float]) -> Sequence[Period]:
    """Return the same period of last year."""
    return (period.a_year_before(),)


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
    sides: Sides | None = None
    """What stands above and below the line, where the indicator is a ratio; None: it is none."""
    scale: float = 100.0
    """What the ratio is multiplied by."""
    cumulated: bool = False
    """Both sides run since January, so that only the same period of another year compares with them."""
    each: DeriveEach | None = None
    """Derives the points of an entity, where the indicator is about entities; `derive` yields nothing then."""
    reduce: Reduce | None = None
    """Makes values of an entity's days of its shorter readings, once the day is over; `derive` yields nothing then."""
    estimates: bool = False
    """A value made of fewer readings than there should be is an estimate."""
    substitutes: bool = False
    """The inputs after the first stand in for it where it has no value."""
    earlier: Earlier = no_other
    """Of the same child areas as those of the period itself they have to be."""
    reaches_back: bool = False
    """A value may change what is derived of periods before its own: a month is over once a later day is there, an accident grows."""


def nothing(_view: View, _inputs: Sequence[str], _parameters: Mapping[str, float]) -> Iterable[Point]:
    """Yield no point of the area itself."""
    return ()


def series(view: View, indicator: str) -> Series:
    """Return an indicator's points by period."""
    return {point.period: point for point in view.points(indicator)}


def derived(period: Period, value: float, parts: Iterable[Point], note: str = "") -> Point:
    """Return a derived point: its revision counts the revisions of its parts, so that it rises with each of them."""
    revision = received_ms = 0
    for part in parts:
        revision += part.revision
        received_ms = max(received_ms, part.received_ms)
        note = note or part.note
    return Point(period, value, revision=revision, received_ms=received_ms, lane="derived", note=note)


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
    """Yield `scale` * above / below in every period that has both and a positive denominator.

    Sums of decimals miss the number meant by their last bits: 12 digits are kept, so that a ratio on a line lies on it.
    """
    for period, (numerator, denominator) in together(above, below):
        if denominator.value > 0:
            yield derived(period, float(f"{scale * numerator.value / denominator.value:.12g}"), (numerator, denominator))


def same(offset: float = 0.0) -> Derive:
    """Return a derivation: the one input plus `offset`."""

    def derive(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
        for period, (point,) in together(series(view, inputs[0])):
            yield derived(period, point.value + offset, (point,))

    return derive
