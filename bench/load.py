"""Load on a domain service, run in a process of its own: what was acknowledged is put on a queue."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from itertools import islice
from multiprocessing import Queue

import uvloop

from bench.workload import as_rows, batches, dense_block
from shared.client import Connection
from xiheng.environment.v1 import environment_service_pb2 as messages

_STREAMS, _WINDOW = 4, 64


def rows_load(connection: Connection, seconds: float, answers: Queue) -> None:  # type: ignore[type-arg]
    """Send requests of 300 rows."""
    rows = [[one for one in as_rows(batch) if one.entity] for batch in islice(batches(), 200)]
    _run(connection, seconds, [messages.ReportRequest(observations=part) for part in rows], answers)


def blocks_load(connection: Connection, seconds: float, answers: Queue) -> None:  # type: ignore[type-arg]
    """Send requests of one dense block."""
    _run(connection, seconds, [messages.ReportRequest(blocks=[dense_block(number)]) for number in range(100)], answers)


def single_load(connection: Connection, seconds: float, answers: Queue) -> None:  # type: ignore[type-arg]
    """Send requests of one row."""
    rows = [one for batch in islice(batches(), 2) for one in as_rows(batch) if one.entity]
    _run(connection, seconds, [messages.ReportRequest(observations=[one]) for one in rows], answers)


def _run(connection: Connection, seconds: float, requests: list[messages.ReportRequest], answers: Queue) -> None:  # type: ignore[type-arg]
    answers.put(uvloop.run(_load(connection, seconds, requests)))


async def _load(connection: Connection, seconds: float, requests: list[messages.ReportRequest]) -> tuple[int, float]:
    # Serialised once: the client's cost is not what is measured.
    wires = [one.SerializeToString() for one in requests]
    async with connection.open_async() as channel:
        method = f"/{messages.DESCRIPTOR.services_by_name['EnvironmentService'].full_name}/Report"
        call: Callable[..., object] = channel.stream_stream(
            method, request_serializer=bytes, response_deserializer=messages.ReportResponse.FromString
        )
        began = time.monotonic()
        counts = await asyncio.gather(*(_stream(call, connection, wires, began + seconds) for _ in range(_STREAMS)))
        return sum(counts), time.monotonic() - began


async def _stream(call: Callable[..., object], connection: Connection, wires: list[bytes], end: float) -> int:
    room, accepted = asyncio.Semaphore(_WINDOW), 0

    async def requests() -> object:
        position = 0
        while time.monotonic() < end:
            await room.acquire()
            yield wires[position % len(wires)]
            position += 1

    async for answer in call(requests(), metadata=connection.metadata):  # type: ignore[attr-defined]
        room.release()
        accepted += answer.accepted
    return accepted
