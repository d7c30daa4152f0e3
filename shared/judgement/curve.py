"""Plan curves: the share of the year's value that should be reached by the end of a period."""

from __future__ import annotations

from shared.judgement.view import View
from shared.model.manifests import Curve
from shared.model.period import Period, PeriodLength


def plan_share(curve: Curve, period: Period, view: View, indicator: str) -> float:
    """Return the share (0 to 1) of the year's value that the plan wants by the end of `period`.

    linear: the part of the year that has passed. steps, by-hand: the latest point of the curve, by-hand points joined by lines; steps
    without points: everything at the end of the year. seasonal: the mean share of earlier years whose December and same period are
    known; without such a year linear.
    """
    month = whole_months(period)
    if month == 12:
        return 1.0
    match curve.kind:
        case "seasonal":
            return _seasonal(period, view, indicator)
        case "steps":
            return _steps(curve, month)
        case "by-hand":
            return _by_hand(curve, month)
        case _:
            return year_share(period)


def whole_months(period: Period) -> int:
    """Return how many months of its year have wholly passed at the end of a period, 0 to 12."""
    return period.whole_months


def year_share(period: Period) -> float:
    """Return the part of the year (0 to 1) that has passed at the end of a period; months count alike."""
    if period.length <= PeriodLength.MONTH:
        return whole_months(period) / 12
    start = period.end.replace(month=1, day=1, hour=0, minute=0)
    return (period.end - start) / (start.replace(year=start.year + 1) - start) or 1.0


def _seasonal(period: Period, view: View, indicator: str) -> float:
    points = {point.period: point.value for point in view.points(indicator)}
    shares = [share for share in _earlier_shares(period, points) if share is not None]
    return sum(shares) / len(shares) if shares else year_share(period)


def _earlier_shares(period: Period, points: dict[Period, float]) -> list[float | None]:
    first = min((point.calendar_year for point in points), default=period.calendar_year)
    shares: list[float | None] = []
    before = period
    for year in range(period.calendar_year - 1, first - 1, -1):
        before = before.a_year_before()
        value, whole = points.get(before), points.get(Period.month(year, 12))
        # A year that went backwards (corrections) has no shape to learn from.
        shares.append(value / whole if value is not None and whole and 0 <= value <= whole else None)
    return shares


def _steps(curve: Curve, month: int) -> float:
    return max((share for step, share in curve.points.items() if int(step) <= month), default=0.0)


def _by_hand(curve: Curve, month: int) -> float:
    points = sorted({0: 0.0, 12: 1.0, **{int(step): share for step, share in curve.points.items()}}.items())
    left = max(point for point in points if point[0] <= month)
    right = min(point for point in points if point[0] >= month)
    if left[0] == right[0]:
        return left[1]
    return left[1] + (right[1] - left[1]) * (month - left[0]) / (right[0] - left[0])
