"""`within_external_limit`: a limit set from outside, dated; before it is set the target is unassessable, its value shown all the same.

A floor is judged as `at_least`, a ceiling as `at_most` of the same shape; inside a range on track, within 0.5 points outside at risk,
else off track.
"""

from __future__ import annotations

from dataclasses import replace

from shared.judgement.evaluators import cumulative, level
from shared.judgement.evaluators.case import POINTS, Case, graded, unassessable
from shared.judgement.ladder import Ladder, Rung
from shared.judgement.verdict import Reading
from shared.judgement.view import Point
from shared.model.manifests import ExternalLimit
from shared.model.period import Period
from shared.model.status import TargetStatus


def within(case: Case, point: Point) -> Reading:
    """Judge a value against the limit in force at the end of its period."""
    limit = _in_force(case, point.period)
    if limit is None or (limit.floor is None and limit.ceiling is None):
        return unassessable(case, point, "external-limit/1", {"missing": "limit"})
    if limit.floor is not None and limit.ceiling is not None:
        return _range(case, point, limit.floor, limit.ceiling)
    cumulated = case.spec.shape == "cumulative"
    if limit.floor is not None:
        return (cumulative.at_least if cumulated else level.at_least)(replace(case, wanted=limit.floor), point)
    return (cumulative.at_most if cumulated else level.at_most)(replace(case, wanted=limit.ceiling), point)


def _in_force(case: Case, period: Period) -> ExternalLimit | None:
    known = [limit for limit in case.spec.limits if limit.effective_from <= period.last_day]
    return max(known, key=lambda limit: limit.effective_from, default=None)


def _range(case: Case, point: Point, floor: float, ceiling: float) -> Reading:
    middle, half = (floor + ceiling) / 2, (ceiling - floor) / 2
    side = 1 if point.value < middle else -1
    outside = case.spec.tolerance if case.spec.tolerance is not None else POINTS
    rungs = (Rung(TargetStatus.ON_TRACK, -half), Rung(TargetStatus.AT_RISK, -half - outside))
    return graded(
        case,
        point,
        Ladder(point.value, rungs, direction=side, origin=middle, scale=case.scale(middle), both_sides=True),
        case.facts("external-limit.range/1", {"value": point.value, "floor": floor, "ceiling": ceiling}),
        plan_value=ceiling if side < 0 else floor,
    )
