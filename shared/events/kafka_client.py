"""Kafka through kafka-python, which is imported here and beside here only: a producer, a consumer and topic administration in our own words."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from typing import Any, NamedTuple, TypeVar

from kafka import KafkaConsumer, KafkaProducer, OffsetAndMetadata, TopicPartition
from kafka import errors as kafka_errors
from kafka.admin import KafkaAdminClient, NewTopic
from kafka.partitioner.default import murmur2

from shared.events.producer_identity import keep_identity
from shared.events.topics import MAX_MESSAGE_BYTES
from shared.model.errors import Invalid, Unavailable

T = TypeVar("T")

_CONNECT_SECONDS = 5.0


class Position(NamedTuple):
    """Where a record is."""

    topic: str
    partition: int
    offset: int


class Record(NamedTuple):
    """A record as it was read."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Sequence[tuple[str, bytes]]
    timestamp_ms: int


def partition_of(key: str, partitions: int) -> int:
    """Return the partition that Kafka's default partitioner gives a key."""
    return int((murmur2(key.encode()) & 0x7FFFFFFF) % partitions)


def translated(call: Callable[[], T], address: str) -> T:
    """Return what a call to Kafka returns, with its errors as ours.

    Raises:
        Unavailable: If Kafka is away, or does not have what was asked for yet.
        Invalid: If it refuses the request for good, or is asked for what makes no sense.
    """
    try:
        return call()
    except kafka_errors.KafkaTimeoutError as error:
        raise Unavailable(f"Kafka does not answer at {address}: start it, or correct the address ({error})") from error
    except kafka_errors.MessageSizeTooLargeError as error:
        raise Invalid(f"record is larger than {MAX_MESSAGE_BYTES} bytes: {error}") from error
    except (kafka_errors.KafkaConfigurationError, kafka_errors.IllegalArgumentError) as error:
        raise Invalid(f"Kafka at {address}: {error}") from error
    except (kafka_errors.KafkaError, OSError) as error:
        raise Unavailable(f"Kafka at {address}: {error}") from error


def _connected(kind: Any, **settings: Any) -> Any:  # noqa: ANN401 - kafka-python has no types
    """Return a client of kafka-python. One that found no broker would leave a thread behind that goes on trying: it is ended."""
    client = kind.__new__(kind)
    try:
        client.__init__(**settings)
    except BaseException:
        if hasattr(client, "_client"):
            client._client.close()  # noqa: SLF001 - its own `close` needs a client that is whole
        raise
    return client


