"""Breaker: a receiver that is away is asked now and then, not with every notice."""

from __future__ import annotations

from services.notifier.stages.retrying import pause_before

THRESHOLD = 5
"""Failures in a row after which it opens."""
_FIRST_SECONDS, _LONGEST_SECONDS = 2.0, 120.0


class Breaker:
    """Closed: all goes. Open: nothing goes until a pause is over; then one attempt decides."""

    def __init__(self) -> None:
        self._failures = 0
        self._open_until_s = 0.0

    @property
    def is_open(self) -> bool:
        """The receiver counts as away."""
        return self._failures >= THRESHOLD

    def pause(self, now_s: float) -> float:
        """Return the seconds until an attempt may be made.

        Args:
            now_s: A clock that cannot be set.
        """
        return max(self._open_until_s - now_s, 0.0)

    def note(self, *, delivered: bool, now_s: float, jitter: float, retry_after: float | None = None) -> None:
        """Learn from an attempt.

        Args:
            delivered: The receiver has the letter.
            now_s: As in `pause`.
            jitter: 0 to 1, spreads receivers that failed together.
            retry_after: Seconds that the receiver asks to be left alone, whatever came of the attempt.
        """
        self._failures = 0 if delivered else self._failures + 1
        if self.is_open:
            self._open_until_s = now_s + pause_before(
                self._failures - THRESHOLD + 1, jitter=jitter, first=_FIRST_SECONDS, longest=_LONGEST_SECONDS
            )
        if retry_after:
            self._open_until_s = max(self._open_until_s, now_s + min(retry_after, 3600.0))
