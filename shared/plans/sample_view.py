"""A view in which every indicator has one value in every period: rules are tried on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shared.judgement.area_view import default_entity
from shared.judgement.view import Day, Lacking, Point
from shared.model.manifests import EntitySpec, IndicatorSpec, Names
from shared.model.period import Period, PeriodLength

_JUNE = Period.month(2026, 6).start


class SampleView:
    """One value everywhere, also of the one entity that there is. Implements `View`."""

    area = "sample"
    now_ms = 0

    def __init__(self, value: float, indicators: Mapping[str, IndicatorSpec]) -> None:
        self._value = value
        self._indicators = indicators

    def indicator(self, name: str) -> IndicatorSpec | None:
        """Return a definition."""
        return self._indicators.get(name)

    def point(self, _indicator: str, period: Period) -> Point | None:
        """Return the value."""
        return Point(period, self._value)

    def points(self, _indicator: str, length: PeriodLength | None = None) -> Sequence[Point]:
        """Return the value of June 2026."""
        return (Point(Period.containing(length or PeriodLength.MONTH, _JUNE), self._value),)

    def entities(self, indicator: str) -> Mapping[str, Sequence[Point]]:
        """Return the value of the entity for so many periods back as expressions look."""
        spec = self._indicators.get(indicator)
        last = Period.containing(PeriodLength.MONTH if spec is None else spec.stored_length, _JUNE)
        return {"sample": tuple(Point(last.shift(-back), self._value) for back in reversed(range(_BACK)))}

    def days(self, _indicator: str, _entity: str) -> Sequence[Day]:
        """Return the readings of the first of June."""
        point = Point(Period.containing(PeriodLength.HOUR, _JUNE), self._value)
        return (Day(Period.containing(PeriodLength.DAY, _JUNE), point, point),)

    def means(self, _indicator: str) -> Mapping[Period, Point]:
        """Return nothing."""
        return {}

    def entity(self, name: str) -> EntitySpec:
        """Return the default attributes."""
        return default_entity(name, self.area)

    def register_items(self, _indicator: str) -> Mapping[str, EntitySpec]:
        """Return nothing."""
        return {}

    def children(self, _indicator: str, _period: Period) -> Mapping[str, Point]:
        """Return nothing."""
        return {}

    def is_whole(self, _indicator: str, _period: Period) -> bool:
        """Nobody is waited for."""
        return True

    def lacking(self, _indicator: str, _period: Period) -> Mapping[str, Lacking]:
        """Return nothing."""
        return {}

    def newcomers(self, _indicator: str, _now: Point, _before: Point) -> Mapping[str, Names]:
        """Return nothing."""
        return {}

    def rolled_up(self, _indicator: str, _period: Period) -> Point | None:
        """Return nothing."""
        return None

    def names(self) -> Names | None:
        """Return nothing."""
        return None

    def official_ms(self, _indicator: str, _period: Period) -> int:
        """Return that there is nothing to wait for."""
        return 0

    def revision_gaps(self, _indicator: str) -> Sequence[float]:
        """Return nothing."""
        return ()


_BACK = 400
"""Days: a year and a bit."""
