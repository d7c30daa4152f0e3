"""The watchdog: ends the process when it stalls, and says whether it is alive and ready."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable

from services.processor.awaits import awaits

_log = logging.getLogger(__name__)

_LOOK_SECONDS = 1.0


class Watchdog:
    """Watches from a thread of its own, which a stuck event loop cannot stop."""

    def __init__(self, *, patience_seconds: float, die: Callable[[], None]) -> None:
        """Take its place; nothing is watched before `start`.

        Args:
            patience_seconds: After so long without a sign of life, or without progress while there is work, the process ends.
            die: Ends it.
        """
        self._patience = patience_seconds
        self._die = die
        self._loop_seen = time.monotonic()
        self._progress_seen = time.monotonic()
        self._progress: object = None
        self.why_not_ready = "starting"
        """Why no records are taken; empty when they are."""
        self.loops: list[asyncio.AbstractEventLoop] = []
        """Event loops whose tasks are described when something is stuck."""
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._loop_seen = self._progress_seen = time.monotonic()
        self._thread.start()

    def beat(self) -> None:
        """Tell that the event loop runs."""
        self._loop_seen = time.monotonic()

    def observe(self, progress: object, *, lag: int) -> None:
        """Tell how far the work has come and how many records wait."""
        if progress != self._progress or not lag:
            self._progress, self._progress_seen = progress, time.monotonic()

    def stalled(self) -> str:
        """Return what is stuck, in a sentence; empty when nothing is."""
        now = time.monotonic()
        if now - self._loop_seen > self._patience:
            return f"the event loop has not run for {now - self._loop_seen:.0f} s"
        if now - self._progress_seen > self._patience:
            return f"records wait and none was applied for {now - self._progress_seen:.0f} s"
        return ""

    def _watch(self) -> None:
        before = time.monotonic()
        while True:
            time.sleep(_LOOK_SECONDS)
            now = time.monotonic()
            if now - before > 5 * _LOOK_SECONDS:
                # The whole process was stopped or starved; the loop gets its chance first.
                self._loop_seen, self._progress_seen = now, now
            before = now
            reason = self.stalled()
            if reason:
                waiting = [line for loop in self.loops for line in awaits(loop)]
                _log.critical(
                    "stalled, ending without committing", extra={"code": "processor-stalled", "reason": reason, "waiting": waiting}
                )
                self._die()
