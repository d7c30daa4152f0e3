"""Processors that join, leave, die and sleep, a broker that is away, a lost volume: nothing is lost, nothing is said twice differently."""

from __future__ import annotations

import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.rig import Rig

pytestmark = [pytest.mark.kafka, pytest.mark.chaos, pytest.mark.timeout(240)]


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    made = Rig(tmp_path)
    yield made
    made.close()


def test_processors_join_leave_and_die_under_load(rig: Rig) -> None:
    first = rig.processor("a")
    first.wait()
    with rig.load(24):
        time.sleep(4)
        second = rig.processor("b")
        second.wait()
        time.sleep(3)
        first.kill()
        time.sleep(3)
        third = rig.processor("a")
        time.sleep(5)
        second.stop()
        time.sleep(3)
        rig.processor("b")
    rig.settle()
    rig.check()
    assert third.process_id is not None


def test_a_processor_that_sleeps_longer_than_its_session_does_not_write_over_its_successor(rig: Rig) -> None:
    sleeper, other = rig.processor("a"), rig.processor("b")
    sleeper.wait()
    other.wait()
    with rig.load(22):
        time.sleep(3)
        sleeper.signal(signal.SIGSTOP)
        time.sleep(10)
        sleeper.signal(signal.SIGCONT)
        time.sleep(3)
    rig.settle()
    rig.check()


@pytest.mark.parametrize(("how", "seconds"), [("stopped", 20), ("killed", 8), ("frozen", 10)])
def test_an_outage_of_kafka_is_waited_out(rig: Rig, how: str, seconds: float) -> None:
    rig.processor("a").wait()
    with rig.load(seconds + 7):
        time.sleep(3)
        with rig.outage(how):
            time.sleep(seconds)
    rig.settle(120)
    rig.check()
    assert not rig.restarts


def test_the_state_is_rebuilt_from_the_changelog_when_the_volume_is_lost(rig: Rig) -> None:
    processor = rig.processor("a")
    processor.wait()
    with rig.load(6):
        time.sleep(4)
        processor.kill()
        shutil.rmtree(rig.folder / "a")
        rig.processor("a")
    rig.settle()
    rig.check()


def test_a_poison_record_is_kept_and_the_work_goes_on(rig: Rig) -> None:
    processor = rig.processor("a")
    processor.wait()
    with rig.load(4):
        rig.producer.send("area-events-v1", key=b"320205", value=b"garbage").result()
    rig.settle()
    rig.check()
    assert processor.process_id is not None
    letters = rig.read("dead-letters-v1")
    assert len(letters) == 1
    assert letters[0].key is not None
    assert letters[0].key.startswith(b"area-events-v1/")
