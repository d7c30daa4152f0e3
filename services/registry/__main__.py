"""`python -m services.registry`."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass

from services.registry.active import Active
from services.registry.follower import RegistryFollower
from services.registry.office.servicer import OFFICE_NAME, OfficeServicer, add_office
from services.registry.servicer import FULL_NAME, RegistryServicer, add_servicer
from shared.runtime.grpc_server import open_server
from shared.runtime.lifecycle import Life
from shared.runtime.process import ProcessSettings, open_pages, run_process, serve_when_ready


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrySettings(ProcessSettings):
    """How a registry runs."""

    tick_seconds: float = 60.0
    """Time between ticks of the clock."""
    session_seconds: float = 10.0
    """After so long without a sign of life another instance takes over."""


async def serve(life: Life, settings: RegistrySettings) -> None:
    """Run until the end of the life."""
    authenticator = settings.authenticator()
    follower = RegistryFollower(settings.bootstrap_servers, replaying=settings.replaying, on_failure=life.fail)
    active = Active(
        settings.bootstrap_servers,
        now_ms=follower.now_ms,
        tick_seconds=0.0 if settings.replaying else settings.tick_seconds,
        session_seconds=settings.session_seconds,
        on_failure=life.fail,
    )
    pages = open_pages(settings, ready={"catalogue": lambda: "" if follower.ready else "definitions are not read yet: is Kafka there?"})
    servicer = RegistryServicer(active, follower, authenticator, replaying=settings.replaying)
    office = OfficeServicer(active, follower, authenticator)
    added = [lambda server: add_servicer(servicer, server), lambda server: add_office(office, server)]
    server = await open_server(settings, added, [FULL_NAME, OFFICE_NAME])
    follower.start()
    active.start()
    health = asyncio.create_task(serve_when_ready(server, follower))
    await life.until_stopped()
    follower.stop()
    await health
    await server.stop()
    await asyncio.to_thread(active.stop)
    pages.stop()


if __name__ == "__main__":
    sys.exit(run_process("registry", RegistrySettings, serve))
