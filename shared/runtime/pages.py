"""The pages that every process shows to its operators: /livez, /readyz and /metrics."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from prometheus_client import exposition

from shared.runtime.metrics import REGISTRY

Check = Callable[[], str]
"""Returns what is wrong in a sentence; an empty text when all is well."""


class Pages:
    """A small HTTP server in a thread of its own, so that it answers while the work is busy."""

    def __init__(self, host: str, port: int, *, live: Mapping[str, Check], ready: Mapping[str, Check]) -> None:
        """Bind.

        Args:
            host: Address to listen on.
            port: Port; 0 takes a free one.
            live: Checks that say whether the process must be restarted.
            ready: Checks that say whether it can work now.

        Raises:
            OSError: If the address is taken.
        """
        handler = type("Handler", (_Handler,), {"checks": {"/livez": live, "/readyz": {**live, **ready}}})
        self._server = ThreadingHTTPServer((host, port), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.2}, name="pages", daemon=True)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._server.server_address[1])

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    checks: Mapping[str, Mapping[str, Check]]

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path in self.checks:
            found = {name: check() for name, check in self.checks[path].items()}
            status = 503 if any(found.values()) else 200
            self._answer(status, "application/json", json.dumps({name: text or "ok" for name, text in found.items()}).encode())
        elif path == "/metrics":
            encoder, kind = exposition.choose_encoder(self.headers.get("Accept", ""))
            self._answer(200, kind, encoder(REGISTRY))
        else:
            self._answer(404, "text/plain", b"pages: /livez /readyz /metrics\n")

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing: a scrape every few seconds is no news."""
