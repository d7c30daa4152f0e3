"""Digest: what can wait is told in one message, once a day or a week."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Final

from services.notifier.facts import zone_of
from services.notifier.stages.stage import Draft
from shared.model.manifests.delivery import Digest
from shared.model.status import Severity

DIGEST: Final = "digest"
"""Group of what is told in a digest."""


def digested(draft: Draft) -> Draft:
    """Put off to the next digest what is not too severe to wait, unless a chain names the subscriber. An Alertmanager gets none."""
    digest = draft.spec.digest
    if digest is None or draft.named or draft.channel == "alertmanager" or draft.event.severity > Severity[digest.up_to.upper()]:
        return draft
    return replace(draft, group_key=DIGEST, due_ms=next_digest(digest, draft.now_ms, zone_of(draft.event.plan, draft.catalogue)))


def next_digest(digest: Digest, time_ms: int, zone: tzinfo) -> int:
    """Return when the first digest after an instant is due, milliseconds since 1970-01-01 UTC."""
    local = datetime.fromtimestamp(time_ms / 1000, UTC).astimezone(zone)
    days = (digest.weekday - local.isoweekday()) % 7 if digest.every == "week" else 0
    due = datetime.combine(local.date() + timedelta(days=days), time.fromisoformat(digest.at), zone)
    if due <= local:
        due = datetime.combine(due.date() + timedelta(days=7 if digest.every == "week" else 1), due.time(), zone)
    return int(due.timestamp() * 1000)
