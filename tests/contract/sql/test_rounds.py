"""What time brings, on both databases: each stage, reminder and release once, whatever crashes and however many look."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from services.notifier.answers import Answered
from services.notifier.book import Book
from services.notifier.lifecycle.line import Step
from services.notifier.lifecycle.silence import id_of
from services.notifier.projection import Projection
from services.notifier.requests import Request
from services.notifier.rounds import Rounds
from services.notifier.silences import Silences
from services.notifier.tables import MIGRATIONS, NOTICES
from shared.events.kafka_client import Record
from shared.events.topics import RISK_ALERTS
from shared.model.catalogue import Catalogue
from shared.model.manifests import Manifest, Subscriber
from tests.contract.sql.conftest import Open
from tests.unit.judgement.builders import area, manifest
from tests.unit.notifier.test_domain import event
from xiheng.events.v1.verdict_pb2 import Origin

MINUTE_MS, HOUR_MS = 60_000, 3_600_000
START_MS = 1_784_000_000_000
DUTY = {"escalation": {"duty": {"stages": [{"afterMinutes": 5, "rota": "duty"}, {"afterMinutes": 30, "tell": ["chief"]}]}}}
ROTA = {"rotas": {"duty": {"persons": ["zhang", "li"], "start": "2026-01-05"}}}
BY_DUTY = {**DUTY, **ROTA, "defaultEscalation": "duty"}


def subscriber(name: str, **spec: object) -> Subscriber:
    base = {"names": {"zh": "接收方", "en": "receiver"}, "webhook": {"url": "http://127.0.0.1:1/"}, **spec}
    return Subscriber.model_validate({"metadata": {"name": name, "namespace": "wuxi-2026"}, "spec": base})


class Watch:
    """A notifier whose clock stands still between the tests' steps, without Kafka and without sending."""

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
        found: list[tuple[str, str]] = []
        next_ms = 0
        while next_ms <= self.now_ms:
            done = self.rounds.go()
            next_ms = done.next_ms
            found += [(one.subscriber, one.step) for one in done.notices]
        return found

    def told(self) -> list[tuple[str, str]]:
        """(subscriber, step) of all notices, in order."""
        with self.engine.connect() as connection:
            rows = connection.execute(sa.select(NOTICES).order_by(NOTICES.c.created_ms, NOTICES.c.cursor, NOTICES.c.subscriber))
            return [(row.subscriber, row.step) for row in rows]

    def steps(self, alert: str = "a1b2") -> list[Step]:
        return [one.step for one in Book(self.engine, lambda: 0).ledger(alert)]


@pytest.fixture
def opened(open_engine: Open) -> sa.Engine:
    return open_engine(MIGRATIONS)


def test_the_person_on_call_and_then_the_chief_are_told_until_somebody_answers(opened: sa.Engine) -> None:
    watch = Watch(opened, BY_DUTY)
    watch.take()
    assert watch.after(minutes=4.9) == []
    assert watch.after(minutes=5) == [("li", "escalated")]  # the 28th week of the rota
    assert watch.after(minutes=6) == []
    watch.take(severity=2)
    assert watch.after(minutes=30) == [("chief", "escalated")]
    watch.does(Step.ACKNOWLEDGED)
    watch.take(severity=1, state=2)
    assert watch.after(minutes=60 * 24 * 30) == []
    assert watch.told() == [
        ("one", "raised"),
        ("li", "escalated"),
        ("li", "updated"),
        ("one", "updated"),
        ("chief", "escalated"),
        ("chief", "resolved"),
        ("li", "resolved"),
        ("one", "resolved"),
    ]
    assert watch.steps() == ["raised", "escalated", "updated", "escalated", "acknowledged", "resolved"]


def test_a_subscribers_own_chain_goes_before_the_plans(opened: sa.Engine) -> None:
    own = {"own": {"stages": [{"afterMinutes": 1, "tell": ["zhang"]}]}}
    alerting = {**BY_DUTY, "escalation": {**DUTY["escalation"], **own}}
    watch = Watch(opened, alerting, subscriber("two", escalation="own", families=["debt"]))
    watch.take()
    watch.take("b1b2", rule="housing.destocking")
    assert watch.after(minutes=20) == [("zhang", "escalated"), ("li", "escalated")]


def test_what_was_missed_while_nobody_looked_is_made_up_for(opened: sa.Engine) -> None:
    watch = Watch(opened, BY_DUTY)
    watch.take()
    assert watch.after(minutes=600) == [("li", "escalated"), ("chief", "escalated")]


def test_a_crash_before_the_commit_leaves_all_to_the_next_round_and_after_it_nothing(opened: sa.Engine) -> None:
    watch = Watch(opened, BY_DUTY)
    watch.take()
    watch.now_ms = START_MS + 5 * MINUTE_MS

    def crash(_: object) -> None:
        raise KeyboardInterrupt

    sa.event.listen(opened, "commit", crash)
    with pytest.raises(KeyboardInterrupt):
        watch.rounds.go()
    sa.event.remove(opened, "commit", crash)
    assert watch.steps() == ["raised"]
    watch.rounds = watch.start()
    assert watch.after(minutes=5) == [("li", "escalated")]
    watch.rounds = watch.start()
    assert watch.after(minutes=5) == []
    assert watch.told() == [("one", "raised"), ("li", "escalated")]


