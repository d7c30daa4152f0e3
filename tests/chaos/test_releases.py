"""A processor is upgraded and rolled back under load: the next release is this code with a later format of its cells."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.processor.cell_store import FORMAT
from shared.events.administration import create_topics
from shared.events.kafka_client import Admin
from shared.events.topics import STATE_CHANGELOG
from tests.chaos.rig import NOW_MS, ROOT, Rig
from tests.e2e.asking import eventually

pytestmark = [pytest.mark.kafka, pytest.mark.chaos, pytest.mark.timeout(240)]
NEXT = FORMAT + 1


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    made = Rig(tmp_path)
    yield made
    made.close()


def next_release(folder: Path, *, oldest_reader: int) -> Path:
    """A checkout of the next release, whose cells can be read from some format on."""
    for name in ("services", "shared", "protos"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    file = folder / "services" / "processor" / "cell_store.py"
    text, changed = file.read_text(encoding="utf-8"), {"FORMAT": NEXT, "OLDEST_READER": oldest_reader}
    for name, value in changed.items():
        text, times = re.subn(rf"^{name}: Final = \d+$", f"{name}: Final = {value}", text, flags=re.MULTILINE)
        assert times == 1
    file.write_text(text, encoding="utf-8")
    return folder


def test_processors_are_upgraded_one_by_one_and_rolled_back_while_they_work(rig: Rig, tmp_path: Path) -> None:
    later = next_release(tmp_path / "next", oldest_reader=FORMAT)
    running = {name: rig.processor(name) for name in "ab"}
    for one in running.values():
        one.wait()
    with rig.load(20):
        for release in (later, ROOT):
            for name, one in list(running.items()):
                time.sleep(3)
                one.stop()
                running[name] = rig.processor(name, release=release)
                running[name].wait()
            if release == later:
                eventually(lambda: NEXT in rig.formats())
    rig.tick(NOW_MS)
    rig.settle()
    rig.check()
    assert rig.formats() == {FORMAT}


def test_a_roll_back_that_would_lose_something_is_refused_and_the_log_is_folded_anew(rig: Rig, tmp_path: Path) -> None:
    upgraded = rig.processor("a", release=next_release(tmp_path / "next", oldest_reader=NEXT))
    upgraded.wait()
    with rig.load(3):
        pass
    rig.settle()
    upgraded.stop()
    rolled_back = rig.processor("a")
    said = "Start the later release again, or delete the state (data folder and changelog topic) to fold the log anew"
    eventually(lambda: said in rolled_back.log.read_text(encoding="utf-8"), seconds=60)
    rolled_back.stop()
    # What the message says.
    shutil.rmtree(rig.folder / "a")
    admin = Admin(rig.kafka.address)
    admin.delete(STATE_CHANGELOG)
    admin.close()
    create_topics(rig.kafka.address)
    rig.processor("a").wait(120.0)
    rig.tick(NOW_MS)
    rig.settle()
    rig.check()
    assert rig.formats() == {FORMAT}
