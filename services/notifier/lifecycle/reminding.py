"""Reminders: when those who heard of an alert are told again. Pure: time comes in as an argument."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from services.notifier.lifecycle.standing import Standing

_HOUR_MS = 3_600_000


class Occasion(StrEnum):
    """Why somebody is reminded."""

    REPEAT = "repeat"
    """Nobody has answered for the repeat interval."""
    SNOOZE_ENDED = "snooze-ended"
    DEADLINE_PASSED = "deadline-passed"
    """The unit that it was assigned to has not put it right in time."""


class Reminder(NamedTuple):
    """A reminder and when it is due."""

    due_ms: int
    occasion: Occasion


def next_reminder(standing: Standing, repeat_hours: float | None) -> Reminder | None:
    """Return the next reminder; None: there is none.

    A deadline is told of once, whatever was answered: the answer was that the unit would keep it. The other reminders end with an answer.

    Args:
        standing: Where the episode stands.
        repeat_hours: The repeat interval; None: nobody is reminded without an occasion.
    """
    if not standing.going_on:
        return None
    found = []
    deadline_ms = standing.assigned.deadline_ms if standing.assigned else 0
    if deadline_ms > standing.deadline_told_ms:
        found.append(Reminder(deadline_ms, Occasion.DEADLINE_PASSED))
    if not standing.acknowledged and not standing.notices_closed:
        if standing.snoozed_until_ms > standing.told_ms:
            found.append(Reminder(standing.snoozed_until_ms, Occasion.SNOOZE_ENDED))
        elif repeat_hours is not None:
            found.append(Reminder(standing.told_ms + int(repeat_hours * _HOUR_MS), Occasion.REPEAT))
    return min(found, default=None)
