"""`stabilises`: a rate of change (or an index less 100) whose fall should narrow, then end.

Not falling on track; falling, but less in each of the last three periods on track; less than in the last period only at risk; else off
track.
"""

from __future__ import annotations

from shared.judgement.evaluators.case import Case, graded
from shared.judgement.verdict import Facts, Ladder, Reading
from shared.judgement.view import Point
from shared.model.status import TargetStatus

STEPS = 3
"""Periods in a row in which the fall has to narrow."""


def stabilises(case: Case, point: Point) -> Reading:
    """Judge a rate by its sign and by the steps before it."""
    earlier = [one for one in case.view.points(case.name) if one.period < point.period][-STEPS:]
    values = [*(one.value for one in earlier), point.value]
    narrowing = 0
    for before, after in zip(reversed(values[:-1]), reversed(values[1:]), strict=True):
        if after <= before:
            break
        narrowing += 1
    numbers = {"value": point.value, "narrowing": float(narrowing), **({"before": earlier[-1].value} if earlier else {})}
    return graded(
        case,
        point,
        Ladder(point.value, ((TargetStatus.ON_TRACK, 0.0),)),
        Facts("trend.stabilises/1", numbers),
        status=None if point.value >= 0 else _falling(narrowing),
        plan_value=0.0,
        inputs=tuple(case.input(one) for one in earlier),
    )


def _falling(narrowing: int) -> TargetStatus:
    if narrowing >= STEPS:
        return TargetStatus.ON_TRACK
    return TargetStatus.AT_RISK if narrowing else TargetStatus.OFF_TRACK
