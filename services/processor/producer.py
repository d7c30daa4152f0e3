"""Faust's Kafka producer, made to write each record once and to rest while Kafka is away."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from aiokafka.partitioner import murmur2
from faust.transport.drivers import aiokafka as driver

from services.processor.outages import wait_out_outages

Place = tuple[str, int]
"""A topic and one of its partitions."""
Headers = list[tuple[str, bytes]]


@lru_cache(maxsize=65536)
def partition_of(key: bytes, partitions: int) -> int:
    """Return what Kafka's default partitioner makes of a key."""
    return int(murmur2(key) & 0x7FFFFFFF) % partitions


class Producer(driver.Producer):
    """Hands whole batches to aiokafka: Faust's own `send`, with its future, hash and checks for each record, takes ten times as long."""

    def _settings_extra(self) -> Mapping[str, Any]:
        """Make the producer idempotent.

        A broker that is stopped may have written a batch whose answer is lost. Sent again it would stand twice in the changelog, where
        every record between two of ours is another processor's. An idempotent producer also never gives a batch up.
        """
        return {**super()._settings_extra(), "enable_idempotence": True}

    async def on_start(self) -> None:
        """Connect."""
        await super().on_start()
        wait_out_outages(self._ensure_producer().client)

    async def place(self, topic: str, key: bytes) -> Place:
        """Return the partition of a topic that a key belongs to; waits while the topic is unknown."""
        cluster = self._ensure_producer().client.cluster
        partitions = cluster.partitions_for_topic(topic)
        while not partitions:
            await self._ensure_producer().client._wait_on_metadata(topic)  # noqa: SLF001 - as aiokafka's own `send`
            partitions = cluster.partitions_for_topic(topic)
        return topic, partition_of(key, len(partitions))

    def batch(self) -> Any:  # noqa: ANN401 - aiokafka has no types
        """Return an empty batch."""
        return self._ensure_producer().create_batch()

    async def submit(self, batch: Any, place: Place) -> asyncio.Future[Any]:  # noqa: ANN401 - aiokafka has no types
        """Queue a batch, which takes no more records; the future tells where it was written once all replicas have it."""
        batch.close()
        topic, partition = place
        delivered: asyncio.Future[Any] = await self._ensure_producer().send_batch(batch, topic, partition=partition)
        return delivered

    async def write(self, topic: str, partition: int, records: Sequence[tuple[bytes, bytes]]) -> list[int]:
        """Write (key, value) records and return their offsets once all replicas have them."""
        written = [(batch, await self.submit(batch, (topic, partition))) for batch in self._batches(records)]
        return [offset for batch, delivered in written for offset in _offsets(await delivered, batch)]

    def _batches(self, records: Sequence[tuple[bytes, bytes]]) -> Iterator[Any]:
        batch = None
        for key, value in records:
            if batch is None or batch.append(timestamp=None, key=key, value=value) is None:
                if batch is not None:
                    yield batch
                batch = self.batch()
                batch.append(timestamp=None, key=key, value=value)
        if batch is not None:
            yield batch


def _offsets(written: Any, batch: Any) -> range:  # noqa: ANN401 - aiokafka has no types
    first = int(written.offset)
    return range(first, first + batch.record_count())
