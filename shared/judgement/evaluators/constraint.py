"""Constraints that cannot be undone within the year: `none_new` and `steadily_at_or_better`."""

from __future__ import annotations

from collections.abc import Sequence

from shared.judgement.evaluators.case import Case, unassessable, whole_year
from shared.judgement.ladder import Ladder, Rung, Threshold
from shared.judgement.verdict import Reading
from shared.judgement.view import Point
from shared.model.period import PeriodLength
from shared.model.status import TargetStatus

_MONTHS = {PeriodLength.YEAR: 12, PeriodLength.QUARTER: 3, PeriodLength.MONTH: 1}


def none_new(case: Case, point: Point) -> Reading:
    """Judge an amount that must stay 0: any positive amount in the year breaches it; 0 is on track, achieved only for the whole year."""
    year = _year(case, point)
    positive = [one for one in year if one.value > 0]
    breach = positive[0] if positive else None
    # Where an earlier period breached it, no value of this one changes that.
    alone = breach is None or breach.period == point.period
    kept = TargetStatus.ACHIEVED if whole_year(point.period) and _is_covered(case, year) else TargetStatus.ON_TRACK
    ladder = Ladder(point.value, (Rung(kept, 0.0),), TargetStatus.BREACHED, direction=-1)
    return Reading(
        period=point.period,
        status=ladder.status if alone else TargetStatus.BREACHED,
        value=point.value,
        facts=case.facts(
            "constraint.none-new/1",
            {"value": point.value, **({"breach": breach.value} if breach else {})},
            {"breach_period": breach.period.text} if breach else {},
        ),
        plan_value=0.0,
        ladder=ladder if alone else None,
        revised=point.revision > 0,
        inputs=tuple(case.input(one) for one in (positive or [point])),
    )


def steadily(case: Case, point: Point) -> Reading:
    """Judge a class that every assessed period of the year has to reach; more misses than allowed breach it.

    Values are positions in the indicator's classes, best first. Example: class Ⅲ wanted, one month at Ⅳ: breached.
    """
    classes = case.indicator.classes
    if case.spec.class_name not in classes:
        return unassessable(case, point, "constraint.steadily/1", {"missing": f"class {case.spec.class_name}"})
    wanted = classes.index(case.spec.class_name)
    assessed = _year(case, point)
    misses = [one for one in assessed if one.value > wanted]
    kept = TargetStatus.ACHIEVED if whole_year(point.period) else TargetStatus.ON_TRACK
    breached = len(misses) > case.spec.allowed_misses
    # Only where this period is the miss too many, or would be, its class decides.
    decisive = len([one for one in misses if one.period != point.period]) == case.spec.allowed_misses
    other = {"flips_to": (kept if breached else TargetStatus.BREACHED).word} if decisive else {}
    return Reading(
        period=point.period,
        status=TargetStatus.BREACHED if breached else kept,
        value=point.value,
        facts=case.facts(
            "constraint.steadily/1",
            {
                "value": point.value,
                "wanted": float(wanted),
                "assessed": float(len(assessed)),
                "misses": float(len(misses)),
                "allowed": float(case.spec.allowed_misses),
            },
            {
                "class": _class(classes, point.value),
                "wanted_class": case.spec.class_name,
                "missed": ", ".join(one.period.text for one in misses),
                "flip_class": _class(classes, wanted if breached else wanted + 1),
                **other,
            },
        ),
        plan_value=float(wanted),
        flip_value=float(wanted if breached else wanted + 1) if decisive else None,
        thresholds=(Threshold(kept, ceiling=float(wanted)), Threshold(TargetStatus.BREACHED)),
        revised=point.revision > 0,
        inputs=tuple(case.input(one) for one in assessed),
    )


def _year(case: Case, point: Point) -> list[Point]:
    year = point.period.calendar_year
    return [one for one in case.points if one.period.calendar_year == year and one.period <= point.period]


def _is_covered(case: Case, year: Sequence[Point]) -> bool:
    """Tell whether the points of a year that has ended speak of all of it."""
    return case.indicator.accumulation == "year-to-date" or len(year) * _MONTHS[year[-1].period.length] == 12


def _class(classes: tuple[str, ...], value: float) -> str:
    position = int(value)
    return classes[position] if 0 <= position < len(classes) else str(value)
