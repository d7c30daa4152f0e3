"""A receiver of webhooks, as a bureau would run one: checks the signature, drops what it has, answers 200."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Receiver:
    """Listens on the loopback and keeps what was delivered. Thread-safe."""

    def __init__(self, secret: bytes) -> None:
        """Bind to a free port; signatures are checked with `secret`."""
        self._secret = secret
        self._lock = threading.Lock()
        self.received: dict[str, dict[str, Any]] = {}
        """Bodies by notice."""
        self.traces: dict[str, str] = {}
        """Trace that each notice came in; empty: none."""
        self.repeated = 0
        """Notices that came again."""
        self.refused = 0
        """Bodies whose signature was wrong."""
        self.stopped = False
        """Nobody is answered any more, over connections that are open neither."""
        handler = type("Handler", (_Handler,), {"receiver": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/alerts"

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """Stop listening."""
        self.stopped = True
        self._server.shutdown()
        self._server.server_close()

    def notices(self) -> list[dict[str, Any]]:
        """Return the bodies so far, each notice once."""
        with self._lock:
            return list(self.received.values())

    def take(self, signature: str, body: bytes, trace: str = "") -> bool:
        """Keep a body; False when its signature is wrong."""
        parts = dict(part.partition("=")[::2] for part in signature.split(","))
        wanted = hmac.new(self._secret, parts.get("t", "").encode() + b"." + body, hashlib.sha256).hexdigest()
        with self._lock:
            if not hmac.compare_digest(wanted, parts.get("v1", "")):
                self.refused += 1
                return False
            found = json.loads(body)
            self.repeated += found["notice"] in self.received
            self.received[found["notice"]] = found
            self.traces[found["notice"]] = trace
            return True


class _Handler(BaseHTTPRequestHandler):
    receiver: Receiver
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        if self.receiver.stopped:
            self.close_connection = True
            return
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        good = self.receiver.take(self.headers.get("X-Xiheng-Signature", ""), body, self.headers.get("traceparent", ""))
        self.send_response(200 if good else 403)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing."""
