"""Answered: what people said about the episode holds its notices back."""

from __future__ import annotations

from services.notifier.stages.stage import Draft, Held
from shared.model.status import AlertState


def unanswered(draft: Draft) -> Draft | Held:
    """Let through what nobody snoozed or closed, and what gets worse than that."""
    going_on = int(draft.event.state) != AlertState.RESOLVED
    by = draft.situation.standing.holds_back(draft.event.severity, draft.now_ms, going_on=going_on)
    return draft if by is None else Held(by.value)
