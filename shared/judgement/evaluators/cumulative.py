"""Cumulative values against a plan curve: `at_least`, `more_than`, `at_least_parameter`, `at_most_parameter`.

ratio = value / (wanted * share of the year on the curve): from 1.05 up ahead, from 0.97 on track, from 0.85 at risk, below off track.
Where the curve is still 0, any value above 0 is ahead and 0 is too early. The number wanted reached (passed, for `more_than`) is
achieved at once; missed by the whole year's value it is off track. Example: 40 000 of 130 000 jobs at mid-year on a linear curve:
40 000 / 65 000 = 0.62, off track; 90 000 in the six months left are needed, 15 000 a month.
"""

from __future__ import annotations

from shared.judgement.curve import plan_share, whole_months, year_share
from shared.judgement.evaluators.case import Case, graded, whole_year
from shared.judgement.verdict import Facts, Ladder, Projection, Reading
from shared.judgement.view import Point
from shared.model.period import Period, PeriodLength
from shared.model.status import TargetStatus

AHEAD, ON_TRACK, AT_RISK = 1.05, 0.97, 0.85
"""Lowest plan ratio of each status; defaults of the platform, not of a standard."""


def at_least(case: Case, point: Point) -> Reading:
    """Judge a value that should reach the number wanted by the end of the year."""
    wanted = case.wanted or 0.0
    share = plan_share(case.spec.curve, point.period, case.view, case.name)
    planned = wanted * share
    ladder = Ladder(point.value, _bounds(planned), scale=planned or wanted)
    return graded(
        case,
        point,
        ladder,
        Facts("cumulative.at-least/1", _numbers(case, point, wanted, planned), {"strict": "true"} if _strict(case) else {}),
        status=_decided(case, point, wanted, planned),
        plan_value=planned,
        attainment=point.value / planned if planned else None,
        projection=_projection(point, share),
    )


def at_most(case: Case, point: Point) -> Reading:
    """Judge a value that should stay below the number wanted: the curve is a ceiling, 1 / ratio is graded; passing it is breached."""
    wanted = case.wanted or 0.0
    share = plan_share(case.spec.curve, point.period, case.view, case.name)
    planned = wanted * share
    bounds = tuple((status, -planned / ratio) for status, ratio in _RATIOS)
    ladder = Ladder(point.value, bounds, direction=-1, scale=planned or wanted)
    decided = TargetStatus.BREACHED if point.value > wanted else (TargetStatus.ACHIEVED if whole_year(point.period) else None)
    facts = Facts("cumulative.at-most/1", {"value": point.value, "wanted": wanted, "planned": planned})
    attainment = planned / point.value if point.value else None
    return graded(
        case, point, ladder, facts, status=decided, plan_value=planned, attainment=attainment, projection=_projection(point, share)
    )


_RATIOS = ((TargetStatus.AHEAD, AHEAD), (TargetStatus.ON_TRACK, ON_TRACK), (TargetStatus.AT_RISK, AT_RISK))


def _bounds(planned: float) -> tuple[tuple[TargetStatus, float], ...]:
    return tuple((status, planned * ratio) for status, ratio in _RATIOS)


def _strict(case: Case) -> bool:
    return case.spec.comparator == "more_than"


def _decided(case: Case, point: Point, wanted: float, planned: float) -> TargetStatus | None:
    """Return the status where the ladder does not decide: reached, missed for good, or a curve that is still 0."""
    if point.value > wanted or (point.value == wanted and not _strict(case)):
        return TargetStatus.ACHIEVED
    if whole_year(point.period):
        return TargetStatus.OFF_TRACK
    if planned == 0:
        return TargetStatus.AHEAD if point.value > 0 else TargetStatus.TOO_EARLY
    return None


def _numbers(case: Case, point: Point, wanted: float, planned: float) -> dict[str, float]:
    left = 12 - whole_months(point.period)
    numbers = {"value": point.value, "wanted": wanted, "planned": planned, "months_left": float(left)}
    if planned:
        numbers["ratio"] = point.value / planned
    if left:
        numbers["required_per_month"] = max(wanted - point.value, 0.0) / left
    pace = _recent_pace(case, point)
    if pace is not None:
        numbers["recent_per_month"] = pace
    return numbers


def _recent_pace(case: Case, point: Point) -> float | None:
    """Return the mean of the last three months (or as many as the year has had), per month."""
    months = min(whole_months(point.period), 3)
    if not months or point.period.length > PeriodLength.MONTH:
        return None
    if months == whole_months(point.period):
        return point.value / months
    before = case.view.point(case.name, Period.month(point.period.calendar_year, whole_months(point.period) - months))
    return None if before is None else (point.value - before.value) / months


def _projection(point: Point, share: float) -> Projection | None:
    """Return the year's value if the rest of the year keeps the pace so far, along the curve."""
    scale = share or year_share(point.period)
    return Projection(value=point.value / scale) if scale else None
