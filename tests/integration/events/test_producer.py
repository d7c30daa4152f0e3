"""A producer whose records expired goes on as soon as Kafka lets it: kafka-python alone would be silent for ever."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from shared.events.administration import create_topics
from shared.events.kafka_client import Admin, Producer
from shared.events.topics import AREA_EVENTS
from shared.model.errors import Unavailable
from shared.runtime.local_kafka import LocalKafka

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(120)]


@pytest.fixture
def producer(own_kafka: LocalKafka) -> Iterator[Producer]:
    create_topics(own_kafka.address, partitions=3)
    made = Producer(own_kafka.address, delivery_seconds=3.0)
    made.prepare([AREA_EVENTS])
    yield made
    made.close()


def send(producer: Producer, value: bytes) -> int:
    return producer.send(AREA_EVENTS, key=b"320205", value=value).result(20.0).offset


def sent_at_last(producer: Producer, value: bytes) -> int:
    """Send until it is taken, as a reporter does: what was asked of Kafka while it was away may still be answered that it took too long."""
    end = time.monotonic() + 30.0
    while True:
        try:
            return send(producer, value)
        except Unavailable:
            assert time.monotonic() < end


def recreate(address: str) -> None:
    end = time.monotonic() + 20.0
    while True:
        try:
            create_topics(address, partitions=3)
        except Unavailable:  # the name is not free at once
            assert time.monotonic() < end
        else:
            return


def test_a_topic_that_is_made_anew_is_written_to(own_kafka: LocalKafka, producer: Producer) -> None:
    send(producer, b"1")
    admin = Admin(own_kafka.address)
    admin.delete(AREA_EVENTS)
    admin.close()
    with pytest.raises(Unavailable, match="did not take the record"):
        send(producer, b"2")
    recreate(own_kafka.address)
    assert [send(producer, value) for value in (b"3", b"4")] == [0, 1]


@pytest.mark.parametrize("more_seconds", [0.0, 4.0], ids=["by_a_little", "by_more_than_a_request_may_take"])
def test_an_outage_that_is_longer_than_the_time_to_deliver_is_survived(
    own_kafka: LocalKafka, producer: Producer, more_seconds: float
) -> None:
    before = send(producer, b"1")
    own_kafka.pause()
    with pytest.raises(Unavailable, match="did not take the record"):
        send(producer, b"2")
    time.sleep(more_seconds)
    own_kafka.resume()
    # The one that expired may have been taken all the same: its reporter sends it again.
    assert sent_at_last(producer, b"3") > before
