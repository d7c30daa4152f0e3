"""What every gRPC process has in common: its settings, logs, pages, traces and life."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from shared.model.errors import InvalidSettings, Unavailable
from shared.runtime.grpc_server import Authenticator, GrpcSettings, Server
from shared.runtime.lifecycle import Life, live, usage_error
from shared.runtime.logs import start_logs
from shared.runtime.pages import Check, Pages
from shared.runtime.settings import read_settings
from shared.runtime.telemetry import TRACES_PER_SECOND, start_telemetry

_log = logging.getLogger(__name__)

_PATIENCE = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessSettings(GrpcSettings):
    """How a gRPC process runs."""

    bootstrap_servers: str
    """Addresses of Kafka brokers, `host:port`, separated by commas."""
    database_url: str = ""
    """Where it keeps what it keeps: `sqlite:///path` or `postgresql://…`."""
    replaying: bool = False
    """The clock is the one that the registry moves, not the machine's."""
    pages_host: str = "127.0.0.1"
    """Address of /livez, /readyz, /metrics."""
    pages_port: int = 0
    """Their port; 0: any free one."""
    log_level: str = "WARNING"
    """Lowest level that is logged: DEBUG, INFO, WARNING, ERROR."""
    otlp_endpoint: str = ""
    """Where traces go by OTLP over gRPC: `host:port`, or `https://host:port` with TLS; empty: nowhere."""
    trace_ratio: float = 1.0
    """Share of the traces begun here that may be kept, 0 to 1; one begun elsewhere is kept as its beginner decided."""
    traces_per_second: float = TRACES_PER_SECOND
    """Traces begun here that are kept a second, at most; after a rest those of ten seconds at once. 0: none."""

    def authenticator(self) -> Authenticator:
        """Return what verifies callers.

        Raises:
            InvalidSettings: If the authority's key cannot be read.
        """
        try:
            return Authenticator(self.public_key.read_text(encoding="utf-8"))
        except OSError as error:
            raise InvalidSettings(f"XIHENG_PUBLIC_KEY: {error}") from error


S = TypeVar("S", bound=ProcessSettings)


def run_process(name: str, kind: type[S], serve: Callable[[Life, S], Awaitable[None]]) -> int:
    """Read the settings, run `serve` until a signal comes, and return the exit code."""
    try:
        settings = read_settings(kind, os.environ)
    except InvalidSettings as error:
        return usage_error(error)
    start_logs(name, settings.log_level)
    # Requests leave no cycles behind: the collector's usual pace walks the catalogue and the modules again and again for nothing.
    gc.set_threshold(50_000, 20, 50)
    _log.info("process starts", extra={"code": "process-started"})
    telemetry = start_telemetry(
        name, endpoint=settings.otlp_endpoint, sample_ratio=settings.trace_ratio, traces_per_second=settings.traces_per_second
    )
    try:
        return live(lambda life: serve(life, settings))
    finally:
        _log.info("process ends", extra={"code": "process-ended"})
        if telemetry is not None:
            telemetry.shutdown()


def open_pages(settings: ProcessSettings, *, live_checks: dict[str, Check] | None = None, ready: dict[str, Check]) -> Pages:
    """Return pages that answer.

    Raises:
        InvalidSettings: If their port is taken.
    """
    try:
        pages = Pages(settings.pages_host, settings.pages_port, live=live_checks or {}, ready=ready)
    except OSError as error:
        raise InvalidSettings(f"XIHENG_PAGES_PORT: cannot listen on {settings.pages_host}:{settings.pages_port}: {error}") from error
    pages.start()
    return pages


class Follower(Protocol):
    """Something that is ready after a while."""

    @property
    def ready(self) -> bool:
        """It is."""

    def wait(self, seconds: float) -> bool:
        """Wait until it is, or is stopped."""


async def serve_when_ready(server: Server, follower: Follower) -> None:
    """Tell health checks that the server serves as soon as its follower is ready."""
    await asyncio.to_thread(follower.wait, _PATIENCE)
    await server.report_health(serving=follower.ready)


T = TypeVar("T")


async def until_available(life: Life, attempt: Callable[[], Awaitable[T]], *, waiting: Callable[[str], None] = lambda _: None) -> T | None:
    """Return what an attempt returns as soon as it does not raise Unavailable; None when the life ends before.

    Args:
        life: Of the process.
        attempt: Made once a second.
        waiting: Told what is missing after each.
    """
    while not life.stopping:
        try:
            return await attempt()
        except Unavailable as error:
            _log.warning("not available yet, trying again", extra={"code": "not-available-yet", "error": str(error)})
            waiting(str(error))
            await asyncio.sleep(1.0)
    return None
