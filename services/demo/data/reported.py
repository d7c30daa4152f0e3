"""One observation of the replay."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from shared.model.period import SHANGHAI, Period


class Reported(NamedTuple):
    """An observation, who reports it, and when it arrives."""

    received_ms: int
    """Milliseconds since 1970-01-01 UTC."""
    reporter: str
    """Area code of the client."""
    service: str
    indicator: str
    area: str
    entity: str
    period: str
    value: float
    unit: str = ""
    """Empty: the catalogue's."""
    real: bool = False
    """As published; otherwise synthetic."""


def arrival(period: Period, days: int, hour: int = 10) -> int:
    """Return when a value arrives that takes some days after the end of its period, milliseconds since 1970-01-01 UTC."""
    day = period.last_day + timedelta(days=days)
    return int(datetime.combine(day, time(hour), SHANGHAI).timestamp() * 1000)


def months(year: int, last: int = 12) -> list[Period]:
    """Return the months of a year up to a month."""
    return [Period.month(year, month) for month in range(1, last + 1)]


TODAY = date(2026, 7, 20)
"""The demo's fixed today."""
