"""Roll-up: the values of child areas combined into one value of their parent."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from shared.judgement.view import Point
from shared.model.period import Period


def combine(
    children: Mapping[str, Sequence[Point]],
    *,
    rule: str,
    weights: Mapping[str, Sequence[Point]],
    optional: Collection[str],
) -> Iterator[Point]:
    """Yield the parent's point of every period that is complete, ascending.

    A period is complete when it has a value of every child that reported the indicator in the same year or the year before; children
    in `optional` (zones that may report for themselves) need not. So a sum is never a sum of those who happened to be early.

    Args:
        children: Points of each child area, ascending by period.
        rule: sum, mean, weighted-mean, maximum or minimum.
        weights: Points of the weight indicator of each child, for weighted-mean; a child without its weight leaves the period out.
        optional: Children that may be missing.
    """
    values = {code: {point.period: point for point in points} for code, points in children.items()}
    scales = {code: {point.period: point.value for point in points} for code, points in weights.items()}
    expected = _expected(children, optional)
    for period in sorted({period for points in values.values() for period in points}):
        present = {code: points[period] for code, points in values.items() if period in points}
        if not any(_awaited(period, present, expected)):
            value = _COMBINATIONS[rule](present, {code: scales.get(code, {}).get(period) for code in present})
            if value is not None:
                yield _combined(period, value, present.values())


def lacking(children: Mapping[str, Sequence[Point]], period: Period, *, optional: Collection[str]) -> list[str]:
    """Return the children without which a period is not complete, in the order given; see `combine`."""
    present = {code for code, points in children.items() if any(point.period == period for point in points)}
    return list(_awaited(period, present, _expected(children, optional)))


def _expected(children: Mapping[str, Sequence[Point]], optional: Collection[str]) -> dict[str, set[int]]:
    """Return the years in which each child reported, without those that may be missing."""
    return {code: {point.period.calendar_year for point in points} for code, points in children.items() if code not in optional}


def _awaited(period: Period, present: Collection[str], expected: Mapping[str, set[int]]) -> Iterator[str]:
    year = period.calendar_year
    return (code for code, years in expected.items() if code not in present and (year in years or year - 1 in years))


def _combined(period: Period, value: float, parts: Collection[Point]) -> Point:
    return Point(
        period,
        value,
        revision=sum(part.revision for part in parts),
        received_ms=max(part.received_ms for part in parts),
        lane="rolled-up",
    )


Combination = Callable[[Mapping[str, Point], Mapping[str, float | None]], float | None]


def _sum(present: Mapping[str, Point], _: Mapping[str, float | None]) -> float:
    # Children come in order of their code: the same values give the same sum to the last bit.
    return sum(point.value for point in present.values())


def _mean(present: Mapping[str, Point], weights: Mapping[str, float | None]) -> float:
    return _sum(present, weights) / len(present)


def _weighted_mean(present: Mapping[str, Point], weights: Mapping[str, float | None]) -> float | None:
    known = [(present[code].value, weight) for code, weight in weights.items() if weight is not None]
    total = sum(weight for _, weight in known)
    if len(known) < len(present) or total <= 0:
        return None
    return sum(value * weight for value, weight in known) / total


def _maximum(present: Mapping[str, Point], _: Mapping[str, float | None]) -> float:
    return max(point.value for point in present.values())


def _minimum(present: Mapping[str, Point], _: Mapping[str, float | None]) -> float:
    return min(point.value for point in present.values())


_COMBINATIONS: Mapping[str, Combination] = {
    "sum": _sum,
    "mean": _mean,
    "weighted-mean": _weighted_mean,
    "maximum": _maximum,
    "minimum": _minimum,
}
