"""A process as its starter sees it."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from services.local.component import Component


class CutOff(BaseHTTPRequestHandler):
    """Says no, and goes away before it has said why."""

    def do_GET(self) -> None:
        self.send_response(503)
        self.send_header("Content-Length", "100")
        self.end_headers()
        self.wfile.write(b"start")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing."""


def test_a_page_that_is_cut_off_is_not_ready(tmp_path: Path) -> None:
    server = HTTPServer(("127.0.0.1", 0), CutOff)
    answering = threading.Thread(target=server.handle_request)
    answering.start()
    component = Component("processor", tmp_path, {})
    component.pages_port = server.server_port
    assert "503" in component.not_ready()
    answering.join()
    server.server_close()
