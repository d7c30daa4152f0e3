"""Pace: at most so many messages in any minute, as vendors count them."""

from __future__ import annotations

from collections import deque
from typing import Final

VENDOR_PER_MINUTE: Final = {"wecom": 20, "dingtalk": 20, "feishu": 100}
"""What the vendors allow a robot; where each says so stands in its channel's file."""
_WINDOW_SECONDS = 60.0


class Pace:
    """Remembers the messages of the last minute."""

    def __init__(self, per_minute: int | None) -> None:
        """Begin with an empty minute; None: no limit."""
        self._per_minute = per_minute
        self._sent: deque[float] = deque(maxlen=per_minute)

    def pause(self, now_s: float) -> float:
        """Return the seconds until another message may go.

        Args:
            now_s: A clock that cannot be set.
        """
        if self._per_minute is None or len(self._sent) < self._per_minute:
            return 0.0
        return max(self._sent[0] + _WINDOW_SECONDS - now_s, 0.0)

    def note(self, now_s: float) -> None:
        """Remember that a message goes now."""
        if self._per_minute is not None:
            self._sent.append(now_s)
