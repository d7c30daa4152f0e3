"""Services that die in the middle of their work: nothing accepted is lost, nothing is delivered as something else."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.cli.up import clients_of
from services.demo.receiver import Receiver
from services.local.component import Component
from services.local.platform import Platform
from shared.client import Reporter
from shared.events.codec import decode_event
from shared.events.kafka_client import Consumer
from shared.events.topics import AREA_EVENTS
from shared.judgement.event import Definitions, Observations
from shared.model.errors import InvalidEvent, Unavailable
from shared.model.manifests import Subscriber
from shared.plans.checking import check_folder
from shared.runtime.local_kafka import LocalKafka
from tests.e2e.asking import alerts, apply, eventually, report, statuses
from xiheng.registry.v1 import registry_service_pb2 as registry_pb2
from xiheng.registry.v1 import registry_service_pb2_grpc as registry_rpc
from xiheng.shared.v1.observation_pb2 import Observation

pytestmark = [pytest.mark.kafka, pytest.mark.chaos, pytest.mark.timeout(240)]
PLAN = Path(__file__).parents[2] / "plans" / "wuxi-2026"
MANIFESTS = check_folder(PLAN).manifests
SECRET = b"secret"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver(SECRET)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def platform(tmp_path: Path, receiver: Receiver) -> Iterator[Platform]:
    (tmp_path / "secret").write_bytes(SECRET)
    webhook = {"url": receiver.url, "secretFile": str(tmp_path / "secret")}
    subscriber = {"metadata": {"name": "one", "namespace": "wuxi-2026"}, "spec": {"names": {"zh": "名", "en": "n"}, "webhook": webhook}}
    with Platform(tmp_path / "platform", districts=clients_of(PLAN)) as made:
        answer = apply(made.connection("registry"), [*MANIFESTS, Subscriber.model_validate(subscriber)])
        assert not answer.problems
        yield made


def restart(component: Component, *, pause: float = 1.0) -> None:
    component.kill()
    time.sleep(pause)
    component.start()


def test_a_domain_service_killed_in_mid_stream_loses_nothing_that_it_acknowledged(platform: Platform) -> None:
    batches = ([Observation(indicator="jobs.urban-new", area="320213", period="2026-06", value=number)] for number in range(3_000))
    killer = threading.Timer(0.5, restart, [platform.components["livelihood"]])
    killer.start()
    with Reporter("livelihood", platform.connection("livelihood", "district-320213")) as reporter:
        accepted = sum(answered.accepted for answered in reporter.report(batches))
    killer.join()
    assert accepted == 3_000
    assert set(reported(platform, "jobs.urban-new", "320213")) == {float(number) for number in range(3_000)}


def test_a_stream_through_an_outage_of_kafka_is_answered_in_full_and_nothing_is_doubled(platform: Platform) -> None:
    kafka = platform.kafka
    assert kafka is not None
    batches = ([Observation(indicator="jobs.urban-new", area="320213", period="2026-06", value=number)] for number in range(3_000))
    outage = threading.Timer(0.3, lambda: absent(kafka, 8.0))
    outage.start()
    with Reporter("livelihood", platform.connection("livelihood", "district-320213")) as reporter:
        accepted = sum(answered.accepted for answered in reporter.report(batches))
    outage.join()
    assert accepted == 3_000
    assert sorted(reported(platform, "jobs.urban-new", "320213")) == [float(number) for number in range(3_000)]


def test_an_outage_longer_than_a_service_waits_is_answered_unavailable_and_the_service_goes_on(tmp_path: Path) -> None:
    with Platform(tmp_path / "platform", districts=clients_of(PLAN), settings={"DELIVERY_SECONDS": "3"}) as platform:
        assert platform.kafka is not None
        apply(platform.connection("registry"), MANIFESTS)
        connection = platform.connection("livelihood", "district-320213")
        rows = [Observation(indicator="jobs.urban-new", area="320213", period="2026-06", value=1.0)]
        eventually(lambda: report(connection, "livelihood", rows)[0])
        platform.kafka.stop()
        with (
            Reporter("livelihood", connection, patience_seconds=0.0) as reporter,
            pytest.raises(Unavailable, match="did not take the record"),
        ):
            list(reporter.report([[Observation(indicator="jobs.urban-new", area="320213", period="2026-06", value=2.0)]]))
        platform.kafka.start()
        rows[0].value = 3.0
        assert report(connection, "livelihood", rows) == (1, [])
        assert {1.0, 3.0} <= set(reported(platform, "jobs.urban-new", "320213"))
        eventually(lambda: [one for one in statuses(platform.connection("scoreboard"), "jobs.urban-new") if one.value == 3.0], seconds=60)
        platform.check()


def test_a_scoreboard_that_was_killed_shows_what_one_that_was_not_would(platform: Platform) -> None:
    district = platform.connection("livelihood", "district-320213")
    for number in range(1, 40):
        report(district, "livelihood", [Observation(indicator="jobs.urban-new", area="320213", period="2026-06", value=1000.0 * number)])
        if number == 20:
            restart(platform.components["scoreboard"], pause=0.0)
    scoreboard = platform.connection("scoreboard")
    eventually(lambda: [one for one in statuses(scoreboard, "jobs.urban-new") if one.value == 39_000.0], seconds=40)


def test_a_notifier_killed_in_mid_delivery_delivers_everything(platform: Platform, receiver: Receiver) -> None:
    areas = ["320205", "320206", "320211", "320213", "320214", "320281", "320282"]
    for number, area in enumerate(areas):
        row = Observation(indicator="debt.new-hidden", area=area, period="2026-06", value=1.0 + number)
        report(platform.connection("risk", f"district-{area}"), "risk", [row])
        if number == 3:
            restart(platform.components["notifier"], pause=0.5)
    notifier = platform.connection("notifier")
    eventually(lambda: len([area for area in areas if alerts(notifier, "debt.hidden-increase", area)]) == len(areas), seconds=40)
    told = eventually(
        lambda: found if set(areas) <= (found := {one["alert"]["area"] for one in receiver.received.values()}) else None, seconds=40
    )
    assert set(areas) <= told
    assert receiver.refused == 0


def test_a_registry_killed_between_partitions_is_followed_by_another_that_finishes(platform: Platform) -> None:
    first = platform.components["registry"]
    settings = {"BOOTSTRAP_SERVERS": platform.bootstrap_servers, "PUBLIC_KEY": str(platform.authority.public_key_file)}
    second = Component("registry", platform.folder, settings, instance="second")
    second.start()
    second.wait()
    connection = platform.connection("registry")
    changed = [
        one.model_copy(update={"spec": one.spec.model_copy(update={"note": "changed"})}) for one in MANIFESTS if one.kind == "Target"
    ]
    apply(connection, changed)
    first.kill()
    try:
        with platform.connection("registry").__class__(address=second.address, token=platform.token()).open() as channel:
            stub = registry_rpc.RegistryServiceStub(channel)

            def finished() -> bool:
                state = stub.GetState(registry_pb2.GetStateRequest(), metadata=connection.metadata, timeout=5)
                return state.active and not state.pending_definitions

            eventually(finished, seconds=40)
    finally:
        first.start()
        second.stop()
    versions: dict[int, set[str]] = {}
    for partition, event in enumerate_log(platform.bootstrap_servers):
        if isinstance(event, Definitions):
            versions.setdefault(partition, set()).update(one.name for one in event.changes if one.kind == "Target" and one.version == 2)
    assert len(versions) == 24
    assert all(names == {one.name for one in changed} for names in versions.values())


def absent(kafka: LocalKafka, seconds: float) -> None:
    """Have Kafka away for a while."""
    kafka.stop()
    time.sleep(seconds)
    kafka.start()


def reported(platform: Platform, indicator: str, area: str) -> list[float]:
    """Every value of an indicator that the log holds as reported for an area."""
    found: list[float] = []
    for _, event in enumerate_log(platform.bootstrap_servers):
        if isinstance(event, Observations) and event.area == area and not event.child:
            rows = zip(event.series or [0] * len(event.values), event.values, strict=True)
            found += [value for number, value in rows if event.indicators[number] == indicator]
    return found


def enumerate_log(address: str) -> Iterator[tuple[int, object]]:
    """Yield (partition, body) of every event of the log."""
    consumer = Consumer(address)
    try:
        ends = consumer.ends(AREA_EVENTS)
        consumer.assign({(AREA_EVENTS, partition): 0 for partition in ends})
        while any(consumer.position(AREA_EVENTS, partition) < end for partition, end in ends.items()):
            for record in consumer.poll(0.2):
                try:
                    yield record.partition, decode_event(record.value or b"").body
                except InvalidEvent:
                    continue
    finally:
        consumer.close()
