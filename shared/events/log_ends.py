"""Where a topic ends: asked by a thread on a connection of its own, because the consumer's own may be what is stuck."""

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
        self._stopping = threading.Event()

    def start(self) -> None:
        """Begin to ask."""
        threading.Thread(target=self._run, name="log-ends", daemon=True).start()

    def stop(self) -> None:
        """Ask no more; does not wait for the thread."""
        self._stopping.set()

    @property
    def latest(self) -> Mapping[int, int]:
        """Offset after the last record, by partition; empty while Kafka is away: then nobody knows whether records wait."""
        return self._known if time.monotonic() - self._since < _FRESH_SECONDS else {}

    def _run(self) -> None:
        while not self._stopping.is_set():
            with suppress(Unavailable):
                self._ask()
            self._stopping.wait(_ASK_SECONDS)

    def _ask(self) -> None:
        consumer = Consumer(self._address, name="xiheng-log-ends")
        try:
            while not self._stopping.is_set():
                self._known = consumer.ends(self._topic)
                self._since = time.monotonic()
                self._stopping.wait(_ASK_SECONDS)
        finally:
            consumer.close()
