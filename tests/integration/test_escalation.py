"""A real notifier on a real Kafka, killed in the middle of a round: nobody is missed, and nobody is told twice of one stage."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from services.demo.receiver import Receiver
from services.local.component import Component
from services.notifier.book import Book
from services.notifier.lifecycle.line import Step
from shared.events.administration import create_topics
from shared.events.definitions import encode_definition
from shared.events.kafka_client import Producer
from shared.events.topics import DEFINITIONS, RISK_ALERTS
from shared.judgement.event import Definition
from shared.model.manifests import Manifest, Subscriber
from shared.runtime.authority import Authority
from shared.runtime.clock import machine_ms
from shared.runtime.database import connect
from shared.runtime.local_kafka import LocalKafka
from tests.e2e.asking import eventually
from tests.unit.judgement.builders import area, manifest
from tests.unit.notifier.letters import told as event
from xiheng.events.v1.verdict_pb2 import Origin

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(240)]
SECRET = b"secret"
AFTER_SECONDS = 1.0
A_ROUND_SECONDS = 3.5
"""A round at rest is every two seconds."""


@dataclass
class Rig:
    """A notifier, its database and those whom it tells."""

    kafka: str
    component: Component
    engine: sa.Engine
    desk: Receiver
    """Hears of every alert."""
    chief: Receiver
    """Hears of what nobody answered."""

    def raise_alert(self, identity: str, offset: int) -> None:
        producer = Producer(self.kafka)
        told = event(identity, origin=Origin(offset=offset), known_time_ms=machine_ms())
        producer.send(RISK_ALERTS, partition=0, key=identity.encode(), value=told.SerializeToString())
        producer.flush()
        producer.close()

    def steps(self, identity: str) -> list[Step]:
        return [one.step for one in Book(self.engine, machine_ms).ledger(identity)]


def told(receiver: Receiver, identity: str) -> list[str]:
    """Steps that a receiver was told of about an alert, each notice once."""
    return [one["step"] for one in receiver.received.values() if one["alert"]["id"] == identity]


@pytest.fixture(scope="module")
def rig(own_kafka: LocalKafka, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    tmp_path = tmp_path_factory.mktemp("notifier")
    create_topics(own_kafka.address)
    desk, chief = Receiver(SECRET), Receiver(SECRET)
    (tmp_path / "secret").write_bytes(SECRET)
    for one in (desk, chief):
        one.start()
    define(own_kafka.address, tmp_path / "secret", desk, chief)
    url = f"sqlite:///{tmp_path / 'notifier.db'}"
    key = Authority(tmp_path / "authority").public_key_file
    component = Component("notifier", tmp_path, {"BOOTSTRAP_SERVERS": own_kafka.address, "PUBLIC_KEY": str(key), "DATABASE_URL": url})
    component.start()
    component.wait()
    engine = connect(url)
    yield Rig(own_kafka.address, component, engine, desk, chief)
    engine.dispose()
    component.stop()
    for one in (desk, chief):
        one.stop()


def define(address: str, secret: Path, desk: Receiver, chief: Receiver) -> None:
    """Write a plan whose chief is told of what nobody answers, in the registry's place."""
    alerting = {"defaultEscalation": "up", "escalation": {"up": {"stages": [{"afterMinutes": AFTER_SECONDS / 60, "tell": ["chief"]}]}}}
    names = {"zh": "接收方", "en": "receiver"}
    manifests: list[Manifest] = [
        area("320200", level="city"),
        area("320205", "320200"),
        manifest("Plan", "wuxi-2026", area="320200", year=2026, alerting=alerting),
    ]
    for name, receiver in (("desk", desk), ("chief", chief)):
        spec = {"names": names, "onlyWhenNamed": name == "chief", "webhook": {"url": receiver.url, "secretFile": str(secret)}}
        manifests.append(subscriber(name, spec))
    producer = Producer(address)
    for one in manifests:
        wire = encode_definition(Definition.initial(one))
        producer.send(DEFINITIONS, partition=0, key=f"{one.kind}/{one.plan}/{one.name}".encode(), value=wire.SerializeToString())
    producer.flush()
    producer.close()


def subscriber(name: str, spec: dict[str, object]) -> Manifest:
    return Subscriber.model_validate({"metadata": {"name": name, "namespace": "wuxi-2026"}, "spec": spec})


def test_killed_between_the_decision_and_its_record_it_tells_the_chief_after_the_next_start_once(rig: Rig) -> None:
    rig.raise_alert("aaaa1111", 1)
    eventually(lambda: told(rig.desk, "aaaa1111"), seconds=60)
    with rig.engine.begin():  # holds the writer's place: the round finds the stage due, and waits to write it down
        time.sleep(AFTER_SECONDS + A_ROUND_SECONDS)
        rig.component.kill()
    assert Step.ESCALATED not in rig.steps("aaaa1111")
    assert told(rig.chief, "aaaa1111") == []
    rig.component.start()
    assert eventually(lambda: told(rig.chief, "aaaa1111"), seconds=60) == ["escalated"]
    time.sleep(A_ROUND_SECONDS)
    assert told(rig.chief, "aaaa1111") == ["escalated"]
    assert told(rig.desk, "aaaa1111") == ["raised"]
    assert rig.steps("aaaa1111").count(Step.ESCALATED) == 1
    assert (rig.chief.repeated, rig.desk.repeated) == (0, 0)


def test_killed_between_the_record_and_the_sending_the_notice_has_one_id_and_comes_at_most_twice(rig: Rig) -> None:
    rig.raise_alert("bbbb2222", 1)
    eventually(lambda: Step.ESCALATED in rig.steps("bbbb2222"), seconds=60)
    rig.component.kill()
    rig.component.start()
    assert eventually(lambda: told(rig.chief, "bbbb2222"), seconds=60) == ["escalated"]
    time.sleep(A_ROUND_SECONDS)
    assert told(rig.chief, "bbbb2222") == ["escalated"]
    assert rig.chief.repeated <= 1
    assert rig.steps("bbbb2222").count(Step.ESCALATED) == 1
