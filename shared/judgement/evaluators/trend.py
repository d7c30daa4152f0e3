"""`stabilises`: a rate of change (or an index less 100) whose fall should narrow, then end.

Not falling on track; falling, but less in each of the last three periods on track; less than in the last period only at risk; else off
track. Made of child areas, a value is compared with earlier ones as far back as these are made of all the same: who was not in the one
before is named. One that falls and has none to be compared with is not judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from shared.judgement.evaluators.case import Case, graded, unassessable
from shared.judgement.ladder import Ladder, Rung
from shared.judgement.verdict import Reading
from shared.judgement.view import Point
from shared.model.status import TargetStatus

STEPS = 3
"""Periods in a row in which the fall has to narrow."""


def stabilises(case: Case, point: Point) -> Reading:
    """Judge a rate by its sign and by the steps before it."""
    formula = "trend.stabilises/1"
    earlier, left_out = _alike(case, point, [one for one in case.points if one.period < point.period][-STEPS:])
    if left_out and not earlier and point.value < 0:
        return unassessable(case, point, formula, left_out)
    before = [one.value for one in earlier]
    numbers = {"value": point.value, "narrowing": float(_narrowing([*before, point.value])), **({"before": before[-1]} if before else {})}
    return graded(
        case,
        point,
        Ladder(point.value, _rungs(before)),
        case.facts(formula, numbers, left_out),
        plan_value=0.0,
        inputs=tuple(case.input(one) for one in earlier),
    )


def _alike(case: Case, point: Point, earlier: Sequence[Point]) -> tuple[Sequence[Point], dict[str, str]]:
    """Return the earlier points since the last that lacks a child area of this one, and the texts that name what that one lacks, if any does."""
    for place in reversed(range(len(earlier))):
        newcomers = case.view.newcomers(case.name, point, earlier[place])
        if newcomers:
            return earlier[place + 1 :], case.lacking_of(newcomers, earlier[place].period)
    return earlier, {}


def _rungs(before: Sequence[float]) -> tuple[Rung, ...]:
    """Return the rungs of a value: 0 is where the fall ends; above the last value it narrows once more."""
    steady = Rung(TargetStatus.ON_TRACK, 0.0)
    if not before or before[-1] >= 0:
        return (steady,)
    narrower = Rung(TargetStatus.ON_TRACK, before[-1], open=True)
    return (narrower,) if _narrowing(before) >= STEPS - 1 else (steady, narrower._replace(status=TargetStatus.AT_RISK))


def _narrowing(values: Sequence[float]) -> int:
    """Return in how many of the last steps in a row the value rose."""
    steps = list(pairwise(values))
    return len(list(takewhile(lambda step: step[1] > step[0], reversed(steps))))
