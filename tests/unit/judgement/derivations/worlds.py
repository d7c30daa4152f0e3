"""Worlds to try formulas on: values of every input that a formula reads, drawn from a seed, and what can be done to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from math import fsum
from pathlib import Path

import numpy as np

from shared.judgement.derivations import FORMULAS
from shared.model.catalogue import Catalogue
from shared.model.manifests import EntitySpec, IndicatorSpec
from shared.model.manifests.metadata import Names
from shared.model.period import Period, PeriodLength
from shared.plans.checking import check_folder
from tests.unit.judgement.derivations.given import Given

CATALOGUE = Catalogue.from_manifests(check_folder(Path(__file__).parents[4] / "plans" / "wuxi-2026").manifests)

World = Mapping[str, Mapping[str, Mapping[str, float]]]
"""Values by input, entity (empty: the area itself) and period."""
Figures = Mapping[tuple[str, str], float]
"""What a formula makes of a world: values by entity (empty: the area itself) and period."""

MEMBERS = ("a", "b", "c")
"""Entities of a world; a formula of single entities gives those of its `OWNER`, whose parts they are where they are meters, or its sections."""
OWNER = "owner"
_OF_SECTIONS = ("water.body-grade",)
_OF_LAKES = ("water.tn-class", "taihu.water-class", "taihu.bloom-grade", "taihu.algae")
_KINDS = ("general", "special")
_MONTHS = [Period.month(2025 + number // 12, number % 12 + 1).text for number in range(14)]
_YEARS = ["2024", "2025", "2026"]
_DAYS = [(date(2026, 1, 15) + timedelta(days=number)).isoformat() for number in range(46)]
_LEVELS: Mapping[str, tuple[float, float]] = {
    "index": (90, 110), "month": (1, 12), "flag": (0, 1), "mg_per_l": (0.01, 12), "ph": (6, 9), "cny": (400, 9000), "ug_per_m3": (5, 250)
}  # fmt: skip
"""Lowest and highest value by unit, where amounts from 1 to 1000 would say little."""
_OF_ONE_DAY = "accident."
"""Inputs that have one record an entity."""


def world(formula: str, seed: int) -> World:
    """Return values of every input of a formula."""
    rng = np.random.default_rng(seed)
    days = {name: _DAYS[int(rng.integers(len(_DAYS)))] for name in MEMBERS}
    owned = FORMULAS[formula].each is not None and formula not in _OF_SECTIONS
    return {name: _columns(owned, name, CATALOGUE.indicators[name], days, rng) for name in FORMULAS[formula].inputs}


def figures(formula: str, values: World, parameters: Mapping[str, float] | None = None) -> Figures:
    """Return what a formula makes of a world, of the area or of the owner."""
    found = FORMULAS[formula]
    view = Given(
        values={name: columns[""] for name, columns in values.items() if "" in columns},
        by_entity={name: columns for name, columns in values.items() if "" not in columns},
        definitions={name: _definition(formula) for columns in values.values() for name in columns if name},
    )
    numbers = {**found.parameters, **(parameters or {})}
    points = found.derive(view, found.inputs, numbers) if found.each is None else found.each(view, OWNER, found.inputs, numbers)
    return {("", point.period.text): point.value for point in points}


def last_period(values: World) -> str:
    """Return the last period that anything was reported for."""
    return max((period for columns in values.values() for column in columns.values() for period in column), key=_end)


def until(values: World, day: date) -> World:
    """Return a world as it was known at the end of a day: what ends later is not there; plans of a year are known from its beginning."""
    known = _changed(values, lambda _, column: {period: value for period, value in column.items() if _known_from(period) <= day})
    return {name: {entity: column for entity, column in columns.items() if column} for name, columns in known.items()}


def more_at_last(values: World, names: Iterable[str], by: float) -> World:
    """Return a world in which some inputs are higher in their last period."""
    chosen = set(names)
    return _changed(
        values, lambda name, column: {**column, max(column, key=_end): column[max(column, key=_end)] + by} if name in chosen else column
    )


def scaled(values: World, names: Iterable[str], times: float) -> World:
    """Return a world in which some inputs are in another unit."""
    chosen = set(names)
    return _changed(values, lambda name, column: {period: value * times for period, value in column.items()} if name in chosen else column)


def renamed(values: World) -> World:
    """Return a world whose members have names in another order."""
    other = dict(zip(MEMBERS, ("z", "y", "x"), strict=True))
    return {name: {other.get(entity, entity): column for entity, column in columns.items()} for name, columns in values.items()}


def together(one: World, other: World) -> World:
    """Return two areas as one: amounts of the areas are added up, entities are pooled."""
    return {name: dict(_pooled(one[name], other[name])) for name in one}


def _pooled(one: Mapping[str, Mapping[str, float]], other: Mapping[str, Mapping[str, float]]) -> Iterator[tuple[str, Mapping[str, float]]]:
    for entity, column in one.items():
        yield (
            (entity, {period: column[period] + other[entity][period] for period in column}) if entity in ("", *_KINDS) else (entity, column)
        )
    yield from ((f"other-{entity}", column) for entity, column in other.items() if entity not in ("", *_KINDS))


def _columns(owned: bool, name: str, spec: IndicatorSpec, days: Mapping[str, str], rng: np.random.Generator) -> dict[str, dict[str, float]]:
    def column(periods: Iterable[str]) -> dict[str, float]:
        values = {period: _value(spec, rng) for period in periods}
        return _since_january(values) if spec.kind == "flow" and spec.accumulation == "year-to-date" else values

    if name.startswith(_OF_ONE_DAY):
        return {member: column([days[member]]) for member in MEMBERS}
    periods = {PeriodLength.YEAR: _YEARS, PeriodLength.DAY: _DAYS}.get(spec.usual_length, _MONTHS)
    if name == "debt.limit":
        return {kind: column(periods) for kind in _KINDS}
    if not spec.entity_type:
        return {"": column(periods)}
    return {entity: column(periods) for entity in ((OWNER,) if owned and spec.entity_type != "meter" else MEMBERS)}


def _since_january(values: Mapping[str, float]) -> dict[str, float]:
    return {period: fsum(value for one, value in values.items() if one[:4] == period[:4] and one <= period) for period in values}


def _value(spec: IndicatorSpec, rng: np.random.Generator) -> float:
    if spec.classes:
        return float(rng.integers(len(spec.classes)))
    low, high = _LEVELS.get(spec.unit, (1, 1000))
    whole = high - low >= 100 or spec.unit in ("month", "flag")
    return float(rng.integers(int(low), int(high) + 1)) if whole else float(rng.uniform(low, high))


def _definition(formula: str) -> EntitySpec:
    names = Names(zh="甲", en="one")
    parent = "taihu" if formula.startswith("taihu") else OWNER
    return EntitySpec(
        names=names, type="entity", area="320200", major=True, parent=parent, water_kind="lake" if formula in _OF_LAKES else ""
    )


def _changed(values: World, change: Callable[[str, Mapping[str, float]], Mapping[str, float]]) -> World:
    return {name: {entity: change(name, column) for entity, column in columns.items()} for name, columns in values.items()}


def _end(period: str) -> date:
    return Period.parse(period).last_day


def _known_from(period: str) -> date:
    read = Period.parse(period)
    return read.start.date() if read.length is PeriodLength.YEAR else read.last_day
