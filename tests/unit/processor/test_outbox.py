"""The outbox: records of a partition share a batch and a future, batches keep their order, a failure reaches whoever awaits."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import cast

import pytest

from services.processor.outbox import LINGER_SECONDS, Outbox
from services.processor.producer import Headers, Place, Producer

ROOM = 3
Delivery = asyncio.Future[None]


@dataclass
class Batch:
    """A batch with room for three records."""

    values: list[bytes] = field(default_factory=list)

    def append(self, *, timestamp: float | None, key: bytes, value: bytes, headers: Headers) -> object | None:
        """Take a record; None: full."""
        assert timestamp is None
        assert (key, headers) == (b"k", [("h", b"1")])
        if len(self.values) == ROOM:
            return None
        self.values.append(value)
        return value


class Kafka:
    """A producer that delivers what the test says."""

    def __init__(self) -> None:
        self.handed: list[tuple[Place, list[bytes]]] = []
        self.deliveries: list[Delivery] = []

    async def place(self, topic: str, _: bytes) -> Place:
        """Return the topic's only partition."""
        return topic, 0

    def batch(self) -> Batch:
        """Return an empty batch."""
        return Batch()

    async def submit(self, batch: Batch, place: Place) -> Delivery:
        """Take a batch."""
        await asyncio.sleep(0)
        self.handed.append((place, batch.values))
        self.deliveries.append(asyncio.get_running_loop().create_future())
        return self.deliveries[-1]


async def put(kafka: Kafka, count: int) -> list[Delivery]:
    """Put so many records and wait until they are handed over."""
    outbox = Outbox(lambda: cast(Producer, kafka))
    durable = [await outbox.put("topic", b"k", str(number).encode(), [("h", b"1")]) for number in range(count)]
    await asyncio.sleep(10 * LINGER_SECONDS)
    return durable


async def test_records_share_batches_that_keep_their_order() -> None:
    kafka = Kafka()
    durable = await put(kafka, 7)
    assert kafka.handed == [(("topic", 0), values) for values in ([b"0", b"1", b"2"], [b"3", b"4", b"5"], [b"6"])]
    assert len(set(durable)) == 3
    kafka.deliveries[0].set_result(None)
    await durable[2]
    assert not durable[3].done()


async def test_a_batch_that_failed_fails_all_its_records() -> None:
    kafka = Kafka()
    durable = await put(kafka, 4)
    kafka.deliveries[0].set_exception(RuntimeError("not delivered"))
    kafka.deliveries[1].set_result(None)
    await durable[3]
    for one in durable[:3]:
        with pytest.raises(RuntimeError, match="not delivered"):
            await one
