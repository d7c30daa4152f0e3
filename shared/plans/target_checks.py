"""Checks of targets: what each comparator needs, and what would have no effect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from shared.judgement.evaluators import POINT_EVALUATORS, REGISTER_EVALUATORS, is_judged
from shared.model.catalogue import Catalogue
from shared.model.manifests import IndicatorSpec, Target, TargetSpec
from shared.model.period import PeriodLength
from shared.plans.amendment_checks import amendment_mistakes
from shared.plans.wording import closest, unknown

Mistake = tuple[str, str]
"""Dotted path of a field, and what is wrong with it and how to mend it."""

NEED_PARAMETER: Final = frozenset({"at_least_parameter", "at_most_parameter"})
NEED_VALUE: Final = frozenset({"at_least", "more_than", "at_least_over_base", "around"})
TAKE_VALUE: Final = NEED_VALUE | {"none_new", "all_covered"}
TAKE_TOLERANCE: Final = (
    NEED_VALUE
    | NEED_PARAMETER
    | {
        "within_external_limit",
        "rising",
        "falling",
        "improves_on_last_year",
        "not_worse_than_last_year",
        "stable_vs_last_year",
    }
)
ONLY_FOR: Final[Mapping[str, tuple[str, frozenset[str]]]] = {
    "value": ("value", TAKE_VALUE),
    "reference": ("reference", frozenset({"in_step_with"})),
    "parameter": ("parameter", NEED_PARAMETER),
    "limits": ("limits", frozenset({"within_external_limit"})),
    "class_name": ("className", frozenset({"steadily_at_or_better"})),
    "allowed_misses": ("allowedMisses", frozenset({"steadily_at_or_better"})),
    "band": ("band", frozenset({"around"})),
    "tolerance": ("tolerance", TAKE_TOLERANCE),
}
"""YAML name of each field that only some comparators read, and those comparators."""


def target_mistakes(target: Target, known: Catalogue) -> Iterator[Mistake]:
    """Yield every mistake of a target."""
    spec = target.spec
    indicator = known.indicator(spec.indicator)
    if indicator is None:
        yield "spec.indicator", unknown("indicator", spec.indicator) + closest(spec.indicator, known.indicators)
    else:
        yield from _indicator_mistakes(spec, indicator)
    yield from _comparator_mistakes(spec)
    yield from _reference_mistakes(spec, known)
    yield from _limit_mistakes(spec)
    yield from _curve_mistakes(spec)
    yield from _area_mistakes(target, known)
    yield from _chapter_mistakes(target, known)
    yield from amendment_mistakes(target, known)


def _indicator_mistakes(spec: TargetSpec, indicator: IndicatorSpec) -> Iterator[Mistake]:
    if indicator.unit != spec.unit:
        yield "spec.unit", f"{spec.unit!r} differs from the indicator's {indicator.unit!r}; write the target in the indicator's unit"
    if (indicator.kind == "register") != (spec.shape == "register"):
        yield "spec.shape", f"shape {spec.shape} does not fit an indicator of kind {indicator.kind}"
    if spec.shape == "class" and spec.class_name not in indicator.classes:
        names = ", ".join(indicator.classes) or "none"
        yield "spec.className", f"{spec.class_name!r} is not a class of {spec.indicator!r}; it has {names}"
    if spec.shape != "register" and indicator.entity_type is not None:
        yield "spec.indicator", f"{spec.indicator!r} is about entities of type {indicator.entity_type}; a target judges a value of an area"
    if indicator.better is not None and indicator.better != spec.better:
        yield "spec.better", f"{spec.better!r} differs from the indicator's {indicator.better!r}; write that"
    if indicator.stored_length < PeriodLength[spec.cadence.upper()]:
        yield "spec.cadence", f"{spec.cadence} is shorter than the {indicator.stored_length.word} that the indicator's values are kept at"


def _comparator_mistakes(spec: TargetSpec) -> Iterator[Mistake]:
    if not is_judged(spec.shape, spec.comparator):
        of_shape = sorted(comparator for shape, comparator in (*POINT_EVALUATORS, *REGISTER_EVALUATORS) if shape == spec.shape)
        yield "spec.comparator", f"shape {spec.shape} cannot be judged by {spec.comparator}; it can by {', '.join(of_shape)}"
    if spec.comparator in NEED_VALUE and spec.value is None:
        yield "spec.value", f"{spec.comparator} needs the number wanted; add it"
    if spec.comparator in NEED_PARAMETER and spec.parameter is None:
        yield "spec.parameter", f"{spec.comparator} needs a parameter; add its default value and a note"
    for attribute, (field, comparators) in ONLY_FOR.items():
        if spec.comparator not in comparators and getattr(spec, attribute):
            yield f"spec.{field}", f"{spec.comparator} does not read it; leave it out"


def _reference_mistakes(spec: TargetSpec, known: Catalogue) -> Iterator[Mistake]:
    if spec.comparator != "in_step_with":
        return
    if spec.reference is None:
        yield "spec.reference", "in_step_with needs the other indicator; add it"
    elif spec.reference == spec.indicator:
        yield "spec.reference", "an indicator is always in step with itself; name another one"
    elif spec.reference not in known.indicators:
        yield "spec.reference", unknown("indicator", spec.reference)


def _limit_mistakes(spec: TargetSpec) -> Iterator[Mistake]:
    days = [limit.effective_from for limit in spec.limits]
    for position, limit in enumerate(spec.limits):
        at = f"spec.limits.{position}"
        if limit.floor is None and limit.ceiling is None:
            yield at, "a limit needs a floor, a ceiling or both; add one"
        elif limit.floor is not None and limit.ceiling is not None and limit.floor > limit.ceiling:
            yield at, f"floor {limit.floor} is above ceiling {limit.ceiling}; correct one of them"
        if limit.effective_from in days[:position]:
            yield f"{at}.effectiveFrom", f"two limits begin on {limit.effective_from}; leave one out"


def _curve_mistakes(spec: TargetSpec) -> Iterator[Mistake]:
    curve = spec.curve
    if curve.kind == "by-hand" and not curve.points:
        yield "spec.curve.points", "a curve by hand needs points: month 1 to 12 and the share reached by its end"
    if curve.points and curve.kind not in ("steps", "by-hand"):
        yield "spec.curve.points", f"a {curve.kind} curve has no points; leave them out or use steps or by-hand"
    wrong = [month for month, share in curve.points.items() if not (month.isdigit() and 1 <= int(month) <= 12 and 0 <= share <= 1)]
    for month in wrong:
        yield f"spec.curve.points.{month}", "points are months 1 to 12, each with a share from 0 to 1"
    if not wrong:
        shares = [share for _, share in sorted((int(month), share) for month, share in curve.points.items())]
        if shares != sorted(shares):
            yield "spec.curve.points", "the share reached cannot fall from one month to a later one"


def _area_mistakes(target: Target, known: Catalogue) -> Iterator[Mistake]:
    plan = known.plans.get(target.plan)
    codes = [share.area for share in target.spec.areas]
    for position, code in enumerate(codes):
        at = f"spec.areas.{position}.area"
        if code not in known.areas:
            yield at, unknown("area", code)
        elif plan is not None and plan.area in known.areas and not known.within(code, plan.area):
            yield at, f"area {code!r} does not lie in {plan.area!r}, which the plan is made for"
        elif code in codes[:position] or (plan is not None and code == plan.area):
            yield at, f"area {code!r} has its value already; leave one out"


def _chapter_mistakes(target: Target, known: Catalogue) -> Iterator[Mistake]:
    plan = known.plans.get(target.plan)
    if plan is not None and plan.chapters and target.spec.chapter not in (chapter.number for chapter in plan.chapters):
        yield "spec.chapter", f"plan {target.plan!r} has no chapter {target.spec.chapter}; correct the number or add the chapter"
