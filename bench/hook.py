"""A receiver of webhooks in a process of its own, which remembers how long each alert was on its way."""

from __future__ import annotations

import json
import multiprocessing as mp
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from aiohttp import web

from shared.runtime.ports import free_port


class Arrived(NamedTuple):
    """What came."""

    milliseconds: list[float]
    """From the time that each alert says it was known, or began, one for each."""

    @property
    def total(self) -> int:
        """How many came."""
        return len(self.milliseconds)

    def percentile(self, share: float) -> float:
        """Return the value below which a share of them lies."""
        return sorted(self.milliseconds)[int(len(self.milliseconds) * share)]


class Hook:
    """Where it listens."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/"

    def total(self) -> int:
        """Return how many came so far."""
        return int(self._ask("total"))

    def _ask(self, what: str) -> Any:  # noqa: ANN401 - JSON
        with urllib.request.urlopen(f"{self.url}{what}", timeout=30) as answer:  # noqa: S310 - our own server
            return json.load(answer)

    def wait(self, count: int, seconds: float) -> Arrived:
        """Return what came once it is so much, or when the time is over."""
        end = time.monotonic() + seconds
        while self.total() < count and time.monotonic() < end:
            time.sleep(0.05)
        return Arrived(self._ask("all"))


@contextmanager
def hook() -> Iterator[Hook]:
    """Listen."""
    port = free_port()
    process = mp.get_context("spawn").Process(target=_serve, args=(port,), daemon=True)
    process.start()
    one, end = Hook(port), time.monotonic() + 30
    while True:
        try:
            one.total()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            break
    yield one
    process.terminate()
    process.join()


def _serve(port: int) -> None:
    on_the_way: list[float] = []

    async def take(request: web.Request) -> web.Response:
        now_ms, body = time.time_ns() / 1e6, await request.json()
        on_the_way.extend(now_ms - began for began in _began(body))
        return web.Response(text="ok")

    async def tell(request: web.Request) -> web.Response:
        return web.json_response(len(on_the_way) if request.path == "/total" else on_the_way)

    app = web.Application(client_max_size=1 << 26)
    app.router.add_post("/", take)
    app.router.add_get("/{what}", tell)
    web.run_app(app, host="127.0.0.1", port=port, print=None, access_log=None)


def _began(body: dict[str, Any]) -> Iterator[float]:
    """Yield when each alert of a body was known (our form) or began (Alertmanager's)."""
    for one in body.get("alerts", [body]):
        yield datetime.fromisoformat(one.get("known_time") or one["startsAt"]).timestamp() * 1000
