"""The bell that wakes those who wait for news."""

from __future__ import annotations

import asyncio


class Bell:
    """Wakes those who wait for news. `ring` may be called from any thread, the rest from the event loop."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Tell that there is news."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._ring)

    @property
    def next(self) -> asyncio.Event:
        """The event of the next ring: take it before looking for news, then wait for it."""
        return self._rung

    def _ring(self) -> None:
        rung, self._rung = self._rung, asyncio.Event()
        rung.set()
