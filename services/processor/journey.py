"""What travels with a record to all that it causes: its trace, and when its journey began."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

from shared.events.topics import BEGAN_HEADER
from shared.judgement.judge import Outputs
from shared.runtime import metrics
from shared.runtime.telemetry import TRACE_HEADER, exemplar, span


class Travelling(Protocol):
    """A record of the log as Faust hands it out."""

    partition: int
    offset: int
    headers: Any
    timestamp: float | None


@contextmanager
def carried(message: Travelling) -> Iterator[Mapping[str, bytes]]:
    """Yield the headers of the outputs of a record."""
    found = dict(message.headers or {})
    began = {BEGAN_HEADER: found.get(BEGAN_HEADER) or str(int(1000 * (message.timestamp or time.time()))).encode()}
    if TRACE_HEADER not in found:
        yield began
        return
    with span("judge", found[TRACE_HEADER].decode(errors="replace"), partition=message.partition, offset=message.offset) as trace:
        yield {**began, **trace}


def count(outputs: Outputs, message: Travelling) -> None:
    """Count the outputs of a record and the time they took."""
    for kind, listed in (
        ("status", outputs.statuses),
        ("alert", outputs.alerts),
        ("embargoed", outputs.embargoed),
        ("roll_up", outputs.roll_ups),
    ):
        if listed:
            metrics.OUTPUTS.labels(kind).inc(len(listed))
    if outputs.statuses and message.timestamp:
        metrics.JUDGE_SECONDS.observe(max(time.time() - message.timestamp, 0.0), exemplar())
