"""Roll-up: the values of child areas combined into one value of their parent."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from shared.judgement.sent_up import Children
from shared.judgement.view import Point
from shared.model.period import Period

Years = Mapping[str, Collection[int]]
"""Years by the code of a child area."""


Codes = tuple[str, ...]
"""Codes of the children that a value is made of, in order."""


def combine(
    children: Children,
    *,
    rule: str,
    weights: Children,
    reported: Years,
) -> Iterator[tuple[Point, Codes]]:
    """Yield the parent's point of every period that is complete, and of whom it is made, ascending.

    A period is complete when it has a value of that very period from every child that reported the indicator in the same year or the year
    before. So a sum is never a sum of those who happened to be early; and a child that reported a part of the period alone, a month of a
    quarter, or nothing but a longer one, leaves it as incomplete as one that reported nothing.

    Args:
        children: Points of each child area, all of one length.
        rule: sum, mean, weighted-mean, maximum or minimum.
        weights: Points of the weight indicator of each child, for weighted-mean; a child without its weight leaves the period out.
        reported: Years in which each child that is waited for reported the indicator, for periods of whatever length.
    """
    everybody, count = tuple(children), len(children)
    for period in sorted({period for points in children.values() for period in points}):
        present = {code: points[period] for code, points in children.items() if period in points}
        if not any(_awaited(period, present, reported)):
            scales = {code: points[period].value for code, points in weights.items() if period in points}
            value = _COMBINATIONS[rule](present, scales)
            if value is not None:
                yield _combined(period, value, present.values()), everybody if len(present) == count else tuple(present)


def lacking(children: Children, period: Period, *, reported: Years) -> list[str]:
    """Return the children without which a period is not complete, in the order given; see `combine`."""
    present = {code for code, points in children.items() if period in points}
    return list(_awaited(period, present, reported))


def unweighed(children: Children, period: Period, weights: Children) -> list[str]:
    """Return the children for lack of whose weight a period has no weighted mean; all of them where their weights add up to 0."""
    present = [code for code, points in children.items() if period in points]
    scales = {code: points[period].value for code, points in weights.items() if period in points}
    missing = [code for code in present if code not in scales]
    return missing or ([] if sum(scales[code] for code in present) > 0 else present)


def _awaited(period: Period, present: Collection[str], reported: Years) -> Iterator[str]:
    year = period.calendar_year
    return (code for code, years in reported.items() if code not in present and (year in years or year - 1 in years))


def _combined(period: Period, value: float, parts: Collection[Point]) -> Point:
    return Point(
        period,
        value,
        revision=sum(part.revision for part in parts),
        received_ms=max(part.received_ms for part in parts),
        lane="rolled-up",
    )


Combination = Callable[[Mapping[str, Point], Mapping[str, float]], float | None]


def _sum(present: Mapping[str, Point], _: Mapping[str, float]) -> float:
    # Children come in order of their code: the same values give the same sum to the last bit.
    return sum(point.value for point in present.values())


def _mean(present: Mapping[str, Point], weights: Mapping[str, float]) -> float:
    return _sum(present, weights) / len(present)


def _weighted_mean(present: Mapping[str, Point], weights: Mapping[str, float]) -> float | None:
    if not present.keys() <= weights.keys():
        return None
    total = sum(weights[code] for code in present)
    return sum(point.value * weights[code] for code, point in present.items()) / total if total > 0 else None


def _maximum(present: Mapping[str, Point], _: Mapping[str, float]) -> float:
    return max(point.value for point in present.values())


def _minimum(present: Mapping[str, Point], _: Mapping[str, float]) -> float:
    return min(point.value for point in present.values())


_COMBINATIONS: Mapping[str, Combination] = {
    "sum": _sum,
    "mean": _mean,
    "weighted-mean": _weighted_mean,
    "maximum": _maximum,
    "minimum": _minimum,
}
