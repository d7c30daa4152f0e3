"""The operator's passes: what Kubernetes holds comes into force, is said to be so, and is caught up with after whatever was missed."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from kmock import KubernetesEmulator

from services.operator.watching import Watching
from shared.events.topics import DEFINITIONS
from shared.model.errors import Unavailable
from shared.model.status import TargetStatus as Status
from tests.component.operator_rig import OperatorRig, operating
from tests.unit.judgement.builders import area, indicator, plan, target
from tests.unit.operator.builders import standing, verdicts

ALL = [area("320200", level="city"), indicator("jobs"), plan(), target("jobs")]


@pytest.fixture
async def rig(kmock: KubernetesEmulator, tmp_path: Path) -> AsyncIterator[OperatorRig]:
    async with operating(kmock, tmp_path) as one:
        one.put(*ALL)
        yield one


def in_force(rig: OperatorRig) -> dict[str, int]:
    """Versions that the registry has in force, by kind and name."""
    return {f"{key.kind}/{key.name}": one.version for key, one in rig.part.registered().items()}


async def test_objects_come_into_force_and_say_so_and_then_nothing_is_written(rig: OperatorRig) -> None:
    assert await rig.passes() == [4]
    assert rig.reason("Target", "jobs") == "Copying"
    assert await rig.passes(2) == [4, 0]
    assert await asyncio.to_thread(in_force, rig) == {f"{one.kind}/{one.name}": 1 for one in ALL}
    for one in ALL:
        assert rig.status(one.kind, one.name)["observedGeneration"] == 1
        assert rig.reason(one.kind, one.name) == "Accepted"


async def test_an_operator_that_begins_anew_writes_no_version_twice(rig: OperatorRig) -> None:
    await rig.passes()
    rig.reconciler = rig.begun_anew()
    rig.put(target("jobs", note="seen again"))
    await rig.passes()
    assert (await asyncio.to_thread(in_force, rig))["Target/jobs"] == 2
    assert len({one.key for one in rig.registry.log.of(DEFINITIONS) if one.key and b"history" not in one.key}) == 4


async def test_what_is_refused_says_why_and_the_rest_takes_effect(rig: OperatorRig) -> None:
    rig.put(target("homes"))
    await rig.passes(2)
    assert rig.status("Target", "homes")["state"] == "refused"
    assert "indicator 'homes' is not defined" in rig.status("Target", "homes")["conditions"][0]["message"]
    assert rig.reason("Target", "jobs") == "Accepted"
    rig.put(indicator("homes"))
    await rig.passes(2)
    assert rig.reason("Target", "homes") == "Accepted"


async def test_deletion_takes_a_definition_out_of_force_and_its_history_stays(rig: OperatorRig) -> None:
    await rig.passes()
    await rig.delete("Target", "jobs")
    assert rig.is_there("Target", "jobs")
    await rig.passes()
    assert not rig.is_there("Target", "jobs")
    assert "Target/jobs" not in await asyncio.to_thread(in_force, rig)
    assert any(b"history/Target" in (one.key or b"") for one in rig.registry.log.of(DEFINITIONS))


async def test_what_others_need_stays_until_they_are_gone(rig: OperatorRig) -> None:
    await rig.passes()
    await rig.delete("Indicator", "jobs")
    await rig.passes()
    assert rig.reason("Indicator", "jobs") == "StillNeeded"
    await rig.delete("Target", "jobs")
    await rig.passes()
    assert not rig.is_there("Indicator", "jobs")


async def test_while_kafka_is_away_it_says_so_and_catches_up(rig: OperatorRig) -> None:
    rig.registry.log.fails_after = 0
    await rig.passes()
    assert (rig.status("Target", "jobs")["state"], rig.reason("Target", "jobs")) == ("pending", "KafkaAway")
    rig.registry.log.fails_after = 1 << 30
    await rig.passes(2)
    assert rig.reason("Target", "jobs") == "Accepted"


async def test_while_definitions_are_not_read_nothing_is_taken_for_gone(rig: OperatorRig) -> None:
    await rig.passes(2)
    rig.registry.follower._ready.clear()
    rig.reconciler = rig.begun_anew()
    await rig.delete("Target", "jobs")
    await rig.passes()
    assert rig.is_there("Target", "jobs")
    assert (rig.status("Plan", "plan-2026")["state"], rig.status("Plan", "plan-2026")["version"]) == ("in_force", 1)


async def test_a_worse_status_is_told_once(rig: OperatorRig) -> None:
    rig.board.says = verdicts(standing(Status.ON_TRACK))
    await rig.passes()
    rig.board.says = verdicts(standing(Status.OFF_TRACK))
    await rig.passes(2)
    (event,) = rig.events()
    assert (event["reason"], event["involvedObject"]["name"], event["type"]) == ("StatusWorsened", "jobs", "Warning")
    assert "on_track → off_track" in event["message"]
    assert rig.status("Target", "jobs")["verdict"]["status"] == "off_track"


async def test_the_verdict_stays_while_the_scoreboard_is_away(rig: OperatorRig) -> None:
    rig.board.says = verdicts(standing(Status.ON_TRACK))
    await rig.passes()
    rig.board.is_away = True
    await rig.passes()
    assert rig.status("Target", "jobs")["verdict"]["status"] == "on_track"
    assert rig.reason("Target", "jobs", "Judged") == "ScoreboardAway"


async def test_one_that_lost_the_lease_writes_nothing(rig: OperatorRig) -> None:
    rig.holds = False
    assert await rig.passes() == [0]
    assert await asyncio.to_thread(in_force, rig) == {}


async def test_an_api_that_is_away_is_tried_again(rig: OperatorRig) -> None:
    rig.api["list"] << 500
    with pytest.raises(Unavailable, match="the cluster's API answers 500"):
        await rig.passes()


async def test_every_change_wakes_the_next_pass(rig: OperatorRig) -> None:
    woken = threading.Event()
    watching = Watching(rig.kubeconfig, woken.set)
    watching.start()
    try:
        assert await asyncio.to_thread(woken.wait, 10)
        woken.clear()
        await rig.delete("Area", "320200")
        assert await asyncio.to_thread(woken.wait, 10)
    finally:
        await asyncio.to_thread(watching.stop)
    assert not watching.is_running
