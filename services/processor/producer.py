"""Faust's Kafka producer, made to write each record once and to rest while Kafka is away."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from aiokafka.partitioner import murmur2
from faust.transport.drivers import aiokafka as driver

_REST_SECONDS = 0.2


@lru_cache(maxsize=65536)
def _partition_of(key: bytes, partitions: int) -> int:
    """Return what Kafka's default partitioner makes of a key."""
    return int(murmur2(key) & 0x7FFFFFFF) % partitions


class Producer(driver.Producer):
    """Hands records to aiokafka without detours."""

    def _settings_extra(self) -> Mapping[str, Any]:
        """Make the producer idempotent.

        A broker that is stopped may have written a batch whose answer is lost. Sent again it would stand twice in the changelog, where
        every record between two of ours is another processor's. An idempotent producer also never gives a batch up.
        """
        return {**super()._settings_extra(), "enable_idempotence": True}

    async def on_start(self) -> None:
        """Connect."""
        await super().on_start()
        rest_after_failure(self._ensure_producer().client)

    async def hand_over(self, topic: str, key: bytes, value: bytes, headers: Mapping[str, bytes] | None = None) -> asyncio.Future[Any]:
        """Put a record into the next batch of its partition; the future is done when all replicas have it."""
        # Faust's own `send` does no more than this, in five calls, and aiokafka hashes the key of each record anew.
        producer = self._ensure_producer()
        count = len(producer.client.cluster.partitions_for_topic(topic) or ())
        partition = _partition_of(key, count) if count else None
        sent: asyncio.Future[Any] = await producer.send(
            topic, value, key=key, partition=partition, headers=list(headers.items()) if headers else None
        )
        return sent

    async def write(self, topic: str, partition: int, records: Sequence[tuple[bytes, bytes]]) -> list[int]:
        """Write (key, value) records and return their offsets once all replicas have them: one batch and one future for many records."""
        written = [await self._submit(batch, topic, partition) for batch in self._batches(records)]
        return [offset for first, count in await asyncio.gather(*written) for offset in range(first, first + count)]

    def _batches(self, records: Sequence[tuple[bytes, bytes]]) -> Iterator[Any]:
        batch = None
        for key, value in records:
            if batch is None or batch.append(timestamp=None, key=key, value=value) is None:
                if batch is not None:
                    yield batch
                batch = self._ensure_producer().create_batch()
                batch.append(timestamp=None, key=key, value=value)
        if batch is not None:
            yield batch

    async def _submit(self, batch: Any, topic: str, partition: int) -> asyncio.Future[tuple[int, int]]:  # noqa: ANN401 - no types
        batch.close()
        delivered = await self._ensure_producer().send_batch(batch, topic, partition=partition)

        async def placed() -> tuple[int, int]:
            return (await delivered).offset, batch.record_count()

        return asyncio.ensure_future(placed())


def rest_after_failure(client: Any) -> None:  # noqa: ANN401 - aiokafka has no types
    """Let an aiokafka client wait a little after a failed look for the brokers.

    With a broker that refuses connections it would ask again at once, some thousand times a second, for as long as records wait.
    """
    update = client._metadata_update  # noqa: SLF001 - pinned version; there is no setting

    async def rested(*arguments: Any) -> bool:  # noqa: ANN401 - handed on as they are
        found: bool = await update(*arguments)
        if not found:
            await asyncio.sleep(_REST_SECONDS)
        return found

    client._metadata_update = rested  # noqa: SLF001
