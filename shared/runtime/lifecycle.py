"""The life of a process: it starts, works until a signal comes or something fails for good, and stops in order."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress

import uvloop

from shared.model.errors import XihengError

_log = logging.getLogger(__name__)

STOPPED = 0
USAGE = 2
FAILED = 70
"""Exit code after an unexpected error (EX_SOFTWARE)."""
_GRACE_SECONDS = 20.0


class Life:
    """Tells when to stop. May be told to stop from any thread."""

    def __init__(self) -> None:
        """Take the running event loop."""
        self._loop = asyncio.get_running_loop()
        self._stopped = asyncio.Event()
        self.failure: BaseException | None = None
        """What ended the life early."""

    def stop(self) -> None:
        """End it in order."""
        self._loop.call_soon_threadsafe(self._stopped.set)

    def fail(self, error: BaseException) -> None:
        """End it because of an error; the process exits with FAILED."""
        self.failure = self.failure or error
        self.stop()

    async def until_stopped(self) -> None:
        """Wait for the end."""
        await self._stopped.wait()

    async def rest(self, seconds: float) -> None:
        """Wait for the end, at most so many seconds."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopped.wait(), seconds)

    @property
    def stopping(self) -> bool:
        """The end was asked for."""
        return self._stopped.is_set()


def live(service: Callable[[Life], Awaitable[None]]) -> int:
    """Run a service until SIGTERM or SIGINT, and return the exit code. The service returns when `until_stopped` does, after cleaning up."""
    return uvloop.run(_live(service))


async def _live(service: Callable[[Life], Awaitable[None]]) -> int:
    life = Life()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, lambda: _end(life))
    try:
        await service(life)
    except XihengError as error:
        _log.error("cannot go on", extra={"code": "process-failed", "error": str(error)})
        return FAILED
    if life.failure is not None:
        _log.critical("unexpected error, ending", extra={"code": "process-broken"}, exc_info=life.failure)
        return FAILED
    return STOPPED


def _end(life: Life) -> None:
    life.stop()
    # Whatever hangs while stopping must not keep the process: what is durable is durable, the rest is done again.
    killer = threading.Timer(_GRACE_SECONDS, os._exit, (FAILED,))
    killer.daemon = True
    killer.start()


def usage_error(error: XihengError) -> int:
    """Print an error of the settings and return the exit code for it."""
    sys.stderr.write(f"{error}\n")
    return USAGE
