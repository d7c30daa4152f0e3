"""Topics as they must be: created by us, never by use, and compared with what is there."""

from __future__ import annotations

import time
from collections.abc import Iterator

from shared.events.kafka_client import Admin
from shared.events.topics import PARTITIONS, TOPICS
from shared.model.errors import Unavailable

_PATIENCE = 20.0


def create_topics(address: str, *, partitions: int = PARTITIONS, replication: int = 1) -> None:
    """Create the topics that are missing, and return when all are there. Idempotent.

    Args:
        address: Kafka's brokers.
        partitions: Partitions of the log.
        replication: Replicas of each topic.

    Raises:
        Unavailable: If Kafka is away, or a topic has another number of partitions than it must have.
    """
    admin = Admin(address)
    try:
        there = admin.topics()
        for topic in TOPICS.values():
            if topic.name not in there:
                count = topic.partitions(partitions)
                admin.create(topic.name, partitions=count, replication=replication, configuration=topic.configuration())
        _wait(admin, partitions)
    finally:
        admin.close()


def topic_problems(address: str, *, partitions: int = PARTITIONS, user: str = "") -> list[str]:
    """Return what is wrong with the topics, in sentences that name the remedy; empty when all is well.

    Args:
        address: Kafka's brokers.
        partitions: Partitions of the log.
        user: Look only at topics that this service writes or reads; empty: at all.

    Raises:
        Unavailable: If Kafka is away.
    """
    admin = Admin(address)
    try:
        return list(_problems(admin.topics(), partitions, user))
    finally:
        admin.close()


def topic_id_of(address: str, topic: str) -> str:
    """Return Kafka's id of a topic, which another topic of the same name would not have; empty when it is missing.

    Raises:
        Unavailable: If Kafka is away.
    """
    admin = Admin(address)
    try:
        return admin.topic_ids().get(topic, "")
    finally:
        admin.close()


def _wait(admin: Admin, partitions: int) -> None:
    end = time.monotonic() + _PATIENCE
    while problems := list(_problems(admin.topics(), partitions)):
        if time.monotonic() > end:
            raise Unavailable("; ".join(problems))
        time.sleep(0.1)


def _problems(there: dict[str, int], partitions: int, user: str = "") -> Iterator[str]:
    for topic in TOPICS.values():
        if user and user not in (*topic.producers, *topic.consumers):
            continue
        wanted, found = topic.partitions(partitions), there.get(topic.name)
        if found is None:
            yield f"topic {topic.name} is missing: create it with {wanted} partitions (`xiheng doctor --mend`)"
        elif found != wanted:
            yield f"topic {topic.name} has {found} partitions where {wanted} are wanted: set XIHENG_PARTITIONS={found}; partitions are never altered"
