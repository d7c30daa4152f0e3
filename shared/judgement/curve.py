"""Plan curves: the share of the year's value that should be reached by the end of a period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from shared.judgement.forecast import LINEAR, Shares
from shared.judgement.season import between, season
from shared.judgement.view import View
from shared.judgement.working_days import is_arranged, working_share
from shared.model.manifests import Curve, Names
from shared.model.period import Period, PeriodLength


class PlanShare(NamedTuple):
    """Where the plan curve stands."""

    share: float
    """0 to 1, never falling within the year, 1 at its end."""
    years: int = 0
    """Earlier years that a seasonal curve has learned from."""
    assumed: bool = False
    """Working days were counted that are not arranged yet: Monday to Friday."""
    newcomers: Mapping[str, Names] = MappingProxyType({})
    """Child areas that the value has a part of and earlier years have not, which are not learned from for that; by code."""


def plan_share(curve: Curve, period: Period, view: View, indicator: str) -> PlanShare:
    """Return the share of the year's value that the plan wants by the end of `period`.

    linear: the part of the year that has passed, in months or in working days. steps: the latest point of the curve; without points
    everything at the end of the year. by-hand: points joined by lines. seasonal: (k * s + K * linear) / (k + K), s being the mean share
    of the k earlier years that have a shape, K the curve's `shrinkage`; without such a year linear. Of a value made of child areas, years
    that are made without some of them are none of these: their season may be another one.
    """
    month = period.whole_months
    if month == 12:
        return PlanShare(1.0)
    match curve.kind:
        case "steps" | "by-hand":
            return PlanShare(month_shares(curve)[month])
        case "seasonal":
            return _seasonal(curve, period, view, indicator)
        case _:
            return _linear(curve, period)


def month_shares(curve: Curve) -> Shares:
    """Return the shares of the plan curve at the end of month 0 to 12, as far as the plan itself says them; else linear."""
    return _said(curve.kind, tuple(curve.points.items())) if curve.kind in ("steps", "by-hand") else LINEAR


@lru_cache(maxsize=1024)
def _said(kind: str, points: tuple[tuple[str, float], ...]) -> Shares:
    share = _steps if kind == "steps" else _by_hand
    return (*(share({int(step): height for step, height in points}, month) for month in range(12)), 1.0)


def year_share(period: Period) -> float:
    """Return the part of the year (0 to 1) that has passed at the end of a period; months count alike."""
    if period.length <= PeriodLength.MONTH:
        return period.whole_months / 12
    start = period.end.replace(month=1, day=1, hour=0, minute=0)
    return (period.end - start) / (start.replace(year=start.year + 1) - start) or 1.0


def _linear(curve: Curve, period: Period) -> PlanShare:
    if curve.calendar == "months":
        return PlanShare(year_share(period))
    return PlanShare(working_share(period.last_day), assumed=not is_arranged(period.calendar_year))


def _seasonal(curve: Curve, period: Period, view: View, indicator: str) -> PlanShare:
    now, newcomers = view.point(indicator, period), dict[str, Names]()
    earlier: dict[int, dict[int, float]] = defaultdict(dict)
    uneven: set[int] = set()
    for point in view.points(indicator):
        year = point.period.calendar_year
        if year >= period.calendar_year:
            break
        earlier[year][point.period.whole_months] = point.value
        if now is not None and (added := view.newcomers(indicator, now, point)):
            newcomers |= added
            uneven.add(year)
    linear = _linear(curve, period)
    years, mean = season((values for year, values in earlier.items() if year not in uneven), period.whole_months)
    weight = years + curve.shrinkage
    share = (years * mean + curve.shrinkage * linear.share) / weight if years else linear.share
    return PlanShare(share, years, linear.assumed, newcomers)


def _steps(points: Mapping[int, float], month: int) -> float:
    return max((share for step, share in points.items() if step <= month), default=0.0)


def _by_hand(points: Mapping[int, float], month: int) -> float:
    return between({0: 0.0, 12: 1.0, **points}, month)
