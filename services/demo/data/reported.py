"""One observation of the replay, and when it arrives."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from shared.model.period import SHANGHAI, Period

TODAY = date(2026, 7, 20)
"""The demo's fixed today."""


class Reported(NamedTuple):
    """An observation, who reports it, and when it arrives."""

    reporter: str
    """Area code of the client; the city's code stands for the city's bureaus."""
    service: str
    """Service that takes it in."""
    indicator: str
    area: str
    entity: str
    """Empty: about the area itself."""
    period: str
    """As in the observation CSV."""
    value: float
    unit: str
    """Empty: the catalogue's."""
    received_ms: int
    """Milliseconds since 1970-01-01 UTC."""
    real: bool
    """As published; otherwise synthetic."""


def arrival(period: Period, days: int, hour: int = 10) -> int:
    """Return when a value arrives some days after the last day of its period, milliseconds since 1970-01-01 UTC."""
    return _at(period.last_day + timedelta(days=days), hour)


def end_of_day(day: date) -> int:
    """Return the end of a local day, milliseconds since 1970-01-01 UTC."""
    return _at(day + timedelta(days=1), 0)


def months(year: int, last: int = 12) -> list[Period]:
    """Return the months of a year up to a month."""
    return [Period.month(year, month) for month in range(1, last + 1)]


MONTHS: Final = (*months(2025), *months(2026, 6))
"""Months of every synthetic path: last year's, and this year's up to June."""


def _at(day: date, hour: int) -> int:
    return int(datetime.combine(day, time(hour), SHANGHAI).timestamp() * 1000)