class Producer:
    """An idempotent producer: a record is written once, in order, and counts when all replicas have it. Thread-safe."""

    def __init__(self, address: str, *, delivery_seconds: float = 60.0, linger_ms: int = 5, name: str = "xiheng") -> None:
        """Connect.

        Args:
            address: Brokers, `host:port`, separated by commas.
            delivery_seconds: After so long without an acknowledgement a record fails; an outage shorter than that is waited out.
            linger_ms: How long records wait for company.
            name: Client id, shown in Kafka's own logs.

        Raises:
            Unavailable: If no broker answers.
        """
        self._address = address
        self._producer = translated(
            lambda: KafkaProducer(
                bootstrap_servers=address.split(","),
                client_id=name,
                enable_idempotence=True,
                acks="all",
                compression_type="lz4",
                linger_ms=linger_ms,
                batch_size=512 * 1024,
                max_request_size=MAX_MESSAGE_BYTES,
                delivery_timeout_ms=int(delivery_seconds * 1000),
                request_timeout_ms=min(10_000, int(delivery_seconds * 500)),
                reconnect_backoff_max_ms=1_000,
                max_block_ms=5_000,
                bootstrap_timeout_ms=int(_CONNECT_SECONDS * 1000),
                allow_auto_create_topics=False,
                metrics_enabled=False,
            ),
            address,
        )
        keep_identity(self._producer)

    def prepare(self, topics: Iterable[str]) -> None:
        """Fetch what is known of topics, so that the first `send` does not block.

        Raises:
            Unavailable: If a topic is missing.
        """
        for topic in topics:
            if not translated(lambda topic=topic: self._partitions_for(topic), self._address):  # type: ignore[misc]
                raise Unavailable(f"topic {topic} is missing on Kafka at {self._address}: create it with `xiheng doctor --mend`")

    def _partitions_for(self, topic: str) -> Any:  # noqa: ANN401 - kafka-python has no types
        try:
            return self._producer.partitions_for(topic)
        except kafka_errors.KafkaTimeoutError:
            # So it answers of a topic that is not there; that Kafka is there was seen when it connected.
            return None

    def send(
        self,
        topic: str,
        *,
        value: bytes | None,
        key: bytes | None = None,
        partition: int | None = None,
        headers: Mapping[str, bytes] | None = None,
    ) -> Future[Position]:
        """Hand over a record; the result tells its position once all replicas have it, or Unavailable.

        Raises:
            Unavailable: If the topic is not known.
            Invalid: If the record is too large.
        """
        done: Future[Position] = Future()
        sent = translated(
            lambda: self._producer.send(topic, value=value, key=key, partition=partition, headers=list((headers or {}).items())),
            self._address,
        )
        sent.add_callback(lambda meta: done.set_result(Position(meta.topic, meta.partition, meta.offset)))
        sent.add_errback(lambda error: done.set_exception(Unavailable(f"Kafka at {self._address} did not take the record: {error}")))
        return done

    def flush(self, seconds: float = 30.0) -> None:
        """Wait until all records handed over are answered.

        Raises:
            Unavailable: If that takes longer.
        """
        translated(lambda: self._producer.flush(timeout=seconds), self._address)

    def close(self, seconds: float = 5.0) -> None:
        """Send what is left, as long as that takes at most so many seconds."""
        self._producer.close(timeout=seconds)


class Consumer:
    """Reads records; used by one thread at a time."""

    def __init__(self, address: str, *, group: str | None = None, name: str = "xiheng", session_seconds: float = 10.0) -> None:
        """Connect.

        Args:
            address: Brokers, `host:port`, separated by commas.
            group: Consumer group; absent: the reader keeps its own offsets.
            name: Client id.
            session_seconds: A member of a group that is silent for so long loses its partitions.

        Raises:
            Unavailable: If no broker answers.
        """
        self._address = address
        self._consumer: Any = translated(
            lambda: _connected(
                KafkaConsumer,
                bootstrap_servers=address.split(","),
                client_id=name,
                group_id=group,
                enable_auto_commit=False,
                auto_offset_reset="earliest",
                session_timeout_ms=int(session_seconds * 1000),
                heartbeat_interval_ms=max(100, int(session_seconds * 1000 / 4)),
                max_partition_fetch_bytes=MAX_MESSAGE_BYTES,
                max_poll_records=2_000,
                fetch_max_wait_ms=500,
                reconnect_backoff_max_ms=1_000,
                bootstrap_timeout_ms=int(_CONNECT_SECONDS * 1000),
                allow_auto_create_topics=False,
                metrics_enabled=False,
            ),
            address,
        )

    def partitions(self, topic: str) -> list[int]:
        """Return the partitions of a topic, ascending.

        Raises:
            Unavailable: If it is missing.
        """
        found = translated(lambda: self._consumer.partitions_for_topic(topic), self._address)
        if not found:
            raise Unavailable(f"topic {topic} is missing on Kafka at {self._address}: create it with `xiheng doctor --mend`")
        return sorted(found)

    def assign(self, positions: Mapping[tuple[str, int], int]) -> None:
        """Read (topic, partition) from an offset on; 0 and below: from the beginning."""
        tps = {TopicPartition(topic, partition): offset for (topic, partition), offset in positions.items()}
        self._consumer.assign(list(tps))
        for tp, offset in tps.items():
            if offset > 0:
                self._consumer.seek(tp, offset)
            else:
                translated(lambda tp=tp: self._consumer.seek_to_beginning(tp), self._address)  # type: ignore[misc]

    def join(self, topic: str) -> None:
        """Take part in the group's reading of a topic; partitions come with `poll`."""
        self._consumer.subscribe([topic])

    def assigned_from_start(self, topic: str) -> None:
        """Read the partitions of a topic that the group gave this consumer from their beginning."""
        mine = [tp for tp in self._consumer.assignment() if tp.topic == topic]
        translated(lambda: self._consumer.seek_to_beginning(*mine), self._address)

    def assignment(self) -> set[tuple[str, int]]:
        """Return the (topic, partition) that are this consumer's at present."""
        return {(tp.topic, tp.partition) for tp in self._consumer.assignment()}

    def ends(self, topic: str) -> dict[int, int]:
        """Return the offset after the last record of each partition."""
        tps = [TopicPartition(topic, number) for number in self.partitions(topic)]
        found = translated(lambda: self._consumer.end_offsets(tps), self._address)
        return {tp.partition: offset for tp, offset in found.items()}

    def position(self, topic: str, partition: int) -> int:
        """Return the offset that is read next."""
        return int(translated(lambda: self._consumer.position(TopicPartition(topic, partition)), self._address))

    def poll(self, seconds: float = 0.2) -> list[Record]:
        """Return the next records, in order of each partition; empty when none came in time.

        Raises:
            Unavailable: If Kafka is away.
        """
        batches = translated(lambda: self._consumer.poll(timeout_ms=int(seconds * 1000)), self._address)
        return [
            Record(one.topic, one.partition, one.offset, one.key, one.value, one.headers or (), one.timestamp)
            for batch in batches.values()
            for one in batch
        ]

    def commit(self, topic: str, partition: int, offset: int) -> None:
        """Tell the group how far a partition was read."""
        translated(lambda: self._consumer.commit({TopicPartition(topic, partition): OffsetAndMetadata(offset, "", -1)}), self._address)

    def close(self) -> None:
        """Leave."""
        self._consumer.close()


