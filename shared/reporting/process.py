"""A domain service as a process: follows definitions, listens, publishes, stops in order."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import grpc

from shared.events.definitions_follower import DefinitionsFollower
from shared.events.kafka_client import Producer
from shared.events.publisher import KafkaPublisher, LatePublisher
from shared.events.topics import AREA_EVENTS
from shared.model.errors import Unavailable
from shared.reporting.intake import RecordCheck
from shared.reporting.receipts import Receipts
from shared.reporting.reporting import Reporting
from shared.runtime.grpc_server import open_server
from shared.runtime.lifecycle import Life
from shared.runtime.process import ProcessSettings, open_pages, run_process, serve_when_ready, until_available

_DUE_SECONDS = 60.0
"""Time between two looks at what is due."""
_PATIENCE = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingSettings(ProcessSettings):
    """How a domain service runs."""

    delivery_seconds: float = 60.0
    """How long an outage of Kafka is waited out before a stream is answered UNAVAILABLE."""


@dataclass(frozen=True, slots=True)
class Domain:
    """What one domain service has of its own."""

    name: str
    """industry, environment, livelihood or risk."""
    full_name: str
    """Full name of its gRPC service."""
    add: Callable[[Reporting, grpc.aio.Server], None]
    """Adds its servicer to a server."""
    check_record: RecordCheck
    """Its own checks of typed records."""


def run_domain_service(domain: Domain) -> int:
    """Run a domain service until a signal comes, and return the exit code."""
    return run_process(domain.name, ReportingSettings, lambda life, settings: _serve(life, settings, domain))


async def _serve(life: Life, settings: ReportingSettings, domain: Domain) -> None:
    authenticator = settings.authenticator()
    receipts = Receipts(settings.database_url, service=domain.name, on_failure=life.fail)
    follower = DefinitionsFollower(settings.bootstrap_servers, replaying=settings.replaying, on_failure=life.fail)
    follower.start()
    producer: Producer | None = None
    ready = {
        "catalogue": lambda: "" if follower.ready else "definitions are not read yet: is Kafka there?",
        "log": lambda: "" if producer is not None else f"nothing can be written to {AREA_EVENTS} yet: is Kafka there?",
    }
    pages = open_pages(settings, ready=ready)
    publisher = LatePublisher()
    reporting = Reporting(
        domain.name,
        follower=follower,
        publisher=publisher,
        receipts=receipts,
        authenticator=authenticator,
        check_record=domain.check_record,
    )
    # It listens before Kafka is there: a client is told what is missing, and to come again.
    server = await open_server(settings, [lambda server: domain.add(reporting, server)], [domain.full_name])
    producer = await until_available(life, lambda: asyncio.to_thread(_producer, settings, domain.name), waiting=publisher.wait)
    if producer is not None:
        publisher.begin(KafkaPublisher(producer))
        tasks = [asyncio.create_task(serve_when_ready(server, follower)), asyncio.create_task(_show_due(life, follower, receipts))]
        await life.until_stopped()
        follower.stop()
        await asyncio.gather(*tasks)
    await server.stop()
    if producer is not None:
        await asyncio.to_thread(producer.close)
    follower.stop()
    await asyncio.to_thread(receipts.stop)
    pages.stop()


async def _show_due(life: Life, follower: DefinitionsFollower, receipts: Receipts) -> None:
    await asyncio.to_thread(follower.wait, _PATIENCE)
    while not life.stopping:
        await asyncio.to_thread(receipts.show_due, follower.catalogue, follower.now_ms())
        await life.rest(_DUE_SECONDS)


def _producer(settings: ReportingSettings, name: str) -> Producer:
    producer = Producer(settings.bootstrap_servers, delivery_seconds=settings.delivery_seconds, name=f"xiheng-{name}")
    try:
        producer.prepare([AREA_EVENTS])
    except Unavailable:
        producer.close()
        raise
    return producer
