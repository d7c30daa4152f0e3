"""The outbox of a service: small requests that come while a record is under way share the next one, large batches go alone."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from shared.events.codec import encode_event
from shared.events.kafka_client import Position
from shared.events.publisher import Outgoing, Publisher
from shared.events.topics import AREA_EVENTS
from shared.judgement.event import Observations
from shared.reporting.columns import Columns

MOST_SECONDS = 0.02
"""Longest time that a small batch waits for the record before it, so that its time is that of its rows."""
_SMALL_ROWS = 64
"""Fewer rows than these are a small batch."""


class Envelope(NamedTuple):
    """What rows have to agree in to share a record."""

    area: str
    reporter: str
    headers: tuple[tuple[str, bytes], ...]


class _Gathered(NamedTuple):
    now_ms: int
    latest: asyncio.TimerHandle
    batches: list[Observations]
    waiting: list[asyncio.Future[Position]]


class Outbox:
    """Hands accepted rows to Kafka. Used by one event loop."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self._gathered: dict[Envelope, _Gathered] = {}
        self._under_way: Counter[Envelope] = Counter()

    def put(self, batch: Observations, *, reporter: str, now_ms: int, headers: Mapping[str, bytes]) -> asyncio.Future[Position]:
        """Hand over a batch; the future holds its record's position when it is durable, or Unavailable.

        Args:
            batch: Rows of one area.
            reporter: Subject of the reporter.
            now_ms: When they were received.
            headers: Of the record.
        """
        envelope = Envelope(batch.area, reporter, tuple(headers.items()))
        if len(batch.periods) >= _SMALL_ROWS or len(batch.revisions) or len(batch.statuses) or len(batch.received_times_ms):
            return self._publish(batch, envelope, now_ms)
        loop = asyncio.get_running_loop()
        gathered = self._gathered.get(envelope)
        if gathered is None:
            latest = loop.call_later(MOST_SECONDS if envelope in self._under_way else 0.0, self._send, envelope)
            gathered = self._gathered[envelope] = _Gathered(now_ms, latest, [], [])
        future: asyncio.Future[Position] = loop.create_future()
        gathered.batches.append(batch)
        gathered.waiting.append(future)
        return future

    def _send(self, envelope: Envelope) -> None:
        gathered = self._gathered.pop(envelope)
        gathered.latest.cancel()
        try:
            sent = self._publish(joined(gathered.batches), envelope, gathered.now_ms)
        except Exception as error:  # noqa: BLE001 - raised where each request is answered
            _fail(gathered.waiting, error)
        else:
            self._under_way[envelope] += 1
            sent.add_done_callback(partial(self._arrived, envelope, gathered.waiting))

    def _arrived(self, envelope: Envelope, waiting: Iterable[asyncio.Future[Position]], sent: asyncio.Future[Position]) -> None:
        self._under_way[envelope] -= 1
        if not self._under_way[envelope]:
            del self._under_way[envelope]
            if envelope in self._gathered:
                self._send(envelope)
        _pass_on(waiting, sent)

    def _publish(self, batch: Observations, envelope: Envelope, now_ms: int) -> asyncio.Future[Position]:
        value = encode_event(batch, received_time_ms=now_ms, reporter=envelope.reporter)
        return self._publisher.publish(Outgoing(AREA_EVENTS, envelope.area.encode(), value, dict(envelope.headers)))


def joined(batches: Sequence[Observations]) -> Observations:
    """Return plain batches (final, revision 0, received now) of one area as one."""
    if len(batches) == 1:
        return batches[0]
    columns = Columns(batches[0].area)
    for one in batches:
        numbers = [columns.number(series) for series in zip(one.indicators, one.entities, one.lengths, strict=True)]
        rows = one.series if len(one.series) else [0] * len(one.periods)
        columns.add_plain([numbers[row] for row in rows], one.periods, one.values)
    return columns.observations(0)


def _pass_on(waiting: Iterable[asyncio.Future[Position]], sent: asyncio.Future[Position]) -> None:
    error = sent.exception() if not sent.cancelled() else asyncio.CancelledError()
    if error is not None:
        _fail(waiting, error)
        return
    for one in waiting:
        if not one.done():
            one.set_result(sent.result())


def _fail(waiting: Iterable[asyncio.Future[Position]], error: BaseException) -> None:
    for one in waiting:
        if not one.done():
            one.set_exception(error)
