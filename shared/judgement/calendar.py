"""The release calendar: which periods of a year are awaited, and when each is due."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from shared.judgement.working_days import is_arranged, working_day_from
from shared.model.manifests import Release
from shared.model.manifests.indicator import Embargo
from shared.model.period import SHANGHAI, Period, PeriodLength


class Awaited(NamedTuple):
    """A period and when its value is due."""

    period: Period
    due_day: date
    """The local day by whose end it is due."""
    due_ms: int
    """The end of that day, milliseconds since 1970-01-01 UTC."""
    assumed: bool = False
    """The due day was moved by a calendar that is not known yet: Monday to Friday are assumed to be working days."""


def awaited(length: PeriodLength, release: Release, *, cadence: str, year: int, time_zone: str) -> tuple[Awaited, ...]:
    """Return the periods of a year that are awaited, in order.

    A monthly target awaits twelve months (eleven where January is not published alone), a quarterly one the quarters, a yearly one the
    year; each in the length that the indicator's values are kept at. A value is due by the end of the local day `delay_days` after the
    last day of its period, or, where the calendar asks for working days, by the end of the first one from that day on.
    """
    zone = ZoneInfo(time_zone)
    periods = [period for period in _periods(length, cadence, year) if not is_january_alone(release, period)]
    return tuple(due(period, release, zone) for period in periods)


def is_january_alone(release: Release, period: Period) -> bool:
    """Tell whether a period is a January that the calendar joins with February."""
    return release.skip_january and period.length is PeriodLength.MONTH and period.end.month == 2


def due(period: Period, release: Release, zone: ZoneInfo = SHANGHAI) -> Awaited:
    """Return when the value of a period is due."""
    day = period.last_day + timedelta(days=release.delay_days)
    if release.working_day:
        day = working_day_from(day)
    end = datetime.combine(day + timedelta(days=1), time(0), tzinfo=zone)
    return Awaited(period, day, int(end.timestamp() * 1000), release.working_day and not is_arranged(day.year))


def released_ms(period: Period, release: Release) -> int:
    """Return the moment of the official release of a period's value, milliseconds since 1970-01-01 UTC; 0: there is none to wait for.

    The day moves to a working day as the due day does, where the calendar asks for that.
    """
    # Seen before it is looked up: hashing a release takes longer.
    return 0 if release.embargo is None else _embargoed_until(period, release.embargo, working_day=release.working_day)


@lru_cache(maxsize=65536)
def _embargoed_until(period: Period, embargo: Embargo, *, working_day: bool) -> int:
    day = period.last_day + timedelta(days=embargo.days)
    if working_day:
        day = working_day_from(day)
    return int(datetime.combine(day, time.fromisoformat(embargo.time), tzinfo=SHANGHAI).timestamp() * 1000)


def _periods(length: PeriodLength, cadence: str, year: int) -> list[Period]:
    if length is PeriodLength.YEAR or cadence == "year":
        return [Period.year(year) if length is PeriodLength.YEAR else Period.month(year, 12)]
    if length is PeriodLength.QUARTER:
        return [Period(length, year * 4 + quarter) for quarter in range(4)]
    months = range(3, 13, 3) if cadence == "quarter" else range(1, 13)
    return [Period.month(year, month) for month in months]
