"""`python -m bench.telemetry [ROUNDS]`: what traces cost, from the report to the screen: as set by default, and of every request.

Two rounds of the same differ by several percent in throughput, since a platform is started for each. The CPU time of an observation, Kafka's
share included, differs less, and is what the throughput of a busy machine follows from.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import grpc

from bench.stack import Stack

_EXPORT = "/opentelemetry.proto.collector.trace.v1.TraceService/Export"
_WAYS = ("nothing traced", "by default", "every request")
_MEASURED = ("row 1", "row 5", "the CPU time of an observation")
_LIMITS: dict[str, dict[str, str]] = {"by default": {}, "every request": {"TRACES_PER_SECOND": "1000000"}}


class Measured(NamedTuple):
    """What one platform did."""

    accepted: float
    """Observations a second, row 1."""
    judged: float
    """Observations a second, row 5."""
    per_cpu_second: float
    """Observations of both rows that a second of CPU was enough for."""


def main(arguments: list[str]) -> int:
    """Measure in turn, there and back, so that a machine that slows down slows all of them, and print the medians."""
    rounds = int(arguments[0]) if arguments else 3
    found: dict[str, list[Measured]] = {way: [] for way in _WAYS}
    with collector() as address:
        for number in range(rounds):
            for way in _WAYS if number % 2 == 0 else reversed(_WAYS):
                one = _measured({"OTLP_ENDPOINT": address, **_LIMITS[way]} if way in _LIMITS else {})
                found[way].append(one)
                cpu = 1e6 / one.per_cpu_second
                print(
                    f"{way}: {one.accepted:,.0f}/s acknowledged, {one.judged:,.0f}/s whole path, {cpu:.2f} s of CPU a million", flush=True
                )
    bare = _medians(found[_WAYS[0]])
    for way in _WAYS[1:]:
        taken = [1 - one / other for one, other in zip(_medians(found[way]), bare, strict=True)]
        print(f"{way}, medians of {rounds}: " + ", ".join(f"{one:.1%} of {what}" for one, what in zip(taken, _MEASURED, strict=True)))
    return 0


def _measured(settings: Mapping[str, str]) -> Measured:
    with tempfile.TemporaryDirectory(prefix="xiheng-bench-") as folder, Stack(Path(folder), settings) as running:
        before = running.cpu_seconds()
        accepted, judged = running.report_rows(), running.whole_path()
        return Measured(accepted, judged, running.accepted() / (running.cpu_seconds() - before))


@contextmanager
def collector() -> Iterator[str]:
    """Something that takes spans and looks at none: what a collector does is not the platform's cost."""
    server = grpc.server(ThreadPoolExecutor(4))
    taken = grpc.unary_unary_rpc_method_handler(lambda _, __: b"", lambda wire: wire, lambda wire: wire)
    server.add_generic_rpc_handlers((_Taking(taken),))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        server.stop(None).wait()


class _Taking(grpc.GenericRpcHandler):
    def __init__(self, handler: grpc.RpcMethodHandler[bytes, bytes]) -> None:
        self._handler = handler

    def service(self, handler_call_details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler[bytes, bytes] | None:
        """Return what answers a call."""
        return self._handler if handler_call_details.method == _EXPORT else None


def _medians(found: list[Measured]) -> Measured:
    return Measured(*(statistics.median(column) for column in zip(*found, strict=True)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
