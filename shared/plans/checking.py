"""Checks across manifests: every mistake is found in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from shared.judgement.area_view import default_entity
from shared.judgement.derivations import FORMULAS
from shared.judgement.evaluators import is_judged
from shared.judgement.rules import compile_rule
from shared.judgement.view import Point
from shared.model.errors import InvalidManifest
from shared.model.manifests import (
    PLAN_KINDS,
    Area,
    Entity,
    EntitySpec,
    Indicator,
    IndicatorSpec,
    Manifest,
    Plan,
    RiskRule,
    Subscriber,
    Target,
)
from shared.model.period import Period, PeriodLength
from shared.plans.loading import PlanFolder, load_folder

Mistake = tuple[str, str]
"""Dotted path of a field, and what is wrong with it."""


def check_folder(folder: Path) -> PlanFolder:
    """Read a folder and return it with every mistake, those of single manifests and those between them."""
    loaded = load_folder(folder)
    check_manifests(loaded)
    loaded.problems.sort(key=lambda problem: (problem.file, problem.line, problem.field))
    return loaded


def check_manifests(loaded: PlanFolder) -> None:
    """Add every mistake between the manifests of a folder to its problems."""
    known = _Known(loaded.manifests)
    for manifest in loaded.manifests:
        for path, message in (*_check_namespace(manifest, known), *_CHECKS[type(manifest)](manifest, known)):
            loaded.problem(manifest, path, message)


class _Known:
    """Ids that may be referred to."""

    def __init__(self, manifests: list[Manifest]) -> None:
        self._manifests = manifests

    @cached_property
    def areas(self) -> dict[str, Area]:
        return {one.name: one for one in self._manifests if isinstance(one, Area)}

    @cached_property
    def indicators(self) -> dict[str, IndicatorSpec]:
        return {one.name: one.spec for one in self._manifests if isinstance(one, Indicator)}

    @cached_property
    def entities(self) -> set[str]:
        return {one.name for one in self._manifests if isinstance(one, Entity)}

    @cached_property
    def plans(self) -> set[str]:
        return {one.name for one in self._manifests if isinstance(one, Plan)}

    @cached_property
    def rules(self) -> set[str]:
        return {one.name for one in self._manifests if isinstance(one, RiskRule)}


def _unknown(what: str, name: str) -> str:
    return f"{what} {name!r} is not defined; define it or correct the id"


def _check_namespace(manifest: Manifest, known: _Known) -> Iterator[Mistake]:
    if manifest.kind not in PLAN_KINDS:
        if manifest.plan:
            yield "metadata.namespace", f"{manifest.kind} belongs to no plan; leave the namespace out"
    elif not manifest.plan:
        yield "metadata.namespace", f"{manifest.kind} belongs to a plan; name it here"
    elif manifest.plan not in known.plans:
        yield "metadata.namespace", _unknown("plan", manifest.plan)


def _check_area(area: Area, known: _Known) -> Iterator[Mistake]:
    seen = [area.name]
    parent = area.spec.parent
    while parent is not None:
        if parent not in known.areas:
            yield "spec.parent", _unknown("area", parent)
            return
        if parent in seen:
            yield "spec.parent", f"areas form a cycle: {' → '.join([*seen, parent])}; one of them must have another parent"
            return
        seen.append(parent)
        parent = known.areas[parent].spec.parent


def _check_indicator(indicator: Indicator, known: _Known) -> Iterator[Mistake]:
    spec = indicator.spec
    rule = spec.roll_up
    if rule.rule == "weighted-mean" and rule.weight is None:
        yield "spec.rollUp.weight", "weighted-mean needs the indicator that weighs"
    if rule.weight is not None and rule.weight not in known.indicators:
        yield "spec.rollUp.weight", _unknown("indicator", rule.weight)
    if spec.kind == "class" and not spec.classes and spec.unit == "class":
        yield "spec.classes", "a class indicator needs the names of its classes, best first"
    low, high = spec.range.minimum, spec.range.maximum
    if low is not None and high is not None and low > high:
        yield "spec.range", f"minimum {low} is above maximum {high}"
    yield from _check_derivation(indicator, known)


def _check_derivation(indicator: Indicator, known: _Known) -> Iterator[Mistake]:
    derivation = indicator.spec.derivation
    if derivation is None:
        return
    formula = FORMULAS.get(derivation.formula)
    if formula is None:
        yield "spec.derivation.formula", f"formula {derivation.formula!r} is not one of {', '.join(sorted(FORMULAS))}"
        return
    for name in derivation.inputs or formula.inputs:
        if name not in known.indicators:
            yield "spec.derivation", _unknown("input", name)
    for name in derivation.parameters:
        if name not in formula.parameters:
            yield (
                f"spec.derivation.parameters.{name}",
                f"the formula has no such parameter; it has {', '.join(formula.parameters) or 'none'}",
            )
    if indicator.name in _inputs(indicator.name, known, set()):
        yield "spec.derivation", "the indicator is derived from itself; break the cycle"


def _inputs(name: str, known: _Known, found: set[str]) -> set[str]:
    spec = known.indicators.get(name)
    if spec is not None and spec.derivation is not None and spec.derivation.formula in FORMULAS:
        for one in spec.derivation.inputs or FORMULAS[spec.derivation.formula].inputs:
            if one not in found:
                found.add(one)
                _inputs(one, known, found)
    return found


def _check_entity(entity: Entity, known: _Known) -> Iterator[Mistake]:
    spec = entity.spec
    if spec.area not in known.areas:
        yield "spec.area", _unknown("area", spec.area)
    if spec.parent is not None and spec.parent not in known.entities:
        yield "spec.parent", _unknown("entity", spec.parent)
    if spec.register_indicator is not None:
        register = known.indicators.get(spec.register_indicator)
        if register is None:
            yield "spec.register", _unknown("indicator", spec.register_indicator)
        elif register.kind != "register":
            yield "spec.register", f"indicator {spec.register_indicator!r} is a {register.kind}, not a register"
    if spec.planned_start and spec.planned_end and spec.planned_start > spec.planned_end:
        yield "spec.plannedStart", f"{spec.planned_start} is after plannedEnd {spec.planned_end}"


def _check_plan(plan: Plan, known: _Known) -> Iterator[Mistake]:
    if plan.spec.area not in known.areas:
        yield "spec.area", _unknown("area", plan.spec.area)


def _check_target(target: Target, known: _Known) -> Iterator[Mistake]:
    spec = target.spec
    indicator = known.indicators.get(spec.indicator)
    if indicator is None:
        yield "spec.indicator", _unknown("indicator", spec.indicator)
    elif indicator.unit != spec.unit:
        yield "spec.unit", f"{spec.unit!r} differs from the indicator's {indicator.unit!r}; write the target in the indicator's unit"
    if not is_judged(spec.shape, spec.comparator):
        yield "spec.comparator", f"shape {spec.shape} has no comparator {spec.comparator}"
    yield from _check_numbers(target)
    if spec.comparator == "in_step_with" and (spec.reference or "") not in known.indicators:
        yield "spec.reference", _unknown("indicator", spec.reference or "")
    if spec.shape == "class" and indicator is not None and spec.class_name not in indicator.classes:
        yield "spec.className", f"{spec.class_name!r} is not one of {', '.join(indicator.classes)}"
    for position, share in enumerate(spec.areas):
        if share.area not in known.areas:
            yield f"spec.areas.{position}.area", _unknown("area", share.area)


_VALUED = frozenset({"at_least", "more_than", "at_least_over_base", "around"})


def _check_numbers(target: Target) -> Iterator[Mistake]:
    spec = target.spec
    if spec.comparator in _VALUED and spec.value is None:
        yield "spec.value", f"{spec.comparator} needs the number wanted"
    if spec.comparator in ("at_least_parameter", "at_most_parameter") and spec.parameter is None:
        yield "spec.parameter", f"{spec.comparator} needs a parameter: a default and a note"
    for position, limit in enumerate(spec.limits):
        if limit.floor is None and limit.ceiling is None:
            yield f"spec.limits.{position}", "a limit needs a floor, a ceiling or both"
    for month, share in spec.curve.points.items():
        if not month.isdigit() or not 1 <= int(month) <= 12 or not 0 <= share <= 1:
            yield f"spec.curve.points.{month}", "points are months 1 to 12 with a share from 0 to 1"


def _check_rule(rule: RiskRule, known: _Known) -> Iterator[Mistake]:
    try:
        compiled = compile_rule(rule)
    except InvalidManifest as error:
        field, _, message = str(error).partition(": ")
        yield field, message
        return
    for name in sorted(compiled.indicators):
        if name not in known.indicators:
            yield "spec.when", _unknown("indicator", name)
    period = Period.containing(PeriodLength[rule.spec.period.upper()], Period.month(2026, 6).start)
    for text in compiled.sample(_Sample(), period):
        yield "spec.when", f"{text!r} is not known even with every value there: numbers are doubles, so write 1.0 and not 1"
    for position, code in enumerate(rule.spec.areas):
        if code not in known.areas:
            yield f"spec.areas.{position}", _unknown("area", code)


def _check_subscriber(subscriber: Subscriber, known: _Known) -> Iterator[Mistake]:
    for position, code in enumerate(subscriber.spec.areas):
        if code not in known.areas:
            yield f"spec.areas.{position}", _unknown("area", code)
    for position, name in enumerate(subscriber.spec.rules):
        if name not in known.rules:
            yield f"spec.rules.{position}", _unknown("rule", name)


class _Sample:
    """A view in which every indicator is 1 in every period: rules are tried on it."""

    area = "sample"
    now_ms = 0

    def indicator(self, _name: str) -> IndicatorSpec | None:
        return None

    def point(self, _indicator: str, period: Period) -> Point | None:
        return Point(period, 1.0)

    def points(self, _indicator: str, length: PeriodLength | None = None) -> Sequence[Point]:
        return (Point(Period.containing(length or PeriodLength.MONTH, Period.month(2026, 6).start), 1.0),)

    def entities(self, _indicator: str) -> Mapping[str, Sequence[Point]]:
        return {}

    def entity(self, name: str) -> EntitySpec:
        return default_entity(name, self.area)

    def register_items(self, _indicator: str) -> Mapping[str, EntitySpec]:
        return {}

    def revision_gaps(self, _indicator: str) -> Sequence[float]:
        return ()


_CHECKS: dict[type[Manifest], Callable[..., Iterator[Mistake]]] = {
    Area: _check_area,
    Indicator: _check_indicator,
    Entity: _check_entity,
    Plan: _check_plan,
    Target: _check_target,
    RiskRule: _check_rule,
    Subscriber: _check_subscriber,
}
