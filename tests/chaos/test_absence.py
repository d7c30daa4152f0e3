"""Kafka or its topics are not there: every process waits, says what for, and works once they are."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.local.component import Component
from services.local.credentials import DOMAINS
from shared.events.administration import create_topics
from shared.events.kafka_client import Admin
from shared.events.topics import AREA_EVENTS, STATE_CHANGELOG
from shared.runtime.authority import Authority
from shared.runtime.local_kafka import LocalKafka
from tests.chaos.rig import Rig
from tests.e2e.asking import eventually

pytestmark = [pytest.mark.kafka, pytest.mark.chaos, pytest.mark.timeout(240)]
_NO_PAGE, _STARTING = "urlopen error", "starting"


@pytest.fixture
def kafka(tmp_path: Path) -> Iterator[LocalKafka]:
    made = LocalKafka(tmp_path / "kafka")
    yield made
    made.stop()


@pytest.fixture
def components(tmp_path: Path, kafka: LocalKafka) -> Iterator[list[Component]]:
    common = {"BOOTSTRAP_SERVERS": kafka.address, "PUBLIC_KEY": str(Authority(tmp_path / "authority").public_key_file)}
    names = ["registry", *DOMAINS, "scoreboard", "notifier"]
    made = [Component(name, tmp_path, {**common, "DATABASE_URL": f"sqlite:///{tmp_path / name}.db"}) for name in names]
    made.append(Component("processor", tmp_path, {**common, "DATA_FOLDER": str(tmp_path / "processor")}))
    for one in made:
        one.start()
    yield made
    for one in made:
        one.kill()


def reasons(components: list[Component]) -> dict[str, str]:
    """Why each is not ready, once all of them answer and none is."""

    def said() -> dict[str, str] | None:
        found = {one.name: one.not_ready() for one in components}
        return found if all(one and _NO_PAGE not in one and _STARTING not in one for one in found.values()) else None

    return eventually(said, seconds=60)


def test_processes_that_start_before_kafka_and_its_topics_wait_and_say_so(kafka: LocalKafka, components: list[Component]) -> None:
    waiting = reasons(components)
    assert all("Kafka" in reason or "definitions" in reason for reason in waiting.values()), waiting
    kafka.start()
    end = time.monotonic() + 30.0
    while f"topic {AREA_EVENTS} is missing" not in (waiting := reasons(components))["processor"]:
        assert time.monotonic() < end, waiting
        time.sleep(0.2)
    assert not {one.name: one.exit_code for one in components if one.exit_code is not None}
    create_topics(kafka.address)
    for one in components:
        one.wait()


def test_a_log_that_was_deleted_and_made_again_is_not_folded_into_the_old_state(tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    try:
        processor = rig.processor("a")
        processor.wait()
        rig.settle()
        kept = len(rig.read(STATE_CHANGELOG))
        admin = Admin(rig.kafka.address)
        admin.delete(AREA_EVENTS)
        time.sleep(1)
        create_topics(rig.kafka.address)
        admin.close()
        with rig.load(3):
            pass
        eventually(lambda: processor.restarts > 0 and "was folded from topic id" in processor.log.read_text(), seconds=90)
        assert len(rig.read(STATE_CHANGELOG)) == kept
    finally:
        rig.close()
