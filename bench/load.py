"""Load on a domain service, run in a process of its own: what was acknowledged is put on a queue."""

from __future__ import annotations

import multiprocessing as mp
from collections.abc import Callable
from itertools import islice
from multiprocessing import Queue

from bench.wire import ReportLoad
from bench.workload import as_rows, batches, dense_block
from shared.client import Connection
from xiheng.environment.v1 import environment_service_pb2 as messages


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


def acknowledged(load: Callable[..., None], connection: Connection, seconds: float) -> float:
    """Run a load in a process of its own for some seconds, and return how many observations a second were acknowledged."""
    context = mp.get_context("spawn")
    answers: mp.Queue[tuple[int, float]] = context.Queue()
    process = context.Process(target=load, args=(connection, seconds, answers))
    process.start()
    accepted, took = answers.get(timeout=seconds * 6 + 60)
    process.join()
    return accepted / took


def _run(connection: Connection, seconds: float, requests: list[messages.ReportRequest], answers: Queue) -> None:  # type: ignore[type-arg]
    method = f"/{messages.DESCRIPTOR.services_by_name['EnvironmentService'].full_name}/Report"
    load = ReportLoad(connection, method, [one.SerializeToString() for one in requests])
    said, took = load.run(seconds)
    answers.put((sum(messages.ReportResponse.FromString(one).accepted for one in said), took))
