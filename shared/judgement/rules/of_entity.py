"""What a rule reads: the values of an area, or those of one of its entities with the area's beside them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Protocol

from shared.judgement.view import Day, Point, View
from shared.model.manifests import IndicatorSpec, Names
from shared.model.period import Period, PeriodLength


class RuleView(Protocol):
    """Read access of a rule's expressions."""

    @property
    def area(self) -> str:
        """Code of the area."""

    @property
    def entity(self) -> str:
        """The entity; empty: the rule is about the area."""

    @property
    def names(self) -> Names | None:
        """Names of the entity; None: the rule is about the area."""

    @property
    def target_class(self) -> str:
        """Class that the entity should meet; empty: its definition says none, or the rule is about the area."""

    @property
    def now_ms(self) -> int:
        """The latest tick, milliseconds since 1970-01-01 UTC; 0 before the first."""

    def indicator(self, name: str, /) -> IndicatorSpec | None:
        """Return the definition of an indicator, or None."""

    def points(self, indicator: str, length: PeriodLength, /) -> Sequence[Point]:
        """Return the points of an indicator, ascending by period."""

    def point(self, indicator: str, period: Period, /) -> Point | None:
        """Return the point of a period, or None."""

    def days(self, indicator: str, /) -> Sequence[Day]:
        """Return the days with readings shorter than a day, ascending."""

    def day(self, indicator: str, day: Period, /) -> Day | None:
        """Return the readings of a day, or None."""


class OfNothing:
    """No values at all: where a rule stands while it is not walked. Implements `RuleView`."""

    area = entity = target_class = ""
    names = None
    now_ms = 0

    def indicator(self, _name: str) -> IndicatorSpec | None:
        """Return nothing."""
        return None

    def points(self, _indicator: str, _length: PeriodLength) -> Sequence[Point]:
        """Return nothing."""
        return ()

    def point(self, _indicator: str, _period: Period) -> Point | None:
        """Return nothing."""
        return None

    def days(self, _indicator: str) -> Sequence[Day]:
        """Return nothing."""
        return ()

    def day(self, _indicator: str, _day: Period) -> Day | None:
        """Return nothing."""
        return None


class OfArea:
    """The values of an area. Implements `RuleView`."""

    entity = target_class = ""
    names = None

    def __init__(self, view: View) -> None:
        self._view = view
        self.area = view.area
        self.now_ms = view.now_ms
        self.indicator = view.indicator
        self.points = view.points
        self.point = view.point

    def days(self, _indicator: str) -> Sequence[Day]:
        """Return nothing: readings are about entities."""
        return ()

    def day(self, _indicator: str, _day: Period) -> Day | None:
        """Return nothing: readings are about entities."""
        return None


class OfEntity:
    """The values of one entity; indicators that are not about entities are read of its area. Implements `RuleView`."""

    def __init__(self, view: View, entity: str) -> None:
        self._view = view
        self.entity = entity
        definition = view.entity(entity)
        self.names, self.target_class = definition.names, definition.target_class
        self.area = view.area
        self.now_ms = view.now_ms
        self.indicator = view.indicator
        self._days: dict[str, dict[Period, Day]] = {}

    def points(self, indicator: str, length: PeriodLength) -> Sequence[Point]:
        """Return the entity's points, or those of the area."""
        spec = self._view.indicator(indicator)
        if spec is None or spec.entity_type is None:
            return self._view.points(indicator, length)
        return self._view.entities(indicator).get(self.entity, ())

    def point(self, indicator: str, period: Period) -> Point | None:
        """Return the entity's point of a period, or that of the area."""
        spec = self._view.indicator(indicator)
        if spec is None or spec.entity_type is None:
            return self._view.point(indicator, period)
        points = self._view.entities(indicator).get(self.entity, ())
        position = bisect_left(points, period, key=_period_of)
        return points[position] if position < len(points) and points[position].period == period else None

    def days(self, indicator: str) -> Sequence[Day]:
        """Return the entity's days with readings."""
        return tuple(self._read(indicator).values())

    def day(self, indicator: str, day: Period) -> Day | None:
        """Return the entity's readings of a day."""
        return self._read(indicator).get(day)

    def _read(self, indicator: str) -> dict[Period, Day]:
        found = self._days.get(indicator)
        if found is None:
            found = self._days[indicator] = {one.period: one for one in self._view.days(indicator, self.entity)}
        return found


def _period_of(point: Point) -> Period:
    return point.period
