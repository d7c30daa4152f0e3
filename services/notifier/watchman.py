"""The watchman: goes the rounds for as long as the process lives."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Final

import sqlalchemy as sa

from services.notifier.bell import Bell
from services.notifier.delivery import Delivery
from services.notifier.rounds import Round, Rounds
from shared.runtime.lifecycle import Life

_log = logging.getLogger(__name__)
EVERY_SECONDS: Final = 2.0
"""Rounds without news: so late at most is what time brings."""
_PAUSE_SECONDS: Final = 0.3
"""After news, so that a storm is looked at in few rounds."""
_BREATH_SECONDS: Final = 0.01
"""Between rounds that have more to do, so that others can write."""


class Watchman:
    """Goes the rounds. From the event loop."""

    def __init__(self, rounds: Rounds, delivery: Delivery, bell: Bell, ready: Callable[[], bool], now_ms: Callable[[], int]) -> None:
        """Take what is needed.

        Args:
            rounds: The rounds.
            delivery: Told of what is to be sent.
            bell: Rung where something was done; its ring begins a round.
            ready: The log is read once: what it says already is not to be escalated.
            now_ms: The machine's time.
        """
        self._now_ms = now_ms
        self._rounds = rounds
        self._delivery = delivery
        self._bell = bell
        self._ready = ready

    async def watch(self, life: Life) -> None:
        """Go round until the life ends."""
        while not life.stopping and not self._ready():
            await life.rest(_PAUSE_SECONDS)
        while not life.stopping:
            news = self._bell.next
            done = await self._round()
            self._delivery.tell(done.notices)
            if done.lines:
                self._bell.ring()
            wait = min((done.next_ms - self._now_ms()) / 1000, EVERY_SECONDS)
            if wait > 0:
                await _until(news, life, wait)
            await life.rest(_PAUSE_SECONDS if wait > 0 else _BREATH_SECONDS)

    async def _round(self) -> Round:
        try:
            return await asyncio.to_thread(self._rounds.go)
        except sa.exc.OperationalError as error:
            _log.warning("cannot go round, trying again", extra={"code": "rounds-away", "error": str(error)})
            return Round(next_ms=self._now_ms() + int(EVERY_SECONDS * 1000))


async def _until(news: asyncio.Event, life: Life, seconds: float) -> None:
    waiting = [asyncio.ensure_future(news.wait()), asyncio.ensure_future(life.until_stopped())]
    await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    for one in waiting:
        one.cancel()
