"""The clock of a process: the machine's, but it never runs backwards."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


def machine_ms() -> int:
    """Return the machine's time, milliseconds since 1970-01-01 UTC."""
    return time.time_ns() // 1_000_000


class SteadyClock:
    """Follows the machine's clock; when that is set back, it goes on at half speed until it is caught up with.

    What came later so still counts as later: of equal revisions the one received last wins. Thread-safe.
    """

    def __init__(self, machine_ms: Callable[[], int] = machine_ms, elapsed_seconds: Callable[[], float] = time.monotonic) -> None:
        """Begin now.

        Args:
            machine_ms: The clock to follow.
            elapsed_seconds: One that cannot be set.
        """
        self._machine_ms = machine_ms
        self._elapsed_seconds = elapsed_seconds
        self._reached_ms = float(machine_ms())
        self._reached_at = elapsed_seconds()
        self._lock = threading.Lock()

    def now_ms(self) -> int:
        """Return the time, milliseconds since 1970-01-01 UTC; never less than before."""
        with self._lock:
            elapsed = self._elapsed_seconds()
            slow_ms = self._reached_ms + (elapsed - self._reached_at) * 500.0
            self._reached_ms, self._reached_at = max(float(self._machine_ms()), slow_ms), elapsed
            return int(self._reached_ms)
