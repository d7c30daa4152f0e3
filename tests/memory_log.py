"""A log in memory: the fake of Kafka's producer and publisher."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import Future

from shared.events.kafka_client import Position, Record, partition_of
from shared.events.publisher import Outgoing
from shared.events.topics import MAX_MESSAGE_BYTES, PARTITIONS, TOPICS
from shared.model.errors import Invalid, Unavailable


class MemoryLog:
    """Keeps what is sent, as a producer does; durable at once unless the test holds it back."""

    def __init__(self, *, partitions: int = PARTITIONS) -> None:
        self.partitions = {topic.name: topic.partitions(partitions) for topic in TOPICS.values()}
        self.records: list[Record] = []
        self.holding = False
        """Records are not durable until `release`."""
        self.fails_after = 1 << 30
        """So many more records are taken; then Kafka is away."""
        self.handed_over: Callable[[Record], None] = lambda _: None
        """Told of each record that is sent, before it is durable."""
        self.taken: Callable[[Record], None] = lambda _: None
        """Told of each record that is durable."""
        self._held: list[tuple[Record, Future[Position]]] = []

    def send(
        self,
        topic: str,
        *,
        value: bytes | None,
        key: bytes | None = None,
        partition: int | None = None,
        headers: Mapping[str, bytes] | None = None,
    ) -> Future[Position]:
        if topic not in self.partitions:
            raise Unavailable(f"topic {topic} is missing")
        if len(value or b"") > MAX_MESSAGE_BYTES:
            raise Invalid(f"record is larger than {MAX_MESSAGE_BYTES} bytes")
        if partition is None:
            partition = 0 if key is None else partition_of(key.decode(), self.partitions[topic])
        done: Future[Position] = Future()
        offset = sum((one.topic, one.partition) == (topic, partition) for one in [*self.records, *(record for record, _ in self._held)])
        record = Record(topic, partition, offset, key, value, tuple((headers or {}).items()), 0)
        self._held.append((record, done))
        self.handed_over(record)
        if not self.holding:
            self.release()
        return done

    def release(self) -> None:
        """Make durable what was held back, as far as Kafka is there."""
        held, self._held = self._held, []
        for record, done in held:
            self.fails_after -= 1
            if self.fails_after < 0:
                _tell(done, Unavailable("Kafka is away"))
            else:
                self.records.append(record)
                _tell(done, Position(record.topic, record.partition, record.offset))
                self.taken(record)

    @property
    def waiting(self) -> list[Record]:
        """Records that are held back."""
        return [record for record, _ in self._held]

    def of(self, topic: str) -> list[Record]:
        return [one for one in self.records if one.topic == topic]


class MemoryPublisher:
    """The fake of `KafkaPublisher`."""

    def __init__(self, log: MemoryLog) -> None:
        self._log = log

    def publish(self, record: Outgoing) -> asyncio.Future[Position]:
        return asyncio.wrap_future(self._log.send(record.topic, value=record.value, key=record.key, headers=record.headers))


def _tell(done: Future[Position], answer: Position | Exception) -> None:
    """Answer, unless whoever asked has gone meanwhile."""
    if not done.set_running_or_notify_cancel():
        return
    if isinstance(answer, Exception):
        done.set_exception(answer)
    else:
        done.set_result(answer)
