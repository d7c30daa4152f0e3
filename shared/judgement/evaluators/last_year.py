"""Against the same period of last year: `rising`, `falling`, `improves_on_last_year`, `not_worse_than_last_year`, `stable_vs_last_year`.

t is 0.5 points for percentages and 2 % of last year's value otherwise. Improving: better on track, equal or up to t worse at risk, else
off track. Not worse, stable: up to t worse on track, up to 2t at risk, else off track; where `better` is `band`, both sides count.
"""

from __future__ import annotations

import math

from shared.judgement.evaluators.case import Case, graded, unassessable
from shared.judgement.verdict import Facts, Ladder, Reading
from shared.judgement.view import Point
from shared.model.status import TargetStatus


def improves(case: Case, point: Point) -> Reading:
    """Judge a value that should be better than a year before; equal is not better."""
    before = case.view.point(case.name, point.period.a_year_before())
    if before is None:
        return _missing(case, point, "last-year.improves/1")
    tolerance = case.tolerance(before.value)
    # The first rung is reached by passing it; the second one counts from t worse on, t included.
    better = (TargetStatus.ON_TRACK, math.ulp(0.0))
    ladder = Ladder(
        point.value,
        (better, (TargetStatus.AT_RISK, -tolerance)),
        direction=case.direction,
        origin=before.value,
        scale=case.scale(before.value),
    )
    return _reading(case, point, before, ladder, "last-year.improves/1", tolerance)


def not_worse(case: Case, point: Point) -> Reading:
    """Judge a value that should hold last year's."""
    before = case.view.point(case.name, point.period.a_year_before())
    if before is None:
        return _missing(case, point, "last-year.not-worse/1")
    tolerance = case.tolerance(before.value)
    direction = case.direction
    if case.spec.better == "band":
        direction = 1 if point.value < before.value else -1
    bounds = ((TargetStatus.ON_TRACK, -tolerance), (TargetStatus.AT_RISK, -2 * tolerance))
    ladder = Ladder(point.value, bounds, direction=direction, origin=before.value, scale=case.scale(before.value))
    return _reading(case, point, before, ladder, "last-year.not-worse/1", tolerance)


def _reading(case: Case, point: Point, before: Point, ladder: Ladder, formula: str, tolerance: float) -> Reading:
    numbers = {"value": point.value, "last_year": before.value, "change": point.value - before.value, "tolerance": tolerance}
    facts = Facts(formula, numbers, {"better": case.spec.better})
    return graded(case, point, ladder, facts, plan_value=before.value, inputs=(case.input(before),))


def _missing(case: Case, point: Point, formula: str) -> Reading:
    return unassessable(case, point, formula, f"{case.name} {point.period.a_year_before().text}")
