"""What the doctor says of a real Kafka: topics missing, topics with another number of partitions, dead letters, nobody there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from services.cli.__main__ import make_app
from shared.events.kafka_client import Admin, Producer
from shared.events.topics import AREA_EVENTS, DEAD_LETTERS
from shared.runtime.local_kafka import LocalKafka
from tests.e2e.asking import eventually

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(120)]


def doctor(folder: Path, *options: str) -> dict[str, dict[str, Any]]:
    """Return what is not well, by what it is."""
    result = CliRunner().invoke(make_app(), ["doctor", "--platform", str(folder), "--format", "json", *options])
    assert result.output, result.exception
    return {f"{one['what']} {one['text']}": one for one in json.loads(result.output)["findings"] if one["level"] != "well"}


def test_topics_and_dead_letters(own_kafka: LocalKafka, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = {"kafka": own_kafka.address, "services": {}, "pages": {}, "tokens": {}}
    (tmp_path / "platform.json").write_text(json.dumps(card), encoding="utf-8")
    assert doctor(tmp_path)["Kafka topic area-events-v1 is missing"]["remedy"] == "create it with 24 partitions (`xiheng doctor --mend`)"
    assert doctor(tmp_path, "--mend") == {}
    producer = Producer(own_kafka.address)
    producer.send(DEAD_LETTERS, key=b"a", value=b"").result()
    producer.close()
    assert doctor(tmp_path)["dead letters 1 record could not be applied"]["remedy"] == "see them: `xiheng dead-letters list`"
    admin = Admin(own_kafka.address)
    admin.delete(AREA_EVENTS)
    eventually(lambda: AREA_EVENTS not in admin.topics())
    admin.create(AREA_EVENTS, partitions=5, replication=1, configuration={})
    eventually(lambda: AREA_EVENTS in admin.topics())
    admin.close()
    (found,) = doctor(tmp_path).values()
    assert found["text"] == "topic area-events-v1 has 5 partitions where 24 are wanted"
    assert found["remedy"] == "set XIHENG_PARTITIONS=5; partitions are never altered"
    own_kafka.kill()
    monkeypatch.setattr("shared.events.kafka_client._CONNECT_SECONDS", 0.5)
    assert f"Kafka Kafka does not answer at {own_kafka.address}" in doctor(tmp_path)
