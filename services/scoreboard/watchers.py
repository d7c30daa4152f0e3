"""Those who watch: statuses reach every watcher as they become durable."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import contextmanager

from services.scoreboard.projection import Applied
from xiheng.events.v1.verdict_pb2 import TargetStatusEvent

_WAITING = 10_000
"""Statuses that may wait for one watcher; a slower one is cut off and has to ask for the present state again."""


class TooSlow(Exception):
    """A watcher did not keep up."""


class Watchers:
    """Hands statuses to watchers. `tell` may be called from any thread, the rest from the event loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._queues: set[asyncio.Queue[TargetStatusEvent | None]] = set()

    def tell(self, news: Iterable[Applied]) -> None:
        """Hand over statuses."""
        events = [one.event for one in news]
        if events and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._tell, events)

    async def watch(self, plan: str, area: str) -> AsyncIterator[TargetStatusEvent]:
        """Yield statuses as they come.

        Raises:
            TooSlow: If the watcher does not keep up.
        """
        with self._queue() as queue:
            while (event := await queue.get()) is not None:
                if plan in ("", event.plan) and area in ("", event.area):
                    yield event
        raise TooSlow

    @contextmanager
    def _queue(self) -> Iterator[asyncio.Queue[TargetStatusEvent | None]]:
        queue: asyncio.Queue[TargetStatusEvent | None] = asyncio.Queue()
        self._queues.add(queue)
        try:
            yield queue
        finally:
            self._queues.discard(queue)

    def _tell(self, events: list[TargetStatusEvent]) -> None:
        for queue in list(self._queues):
            if queue.qsize() + len(events) > _WAITING:
                self._queues.discard(queue)
                queue.put_nowait(None)
                continue
            for event in events:
                queue.put_nowait(event)
