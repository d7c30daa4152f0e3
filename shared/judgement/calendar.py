"""The release calendar: which periods of a year are awaited, and when each is due."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from shared.model.manifests import IndicatorSpec, Release
from shared.model.period import Period, PeriodLength


class Awaited(NamedTuple):
    """A period and when its value is due, milliseconds since 1970-01-01 UTC."""

    period: Period
    due_ms: int


def awaited(spec: IndicatorSpec, *, cadence: str, year: int, time_zone: str) -> tuple[Awaited, ...]:
    """Return the periods of a year that are awaited, in order.

    A monthly target awaits twelve months (eleven where January is not published alone), a quarterly one the quarters, a yearly one the
    year; each in the length that the indicator's values are kept at. A value is due by the end of the local day `delay_days` after the
    last day of its period.
    """
    return _awaited(spec.stored_length, spec.release, cadence, year, time_zone)


@lru_cache(maxsize=4096)
def _awaited(length: PeriodLength, release: Release, cadence: str, year: int, time_zone: str) -> tuple[Awaited, ...]:
    zone = ZoneInfo(time_zone)
    periods = _periods(length, cadence, year)
    if release.skip_january and cadence == "month":
        periods = [period for period in periods if period.end.month != 2]
    return tuple(Awaited(period, _due_ms(period, release.delay_days, zone)) for period in periods)


def _periods(length: PeriodLength, cadence: str, year: int) -> list[Period]:
    if length is PeriodLength.YEAR or cadence == "year":
        return [Period.year(year) if length is PeriodLength.YEAR else Period.month(year, 12)]
    if length is PeriodLength.QUARTER:
        return [Period(length, year * 4 + quarter) for quarter in range(4)]
    months = range(3, 13, 3) if cadence == "quarter" else range(1, 13)
    return [Period.month(year, month) for month in months]


def _due_ms(period: Period, delay_days: int, zone: ZoneInfo) -> int:
    day = period.last_day + timedelta(days=delay_days + 1)
    return int(datetime.combine(day, time(0), tzinfo=zone).timestamp() * 1000)
