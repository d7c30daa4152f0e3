"""Chinese working days: as the State Council arranges them each year, Monday to Friday for years that it has not arranged yet.

Source: 国务院办公厅关于部分节假日安排的通知, by year, as kept by the package `chinesecalendar` (2004 to 2026).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from chinese_calendar import is_workday


@lru_cache(maxsize=256)
def is_arranged(year: int) -> bool:
    """Tell whether the holidays of a year are known; if not, its working days are assumed to be Monday to Friday."""
    try:
        is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


def working_day_from(day: date) -> date:
    """Return the day itself where it is a working day, else the next one that is."""
    while day not in _working_days(day.year):
        day += timedelta(days=1)
    return day


@lru_cache(maxsize=4096)
def working_share(end: date) -> float:
    """Return the share (0 to 1) of the working days of its year that have passed by the end of a day."""
    days = _working_days(end.year)
    return sum(day <= end for day in days) / len(days)


@lru_cache(maxsize=256)
def _working_days(year: int) -> frozenset[date]:
    arranged = is_arranged(year)
    return frozenset(day for day in _days(year) if (is_workday(day) if arranged else day.weekday() < 5))


def _days(year: int) -> Iterator[date]:
    first = date(year, 1, 1)
    return (first + timedelta(days=number) for number in range((date(year + 1, 1, 1) - first).days))
