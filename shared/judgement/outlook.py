"""The outlook of a target: where its value is heading, the chance that it is reached, and until when it can be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from shared.judgement.curve import month_shares
from shared.judgement.evaluators import Case
from shared.judgement.forecast import LINEAR, Forecast, Reach, Shares, Spread, Track, forecast_level, forecast_total, reach, up_to
from shared.judgement.verdict import Projection, Reading
from shared.model.manifests.indicator import ValueRange
from shared.model.period import Period
from shared.model.status import Feasibility, TargetStatus

LEVELLED = 0.1
"""Share of a plan's steps or curve by hand that is taken as linear: work comes before its step."""
_DAY_MS = 86_400_000


class Wish(NamedTuple):
    """What a target wants of the year's last value: to lie between two numbers."""

    floor: float | None = None
    ceiling: float | None = None
    strict: bool = False
    """The floor itself is not enough."""


def project(case: Case, reading: Reading) -> Projection | None:
    """Return the projection of a reading; None where the target's last value does not decide it, or nothing is known to go by."""
    wish = _wish(reading)
    if wish is None:
        return None
    known = _comparable(case, up_to(case.tracks, reading.period), reading.period)
    if not known:
        return None
    if case.spec.shape != "cumulative" or reading.facts.formula.startswith("level."):
        spread = forecast_level(known, mean=case.indicator.accumulation == "year-to-date")
        return None if spread is None else _projection(case, Forecast(spread.value, spread), wish, None)
    this, earlier = known[-1], known[:-1]
    forecast = forecast_total(this, earlier, _planned(case))
    if forecast is None:
        return None
    missing = forecast.spread is not None and wish.floor is not None and wish.floor > this.totals[-1]
    return _projection(case, forecast, wish, reach(this, earlier, wish.floor or 0.0) if missing else None)


def turning_points(case: Case, projection: Projection | None) -> list[int]:
    """Return when the clock alone changes a projection, milliseconds: its last feasible date comes near, and has passed."""
    if projection is None or projection.last_feasible_date is None:
        return []
    closes_ms = _closes_ms(projection.last_feasible_date, case.plan.spec.time_zone)
    return [closes_ms - case.spec.warning_days * _DAY_MS, closes_ms]


def _comparable(case: Case, known: list[Track], until: Period) -> list[Track]:
    """Return the tracks of years whose last value is made of all the child areas that the value of a period is made of."""
    now = None if len(known) == 1 else case.view.point(case.name, until)
    if now is None or now.lane == "given":
        return known
    ends = [Period.containing(until.length, Period.month(one.year, one.months[-1]).start) for one in known]
    lasts = [case.view.point(case.name, end) for end in ends]
    return [one for one, last in zip(known, lasts, strict=True) if last is not None and not case.view.newcomers(case.name, now, last)]


_WISHES: Mapping[str, Callable[[Reading], Wish]] = {
    "cumulative.at-least": lambda one: Wish(floor=one.facts.numbers["wanted"], strict="strict" in one.facts.texts),
    "cumulative.at-most": lambda one: Wish(ceiling=one.facts.numbers["wanted"]),
    "level.at-least": lambda one: Wish(floor=one.facts.numbers["wanted"], strict="strict" in one.facts.texts),
    "level.at-most": lambda one: Wish(ceiling=one.facts.numbers["wanted"]),
    "level.at-least-over-base": lambda one: Wish(floor=one.plan_value),
    "level.around": lambda one: _around(one.facts.numbers["wanted"], one.facts.numbers["band"]),
    "external-limit.range": lambda one: Wish(one.facts.numbers["floor"], one.facts.numbers["ceiling"]),
}
"""What each formula wants of the last value; formulas that compare with other values, or with every period, want nothing of it alone."""


def _around(wanted: float, band: float) -> Wish:
    return Wish(wanted - band, wanted + band)


def _wish(reading: Reading) -> Wish | None:
    wish = _WISHES.get(reading.facts.formula.partition("/")[0])
    return None if wish is None or reading.status is TargetStatus.UNASSESSABLE else wish(reading)


def _planned(case: Case) -> Shares:
    planned = month_shares(case.spec.curve)
    return LINEAR if planned is LINEAR else _levelled(planned)


@lru_cache(maxsize=1024)
def _levelled(planned: Shares) -> Shares:
    return tuple((1 - LEVELLED) * share + LEVELLED * linear for share, linear in zip(planned, LINEAR, strict=True))


def _projection(case: Case, forecast: Forecast, wish: Wish, within: Reach | None) -> Projection:
    best, last_day = (None, None) if within is None else within
    feasibility = None if within is None else _feasibility(case, last_day)
    if forecast.spread is None:
        return Projection(value=forecast.value, best=best, last_feasible_date=last_day, feasibility=feasibility)
    spread = _in_range(forecast.spread, case.indicator.range)
    inner, outer = spread.interval(0.80), spread.interval(0.95)
    return Projection(
        value=spread.value,
        low=inner.low,
        high=inner.high,
        low_95=outer.low,
        high_95=outer.high,
        chance=_chance(spread, wish),
        best=best,
        last_feasible_date=last_day,
        feasibility=feasibility,
    )


def _in_range(spread: Spread, valid: ValueRange) -> Spread:
    if valid.minimum is None and valid.maximum is None:
        return spread
    floor = spread.floor if valid.minimum is None else max(spread.floor, valid.minimum)
    ceiling = spread.ceiling if valid.maximum is None else min(spread.ceiling, valid.maximum)
    if floor == spread.floor and ceiling == spread.ceiling:
        return spread
    return Spread(spread.centre, spread.scale, spread.freedom, floor, ceiling)


def _chance(spread: Spread, wish: Wish) -> float:
    reaches = 1.0 if wish.floor is None else spread.reaches(wish.floor, strict=wish.strict)
    stays = 1.0 if wish.ceiling is None else spread.stays(wish.ceiling)
    return max(reaches + stays - 1.0, 0.0)


def _feasibility(case: Case, last_day: date | None) -> Feasibility:
    if last_day is None:
        return Feasibility.CLOSED
    closes_ms = _closes_ms(last_day, case.plan.spec.time_zone)
    if case.view.now_ms >= closes_ms:
        return Feasibility.CLOSED
    return Feasibility.CLOSING if case.view.now_ms >= closes_ms - case.spec.warning_days * _DAY_MS else Feasibility.OPEN


@lru_cache(maxsize=4096)
def _closes_ms(last_day: date, time_zone: str) -> int:
    return Period.day(last_day).end_ms(ZoneInfo(time_zone))
