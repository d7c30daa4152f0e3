"""Outputs on their way: those for one partition of a topic share a batch, and what tells that they are durable."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from services.processor.producer import Headers, Place, Producer

LINGER_SECONDS = 0.005
"""Longest time that an output waits for others."""
BUSY_LINGER_SECONDS = 0.03
"""The same while more records wait than are folded in that time: then larger batches make all of them sooner."""


class _Open:
    """A batch that still takes records."""

    def __init__(self, builder: Any) -> None:  # noqa: ANN401 - aiokafka has no types
        self.builder = builder
        self.durable: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def add(self, key: bytes, value: bytes, headers: Headers) -> bool:
        """Add a record; return whether there was room, which there always is for the first."""
        return self.builder.append(timestamp=None, key=key, value=value, headers=headers) is not None


class Outbox:
    """Gathers records and hands whole batches to the producer, in order: a future for each record costs more than the record."""

    def __init__(self, producer: Callable[[], Producer], is_busy: Callable[[], bool] = lambda: False) -> None:
        """Make an empty outbox.

        Args:
            producer: Returns what writes batches.
            is_busy: Tells whether there is much to do.
        """
        self._producer = producer
        self._is_busy = is_busy
        self._open: dict[Place, _Open] = {}
        self._turns: dict[Place, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._deliveries: set[asyncio.Task[None]] = set()

    async def put(self, topic: str, key: bytes, value: bytes, headers: Headers) -> asyncio.Future[None]:
        """Put a record into the batch of its partition; the future, which they share, is done when all replicas have it."""
        place = await self._producer().place(topic, key)
        found = self._open.get(place)
        if found is None or not found.add(key, value, headers):
            self._hand_over(place)
            if not self._open:
                linger = BUSY_LINGER_SECONDS if self._is_busy() else LINGER_SECONDS
                asyncio.get_running_loop().call_later(linger, self._hand_all_over)
            found = self._open[place] = _Open(self._producer().batch())
            found.add(key, value, headers)
        return found.durable

    def _hand_all_over(self) -> None:
        for place in list(self._open):
            self._hand_over(place)

    def _hand_over(self, place: Place) -> None:
        taken = self._open.pop(place, None)
        if taken is not None:
            delivery = asyncio.get_running_loop().create_task(self._deliver(place, taken))
            self._deliveries.add(delivery)
            delivery.add_done_callback(self._deliveries.discard)

    async def _deliver(self, place: Place, taken: _Open) -> None:
        try:
            async with self._turns[place]:
                delivered = await self._producer().submit(taken.builder, place)
            await delivered
        except Exception as error:  # noqa: BLE001 - whoever awaits the outputs decides what comes of it
            taken.durable.set_exception(error)
        else:
            taken.durable.set_result(None)
