"""What a district is told while Kafka or the log is away, and that nothing acknowledged is lost then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.local.component import Component
from shared.client import Connection, Reporter
from shared.events.administration import create_topics
from shared.events.codec import decode_event
from shared.events.definitions import encode_definition
from shared.events.kafka_client import Admin, Consumer, Producer, Record
from shared.events.topics import AREA_EVENTS, DEFINITIONS, TOPICS
from shared.judgement.event import Definition, Observations
from shared.model.errors import Unavailable
from shared.runtime.authority import Authority
from shared.runtime.identity import REPORTER, Identity
from shared.runtime.local_kafka import LocalKafka
from tests.integration.events.test_producer import recreate
from tests.unit.judgement.builders import area, indicator
from xiheng.shared.v1.observation_pb2 import Observation

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(120)]


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[LocalKafka]:
    """A broker that is not started yet."""
    made = LocalKafka(tmp_path / "kafka")
    yield made
    made.stop()


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path / "authority")


@pytest.fixture
def service(tmp_path: Path, broker: LocalKafka, authority: Authority) -> Iterator[Component]:
    settings = {
        "BOOTSTRAP_SERVERS": broker.address,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'receipts.db'}",
        "PUBLIC_KEY": str(authority.public_key_file),
        "DELIVERY_SECONDS": "3",
    }
    made = Component("livelihood", tmp_path, settings)
    made.start()
    yield made
    made.kill()


def report(service: Component, authority: Authority, value: float, *, patience: float) -> int:
    """Report until it is answered or the patience is over, and return how many observations were accepted."""
    identity = Identity("district", frozenset({REPORTER}), frozenset({"320205"}), frozenset({"livelihood"}))
    connection = Connection(address=service.address, token=authority.token(identity))
    row = Observation(indicator="jobs", area="320205", period="2026-06", value=value)
    with Reporter("livelihood", connection, patience_seconds=patience) as reporter:
        return sum(answered.accepted for answered in reporter.report([[row]]))


def refused_until_defined(service: Component, authority: Authority) -> None:
    """Report again and again: until the service has read both definitions it refuses the row, and has nothing to write."""
    while report(service, authority, 1.0, patience=6.0) == 0:
        pass


def define(address: str) -> None:
    producer = Producer(address)
    for one in (area("320205", level="district"), indicator("jobs", service="livelihood")):
        definition = encode_definition(Definition.initial(one))
        producer.send(DEFINITIONS, key=f"{one.kind}/{one.name}".encode(), value=definition.SerializeToString()).result(10.0)
    producer.close()


def logged(address: str) -> list[float]:
    consumer = Consumer(address)
    ends = consumer.ends(AREA_EVENTS)
    consumer.assign({(AREA_EVENTS, number): 0 for number in ends})
    found: list[Record] = []
    while len(found) < sum(ends.values()):
        found += consumer.poll()
    consumer.close()
    bodies = [decode_event(record.value or b"").body for record in found]
    return [value for body in bodies if isinstance(body, Observations) for value in body.values]


def test_a_district_is_told_what_is_missing_until_it_is_there(broker: LocalKafka, service: Component, authority: Authority) -> None:
    with pytest.raises(Unavailable, match="the catalogue is not read yet: Kafka is away or starting; try again"):
        report(service, authority, 1.0, patience=5.0)
    broker.start()
    admin = Admin(broker.address)
    admin.create(DEFINITIONS, partitions=1, replication=1, configuration=TOPICS[DEFINITIONS].configuration())
    define(broker.address)
    with pytest.raises(Unavailable, match=f"topic {AREA_EVENTS} is missing on Kafka at .*: create it with `xiheng doctor --mend`"):
        refused_until_defined(service, authority)
    create_topics(broker.address, partitions=3)
    assert report(service, authority, 1.0, patience=30.0) == 1
    assert logged(broker.address) == [1.0]

    admin.delete(AREA_EVENTS)
    with pytest.raises(Unavailable, match=f"{service.address} has been away for"):
        report(service, authority, 2.0, patience=4.0)
    recreate(broker.address)
    assert report(service, authority, 3.0, patience=60.0) == 1
    assert 3.0 in logged(broker.address)
    admin.close()
