"""Levels and growth rates as published: `at_least`, `more_than`, `..._parameter`, `at_least_over_base`, `around`.

From the number wanted up (above it, for `more_than`) on track; within t below at risk; else off track, t being 0.5 points for
percentages and 2 % of the number otherwise. The whole year's value decides achieved or off track. `at_most` is mirrored. Example:
growth of 4.6 % against 5 %: 0.4 points below, at risk; 4.4 % is off track.
"""

from __future__ import annotations

from shared.judgement.evaluators.case import POINTS, Case, graded, unassessable, whole_year
from shared.judgement.ladder import Ladder, Rung
from shared.judgement.verdict import Reading
from shared.judgement.view import Point
from shared.model.period import Period, PeriodLength
from shared.model.status import TargetStatus


def at_least(case: Case, point: Point) -> Reading:
    """Judge a value that should be at the number wanted or above it."""
    return _threshold(case, point, "level.at-least/1", direction=1)


def at_most(case: Case, point: Point) -> Reading:
    """Judge a value that should be at the number wanted or below it."""
    return _threshold(case, point, "level.at-most/1", direction=-1)


def _threshold(case: Case, point: Point, formula: str, *, direction: int) -> Reading:
    wanted = case.wanted or 0.0
    tolerance = case.tolerance(wanted)
    strict = case.spec.comparator == "more_than"
    top = Rung(TargetStatus.ON_TRACK, direction * wanted, open=strict)
    rungs: tuple[Rung, ...] = (top, Rung(TargetStatus.AT_RISK, direction * wanted - tolerance))
    if case.decides(point.period):
        rungs = (top._replace(status=TargetStatus.ACHIEVED),)
    return graded(
        case,
        point,
        Ladder(point.value, rungs, direction=direction, scale=case.scale(wanted)),
        case.facts(formula, {"value": point.value, "wanted": wanted, "tolerance": tolerance}, {"strict": "true"} if strict else {}),
        plan_value=wanted,
        attainment=_attainment(point.value, wanted, direction),
    )


def _attainment(value: float, wanted: float, direction: int) -> float | None:
    if wanted <= 0 or value <= 0:
        return None
    return value / wanted if direction > 0 else wanted / value


def at_least_over_base(case: Case, point: Point) -> Reading:
    """Judge a stock by its growth over the end of last year: from the number wanted up on track, from 0 up at risk, below off track.

    The stock can fall (expiries), and grows in batches: there is no plan curve. The whole year decides achieved.
    """
    formula = "level.at-least-over-base/1"
    wanted = case.wanted or 0.0
    base = _base(case, point.period)
    if base is None:
        return unassessable(case, point, formula, case.lacking((case.name, _year_end(point.period))))
    newcomers = case.view.newcomers(case.name, point, base)
    if newcomers:
        return unassessable(case, point, formula, case.lacking_of(newcomers, base.period))
    top = TargetStatus.ACHIEVED if case.decides(point.period) else TargetStatus.ON_TRACK
    planned = base.value + wanted
    return graded(
        case,
        point,
        Ladder(point.value, (Rung(top, wanted), Rung(TargetStatus.AT_RISK, 0.0)), origin=base.value, scale=base.value),
        case.facts(formula, {"value": point.value, "base": base.value, "wanted": wanted, "added": point.value - base.value}),
        plan_value=planned,
        attainment=point.value / planned if planned > 0 else None,
        inputs=(case.input(base),),
    )


def _base(case: Case, period: Period) -> Point | None:
    earlier = [point for point in case.points if point.period.calendar_year == period.calendar_year - 1]
    return earlier[-1] if earlier and whole_year(earlier[-1].period) else None


def _year_end(period: Period) -> Period:
    """Return the period of the same length that ends last year."""
    if period.length > PeriodLength.MONTH:
        return Period.month(period.calendar_year - 1, 12)
    return Period.containing(period.length, Period.month(period.calendar_year - 1, 12).start)


def around(case: Case, point: Point) -> Reading:
    """Judge a value that should be about the number wanted: inside ± band on track, twice the band at risk, else off track."""
    wanted, band = case.wanted or 0.0, case.spec.band or POINTS
    # Scored from the side that the value lies on: the distance is what counts.
    side = 1 if point.value < wanted else -1
    rungs = (Rung(TargetStatus.ON_TRACK, -band), Rung(TargetStatus.AT_RISK, -2 * band))
    return graded(
        case,
        point,
        Ladder(point.value, rungs, direction=side, origin=wanted, scale=case.scale(wanted), both_sides=True),
        case.facts("level.around/1", {"value": point.value, "wanted": wanted, "band": band}),
        plan_value=wanted,
    )
