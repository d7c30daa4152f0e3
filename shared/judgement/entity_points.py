"""Points of entities: given for the area, made of shorter readings, sent up by children, derived; kept by entity until it changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from shared.judgement.definition_index import DefinitionIndex
from shared.judgement.derivations import FORMULAS
from shared.judgement.means import Means
from shared.judgement.series import Series, key_of
from shared.judgement.state import AreaState
from shared.judgement.view import Point, View
from shared.model.manifests import Derivation, IndicatorSpec
from shared.model.period import Period

_NO_SERIES: list[Series] = []


def points_of_entities(view: View, area: AreaState, indicator: str) -> dict[str, tuple[Point, ...]]:
    """Return the points of every entity that has any, ascending by period; entities in order."""
    spec = view.indicator(indicator)
    series = _by_entity(ranked(area, indicator, spec))
    derivation = spec.derivation if spec is not None else None
    names = {*series, *_derivable(view, derivation)}
    kept = area.by_entity.setdefault(indicator, {})
    for name in names - kept.keys():
        merged = {point.period: point for point in _derived(view, name, derivation)}
        for one in series.get(name, _NO_SERIES):
            merged |= _by_period(one)
        kept[name] = tuple(merged[period] for period in sorted(merged))
    return {name: kept[name] for name in sorted(names) if kept[name]}


def means_of_entities(view: View, area: AreaState, indicator: str) -> Mapping[Period, Point]:
    """Return the mean over all entities of every period that any has a value of; derived entities do not count."""
    of = ranked(area, indicator, view.indicator(indicator))
    means = area.means.get(indicator)
    if means is None:
        means = area.means[indicator] = Means(of)
    return means.read(of)


def forget_entities(area: AreaState, index: DefinitionIndex, changed: Mapping[Series, Sequence[int]]) -> None:
    """Forget what was worked out of the entities that changed; plain indicators cost one look."""
    if not area.by_entity and not area.means:
        return
    for series, ordinals in changed.items():
        indicator, entity = series.key.indicator, series.key.entity
        if indicator in area.means:
            area.means[indicator].changed(ordinals)
        for name in (indicator, *index.readers.get(indicator, ())):
            if not entity:
                area.by_entity.pop(name, None)
            elif name in area.by_entity:
                area.by_entity[name].pop(entity, None)
                area.by_entity[name].pop(_parent(index, entity), None)


def ranked(area: AreaState, indicator: str, spec: IndicatorSpec | None) -> list[Series]:
    """Return the series of entities at the indicator's length; those that count more come later.

    Values that children sent up, then those made of the area's own shorter readings, then those given for the area.
    """
    found = [
        one
        for one in area.by_indicator.get(indicator, _NO_SERIES)
        if one.key.entity and (spec is None or one.key.length is spec.stored_length)
    ]
    return by_weight(found, area.code)


def by_weight(series: Iterable[Series], code: str) -> list[Series]:
    """Return series of entities of an area in the order of what counts more: what comes later goes before what comes earlier."""
    found = sorted(series, key=key_of, reverse=True)
    found.sort(key=lambda one: (one.key.child == code) + 2 * (not one.key.child))
    return found


def _by_entity(series: Iterable[Series]) -> dict[str, list[Series]]:
    found: dict[str, list[Series]] = defaultdict(list)
    for one in series:
        found[one.key.entity].append(one)
    return found


def _by_period(series: Series) -> dict[Period, Point]:
    return {point.period: point for ordinal in series.ordinals() if (point := series.point(ordinal)) is not None}


def _derivable(view: View, derivation: Derivation | None) -> set[str]:
    """Return the entities of the inputs of a derivation by entity, and their parents."""
    formula = FORMULAS.get(derivation.formula) if derivation is not None else None
    if derivation is None or formula is None or formula.each is None:
        return set()
    names = {name for one in derivation.inputs or formula.inputs for name in view.entities(one)}
    return names | {parent for name in names if (parent := view.entity(name).parent)}


def _derived(view: View, entity: str, derivation: Derivation | None) -> Iterable[Point]:
    formula = FORMULAS.get(derivation.formula) if derivation is not None else None
    if derivation is None or formula is None or formula.each is None:
        return ()
    points = formula.each(view, entity, derivation.inputs or formula.inputs, {**formula.parameters, **derivation.parameters})
    return (point._replace(lane="derived") for point in points)


def _parent(index: DefinitionIndex, entity: str) -> str:
    spec = index.entities.get(entity)
    return (spec.parent if spec is not None else None) or ""
