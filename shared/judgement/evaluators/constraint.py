"""Constraints that cannot be undone within the year: `none_new` and `steadily_at_or_better`."""

from __future__ import annotations

from shared.judgement.evaluators.case import Case, unassessable, whole_year
from shared.judgement.verdict import Facts, Reading
from shared.judgement.view import Point
from shared.model.status import TargetStatus


def none_new(case: Case, point: Point) -> Reading:
    """Judge an amount that must stay 0: any positive amount in the year breaches it; 0 is on track, achieved only for the whole year."""
    positive = [one for one in _year(case, point) if one.value > 0]
    breach = positive[0] if positive else None
    numbers = {"value": point.value, **({"breach": breach.value} if breach else {})}
    return Reading(
        period=point.period,
        status=TargetStatus.BREACHED if breach else _kept(point),
        value=point.value,
        facts=Facts("constraint.none-new/1", numbers, {"breach_period": breach.period.text} if breach else {}),
        plan_value=0.0,
        flip_value=0.0,
        revised=point.revision > 0,
        inputs=tuple(case.input(one) for one in (positive or [point])),
    )


def steadily(case: Case, point: Point) -> Reading:
    """Judge a class that every assessed period of the year has to reach; more misses than allowed breach it.

    Values are positions in the indicator's classes, best first. Example: class Ⅲ wanted, one month at Ⅳ: breached.
    """
    classes = case.indicator.classes
    if case.spec.class_name not in classes:
        return unassessable(case, point, "constraint.steadily/1", f"class {case.spec.class_name}")
    wanted = classes.index(case.spec.class_name)
    assessed = _year(case, point)
    misses = [one for one in assessed if one.value > wanted]
    breached = len(misses) > case.spec.allowed_misses
    numbers = {"value": point.value, "wanted": float(wanted), "assessed": float(len(assessed)), "misses": float(len(misses))}
    texts = {
        "class": _class(classes, point.value),
        "wanted_class": case.spec.class_name,
        "missed": ", ".join(one.period.text for one in misses),
    }
    return Reading(
        period=point.period,
        status=TargetStatus.BREACHED if breached else _kept(point),
        value=point.value,
        facts=Facts("constraint.steadily/1", numbers, texts),
        plan_value=float(wanted),
        flip_value=float(wanted + 1) if not breached else float(wanted),
        revised=point.revision > 0,
        inputs=tuple(case.input(one) for one in assessed),
    )


def _year(case: Case, point: Point) -> list[Point]:
    year = point.period.calendar_year
    return [one for one in case.view.points(case.name) if one.period.calendar_year == year and one.period <= point.period]


def _kept(point: Point) -> TargetStatus:
    return TargetStatus.ACHIEVED if whole_year(point.period) else TargetStatus.ON_TRACK


def _class(classes: tuple[str, ...], value: float) -> str:
    position = int(value)
    return classes[position] if 0 <= position < len(classes) else str(value)
