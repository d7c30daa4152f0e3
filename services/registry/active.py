"""The one active registry: a member of the topic's group, which alone accepts, copies and ticks."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from services.registry.copier import Copier
from shared.events.kafka_client import Consumer, Producer, Record
from shared.events.topics import AREA_EVENTS, DEFINITIONS
from shared.model.errors import Unavailable, XihengError
from shared.runtime import metrics

_log = logging.getLogger(__name__)

GROUP = "xiheng-registry"
_POLL_SECONDS = 0.05
_REST_SECONDS = 0.2
"""Longest rest while nothing is asked of it; records of the topic are its own, or a rival's."""
_FENCE_SECONDS = 1.0
"""So often it proves that it is still a member, also while there is nothing to write."""

T = TypeVar("T")
Work = Callable[[Producer, Copier], T]


class Active:
    """Runs in a thread: takes part in the group, and works while the topic's partition is its own."""

    def __init__(
        self,
        address: str,
        *,
        now_ms: Callable[[], int],
        tick_seconds: float,
        session_seconds: float,
        on_failure: Callable[[BaseException], None],
    ) -> None:
        """Take the place; nothing is done before `start`.

        Args:
            address: Kafka's brokers.
            now_ms: The platform's time.
            tick_seconds: Time between ticks; 0: none, the clock is moved by hand.
            session_seconds: After so long without a sign of life another instance takes over.
            on_failure: Told when the thread ends because of an error.
        """
        self._address = address
        self._now_ms = now_ms
        self._tick_seconds = tick_seconds
        self._session_seconds = session_seconds
        self._on_failure = on_failure
        self._work: queue.SimpleQueue[tuple[Work[object], Future[object]]] = queue.SimpleQueue()
        self._asked = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="registry", daemon=True)
        self.is_active = False
        """This instance accepts, copies and ticks."""
        self.last_tick_ms = 0
        """Time of the last tick copied into every partition."""
        self.pending = 0
        """Definitions that are not in every partition yet."""

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Leave the group, so that another instance takes over at once."""
        self._stopping.set()
        self._asked.set()
        if self._thread.is_alive():
            self._thread.join(10.0)

    def submit(self, work: Work[T]) -> Future[T]:
        """Have work done by the thread, while this instance is active; Unavailable when it is not."""
        done: Future[T] = Future()
        self._work.put((work, done))  # type: ignore[arg-type]  # each future fits its work
        self._asked.set()
        return done

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._take_part()
            except Unavailable as error:
                _log.warning("cannot work, trying again", extra={"code": "registry-waiting", "error": str(error)})
                self._refuse_work()
                self._stopping.wait(1.0)
            except BaseException as error:  # noqa: BLE001 - the process decides
                self._on_failure(error)
                return
            finally:
                self.is_active = False
                metrics.ACTIVE.set(0)

    def _take_part(self) -> None:
        producer = Producer(self._address, name=GROUP, delivery_seconds=30.0)
        consumer = Consumer(self._address, group=GROUP, name=GROUP, session_seconds=self._session_seconds)
        try:
            consumer.join(DEFINITIONS)
            while not self._stopping.is_set():
                records = consumer.poll(_POLL_SECONDS)
                if consumer.assignment():
                    self._work_while_assigned(consumer, producer, records)
                self._refuse_work()
        finally:
            consumer.close()
            producer.close()

    def _work_while_assigned(self, consumer: Consumer, producer: Producer, records: list[Record]) -> None:
        copier = Copier(producer, len(consumer.partitions(AREA_EVENTS)))
        consumer.assigned_from_start(DEFINITIONS)
        end, next_tick, next_fence = consumer.ends(DEFINITIONS)[0], time.monotonic(), time.monotonic()
        while not self._stopping.is_set():
            records = consumer.poll(0.0 if self.is_active else _POLL_SECONDS)
            if not consumer.assignment():
                break
            copier.learn(records)
            if not self.is_active and consumer.position(DEFINITIONS, 0) < end:
                continue
            if time.monotonic() < next_fence and not self._has_work(copier, next_tick):
                self._asked.wait(_REST_SECONDS)
                self._asked.clear()
                continue
            self._fence(consumer)
            next_fence = time.monotonic() + _FENCE_SECONDS
            self.is_active = True
            metrics.ACTIVE.set(1)
            self._do_work(producer, copier)
            self._copy(copier)
            if self._tick_seconds and time.monotonic() >= next_tick:
                self.tick(copier, self._now_ms())
                next_tick = time.monotonic() + self._tick_seconds
        self.is_active = False
        metrics.ACTIVE.set(0)

    def _has_work(self, copier: Copier, next_tick: float) -> bool:
        """Tell whether something has to be written now."""
        return bool(not self._work.empty() or copier.pending or (self._tick_seconds and time.monotonic() >= next_tick))

    def _fence(self, consumer: Consumer) -> None:
        """Prove to the group that this is still its member: one that slept is refused here, before it writes.

        Raises:
            Unavailable: If another instance took over.
        """
        consumer.commit(DEFINITIONS, 0, consumer.position(DEFINITIONS, 0))

    def _copy(self, copier: Copier) -> None:
        # Told before as well: a partition that cannot be written holds this up.
        self._tell_pending(copier)
        for _ in copier.copy(self._now_ms()):
            self._tell_pending(copier)

    def _tell_pending(self, copier: Copier) -> None:
        self.pending = copier.pending
        metrics.PENDING_DEFINITIONS.set(self.pending)

    def tick(self, copier: Copier, time_ms: int) -> None:
        """Tick, unless the clock ran backwards: time that was reached stays reached."""
        if time_ms > self.last_tick_ms:
            copier.tick(time_ms, self._now_ms())
            self.last_tick_ms = time_ms
            metrics.TICK.set(time_ms / 1000)

    def _do_work(self, producer: Producer, copier: Copier) -> None:
        while not self._work.empty():
            work, done = self._work.get()
            # Whoever asked may have gone: its call ran out, or it ended. Then nothing is done, and nobody is told.
            if not done.set_running_or_notify_cancel():
                continue
            try:
                done.set_result(work(producer, copier))
            except XihengError as error:
                done.set_exception(error)
                if isinstance(error, Unavailable):
                    raise

    def _refuse_work(self) -> None:
        while not self._work.empty():
            _, done = self._work.get()
            if done.set_running_or_notify_cancel():
                done.set_exception(Unavailable("this registry is not the active one, or Kafka is away: try again, or another instance"))
