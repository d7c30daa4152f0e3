"""Retry: what becomes of a notice after an attempt."""

from __future__ import annotations

from typing import NamedTuple

from services.notifier.channels.channel import Outcome

WAITING, SENDING, DELIVERED, DEAD = "waiting", "sending", "delivered", "dead"
FIRST_SECONDS, LONGEST_SECONDS = 1.0, 900.0
_HOUR_MS = 3_600_000


class Fate(NamedTuple):
    """What becomes of a notice."""

    state: str
    due_ms: int
    """Where it waits: until then."""


def fate_after(outcome: Outcome, *, attempts: int, created_ms: int, now_ms: int, give_up_hours: int, jitter: float) -> Fate:
    """Return what becomes of a notice.

    Args:
        outcome: Of the last attempt.
        attempts: Made so far, this one included.
        created_ms: When the notice was written down, or replayed.
        now_ms: The machine's time.
        give_up_hours: Age from which it is dead.
        jitter: 0 to 1, spreads what failed together.
    """
    if outcome.delivered:
        return Fate(DELIVERED, now_ms)
    if outcome.permanent or now_ms - created_ms >= give_up_hours * _HOUR_MS:
        return Fate(DEAD, now_ms)
    pause = max(pause_before(attempts, jitter=jitter), min(outcome.retry_after or 0.0, _HOUR_MS / 1000))
    return Fate(WAITING, now_ms + int(pause * 1000))


def pause_before(attempt: int, *, jitter: float, first: float = FIRST_SECONDS, longest: float = LONGEST_SECONDS) -> float:
    """Return the seconds before the next attempt: doubled with each, to a bound, and a part of it left to chance.

    Args:
        attempt: Attempts made so far, from 1.
        jitter: 0 to 1.
        first: The first pause at its longest.
        longest: The bound.
    """
    return min(first * 2.0 ** min(attempt - 1, 60), longest) * (0.5 + jitter / 2)
