"""A notifier without Kafka, without sending, and with a clock that stands still between a test's steps."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from services.notifier.answers import Answered
from services.notifier.book import Book
from services.notifier.lifecycle.line import Step
from services.notifier.projection import Projection
from services.notifier.requests import Request
from services.notifier.rounds import Rounds
from services.notifier.silences import Silences
from services.notifier.tables import NOTICES
from shared.events.kafka_client import Record
from shared.events.topics import RISK_ALERTS
from shared.model.catalogue import Catalogue
from shared.model.manifests import Manifest, Subscriber
from tests.unit.judgement.builders import area, manifest
from tests.unit.notifier.test_domain import event
from xiheng.events.v1.verdict_pb2 import Origin

MINUTE_MS, HOUR_MS = 60_000, 3_600_000
START_MS = 1_784_000_000_000


def subscriber(name: str, **spec: object) -> Subscriber:
    base = {"names": {"zh": "接收方", "en": "receiver"}, "webhook": {"url": "http://127.0.0.1:1/"}, **spec}
    return Subscriber.model_validate({"metadata": {"name": name, "namespace": "wuxi-2026"}, "spec": base})


class Watch:
    """A notifier whose receivers take what is due as soon as time passes."""

    def __init__(self, engine: sa.Engine, alerting: dict[str, Any], *others: Manifest) -> None:
        self.engine = engine
        self.now_ms = START_MS
        places = [area("320200", level="city"), area("320205", "320200")]
        persons = [subscriber(one, onlyWhenNamed=True) for one in ("li", "zhang", "chief")]
        plan = manifest("Plan", "wuxi-2026", area="320200", year=2026, alerting=alerting)
        self.catalogue = Catalogue.from_manifests([plan, *places, *persons, subscriber("one"), *others])
        self.silences = Silences()
        self.rounds = self.start()
        self._offset = 0
        self._requests = 0

    def start(self) -> Rounds:
        return Rounds(self.engine, lambda: self.catalogue, lambda: self.now_ms, self.silences)

    def take(self, alert: str = "a1b2", **changes: object) -> None:
        self._offset += 1
        told = event(id=alert, origin=Origin(offset=self._offset), **changes)
        record = Record(RISK_ALERTS, 0, self._offset, b"", told.SerializeToString(), (), 0)
        with self.engine.begin() as connection:
            Projection(lambda: self.catalogue, lambda: self.now_ms, self.silences).apply(connection, [record])

    def does(self, step: Step, alert: str = "a1b2", **facts: str) -> str:
        self._requests += 1
        request = Request("wang", step.value, f"r{self._requests}", "")
        return Book(self.engine, lambda: self.now_ms).take_step(alert, request, lambda _: Answered(step, "why", facts))

    def after(self, *, minutes: float) -> list[tuple[str, str]]:
        """(subscriber, step) of what is told in the rounds at that time after the start."""
        self.now_ms = START_MS + int(minutes * MINUTE_MS)
        self.deliver()
        found: list[tuple[str, str]] = []
        next_ms = 0
        while next_ms <= self.now_ms:
            done = self.rounds.go()
            next_ms = done.next_ms
            found += [(one.subscriber, one.step) for one in done.notices]
        return found

    def deliver(self) -> None:
        """Let receivers take what is due."""
        due = sa.update(NOTICES).where(NOTICES.c.state == "waiting", NOTICES.c.due_ms <= self.now_ms)
        with self.engine.begin() as connection:
            connection.execute(due.values(state="delivered", due_ms=self.now_ms))

    def told(self) -> list[tuple[str, str]]:
        """(subscriber, step) of all notices, in order."""
        with self.engine.connect() as connection:
            rows = connection.execute(sa.select(NOTICES).order_by(NOTICES.c.created_ms, NOTICES.c.cursor, NOTICES.c.subscriber))
            return [(row.subscriber, row.step) for row in rows]

    def steps(self, alert: str = "a1b2") -> list[Step]:
        return [one.step for one in Book(self.engine, lambda: 0).ledger(alert)]
