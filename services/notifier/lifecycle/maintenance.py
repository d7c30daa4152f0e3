"""Maintenance windows: when a window is open. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from shared.model.manifests.alerting import Maintenance, Weekly
from shared.model.matchers import Subject, all_match

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def window_about(windows: Iterable[Maintenance], subject: Subject, now_ms: int, zone: tzinfo) -> tuple[Maintenance, int] | None:
    """Return the window about an alert that is open longest, and when it ends; None: there is none."""
    ends = [(one, open_until(one, now_ms, zone)) for one in windows if all_match(one.matchers, subject)]
    return max(((one, end) for one, end in ends if end is not None), key=lambda found: found[1], default=None)


def open_until(window: Maintenance, now_ms: int, zone: tzinfo) -> int | None:
    """Return when a window ends that is open at an instant; None: it is not open. Milliseconds since 1970-01-01 UTC."""
    local = datetime.fromtimestamp(now_ms / 1000, UTC).astimezone(zone)
    if window.weekly is not None:
        return _week_until(window.weekly, local)
    if window.start is None or window.end is None:
        return None
    start, end = (datetime.fromisoformat(one).replace(tzinfo=zone) for one in (window.start, window.end))
    return _ms(end) if start <= local < end else None


def _week_until(weekly: Weekly, local: datetime) -> int | None:
    for day in (local.date(), local.date() - timedelta(days=1)):
        if _DAYS[day.weekday()] in weekly.days:
            start, end = _hours(weekly, day, local.tzinfo)
            if start <= local < end:
                return _ms(end)
    return None


def _hours(weekly: Weekly, day: date, zone: tzinfo | None) -> tuple[datetime, datetime]:
    start, end = time.fromisoformat(weekly.start), time.fromisoformat(weekly.end)
    return datetime.combine(day, start, zone), datetime.combine(day if end > start else day + timedelta(days=1), end, zone)


def _ms(instant: datetime) -> int:
    return int(instant.timestamp() * 1000)
