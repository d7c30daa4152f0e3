"""`python -m bench.telemetry [ROUNDS]`: what traces cost in throughput, from the report to the screen: as set by default, and of every request."""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import grpc

from bench.stack import Stack

_EXPORT = "/opentelemetry.proto.collector.trace.v1.TraceService/Export"
_WAYS = ("nothing traced", "by default", "every request")
_LIMITS: dict[str, dict[str, str]] = {"by default": {}, "every request": {"TRACES_PER_SECOND": "1000000"}}


def main(arguments: list[str]) -> int:
    """Measure in turn, so that a machine that slows down slows all of them, and print the medians."""
    rounds = int(arguments[0]) if arguments else 3
    found: dict[str, list[tuple[float, float]]] = {way: [] for way in _WAYS}
    with collector() as address:
        for _ in range(rounds):
            for way in _WAYS:
                settings = {"OTLP_ENDPOINT": address, **_LIMITS[way]} if way in _LIMITS else {}
                with tempfile.TemporaryDirectory(prefix="xiheng-bench-") as folder, Stack(Path(folder), settings) as running:
                    found[way].append((running.report_rows(), running.whole_path()))
                print(f"{way}: {found[way][-1][0]:,.0f}/s acknowledged, {found[way][-1][1]:,.0f}/s whole path", flush=True)
    bare = _medians(found[_WAYS[0]])
    for way in _WAYS[1:]:
        taken = [1 - one / other for one, other in zip(_medians(found[way]), bare, strict=True)]
        print(f"{way} costs {taken[0]:.1%} of row 1 and {taken[1]:.1%} of row 5")
    return 0


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


def _medians(found: list[tuple[float, float]]) -> tuple[float, float]:
    return statistics.median(one for one, _ in found), statistics.median(one for _, one in found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
