"""Points of many entities brought together by period, so that a total never is one of those who happened to be early."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import fsum

from shared.judgement.derivations.formula import Series, derived
from shared.judgement.view import Point
from shared.model.period import Period, PeriodLength

Members = dict[str, Point]
"""Points of one period by entity."""


def last_known(columns: Mapping[str, Sequence[Point]]) -> dict[Period, Members]:
    """Return the state of every entity in each period that any was reported for, ascending; a silent one keeps its last state."""
    reported: dict[Period, Members] = defaultdict(dict)
    for entity, points in columns.items():
        for point in points:
            reported[point.period][entity] = point
    state: Members = {}
    found = {}
    for period in sorted(reported):
        state = {**state, **reported[period]}
        found[period] = {entity: state[entity] for entity in columns if entity in state}
    return found


def everyone(columns: Mapping[str, Series]) -> Iterator[tuple[Period, Members]]:
    """Yield the points of all entities in each period that has all those of the period before, ascending.

    An entity that leaves for good costs the one period that it is first missing from.
    """
    members: dict[Period, Members] = defaultdict(dict)
    for entity, points in columns.items():
        for period, point in points.items():
            members[period][entity] = point
    for period in sorted(members):
        if members.get(period.shift(-1), {}).keys() <= members[period].keys():
            yield period, members[period]


def month_of(point: Point) -> Period:
    """Return the month that a point of a month or less lies in."""
    return _month_of(point.period)


@lru_cache(maxsize=65_536)
def _month_of(period: Period) -> Period:
    return Period.containing(PeriodLength.MONTH, period.start)


_KEPT: dict[int, tuple[Sequence[Point], dict[Period, Point]]] = {}
_MOST_KEPT = 4_096


def kept_month_means(days: Sequence[Point]) -> Mapping[Period, Point]:
    """Return `month_means` of the days of an entity, worked out once for the same sequence: an entity that did not change keeps its days."""
    kept = _KEPT.get(id(days))
    if kept is None or kept[0] is not days:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        kept = _KEPT[id(days)] = days, month_means(days)
    return kept[1]


def month_means(days: Iterable[Point], *, known_to: Period | None = None) -> dict[Period, Point]:
    """Return the mean of the days of each month that is over.

    A month is over when its last day, or a later one, is there: the clock plays no part, so that the same data give the same months.

    Args:
        days: Points of days, in any order.
        known_to: Latest day that is there; absent: the latest of `days`.
    """
    found: dict[Period, list[Point]] = defaultdict(list)
    for point in days:
        found[_month_of(point.period)].append(point)
    latest = known_to or max((point.period for point in found[max(found)]), default=None) if found else known_to
    return {
        month: derived(month, fsum(point.value for point in points) / len(points), points)
        for month, points in sorted(found.items())
        if latest is not None and latest.end >= month.end
    }
