"""Cumulative values against a plan curve: `at_least`, `more_than`, `at_least_parameter`, `at_most_parameter`.

ratio = value / (wanted * share of the year on the curve): from 1.05 up ahead, from 0.97 on track, from 0.85 at risk, below off track.
Where the curve is still 0, any value above 0 is ahead and 0 is too early. The number wanted reached (passed, for `more_than`) is
achieved at once; missed by the whole year's value it is off track. Example: 40 000 of 130 000 jobs at mid-year on a linear curve:
40 000 / 65 000 = 0.62, off track; 90 000 in the six months left are needed, 15 000 a month.

序时进度: the share of the year's number that is done, against the share of the year that has passed, in points; it is told whatever the
curve. Example, as published: 93.3 % done by September is 18.3 points above 75 %; 28.29 of 86 in the first quarter, 32.9 %, is 7.9 above.
"""

from __future__ import annotations

from shared.judgement.curve import PlanShare, plan_share, year_share
from shared.judgement.evaluators.case import Case, graded
from shared.judgement.ladder import Ladder, Rung
from shared.judgement.verdict import Reading
from shared.judgement.view import Point
from shared.model.period import Period, PeriodLength
from shared.model.status import TargetStatus

PACE_MONTHS = 3
"""Months whose mean is the recent pace."""

AHEAD, ON_TRACK, AT_RISK = 1.05, 0.97, 0.85
"""Lowest plan ratio of each status; defaults of the platform, not of a standard."""


def at_least(case: Case, point: Point) -> Reading:
    """Judge a value that should reach the number wanted by the end of the year."""
    wanted = case.wanted or 0.0
    plan = plan_share(case.spec.curve, point.period, case.view, case.name)
    planned = wanted * plan.share
    strict = case.spec.comparator == "more_than"
    reached = Rung(TargetStatus.ACHIEVED, wanted, open=strict)
    rungs = () if case.decides(point.period) else _rungs(planned) if planned else _NOT_BEGUN
    return graded(
        case,
        point,
        Ladder(point.value, (reached, *rungs), scale=planned or wanted),
        case.facts("cumulative.at-least/1", _numbers(case, point, wanted, planned) | _learned(plan), _texts(plan, strict=strict)),
        plan_value=planned,
        attainment=point.value / planned if planned else None,
    )


def at_most(case: Case, point: Point) -> Reading:
    """Judge a value that should stay below the number wanted: the curve is a ceiling, 1 / ratio is graded; passing it is breached."""
    wanted = case.wanted or 0.0
    plan = plan_share(case.spec.curve, point.period, case.view, case.name)
    planned = wanted * plan.share
    return graded(
        case,
        point,
        Ladder(point.value, _ceilings(case, point, wanted, planned), TargetStatus.BREACHED, direction=-1, scale=planned or wanted),
        case.facts("cumulative.at-most/1", {"value": point.value, "wanted": wanted, "planned": planned} | _learned(plan), _texts(plan)),
        plan_value=planned,
        attainment=planned / point.value if point.value else None,
    )


_RATIOS = ((TargetStatus.AHEAD, AHEAD), (TargetStatus.ON_TRACK, ON_TRACK), (TargetStatus.AT_RISK, AT_RISK))

_NOT_BEGUN = (Rung(TargetStatus.AHEAD, 0.0, open=True), Rung(TargetStatus.TOO_EARLY, 0.0))
"""Rungs where the curve is still 0: anything is ahead, nothing is too early, less than nothing is off track."""


def _rungs(planned: float) -> tuple[Rung, ...]:
    return tuple([Rung(status, planned * ratio) for status, ratio in _RATIOS])


def _ceilings(case: Case, point: Point, wanted: float, planned: float) -> tuple[Rung, ...]:
    """Return the rungs of -value; below the last one the year's number is passed, which cannot be undone."""
    if case.decides(point.period):
        return (Rung(TargetStatus.ACHIEVED, -wanted),)
    if not planned:
        return (Rung(TargetStatus.TOO_EARLY, 0.0), Rung(TargetStatus.OFF_TRACK, -wanted))
    graded_rungs = (Rung(status, max(-planned / ratio, -wanted)) for status, ratio in _RATIOS)
    return (*graded_rungs, Rung(TargetStatus.OFF_TRACK, -wanted))


def _learned(plan: PlanShare) -> dict[str, float]:
    return {"curve_years": float(plan.years)} if plan.years else {}


def _texts(plan: PlanShare, *, strict: bool = False) -> dict[str, str]:
    return {**({"strict": "true"} if strict else {}), **({"assumed": "true"} if plan.assumed else {}), **_not_learned(plan)}


def _not_learned(plan: PlanShare) -> dict[str, str]:
    """Return the texts that name whose figures the years lack that the curve is not learned from."""
    names = plan.newcomers.values()
    if not names:
        return {}
    texts = {"curve_without_zh": "、".join(one.zh for one in names), "curve_without_en": ", ".join(one.en for one in names)}
    return {"curve_without": ",".join(plan.newcomers), **texts}


def _numbers(case: Case, point: Point, wanted: float, planned: float) -> dict[str, float]:
    left = 12 - point.period.whole_months
    numbers = {"value": point.value, "wanted": wanted, "planned": planned, "months_left": float(left)}
    if planned:
        numbers["ratio"] = point.value / planned
    if wanted:
        numbers |= {"done_percent": 100 * point.value / wanted, "time_percent": 100 * year_share(point.period)}
    if left:
        numbers["required_per_month"] = max(wanted - point.value, 0.0) / left
    pace = _recent_pace(case, point)
    if pace is not None:
        numbers["recent_per_month"] = pace
    return numbers


def _recent_pace(case: Case, point: Point) -> float | None:
    """Return the mean of the last months (or of as many as the year has had), per month."""
    passed = point.period.whole_months
    months = min(passed, PACE_MONTHS)
    if not months or point.period.length > PeriodLength.MONTH:
        return None
    if months == passed:
        return point.value / months
    before = case.view.point(case.name, Period.month(point.period.calendar_year, passed - months))
    return None if before is None else (point.value - before.value) / months
