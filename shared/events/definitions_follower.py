"""Following `definitions-v1`: the catalogue in force and the clock of a replay, kept current by a thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable

from google.protobuf.message import DecodeError

from shared.events.definitions import decode_definition
from shared.events.kafka_client import Consumer, Record
from shared.events.topics import DEFINITIONS
from shared.judgement.event import Definition
from shared.model.catalogue import Catalogue
from shared.model.errors import InvalidEvent, Unavailable
from shared.runtime.clock import SteadyClock
from xiheng.events.v1 import area_event_pb2

_log = logging.getLogger(__name__)

CLOCK_KEY = b"clock"
COPIED_PREFIX = b"copied/"
HISTORY_PREFIX = b"history/"
"""Earlier versions of definitions, which compaction would otherwise remove."""


_POLL_SECONDS = 0.25


class DefinitionsFollower:
    """The catalogue as of now. Reading it needs no lock: it is replaced, never changed."""

    def __init__(self, address: str, *, replaying: bool = False, on_failure: Callable[[BaseException], None]) -> None:
        """Take the place of a follower; nothing is read before `start`.

        Args:
            address: Kafka's brokers.
            replaying: The clock is the one that the registry moves, not the machine's.
            on_failure: Told when the thread ends because of an error that retrying does not mend.
        """
        self.catalogue = Catalogue()
        self._address = address
        self._replaying = replaying
        self._replay_ms = 0
        self._clock = SteadyClock()
        self._on_failure = on_failure
        self._ready = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="definitions", daemon=True)

    @property
    def ready(self) -> bool:
        """All definitions that there were at the start are known."""
        return self._ready.is_set() and not self._stopping.is_set()

    def now_ms(self) -> int:
        """Return the platform's time, milliseconds since 1970-01-01 UTC; of a replay that has not begun: 0."""
        return self._replay_ms if self._replaying else self._clock.now_ms()

    def start(self) -> None:
        """Begin to follow."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread and wait for it."""
        self._stopping.set()
        self._ready.set()  # whoever waits need not any longer
        if self._thread.is_alive():
            self._thread.join(10.0)

    def wait(self, seconds: float) -> bool:
        """Wait until `ready`; False when that took longer, or it was stopped before."""
        return self._ready.wait(seconds) and self.ready

    def apply(self, records: Iterable[Record]) -> None:
        """Take in records of the topic, in order."""
        changes: list[Definition] = []
        for record in records:
            if record.key == CLOCK_KEY and record.value is not None:
                self._replay_ms = max(self._replay_ms, area_event_pb2.ReplayClock.FromString(record.value).time_ms)
            elif record.value is not None and not (record.key or b"").startswith((COPIED_PREFIX, HISTORY_PREFIX)):
                changes += _decoded(record)
        if changes:
            self.catalogue = self.catalogue.with_changes(changes)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._follow()
            except Unavailable as error:
                _log.warning("definitions cannot be followed, trying again", extra={"code": "definitions-away", "error": str(error)})
                self._stopping.wait(1.0)
            except BaseException as error:  # noqa: BLE001 - the process decides
                self._on_failure(error)
                return

    def _follow(self) -> None:
        consumer = Consumer(self._address, name="definitions-follower")
        try:
            consumer.assign({(DEFINITIONS, 0): 0})
            end = consumer.ends(DEFINITIONS)[0]
            while not self._stopping.is_set():
                self.apply(consumer.poll(_POLL_SECONDS))
                if not self._ready.is_set() and consumer.position(DEFINITIONS, 0) >= end:
                    self._ready.set()
        finally:
            consumer.close()


def _decoded(record: Record) -> list[Definition]:
    """Return the definition of a record; none of one that a later release wrote and this one cannot read."""
    try:
        return [decode_definition(area_event_pb2.Definition.FromString(record.value or b""))]
    except (DecodeError, InvalidEvent):
        _log.exception("definition left out: it cannot be read", extra={"code": "definition-unreadable", "offset": record.offset})
        return []
