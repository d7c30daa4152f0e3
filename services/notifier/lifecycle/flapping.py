"""Flapping: an alert that comes and goes. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from shared.model.manifests.alerting import FlapDamping

_MINUTE_MS = 60_000


def calm_at(damping: FlapDamping, changes_ms: Iterable[int], now_ms: int) -> int | None:
    """Return when an alert will have been calm for long enough if it does not change again; None: it is calm.

    Args:
        damping: How often is too often.
        changes_ms: When it was raised or resolved, milliseconds since 1970-01-01 UTC, in any order.
        now_ms: The instant.
    """
    since_ms = now_ms - damping.minutes * _MINUTE_MS
    recent = sorted((one for one in changes_ms if one > since_ms), reverse=True)
    # The changes-th of the latest leaves the window first of those that are one too many.
    return recent[damping.changes - 1] + damping.minutes * _MINUTE_MS if len(recent) >= damping.changes else None
