"""Kafka and the log in memory: whoever publishes sees the same of both."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import NamedTuple, Protocol

import pytest

from shared.events.administration import create_topics
from shared.events.kafka_client import Consumer, Position, Producer, Record, partition_of
from shared.events.publisher import KafkaPublisher, Outgoing, Publisher
from shared.events.topics import AREA_EVENTS, DEFINITIONS, MAX_MESSAGE_BYTES
from shared.model.errors import Invalid, Unavailable
from shared.runtime.local_kafka import LocalKafka
from tests.memory_log import MemoryLog, MemoryPublisher

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(120)]

PARTITIONS = 3
DELIVERY_SECONDS = 3.0


class Sender(Protocol):
    """What a producer and the log in memory have in common."""

    def send(self, topic: str, *, value: bytes | None, key: bytes | None = None, partition: int | None = None) -> Future[Position]: ...


class Log(NamedTuple):
    """A log under test, and what a test does to it."""

    producer: Sender
    publisher: Publisher
    records: Callable[[str], list[Record]]
    """All durable records of a topic."""
    hold: Callable[[], None]
    """Nothing becomes durable from now on."""
    release: Callable[[], None]
    fails: Callable[[], None]
    """What is held back is given up."""


def in_memory() -> Log:
    log = MemoryLog(partitions=PARTITIONS)

    def hold() -> None:
        log.holding = True

    def release() -> None:
        log.holding, log.fails_after = False, 1 << 30
        log.release()

    def fails() -> None:
        log.fails_after = 0
        log.release()

    return Log(log, MemoryPublisher(log), log.of, hold, release, fails)


@contextlib.contextmanager
def on_kafka(broker: LocalKafka) -> Iterator[Log]:
    create_topics(broker.address, partitions=PARTITIONS)
    producer = Producer(broker.address, delivery_seconds=DELIVERY_SECONDS)
    producer.send(AREA_EVENTS, value=b"first", partition=0).result(20.0)  # a producer at work knows the topic and its own identity

    def records(topic: str) -> list[Record]:
        consumer = Consumer(broker.address)
        consumer.assign({(topic, number): 0 for number in consumer.partitions(topic)})
        count, found = sum(consumer.ends(topic).values()), list[Record]()
        while len(found) < count:
            found += consumer.poll()
        consumer.close()
        return found

    yield Log(producer, KafkaPublisher(producer), records, broker.pause, broker.resume, lambda: None)
    producer.close()


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalKafka]:
    with LocalKafka(tmp_path_factory.mktemp("contract-kafka")) as running:
        yield running


@pytest.fixture(params=["memory", "kafka"])
def log(request: pytest.FixtureRequest) -> Iterator[Log]:
    if request.param == "memory":
        yield in_memory()
    else:
        with on_kafka(request.getfixturevalue("broker")) as running:
            yield running


def send(log: Log, value: bytes, *, key: str) -> Position:
    return log.producer.send(AREA_EVENTS, value=value, key=key.encode()).result(20.0)


@pytest.mark.parametrize("area", ["320200", "320205", "320206", "320281"])
def test_the_key_chooses_the_partition_and_offsets_count_up_in_it(log: Log, area: str) -> None:
    first, second = send(log, b"1", key=area), send(log, b"2", key=area)
    assert first.partition == second.partition == partition_of(area, PARTITIONS)
    assert second.offset == first.offset + 1


def test_a_partition_may_be_chosen(log: Log) -> None:
    positions = [log.producer.send(AREA_EVENTS, value=b"3", partition=number).result(20.0) for number in range(PARTITIONS)]
    assert [position.partition for position in positions] == list(range(PARTITIONS))


async def test_what_was_published_is_read_as_it_was(log: Log) -> None:
    position = await log.publisher.publish(Outgoing(AREA_EVENTS, b"320205", b"value", {"traceparent": b"00-1-2-01"}))
    (found,) = [one for one in log.records(AREA_EVENTS) if (one.partition, one.offset) == position[1:]]
    assert (found.topic, found.key, found.value) == (AREA_EVENTS, b"320205", b"value")
    assert list(found.headers) == [("traceparent", b"00-1-2-01")]


def test_records_of_one_partition_keep_their_order(log: Log) -> None:
    before = len(log.records(DEFINITIONS))
    sent = [log.producer.send(DEFINITIONS, value=b"%d" % number, key=b"k") for number in range(500)]
    offsets = [one.result(20.0).offset for one in sent]
    assert offsets == list(range(before, before + 500))
    assert [one.value for one in log.records(DEFINITIONS)[before:]] == [b"%d" % number for number in range(500)]


def test_a_value_may_be_absent(log: Log) -> None:
    position = log.producer.send(DEFINITIONS, value=None, key=b"gone").result(20.0)
    assert log.records(DEFINITIONS)[position.offset].value is None


def test_a_topic_that_is_missing_is_said_at_once_or_in_the_result(log: Log) -> None:
    with pytest.raises(Unavailable):
        log.producer.send("no-such-topic-v1", value=b"1").result(20.0)


def test_a_record_that_is_too_large_is_refused_at_once(log: Log) -> None:
    with pytest.raises(Invalid, match=f"larger than {MAX_MESSAGE_BYTES} bytes"):
        log.producer.send(AREA_EVENTS, value=bytes(MAX_MESSAGE_BYTES + 1), key=b"320205")


async def test_nothing_is_answered_before_it_is_durable(log: Log) -> None:
    log.hold()
    waiting = log.publisher.publish(Outgoing(AREA_EVENTS, b"320205", b"held", {}))
    done, _ = await asyncio.wait([waiting], timeout=0.5)
    log.release()
    assert not done
    position = await waiting
    assert position.offset >= 0


async def test_what_is_not_durable_in_time_fails_and_later_records_go_on(log: Log) -> None:
    log.hold()
    waiting = log.publisher.publish(Outgoing(AREA_EVENTS, b"320205", b"lost", {}))
    log.fails()
    with pytest.raises(Unavailable):
        await waiting
    log.release()
    for _ in range(10):  # what was asked while it was away may still be answered that it took too long
        with contextlib.suppress(Unavailable):
            await log.publisher.publish(Outgoing(AREA_EVENTS, b"320205", b"later", {}))
            break
    assert b"later" in [one.value for one in log.records(AREA_EVENTS)]
