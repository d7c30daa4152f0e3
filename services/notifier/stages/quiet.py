"""Quiet hours: what can wait is told in the morning."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, tzinfo

from services.notifier.facts import zone_of
from services.notifier.stages.stage import Draft
from shared.model.manifests.delivery import QuietHours
from shared.model.status import Severity


def in_quiet_hours(draft: Draft) -> Draft:
    """Put off to the end of the quiet hours what is less severe than what breaks them."""
    hours = draft.spec.quiet_hours
    if hours is None or draft.event.severity >= Severity[hours.broken_by.upper()]:
        return draft
    return replace(draft, due_ms=end_of_quiet(hours, draft.due_ms, zone_of(draft.event.plan, draft.catalogue)))


def end_of_quiet(hours: QuietHours, time_ms: int, zone: tzinfo) -> int:
    """Return when it is no longer quiet: the instant itself outside quiet hours, else their end; milliseconds since 1970-01-01 UTC.

    Hours that end before they start go over midnight; equal ones are the whole day, and last until the next such hour.
    """
    local = datetime.fromtimestamp(time_ms / 1000, UTC).astimezone(zone)
    start, end = time.fromisoformat(hours.start), time.fromisoformat(hours.end)
    now = local.time()
    over_midnight = start >= end
    quiet = (now >= start or now < end) if over_midnight else start <= now < end
    if not quiet:
        return time_ms
    day = local.date() + timedelta(days=1) if over_midnight and now >= start else local.date()
    return int(datetime.combine(day, end, zone).timestamp() * 1000)
