"""Checks of indicators: classes, ranges, roll-up and derivation."""

from __future__ import annotations

from collections.abc import Iterator

from shared.judgement.derivations import FORMULAS
from shared.model.catalogue import Catalogue
from shared.model.manifests import Indicator, IndicatorSpec
from shared.plans.wording import closest, unknown

Mistake = tuple[str, str]
"""Dotted path of a field, and what is wrong with it and how to mend it."""

OF_AREAS = frozenset({"sum", "mean", "weighted-mean", "maximum", "minimum"})
"""Roll-up rules that combine one value of each child area."""


def indicator_mistakes(indicator: Indicator, known: Catalogue) -> Iterator[Mistake]:
    """Yield every mistake of an indicator."""
    yield from _value_mistakes(indicator.spec)
    yield from _release_mistakes(indicator.spec)
    yield from _roll_up_mistakes(indicator, known)
    yield from _derivation_mistakes(indicator, known)


def _value_mistakes(spec: IndicatorSpec) -> Iterator[Mistake]:
    if (spec.kind == "class") != bool(spec.classes):
        yield (
            "spec.classes",
            (
                "a class indicator needs the names of its classes, best first"
                if spec.kind == "class"
                else f"an indicator of kind {spec.kind} has no classes; leave them out or make it kind class"
            ),
        )
    for position, name in enumerate(spec.classes):
        if name in spec.classes[:position]:
            yield f"spec.classes.{position}", f"class {name!r} is listed twice; leave one out"
    for position, word in enumerate(spec.periods):
        if word in spec.periods[:position]:
            yield f"spec.periods.{position}", f"{word} is listed twice; leave one out"
    if spec.kind == "register" and spec.entity_type is None:
        yield "spec.entityType", "a register is reported item by item; give the type of its items, such as item"
    low, high = spec.range.minimum, spec.range.maximum
    if low is not None and high is not None and low > high:
        yield "spec.range", f"minimum {low} is above maximum {high}; correct one of them"


def _release_mistakes(spec: IndicatorSpec) -> Iterator[Mistake]:
    release = spec.release
    if release.embargo is None:
        return
    if spec.entity_type is not None:
        yield (
            "spec.release.embargo",
            "an embargo holds for values of areas, and this indicator is about entities; put it on what is made of them",
        )
    if release.embargo.days > release.delay_days:
        yield (
            "spec.release.embargo.days",
            f"released {release.embargo.days} days after the period and due after {release.delay_days}: nothing is due before its release",
        )


def _roll_up_mistakes(indicator: Indicator, known: Catalogue) -> Iterator[Mistake]:
    spec, rule, weight = indicator.spec, indicator.spec.roll_up.rule, indicator.spec.roll_up.weight
    if rule == "pool" and spec.entity_type is None:
        yield "spec.rollUp.rule", "pool keeps entities, and this indicator has none; give its entityType or another rule"
    if rule in OF_AREAS and spec.entity_type is not None:
        yield "spec.rollUp.rule", f"{rule} combines areas, and this indicator is about entities; use pool or none"
    if rule == "sum" and spec.unit == "percent":
        yield "spec.rollUp.rule", "percentages of areas cannot be added; use weighted-mean or none"
    if rule == "weighted-mean" and weight is None:
        yield "spec.rollUp.weight", "weighted-mean needs the indicator that weighs; add it"
    if weight is not None and rule != "weighted-mean":
        yield "spec.rollUp.weight", f"{rule} does not weigh; leave the weight out or use weighted-mean"
    if weight is not None and weight not in known.indicators:
        yield "spec.rollUp.weight", unknown("indicator", weight)


def _derivation_mistakes(indicator: Indicator, known: Catalogue) -> Iterator[Mistake]:
    derivation = indicator.spec.derivation
    if derivation is None:
        return
    formula = FORMULAS.get(derivation.formula)
    if formula is None:
        yield "spec.derivation.formula", f"formula {derivation.formula!r} does not exist{closest(derivation.formula, FORMULAS)}"
        return
    if derivation.inputs and len(derivation.inputs) != len(formula.inputs):
        yield "spec.derivation.inputs", f"the formula reads {len(formula.inputs)} indicators ({', '.join(formula.inputs)}); give as many"
    for position, name in enumerate(derivation.inputs or formula.inputs):
        if name not in known.indicators:
            yield f"spec.derivation.inputs.{position}", unknown("indicator", name)
    for name in sorted(set(derivation.parameters) - set(formula.parameters)):
        has = ", ".join(formula.parameters) or "none"
        yield f"spec.derivation.parameters.{name}", f"the formula has no such parameter; it has {has}"
    cycle = _cycle(indicator.name, known)
    if cycle:
        yield "spec.derivation", f"the indicator is derived from itself: {' ← '.join(cycle)}; break the cycle"


def _cycle(name: str, known: Catalogue) -> list[str]:
    """Return the way from an indicator through its inputs back to itself; empty when there is none."""
    ways = [[name]]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for one in _inputs(way[-1], known):
            if one == name:
                return [*way, one]
            if one not in seen:
                seen.add(one)
                ways.append([*way, one])
    return []


def _inputs(name: str, known: Catalogue) -> tuple[str, ...]:
    spec = known.indicator(name)
    if spec is None or spec.derivation is None or spec.derivation.formula not in FORMULAS:
        return ()
    return spec.derivation.inputs or FORMULAS[spec.derivation.formula].inputs