def test_two_notifiers_on_one_database_tell_nobody_twice(opened: sa.Engine) -> None:
    watch = Watch(opened, BY_DUTY)
    watch.take()
    watch.now_ms = START_MS + 40 * MINUTE_MS
    others = [watch.start(), watch.start()]
    for _ in range(8):
        for one in others:
            one.go()
    assert watch.told() == [("one", "raised"), ("chief", "escalated"), ("li", "escalated")]


def test_those_who_heard_of_it_are_reminded_until_somebody_answers(opened: sa.Engine) -> None:
    watch = Watch(opened, {"repeatHours": 4})
    watch.take()
    assert watch.after(minutes=239) == []
    assert watch.after(minutes=240) == [("one", "reminded")]
    assert watch.after(minutes=241) == []
    assert watch.after(minutes=480) == [("one", "reminded")]
    watch.does(Step.SNOOZED, until_ms=str(START_MS + 1000 * MINUTE_MS))
    assert watch.after(minutes=999) == []
    assert watch.after(minutes=1000) == [("one", "reminded")]
    watch.does(Step.ACKNOWLEDGED)
    assert watch.after(minutes=10_000) == []


def test_a_deadline_that_passed_is_told_once_though_the_alert_is_acknowledged(opened: sa.Engine) -> None:
    watch = Watch(opened, {})
    watch.take()
    watch.does(Step.ACKNOWLEDGED)
    watch.does(Step.ASSIGNED, unit="财政局", deadline_ms=str(START_MS + HOUR_MS))
    assert watch.after(minutes=59) == []
    assert watch.after(minutes=60) == [("one", "overdue")]
    assert watch.after(minutes=6000) == []


def test_a_silenced_alert_is_told_when_the_silence_ends_and_then_the_time_to_answer_begins(opened: sa.Engine) -> None:
    watch = Watch(opened, BY_DUTY)
    watch.does(Step.SILENCED, "", matchers="family=debt area=320205", end_ms=str(START_MS + HOUR_MS))
    watch.take()
    watch.take("b1b2", rule="housing.destocking")
    assert watch.told() == [("one", "raised")]
    assert watch.after(minutes=59) == [("li", "escalated"), ("chief", "escalated")]  # of the other one
    assert watch.after(minutes=60) == [("one", "raised")]
    assert watch.after(minutes=64) == []
    assert watch.after(minutes=65) == [("li", "escalated")]
    assert watch.steps() == ["raised", "muted", "released", "escalated"]
    assert watch.steps("") == ["silenced", "silence-ended"]


def test_a_silence_that_somebody_ends_holds_back_nothing_more_and_its_alerts_end_is_told_to_nobody_who_knew_nothing(
    opened: sa.Engine,
) -> None:
    watch = Watch(opened, {})
    line = watch.does(Step.SILENCED, "", matchers="family=debt", end_ms=str(START_MS + HOUR_MS))
    watch.take()
    watch.take(state=2)
    watch.take("b1b2")
    assert watch.after(minutes=1) == []
    watch.does(Step.SILENCE_ENDED, "", silence=id_of(line))
    assert watch.after(minutes=2) == [("one", "raised")]
    assert watch.steps("b1b2") == ["raised", "muted", "released"]
    assert watch.told() == [("one", "raised")]


def test_in_a_window_nobody_is_told_and_after_it_of_what_goes_on(opened: sa.Engine) -> None:
    window = {
        "name": "books",
        "matchers": ["family=debt"],
        "start": "2026-07-14T00:00",
        "end": "2026-07-14T12:00",
        "reason": "books are closed",
    }
    watch = Watch(opened, {"maintenance": [window]})
    watch.take()
    (muted,) = [one for one in Book(opened, lambda: 0).ledger("a1b2") if one.step is Step.MUTED]
    assert muted.facts == {"why": "maintenance", "by": "books"}
    assert watch.after(minutes=24 * 60) == [("one", "raised")]


def test_while_the_citys_alert_goes_on_its_districts_say_no_more_to_those_who_hear_of_both(opened: sa.Engine) -> None:
    inhibition = [{"name": "city-over-district", "above": True, "equal": ["rule"]}]
    watch = Watch(opened, {"inhibition": inhibition}, subscriber("district", areas=["320205"]))
    watch.take("c1b2", area="320200")
    watch.take()
    assert watch.told() == [("one", "raised"), ("district", "raised")]
    assert watch.after(minutes=10) == []
    watch.take("c1b2", area="320200", state=2)
    assert watch.after(minutes=11) == [("one", "raised")]
    (muted,) = [one for one in Book(opened, lambda: 0).ledger("a1b2") if one.step is Step.MUTED]
    assert muted.facts == {"why": "inhibition", "by": "c1b2", "partly": "true"}


def test_an_alert_that_comes_and_goes_is_told_again_when_it_is_calm_as_it_is_then(opened: sa.Engine) -> None:
    watch = Watch(opened, {"flapDamping": {"changes": 4, "minutes": 10}})
    for state in (1, 2, 1, 2, 1, 2):
        watch.take(state=state)
    assert watch.told() == [("one", "raised"), ("one", "resolved"), ("one", "updated")]
    assert watch.after(minutes=9) == []
    assert watch.after(minutes=10) == [("one", "resolved")]
    assert watch.after(minutes=20) == []


def test_a_plan_that_changes_is_looked_at_at_once(opened: sa.Engine) -> None:
    watch = Watch(opened, {})
    watch.take()
    assert watch.after(minutes=10) == []
    watch.catalogue = Watch(opened, BY_DUTY).catalogue
    assert watch.after(minutes=10) == [("li", "escalated")]
