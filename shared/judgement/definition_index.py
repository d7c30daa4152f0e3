"""Definitions in force and what follows from them: who reads what, who is judged where. Order-free: the highest version counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple, TypeVar

from shared.judgement.assess import dependencies
from shared.judgement.derivations import FORMULAS
from shared.judgement.evaluators import MONTHS_BACK, POINT_EVALUATORS
from shared.judgement.event import Definition
from shared.judgement.reductions import Into, reductions_of
from shared.judgement.rules import CompiledRule, CompiledTargetRule, compile_rule, compile_target_rule
from shared.judgement.series import SeriesKey
from shared.model.manifests import (
    Area,
    Entity,
    EntitySpec,
    Indicator,
    IndicatorSpec,
    Manifest,
    Plan,
    Release,
    RiskRule,
    RiskRuleSpec,
    Target,
)
from shared.model.period import PeriodLength

M = TypeVar("M", bound=Manifest)


class OwnMonths(NamedTuple):
    """Single months of a target's own indicator."""

    series: SeriesKey
    back: tuple[int, ...]
    """How many months before the period of a reading they lie."""


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """A target to be judged in an area; equal only to itself."""

    target: Target
    plan: Plan
    area: str
    version: int
    key: tuple[str, str]
    """(plan, target)."""
    own: OwnMonths | None
    """What its readings are made of; None: of more than that."""
    reaches_back: bool
    """Readings of earlier periods may change by later values."""


@dataclass(frozen=True, slots=True, eq=False)
class Watched:
    """A rule to be walked; equal only to itself."""

    rule: RiskRule
    compiled: CompiledRule
    version: int


@dataclass(frozen=True, slots=True, eq=False)
class WatchedTargets:
    """A rule over the targets of a plan; equal only to itself."""

    rule: RiskRule
    compiled: CompiledTargetRule
    version: int


