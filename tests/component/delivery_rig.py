"""Delivery on a real database and real HTTP, fed with alert events in the place of Kafka."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager

import sqlalchemy as sa

from services.notifier.book import Book
from services.notifier.composing import Composer
from services.notifier.delivery import Delivery
from services.notifier.notice import Notice
from services.notifier.outbox import Outbox, write_notices
from services.notifier.projection import Projection
from services.notifier.silences import Silences
from services.notifier.stages import notices_for
from services.notifier.tables import EPISODES, EVENTS
from services.notifier.writing import Writer
from shared.events.kafka_client import Record
from shared.events.topics import RISK_ALERTS
from shared.model.catalogue import Catalogue
from shared.model.manifests import Manifest, Subscriber
from shared.runtime.clock import machine_ms
from tests.unit.notifier.letters import told
from tests.unit.notifier.test_domain import CITY
from xiheng.events.v1.verdict_pb2 import Origin


def subscriber(name: str, **spec: object) -> Subscriber:
    base = {"names": {"zh": "接收方", "en": "receiver"}, **spec}
    return Subscriber.model_validate({"metadata": {"name": name, "namespace": "wuxi-2026"}, "spec": base})


class Rig:
    """A notifier without Kafka."""

    def __init__(self, engine: sa.Engine, subscribers: Iterable[Manifest]) -> None:
        self.engine = engine
        self.catalogue = Catalogue.from_manifests([*CITY, *subscribers])
        self.outbox = Outbox(engine)
        self.book = Book(engine, machine_ms)
        self.failures: list[BaseException] = []
        self.link_to: Callable[[str], str] = lambda _: ""
        self.delivery = self._start()
        self._offset = 0

    def _start(self) -> Delivery:
        composer = Composer(lambda: self.catalogue, Writer(), self.book.history, self._link)
        return Delivery(self.outbox, composer, lambda: self.catalogue, machine_ms, self.failures.append)

    def _link(self, notice: str) -> str:
        return self.link_to(notice)

    def write(self, *alerts: str, tell: bool = True, **changes: object) -> None:
        """Bring an event of each alert, all in one transaction."""
        records = []
        for alert in alerts:
            self._offset += 1
            event = told(alert, origin=Origin(offset=self._offset), known_time_ms=machine_ms(), **changes)
            records.append(
                Record(RISK_ALERTS, 0, self._offset, b"", event.SerializeToString(), (("began", str(machine_ms()).encode()),), 0)
            )
        with self.engine.begin() as connection:
            taken = Projection(lambda: self.catalogue, machine_ms, Silences()).apply(connection, records)
        if tell:
            self.delivery.tell(taken.notices)

    def storm(self, count: int, **changes: object) -> None:
        """Write down so many events with their notices, without the projection."""
        first = self._offset + 1
        events: list[dict[str, object]] = []
        episodes: list[dict[str, object]] = []
        notices: list[Notice] = []
        for cursor in range(first, first + count):
            event = told(f"storm-{cursor}", origin=Origin(offset=cursor), **changes)
            row = {"alert_id": event.id, "source_offset": cursor, "source_ordinal": 0, "event": event.SerializeToString()}
            events.append({**row, "cursor": cursor, "seen_ms": 0, "began_ms": 0, "trace": ""})
            words = {"plan": event.plan, "rule": event.rule, "area": event.area, "severity": event.severity, "state": event.state}
            seen = {"first_seen_ms": machine_ms(), "first_cursor": cursor, "last_cursor": cursor}
            episodes.append({**row, **words, **seen, "acknowledged_by": "", "acknowledged_ms": 0})
            notices += notices_for(event, cursor, self.catalogue, step="raised", now_ms=machine_ms()).notices
        self._offset += count
        with self.engine.begin() as connection:
            connection.execute(sa.insert(EVENTS), events)
            connection.execute(sa.insert(EPISODES), episodes)
            write_notices(connection, notices)

    async def crash(self) -> None:
        """Stop at once, whatever is under way, and start anew."""
        for task in self.delivery._tasks:
            task.cancel()
        await self.delivery.stop()
        self.delivery = self._start()
        await self.delivery.resume()

    async def until(self, condition: Callable[[], bool], seconds: float = 20.0) -> None:
        """Wait for something."""
        async with asyncio.timeout(seconds):
            while not condition():
                assert self.failures == []
                await asyncio.sleep(0.005)

    async def until_empty(self, seconds: float = 20.0) -> None:
        await self.until(lambda: not self.outbox.counts().get("waiting") and not self.outbox.counts().get("sending"), seconds)


@asynccontextmanager
async def delivering(engine: sa.Engine, *subscribers: Manifest) -> AsyncIterator[Rig]:
    """A notifier that delivers while the body runs."""
    rig = Rig(engine, subscribers)
    yield rig
    await rig.delivery.stop()
    assert rig.failures == []
