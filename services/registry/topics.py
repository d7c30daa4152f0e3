"""`python -m services.registry.topics`: creates the topics that are missing and ends; the chart runs it before the platform starts."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

from shared.events.administration import create_topics
from shared.events.kafka_client import wait_for_kafka
from shared.events.topics import PARTITIONS
from shared.model.errors import InvalidSettings, Unavailable
from shared.runtime.lifecycle import STOPPED, usage_error
from shared.runtime.settings import read_settings

_PATIENCE = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsSettings:
    """How topics are made."""

    bootstrap_servers: str
    """Addresses of Kafka brokers, `host:port`, separated by commas."""
    partitions: int = PARTITIONS
    """Partitions of the log; they can never be changed."""
    replication: int = 3
    """Replicas of each topic that is created."""


def main() -> int:
    """Create what is missing, and return the exit code: 1 when Kafka is away or a topic is not as it must be."""
    try:
        settings = read_settings(TopicsSettings, os.environ)
    except InvalidSettings as error:
        return usage_error(error)
    try:
        wait_for_kafka(settings.bootstrap_servers, seconds=_PATIENCE, progress=_say)
        create_topics(settings.bootstrap_servers, partitions=settings.partitions, replication=settings.replication)
    except Unavailable as error:
        _say(str(error))
        return 1
    return STOPPED


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
