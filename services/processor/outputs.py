"""Outputs of a record: statuses and alerts, each with its origin."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from shared.events.topics import EMBARGOED_STATUSES, RISK_ALERTS, TARGET_STATUSES
from shared.events.verdicts import Origin, encode_alert, encode_no_embargo, encode_status
from shared.judgement.event import Event
from shared.judgement.judge import Embargoed, Outputs
from shared.judgement.state import PartitionState

SendOutput = Callable[[str, bytes, bytes, list[tuple[str, bytes]]], Awaitable[asyncio.Future[None]]]
"""Sends a record on its way to the partition of its key: topic, key, value, headers; the future is done when it is durable."""


class Record(NamedTuple):
    """A record to be sent."""

    topic: str
    key: bytes
    value: bytes


def records_of(outputs: Outputs, event: Event, state: PartitionState, *, partition: int, offset: int) -> Iterator[Record]:
    """Yield the records that the outputs of one record of the log make, in their order."""
    known_ms = event.received_time_ms
    for ordinal, status in enumerate(outputs.statuses):
        key = f"{status.plan}/{status.target}/{status.area}".encode()
        yield Record(TARGET_STATUSES, key, encode_status(status, Origin(partition, offset, ordinal), known_ms))
    for ordinal, alert in enumerate(outputs.alerts, len(outputs.statuses)):
        rule = state.index.rule_specs.get((alert.plan, alert.rule))
        yield Record(RISK_ALERTS, alert.area.encode(), encode_alert(alert, rule, Origin(partition, offset, ordinal), known_ms))
    for ordinal, one in enumerate(outputs.embargoed, len(outputs.statuses) + len(outputs.alerts)):
        yield _embargoed(one, Origin(partition, offset, ordinal), known_ms)


def _embargoed(one: Embargoed, origin: Origin, known_ms: int) -> Record:
    value = encode_no_embargo(one.key, one.area, origin, known_ms) if one.verdict is None else encode_status(one.verdict, origin, known_ms)
    return Record(EMBARGOED_STATUSES, f"{'/'.join(one.key)}/{one.area}".encode(), value)


async def send_all(send: SendOutput, records: Iterable[Record], headers: Mapping[str, bytes]) -> set[asyncio.Future[None]]:
    """Send records and return what becomes done when they are durable."""
    pairs = list(headers.items())
    return {await send(one.topic, one.key, one.value, pairs) for one in records}
