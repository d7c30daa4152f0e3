"""Answered: what people closed or let rest is not told, unless it gets worse."""

from __future__ import annotations

from services.notifier.lifecycle.line import Muted
from services.notifier.stages.stage import Draft, Held


def unanswered(draft: Draft) -> Draft | Held:
    """Let through what nobody closed or let rest, and what is worse than they knew."""
    standing = draft.situation.standing
    why = standing.holds_back(draft.event.severity, draft.now_ms, going_on=not draft.is_end)
    return draft if why is None else Held(why, until_ms=standing.snoozed_until_ms if why is Muted.SNOOZED else 0)
