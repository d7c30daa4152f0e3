"""Publishing for asyncio servers: many records at once, each done when it is durable."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import NamedTuple, Protocol

from shared.events.kafka_client import Position, Producer
from shared.model.errors import Unavailable


class Outgoing(NamedTuple):
    """A record to be published."""

    topic: str
    key: bytes | None
    value: bytes
    headers: Mapping[str, bytes]


class Publisher(Protocol):
    """Takes records and tells when they are durable."""

    def publish(self, record: Outgoing) -> asyncio.Future[Position]:
        """Hand over a record at once; the future holds its position when it is durable, or Unavailable."""


class KafkaPublisher:
    """Publishes to Kafka."""

    def __init__(self, producer: Producer) -> None:
        self._producer = producer

    def publish(self, record: Outgoing) -> asyncio.Future[Position]:
        """Hand over a record at once; the future holds its position when all replicas have it, or Unavailable."""
        sent = self._producer.send(record.topic, value=record.value, key=record.key, headers=record.headers)
        return asyncio.wrap_future(sent)


class LatePublisher:
    """Publishes from when Kafka is there; until then it says what is missing, so that a client is answered and not left alone."""

    def __init__(self) -> None:
        self._publisher: Publisher | None = None
        self._missing = "nothing can be written yet: Kafka is starting"

    def wait(self, missing: str) -> None:
        """Say what is missing."""
        self._missing = missing

    def begin(self, publisher: Publisher) -> None:
        """Publish from now on."""
        self._publisher = publisher

    def publish(self, record: Outgoing) -> asyncio.Future[Position]:
        """Hand over a record at once.

        Raises:
            Unavailable: If Kafka was not there yet.
        """
        if self._publisher is None:
            raise Unavailable(self._missing)
        return self._publisher.publish(record)
