"""The feed: what subscribers of the stream are sent, read and put into words once for all of them."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from typing import Any, NamedTuple

from services.notifier.book import Book
from services.notifier.entries import entry
from xiheng.alerts.v1 import alert_service_pb2 as messages
from xiheng.events.v1.verdict_pb2 import AlertEvent

KEPT = 1000
"""Latest events that are kept; who is further behind reads for itself."""
_AT_ONCE = 100


class News(NamedTuple):
    """One event."""

    cursor: int
    event: AlertEvent
    response: messages.SubscribeResponse


class Feed:
    """Keeps the latest events. From the event loop."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._lock = asyncio.Lock()
        self._kept: deque[News] = deque(maxlen=KEPT)
        self._read_to: int | None = None
        self._read_for: asyncio.Event | None = None

    async def after(self, cursor: int, ring: asyncio.Event) -> Sequence[News]:
        """Return the next events after a cursor, in order; none where there are none.

        Args:
            cursor: Of the last event that is known.
            ring: The bell's next ring, taken before: until it rings, what was read once holds for everybody.
        """
        async with self._lock:
            while self._read_for is not ring:
                await self._read(ring)
        if not self._kept or cursor >= self._kept[-1].cursor:
            behind = not self._kept and cursor < (self._read_to or 0)
            return await self._own(cursor) if behind else ()
        if cursor < self._kept[0].cursor - 1:
            return await self._own(cursor)
        return [one for one in self._kept if one.cursor > cursor]

    async def _read(self, ring: asyncio.Event) -> None:
        if self._read_to is None:
            self._read_to = await asyncio.to_thread(self._book.last_cursor)
        fresh = await self._own(self._read_to)
        self._kept.extend(fresh)
        self._read_to = fresh[-1].cursor if fresh else self._read_to
        if len(fresh) < _AT_ONCE:
            self._read_for = ring

    async def _own(self, cursor: int) -> Sequence[News]:
        return await asyncio.to_thread(lambda: [_news(row) for row in self._book.events_after(cursor, _AT_ONCE)])


def _news(row: Any) -> News:  # noqa: ANN401 - a row of the table
    return News(row.cursor, AlertEvent.FromString(row.event), messages.SubscribeResponse(cursor=row.cursor, alert=entry(row)))