class DefinitionIndex:
    """An immutable view of the definitions of one moment, with the look-ups that judging needs."""

    def __init__(self, definitions: dict[tuple[str, str, str], Definition], owns: Callable[[str], bool] = lambda _: True) -> None:
        """Take them in; nothing is worked out yet.

        Args:
            definitions: By kind, plan and name.
            owns: Whether verdicts about an area are wanted: of a province a partition has one area in a hundred.
        """
        self._definitions = definitions
        self._owns = owns
        self._read_by: dict[Watched, frozenset[str]] = {}
        self._concerned: dict[tuple[str, str], tuple[Judged, ...]] = {}

    @cached_property
    def indicators(self) -> dict[str, IndicatorSpec]:
        """Indicators by id."""
        return {each.name: each.spec for each, _ in self._manifests(Indicator)}

    @cached_property
    def areas(self) -> dict[str, Area]:
        """Areas by code."""
        return {each.name: each for each, _ in self._manifests(Area)}

    @cached_property
    def children(self) -> dict[str, tuple[Area, ...]]:
        """Areas by the code of their parent, in order of code."""
        found: dict[str, list[Area]] = defaultdict(list)
        for area in self.areas.values():
            if area.spec.parent:
                found[area.spec.parent].append(area)
        return {parent: tuple(sorted(areas, key=lambda area: area.name)) for parent, areas in found.items()}

    def zones_in(self, area: str) -> set[str]:
        """Return the children of an area that may report for themselves and need not."""
        return {one.name for one in self.children.get(area, ()) if one.spec.level == "zone"}

    @cached_property
    def entities(self) -> dict[str, EntitySpec]:
        """Entities by id."""
        return {each.name: each.spec for each, _ in self._manifests(Entity)}

    @cached_property
    def registers(self) -> dict[str, dict[str, EntitySpec]]:
        """Items of each register, in order of name, by indicator id."""
        found: dict[str, dict[str, EntitySpec]] = defaultdict(dict)
        for name in sorted(self.entities):
            spec = self.entities[name]
            if spec.register_indicator:
                found[spec.register_indicator][name] = spec
        return dict(found)

    @cached_property
    def derived_inputs(self) -> dict[str, tuple[str, ...]]:
        """Indicators that each derived indicator reads; those that are only read when a period is over are `reductions`."""
        return {
            name: spec.derivation.inputs or FORMULAS[spec.derivation.formula].inputs
            for name, spec in self.indicators.items()
            if spec.derivation is not None and spec.derivation.formula in FORMULAS and FORMULAS[spec.derivation.formula].reduce is None
        }

    @cached_property
    def sources(self) -> dict[str, tuple[str, ...]]:
        """Every indicator that a derived indicator is made of, directly or through others, in order."""
        direct = {name: set(inputs) for name, inputs in self.derived_inputs.items()}
        return {name: tuple(sorted(_closure(name, direct))) for name in direct}

    @cached_property
    def reaching_back(self) -> frozenset[str]:
        """Indicators of which earlier points may change by later values, themselves or through what they are made of."""
        own = [name for name in self.derived_inputs if FORMULAS[self.indicators[name].derivation.formula].reaches_back]  # type: ignore[union-attr]  # derived
        return frozenset({*own, *(reader for name in own for reader in self.readers.get(name, ()))})

    @cached_property
    def embargoed(self) -> dict[str, IndicatorSpec]:
        """Indicators with an official release, before which their values are shown to no one without the right."""
        return {name: spec for name, spec in self.indicators.items() if spec.release.embargo is not None}

    @cached_property
    def embargoed_under(self) -> dict[str, tuple[IndicatorSpec, ...]]:
        """The indicators with an official release that an indicator is, is made of or is weighed by."""
        found: dict[str, tuple[IndicatorSpec, ...]] = defaultdict(tuple)
        for name, spec in self.embargoed.items():
            for reader in {name, *self.readers.get(name, ())}:
                found[reader] += (spec,)
        return dict(found)

    @cached_property
    def reductions(self) -> dict[tuple[str, PeriodLength], tuple[Into, ...]]:
        """What is made of readings of an indicator and length once a longer period is over."""
        return reductions_of(self.indicators)

    @cached_property
    def readers(self) -> dict[str, frozenset[str]]:
        """Every indicator that is derived from an indicator, or weighed by it, directly or through others."""
        direct: dict[str, set[str]] = defaultdict(set)
        for name, inputs in self.derived_inputs.items():
            for one in inputs:
                direct[one].add(name)
        for name, spec in self.indicators.items():
            if spec.roll_up.weight is not None:
                direct[spec.roll_up.weight].add(name)
        return {name: frozenset(_closure(name, direct)) for name in direct}

    @cached_property
    def judged(self) -> tuple[Judged, ...]:
        """Every target in every area of ours that it is judged in, in order of plan, target, area."""
        plans, owns = {plan.name: plan for plan, _ in self._manifests(Plan)}, cache(self._owns)
        found = []
        for target, version in self._manifests(Target):
            plan = plans.get(target.plan)
            if plan is None:
                continue
            areas = filter(owns, dict.fromkeys((plan.spec.area, *(share.area for share in target.spec.areas))))
            own = _own_months(target)
            read = dependencies(target.spec, self.indicators.get(target.spec.indicator))
            reaches_back = not self.reaching_back.isdisjoint(read)
            found += [Judged(target, plan, area, version, (plan.name, target.name), own, reaches_back) for area in areas]
        return tuple(sorted(found, key=lambda one: (*one.key, one.area)))

    @cached_property
    def judged_in(self) -> dict[str, tuple[Judged, ...]]:
        """Targets by the area of ours that they are judged in."""
        found: dict[str, list[Judged]] = defaultdict(list)
        for one in self.judged:
            found[one.area].append(one)
        return {area: tuple(ones) for area, ones in found.items()}

    @cached_property
    def judged_by(self) -> dict[tuple[str, str], tuple[Judged, ...]]:
        """Targets by (area, indicator read)."""
        found: dict[tuple[str, str], list[Judged]] = defaultdict(list)
        for one in self.judged:
            for indicator in sorted(dependencies(one.target.spec, self.indicators.get(one.target.spec.indicator))):
                found[one.area, indicator].append(one)
        return {key: tuple(ones) for key, ones in found.items()}

    def concerned_by(self, area: str, indicator: str) -> tuple[Judged, ...]:
        """Return the targets of an area that read an indicator, directly or through others."""
        found = self._concerned.get((area, indicator))
        if found is None:
            read = (indicator, *sorted(self.readers.get(indicator, ())))
            found = tuple(dict.fromkeys(judged for name in read for judged in self.judged_by.get((area, name), ())))
            self._concerned[area, indicator] = found
        return found

    @cached_property
    def rules(self) -> tuple[Watched, ...]:
        """Rules over areas and entities, compiled, in order of plan and name."""
        found = [Watched(rule, compile_rule(rule), version) for rule, version in self._manifests(RiskRule) if rule.spec.over != "target"]
        return tuple(sorted(found, key=lambda one: (one.rule.plan, one.rule.name)))

    @cached_property
    def clock_rules(self) -> tuple[Watched, ...]:
        """Rules over areas and entities to which the end of a period says something, though nothing is reported."""
        return tuple(one for one in self.rules if one.compiled.reads_clock)

    def read_by(self, rule: Watched) -> frozenset[str]:
        """Return the indicators that a rule reads, directly or through derivations."""
        found = self._read_by.get(rule)
        if found is None:
            below = {one for name in rule.compiled.indicators for one in self.sources.get(name, ())}
            found = self._read_by[rule] = rule.compiled.indicators | below
        return found

    @cached_property
    def target_rules(self) -> dict[str, tuple[WatchedTargets, ...]]:
        """Rules over targets, compiled, in order of name, by plan."""
        found: dict[str, list[WatchedTargets]] = defaultdict(list)
        for rule, version in sorted(self._manifests(RiskRule), key=lambda each: each[0].name):
            if rule.spec.over == "target":
                found[rule.plan].append(WatchedTargets(rule, compile_target_rule(rule), version))
        return {plan: tuple(ones) for plan, ones in found.items()}

    def release_of(self, judged: Judged) -> Release:
        """Return when values of a target's indicator should be there."""
        spec = self.indicators.get(judged.target.spec.indicator)
        return spec.release if spec is not None else _NO_CALENDAR

    @cached_property
    def rule_specs(self) -> dict[tuple[str, str], RiskRuleSpec]:
        """Rules by (plan, name)."""
        return {(rule.plan, rule.name): rule.spec for rule, _ in self._manifests(RiskRule)}

    @cached_property
    def rules_by(self) -> dict[str, tuple[Watched, ...]]:
        """Rules by indicator read."""
        found: dict[str, list[Watched]] = defaultdict(list)
        for one in self.rules:
            for indicator in sorted(one.compiled.indicators):
                found[indicator].append(one)
        return {indicator: tuple(ones) for indicator, ones in found.items()}

    def _manifests(self, kind: type[M]) -> Iterator[tuple[M, int]]:
        for definition in self._definitions.values():
            if isinstance(definition.manifest, kind):
                yield definition.manifest, definition.version


_NO_CALENDAR = Release()


def _own_months(target: Target) -> OwnMonths | None:
    spec = target.spec
    evaluator = POINT_EVALUATORS.get((spec.shape, spec.comparator))
    back = MONTHS_BACK.get(evaluator) if evaluator is not None and not spec.amendments else None
    return None if back is None else OwnMonths(SeriesKey(spec.indicator, "", "", PeriodLength.MONTH), back)


def _closure(name: str, direct: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [name]
    while waiting:
        new = direct.get(waiting.pop(), set()) - found
        found |= new
        waiting.extend(new)
    return found