class Admin:
    """Administration of topics."""

    def __init__(self, address: str) -> None:
        """Connect.

        Raises:
            Unavailable: If no broker answers.
        """
        self._address = address
        self._client: Any = translated(
            lambda: _connected(KafkaAdminClient, bootstrap_servers=address.split(","), bootstrap_timeout_ms=int(_CONNECT_SECONDS * 1000)),
            address,
        )

    def topics(self) -> dict[str, int]:
        """Return the number of partitions of every topic."""
        found = translated(self._client.describe_topics, self._address)
        return {one["name"]: len(one["partitions"]) for one in found if not one.get("error_code")}

    def topic_ids(self) -> dict[str, str]:
        """Return Kafka's id of every topic."""
        found = translated(self._client.describe_topics, self._address)
        return {one["name"]: str(one.get("topic_id", "")) for one in found if not one.get("error_code")}

    def create(self, name: str, *, partitions: int, replication: int, configuration: Mapping[str, str]) -> None:
        """Create a topic; does nothing when it exists.

        Raises:
            Unavailable: If Kafka cannot do it now, such as with fewer brokers than replicas.
        """
        wanted = NewTopic(name, num_partitions=partitions, replication_factor=replication, topic_configs=dict(configuration))
        try:
            translated(lambda: self._client.create_topics([wanted]), self._address)
        except Unavailable as error:
            if not isinstance(error.__cause__, kafka_errors.TopicAlreadyExistsError):
                raise

    def delete(self, name: str) -> None:
        """Delete a topic and all its records."""
        translated(lambda: self._client.delete_topics([name]), self._address)

    def close(self) -> None:
        """Leave."""
        self._client.close()


def wait_for_kafka(address: str, *, seconds: float, progress: Callable[[str], None]) -> None:
    """Return when Kafka answers.

    Raises:
        Unavailable: If it does not within the time.
    """
    end = time.monotonic() + seconds
    while True:
        try:
            Admin(address).close()
        except Unavailable:
            if time.monotonic() > end:
                raise
            progress(f"waiting for Kafka at {address}")
            time.sleep(0.5)
        else:
            return
