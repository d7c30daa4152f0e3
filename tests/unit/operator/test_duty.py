"""Passes are made while the Lease is held: at once after a change, and again after whatever failed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from services.operator import duty as module
from services.operator.duty import Duty
from services.operator.watching import is_news
from shared.model.errors import Unavailable


class Watch:
    """Notes whether it runs."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self.wake = wake
        self.is_running = False

    def start(self) -> None:
        self.is_running = True

    def stop(self) -> None:
        self.is_running = False


class World:
    """A duty, with what it does noted."""

    def __init__(self) -> None:
        self.won = threading.Event()
        self.made: list[float] = []
        self.fails = 0
        self.watches: list[Watch] = []
        self.failures: list[BaseException] = []
        self.duty = Duty(is_won=self.won.is_set, make_pass=self.make, watch=self.watch, pass_seconds=30.0, on_failure=self.failures.append)

    def make(self) -> int:
        if self.fails:
            self.fails -= 1
            raise Unavailable("the API is away")
        self.made.append(time.monotonic())
        return 0

    def watch(self, wake: Callable[[], None]) -> Watch:
        self.watches.append(Watch(wake))
        return self.watches[-1]

    def until(self, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + 10.0
        while not holds():
            assert time.monotonic() < end
            time.sleep(0.01)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(module, "_PAUSE_SECONDS", 0.02)
    return World()


def test_nothing_is_done_without_the_lease_and_all_of_it_with_it(world: World) -> None:
    world.duty.start()
    assert world.duty.waits_for == "the lease"
    assert world.made == []
    world.won.set()
    world.until(lambda: len(world.made) == 1)
    world.watches[0].wake()
    world.until(lambda: len(world.made) == 2)
    world.won.clear()
    world.until(lambda: not world.watches[0].is_running)
    world.duty.stop()


def test_what_failed_is_tried_again_when_something_wakes_it(world: World) -> None:
    world.fails = 1
    world.won.set()
    world.duty.start()
    world.until(lambda: world.duty.waits_for == "the API is away")
    world.watches[0].wake()
    world.until(lambda: world.duty.waits_for == "")
    world.duty.stop()
    assert world.failures == []


def test_a_watch_that_ended_is_begun_anew(world: World) -> None:
    world.won.set()
    world.duty.start()
    world.until(lambda: len(world.made) == 1)
    world.watches[0].stop()
    world.watches[0].wake()
    world.until(lambda: len(world.watches) == 2)
    world.duty.stop()


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"type": "ADDED", "object": {"metadata": {"generation": 1}}}, True),
        ({"type": "MODIFIED", "object": {"metadata": {"generation": 2}, "status": {"observedGeneration": 1}}}, True),
        ({"type": "MODIFIED", "object": {"metadata": {"generation": 2}, "status": {"observedGeneration": 2}}}, False),
        (
            {"type": "MODIFIED", "object": {"metadata": {"generation": 2, "deletionTimestamp": "x"}, "status": {"observedGeneration": 2}}},
            True,
        ),
        ({"type": "DELETED", "object": {"metadata": {"generation": 1}, "status": {"observedGeneration": 1}}}, True),
    ],
)
def test_what_a_status_tells_already_wakes_nothing(event: dict[str, object], *, expected: bool) -> None:
    assert is_news(event) is expected
