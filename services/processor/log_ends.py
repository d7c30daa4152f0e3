"""Where the log ends: asked by a thread on a connection of its own, because the consumer's own may be what is stuck."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from contextlib import suppress

from shared.events.kafka_client import Consumer
from shared.model.errors import Unavailable

_ASK_SECONDS = 1.0
_FRESH_SECONDS = 5.0


class LogEnds:
    """Knows the end of every partition as of a second ago."""

    def __init__(self, address: str, topic: str) -> None:
        self._address = address
        self._topic = topic
        self._known: Mapping[int, int] = {}
        self._since = 0.0

    def start(self) -> None:
        """Begin to ask."""
        threading.Thread(target=self._run, name="log-ends", daemon=True).start()

    @property
    def latest(self) -> Mapping[int, int]:
        """Offset after the last record, by partition; empty while Kafka is away: then nobody knows whether records wait."""
        return self._known if time.monotonic() - self._since < _FRESH_SECONDS else {}

    def _run(self) -> None:
        while True:
            with suppress(Unavailable):
                self._ask()
            time.sleep(_ASK_SECONDS)

    def _ask(self) -> None:
        consumer = Consumer(self._address, name="xiheng-log-ends")
        try:
            while True:
                self._known = consumer.ends(self._topic)
                self._since = time.monotonic()
                time.sleep(_ASK_SECONDS)
        finally:
            consumer.close()
