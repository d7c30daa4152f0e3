"""The outbox of a service: rows of small requests that come at nearly the same time go into one record, large batches go alone."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from shared.events.codec import encode_event
from shared.events.kafka_client import Position
from shared.events.publisher import Outgoing, Publisher
from shared.events.topics import AREA_EVENTS
from shared.judgement.event import Observations
from shared.reporting.columns import Columns

LINGER_SECONDS = 0.005
"""Longest time that a small batch waits for others."""
_SMALL_ROWS = 64
"""Fewer rows than these are a small batch."""


class Envelope(NamedTuple):
    """What rows have to agree in to share a record."""

    area: str
    reporter: str
    headers: tuple[tuple[str, bytes], ...]


class _Gathered(NamedTuple):
    batches: list[Observations]
    waiting: list[asyncio.Future[Position]]


class Outbox:
    """Hands accepted rows to Kafka. Used by one event loop."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self._gathered: dict[Envelope, _Gathered] = {}

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
            gathered = self._gathered[envelope] = _Gathered([], [])
            loop.call_later(LINGER_SECONDS, self._send, envelope, now_ms)
        future: asyncio.Future[Position] = loop.create_future()
        gathered.batches.append(batch)
        gathered.waiting.append(future)
        return future

    def _send(self, envelope: Envelope, now_ms: int) -> None:
        gathered = self._gathered.pop(envelope)
        try:
            sent = self._publish(joined(gathered.batches), envelope, now_ms)
        except Exception as error:  # noqa: BLE001 - raised where each request is answered
            for one in gathered.waiting:
                one.set_exception(error)
        else:
            sent.add_done_callback(partial(_pass_on, gathered.waiting))

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


def _pass_on(waiting: Sequence[asyncio.Future[Position]], sent: asyncio.Future[Position]) -> None:
    error = sent.exception() if not sent.cancelled() else asyncio.CancelledError()
    for one in waiting:
        if one.done():
            continue
        if error is None:
            one.set_result(sent.result())
        else:
            one.set_exception(error)
