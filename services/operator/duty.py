"""On duty: while this operator holds the Lease, kopf watches and passes are made."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Final, Protocol

from shared.model.errors import Unavailable
from shared.runtime import metrics

_log = logging.getLogger(__name__)

_PAUSE_SECONDS: Final = 1.0
"""Shortest time between two passes: what changes together is handed over together."""


class Watch(Protocol):
    """What wakes the passes."""

    @property
    def is_running(self) -> bool:
        """It has not ended."""

    def start(self) -> None:
        """Begin."""

    def stop(self) -> None:
        """End."""


class Duty:
    """Runs in a thread."""

    def __init__(
        self,
        *,
        is_won: Callable[[], bool],
        make_pass: Callable[[], int],
        watch: Callable[[Callable[[], None]], Watch],
        pass_seconds: float,
        on_failure: Callable[[BaseException], None],
    ) -> None:
        """Stand by from `start` on.

        Args:
            is_won: Whether this operator is the one that works.
            make_pass: Looks at everything once.
            watch: Makes what calls its argument at every change.
            pass_seconds: Longest time between two passes.
            on_failure: Told when the thread ends because of an error that trying again does not mend.
        """
        self._is_won = is_won
        self._make_pass = make_pass
        self._watch = watch
        self._pass_seconds = pass_seconds
        self._on_failure = on_failure
        self._woken = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="duty", daemon=True)
        self.passes = 0
        """Passes made to their end."""
        self.waits_for = "the lease"
        """What is missing; empty while passes are made."""

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after the pass that is being made."""
        self._stopping.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join(15.0)

    def _run(self) -> None:
        try:
            while not self._stopping.wait(0.2):
                if self._is_won():
                    self._work()
                metrics.OPERATOR_ACTIVE.set(0)
                self.waits_for = "the lease"
        except BaseException as error:  # noqa: BLE001 - the process decides
            self._on_failure(error)

    def _work(self) -> None:
        watch = self._watch(self._woken.set)
        watch.start()
        metrics.OPERATOR_ACTIVE.set(1)
        try:
            while self._is_won() and watch.is_running and not self._stopping.is_set():
                self._woken.clear()
                is_quiet = self._pass() == 0
                self._stopping.wait(_PAUSE_SECONDS)
                if is_quiet:
                    self._rest()
        finally:
            watch.stop()

    def _pass(self) -> int:
        """Make one and return how many objects it wrote: what was on its way then is looked at again soon."""
        began = time.monotonic()
        try:
            written = self._make_pass()
        except Unavailable as error:
            self.waits_for = str(error)
            _log.warning("a pass could not be finished, trying again", extra={"code": "pass-unfinished", "error": str(error)})
            return 0
        self.passes += 1
        self.waits_for = ""
        metrics.PASS_SECONDS.observe(time.monotonic() - began)
        return written

    def _rest(self) -> None:
        """Wait for a change, the time of the next pass, or the loss of the Lease."""
        end = time.monotonic() + self._pass_seconds - _PAUSE_SECONDS
        while self._is_won() and not self._woken.is_set() and time.monotonic() < end:
            self._woken.wait(0.5)
