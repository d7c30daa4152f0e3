"""A view of an area that shows what a test gives it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import fsum

from shared.judgement.area_view import default_entity
from shared.judgement.derivations import FORMULAS
from shared.judgement.derivations.formula import derived
from shared.judgement.view import Day, Lacking, Point
from shared.model.manifests import EntitySpec, IndicatorSpec
from shared.model.manifests.metadata import Names
from shared.model.period import Period, PeriodLength

Values = Mapping[str, float]
"""Values by the text of their period."""


@dataclass(frozen=True)
class Given:
    """A view whose indicators are those given, all of them given values; derived ones are not worked out."""

    values: Mapping[str, Values] = field(default_factory=dict)
    by_entity: Mapping[str, Mapping[str, Values]] = field(default_factory=dict)
    definitions: Mapping[str, EntitySpec] = field(default_factory=dict)
    specs: Mapping[str, IndicatorSpec] = field(default_factory=dict)
    area: str = "320200"
    now_ms: int = 0

    def indicator(self, name: str) -> IndicatorSpec | None:
        return self.specs.get(name)

    def points(self, indicator: str, length: PeriodLength | None = None) -> Sequence[Point]:
        return [point for point in points(self.values.get(indicator, {})) if length in (None, point.period.length)]

    def point(self, indicator: str, period: Period) -> Point | None:
        return next((point for point in self.points(indicator) if point.period == period), None)

    def entities(self, indicator: str) -> Mapping[str, Sequence[Point]]:
        return {name: points(values) for name, values in sorted(self.by_entity.get(indicator, {}).items())}

    def days(self, indicator: str, entity: str) -> Sequence[Day]:
        by_day: dict[Period, list[Point]] = {}
        for point in points(self.by_entity.get(indicator, {}).get(entity, {}), minutes=PeriodLength.MINUTE5):
            by_day.setdefault(Period.containing(PeriodLength.DAY, point.period.start), []).append(point)
        return [Day(day, max(found, key=lambda one: one.value), found[-1]) for day, found in by_day.items()]

    def means(self, indicator: str) -> Mapping[Period, Point]:
        columns: dict[Period, list[Point]] = {}
        for found in self.entities(indicator).values():
            for point in found:
                columns.setdefault(point.period, []).append(point)
        return {period: derived(period, fsum(one.value for one in parts) / len(parts), parts) for period, parts in columns.items()}

    def entity(self, name: str) -> EntitySpec:
        return self.definitions.get(name) or default_entity(name, self.area)

    def register_items(self, indicator: str) -> Mapping[str, EntitySpec]:
        return {name: spec for name, spec in self.definitions.items() if spec.register_indicator == indicator}

    def children(self, _indicator: str, _period: Period) -> Mapping[str, Point]:
        return {}

    def newcomers(self, _indicator: str, _now: Point, _before: Point) -> Mapping[str, Names]:
        return {}

    def rolled_up(self, _indicator: str, _period: Period) -> Point | None:
        return None

    def names(self) -> Names | None:
        return None

    def is_whole(self, _indicator: str, _period: Period) -> bool:
        """Nobody is waited for."""
        return True

    def lacking(self, _indicator: str, _period: Period) -> Mapping[str, Lacking]:
        return {}

    def official_ms(self, _indicator: str, _period: Period) -> int:
        return 0

    def revision_gaps(self, _indicator: str) -> Sequence[float]:
        return ()

    def derive(self, formula: str, **parameters: float) -> dict[str, float]:
        """The values that a formula derives, by the text of their period."""
        return {point.period.text: point.value for point in self.derived_points(formula, **parameters)}

    def notes(self, formula: str) -> dict[str, str]:
        """The flags of what a formula derives."""
        return {point.period.text: point.note for point in self.derived_points(formula)}

    def derive_each(self, formula: str, **parameters: float) -> dict[str, dict[str, float]]:
        """The values that a formula derives by entity, by the text of their period."""
        found = FORMULAS[formula]
        assert found.each is not None
        entities = sorted({entity for one in found.inputs for entity in self.entities(one)})
        columns = {entity: list(found.each(self, entity, found.inputs, parameters)) for entity in entities}
        return {entity: {point.period.text: point.value for point in points} for entity, points in columns.items() if points}

    def derived_points(self, formula: str, **parameters: float) -> Iterable[Point]:
        """What a formula derives."""
        found = FORMULAS[formula]
        return found.derive(self, found.inputs, parameters)


def points(values: Values, *, minutes: PeriodLength = PeriodLength.MINUTE15) -> list[Point]:
    """Points in the order of their periods, each received in the order of the periods."""
    return sorted(Point(Period.parse(text, minutes=minutes), value) for text, value in values.items())


def month(first: str, values: Iterable[float]) -> dict[str, float]:
    """Values of months in a row."""
    begin = Period.parse(first)
    return {begin.shift(count).text: value for count, value in enumerate(values)}


def project(kind: str = "project", *, major: bool = False, start: date | None = None, end: date | None = None) -> EntitySpec:
    """Attributes of an entity."""
    names = Names(zh="项目", en="project")
    return EntitySpec(names=names, type=kind, area="320200", major=major, planned_start=start, planned_end=end)
