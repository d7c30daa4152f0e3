"""The registry's RPCs: all or nothing, once for a request id, only for approvers; every version stays known."""

from __future__ import annotations

import asyncio
import json
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf.timestamp_pb2 import Timestamp
from typer.testing import CliRunner

from services.cli.__main__ import make_app
from shared.client import Connection
from shared.events.definitions_follower import HISTORY_PREFIX
from shared.events.topics import AREA_EVENTS, DEFINITIONS
from shared.model.manifests import Manifest
from shared.runtime.identity import READER
from tests.component.registry_rig import PARTITIONS, Rig, running
from tests.unit.judgement.builders import area, indicator, manifest, plan, target
from xiheng.registry.v1 import registry_service_pb2 as messages
from xiheng.registry.v1 import registry_service_pb2_grpc as rpc

SOUND = [plan(), area("320200", level="city"), indicator("jobs"), target("jobs", document={"number": "文一", "approver": "市人大"})]
PAPER = {"effectiveFrom": "2026-09-01", "document": "文二", "approver": "市人大常委会", "value": 90.0}
AMENDED = target("jobs", document={"number": "文一", "approver": "市人大"}, amendments=[PAPER])


async def ask(connection: Connection, method: str, request: Any) -> Any:
    async with connection.open_async() as channel:
        return await getattr(rpc.RegistryServiceStub(channel), method)(request, metadata=connection.metadata, timeout=10)


async def apply(rig: Rig, manifests: list[Manifest], **options: Any) -> messages.ApplyDefinitionsResponse:
    request = messages.ApplyDefinitionsRequest(manifests=[one.document() for one in manifests], **options)
    answer: messages.ApplyDefinitionsResponse = await ask(rig.connection(), "ApplyDefinitions", request)
    return answer


def changed(answer: messages.ApplyDefinitionsResponse) -> list[tuple[str, int, str]]:
    return [(one.kind, one.version, messages.ChangeKind.Name(one.change).removeprefix("CHANGE_KIND_")) for one in answer.changes]


async def test_definitions_are_accepted_versioned_and_listed_with_their_approver(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        assert changed(await apply(rig, SOUND)) == [(one.kind, 1, "CREATED") for one in SOUND]
        assert changed(await apply(rig, [*SOUND[:3], AMENDED])) == [
            *((one.kind, 1, "UNCHANGED") for one in SOUND[:3]),
            ("Target", 2, "UPDATED"),
        ]
        listed = await ask(rig.connection(READER), "ListDefinitions", messages.ListDefinitionsRequest(kind="Target"))
    (one,) = listed.definitions
    assert (one.plan, one.name, one.version, one.approver) == ("plan-2026", "jobs", 2, "operator")
    assert json.loads(one.manifest)["spec"]["amendments"][0]["document"] == "文二"


async def test_one_mistake_refuses_all(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        answer = await apply(rig, [*SOUND, target("nothing"), target("jobs-two", indicator="jobs", value=None)])
        assert {(one.name, one.field) for one in answer.problems} == {("nothing", "spec.indicator"), ("jobs-two", "spec.value")}
        assert rig.log.records == []


async def test_a_cycle_of_areas_is_refused_also_when_only_the_change_closes_it(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        circle = await apply(rig, [area("320205", parent="320206"), area("320206", parent="320205")])
        assert {(one.kind, one.name, one.field) for one in circle.problems} == {
            ("Area", name, "spec.parent") for name in ("320205", "320206")
        }
        assert "areas form a cycle: 320205 → 320206 → 320205; give one of them another parent" in {one.message for one in circle.problems}
        await apply(rig, [area("320200", level="city"), area("320205", parent="320200")])
        closed = await apply(rig, [area("320200", parent="320205", level="city")])
        assert ("Area", "320200", "spec.parent") in {(one.kind, one.name, one.field) for one in closed.problems}


async def test_a_number_that_is_written_over_is_refused(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        await apply(rig, SOUND)
        answer = await apply(rig, [target("jobs", value=90.0)])
        assert [(one.name, one.field) for one in answer.problems] == [("jobs", "spec.value")]
        assert "add the new one to spec.amendments with effectiveFrom, document and approver" in answer.problems[0].message


async def test_one_definition_is_retired_and_what_needs_it_is_not(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        await apply(rig, SOUND)
        needed = await apply(rig, [], retirements=[messages.DefinitionReference(kind="Indicator", name="jobs")])
        assert [(one.kind, one.name) for one in needed.problems] == [("Indicator", "jobs")]
        jobs = messages.DefinitionReference(kind="Target", plan="plan-2026", name="jobs")
        assert changed(await apply(rig, [], retirements=[jobs])) == [("Target", 2, "RETIRED")]
        assert changed(await apply(rig, [], retirements=[jobs])) == []
        listed = await ask(rig.connection(READER), "ListDefinitions", messages.ListDefinitionsRequest())
    assert {one.kind for one in listed.definitions} == {"Area", "Indicator", "Plan"}


async def test_a_dry_run_changes_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        assert len(changed(await apply(rig, SOUND, dry_run=True))) == 4
        assert rig.log.records == []


async def test_a_repeated_request_is_answered_as_the_first_one_was(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        first = await apply(rig, SOUND, request_id="one")
        assert await apply(rig, SOUND, request_id="one") == first
        assert len(rig.log.records) == 4


async def test_only_an_approver_may_change_definitions(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        for method, request in {"ApplyDefinitions": messages.ApplyDefinitionsRequest(), "MoveClock": messages.MoveClockRequest()}.items():
            with pytest.raises(grpc.aio.AioRpcError) as refused:
                await ask(rig.connection(READER, subject="reader"), method, request)
            assert refused.value.code() is grpc.StatusCode.PERMISSION_DENIED


async def test_every_version_stays_known_whatever_compaction_removes(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        await apply(rig, SOUND)
        await apply(rig, [AMENDED])
        await apply(rig, [plan()], prune=True)
        await apply(rig, [AMENDED])
        # Of each key the last record is left, as compaction leaves it.
        kept = list({one.key: one for one in rig.log.of(DEFINITIONS)}.values())
        assert sum((one.key or b"").startswith(HISTORY_PREFIX) for one in kept) == 3
        answer = await ask(rig.connection(READER), "ListVersions", messages.ListVersionsRequest(kind="Target", name="jobs"))
    assert answer.plan == "plan-2026"
    assert [(one.version, one.approver, one.retired, bool(one.manifest)) for one in answer.versions] == [
        (1, "operator", False, True),
        (2, "operator", False, True),
        (3, "operator", True, False),
        (4, "operator", False, True),
    ]
    assert [one.split(":")[0] for one in answer.versions[1].differences] == ["spec.amendments"]
    times = [one.accepted_time.ToMilliseconds() for one in answer.versions]
    assert times == sorted(times)
    assert times[0] > 0


async def test_a_history_that_there_is_not_is_said_so(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        await apply(rig, SOUND)
        for request in (
            messages.ListVersionsRequest(kind="Target", name="nothing"),
            messages.ListVersionsRequest(kind="Target", plan="plan-2027", name="jobs"),
        ):
            with pytest.raises(grpc.aio.AioRpcError, match=f"there never was a Target '{request.name}'"):
                await ask(rig.connection(READER), "ListVersions", request)
        answer = await ask(rig.connection(READER), "ListVersions", messages.ListVersionsRequest(kind="Area", name="320200"))
        assert [one.version for one in answer.versions] == [1]


async def test_kafka_away_is_unavailable_and_a_repeat_completes_it(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        rig.log.fails_after = 2
        with pytest.raises(grpc.aio.AioRpcError) as refused:
            await apply(rig, SOUND, request_id="one")
        assert refused.value.code() is grpc.StatusCode.UNAVAILABLE
        rig.log.fails_after = 1 << 30
        assert [what for _, _, what in changed(await apply(rig, SOUND, request_id="one"))] == ["UNCHANGED"] * 2 + ["CREATED"] * 2


async def test_definitions_that_are_not_read_yet_are_neither_listed_as_absent_nor_written_anew(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        await apply(rig, SOUND)
        rig.follower._ready.clear()
        for method, request in {
            "ApplyDefinitions": messages.ApplyDefinitionsRequest(),
            "ListDefinitions": messages.ListDefinitionsRequest(),
            "ListVersions": messages.ListVersionsRequest(kind="Area", name="320200"),
        }.items():
            with pytest.raises(grpc.aio.AioRpcError, match="not read yet") as refused:
                await ask(rig.connection(), method, request)
            assert refused.value.code() is grpc.StatusCode.UNAVAILABLE


async def test_the_clock_of_a_replay_is_moved_and_never_back(tmp_path: Path) -> None:
    async with running(tmp_path, replaying=True) as rig:
        with pytest.raises(grpc.aio.AioRpcError, match="move it first"):
            await apply(rig, SOUND)
        july = Timestamp()
        july.FromDatetime(datetime(2026, 7, 1, tzinfo=UTC))
        await ask(rig.connection(), "MoveClock", messages.MoveClockRequest(time=july, tick=True))
        assert len(rig.log.of(AREA_EVENTS)) == PARTITIONS
        with pytest.raises(grpc.aio.AioRpcError, match="time never runs back"):
            await ask(rig.connection(), "MoveClock", messages.MoveClockRequest(time=Timestamp(seconds=1)))
        answer = await ask(rig.connection(READER), "GetState", messages.GetStateRequest())
        assert (answer.active, answer.replaying, answer.tick_time) == (True, True, july)
        assert len(changed(await apply(rig, SOUND))) == 4


async def test_the_clock_of_the_present_cannot_be_moved(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        with pytest.raises(grpc.aio.AioRpcError, match="only a replay's can be moved"):
            await ask(rig.connection(), "MoveClock", messages.MoveClockRequest(time=Timestamp(seconds=4_000_000_000)))


def write(folder: Path, *manifests: Manifest) -> Path:
    folder.mkdir(exist_ok=True)
    for one in manifests:
        (folder / f"{one.kind}-{one.name}.yaml").write_bytes(one.document())
    return folder


async def run(rig: Rig, *arguments: str) -> tuple[int, str]:
    options = ["--address", rig.address, "--token-file", str(rig.token_file())]
    result = await asyncio.to_thread(CliRunner().invoke, make_app(), ["plan", *arguments, *options])
    return result.exit_code, result.output


async def test_the_command_shows_what_would_change_applies_it_and_tells_the_history(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        folder = write(tmp_path / "plan", *SOUND)
        assert (await run(rig, "diff", str(folder)))[1].endswith("4 of 4 definitions would change\n")
        code, output = await run(rig, "apply", str(folder))
        assert (code, output.count("(version 1)")) == (0, 4), output
        write(folder, AMENDED)
        code, output = await run(rig, "diff", str(folder))
        assert (code, "~ Target plan-2026/jobs (version 2)" in output, "spec.amendments: (none) → [" in output) == (0, True, True), output
        assert (await run(rig, "apply", str(folder)))[1].endswith("1 of 4 definitions changed\n")
        code, output = await run(rig, "history", "jobs")
        assert code == 0, output
        for words in (
            "Target plan-2026/jobs",
            "the beginning",
            "2026-09-01",
            "120 person",
            "90 person",
            "文二",
            "市人大常委会",
            "operator",
        ):
            assert words in output
        code, output = await run(rig, "history", "jobs", "--format", "json")
        found = json.loads(output)
        assert [one["version"] for one in found["versions"]] == [1, 2]
        assert [(one["area"], one["effective_from"], one["value"]) for one in found["terms"]] == [
            (None, None, 120.0),
            (None, "2026-09-01", 90.0),
        ]
        code, output = await run(rig, "history", "320200", "--kind", "Area")
        assert (code, "Area 320200" in output) == (0, True), output


def slow(line: float) -> Manifest:
    return manifest("RiskRule", "jobs.slow", family="jobs", when=f'value("jobs") < {line}', severity="yellow")


async def test_a_difference_rehearses_the_rules_that_would_change(tmp_path: Path) -> None:
    history = tmp_path / "history.csv"
    columns = "indicator,area,entity,period,value,unit,revision,recorded_at,status"
    history.write_text(f"{columns}\njobs,320200,,2026-01,8,,,,\njobs,320200,,2026-02,25,,,,\n", encoding="utf-8")
    past = ("--history", str(history), "--from", "2026-01-01", "--to", "2026-06-30")
    async with running(tmp_path) as rig:
        folder = write(tmp_path / "plan", *SOUND, slow(5.0))
        await run(rig, "apply", str(folder))
        write(folder, slow(20.0))
        code, output = await run(rig, "diff", str(folder), *past)
        assert code == 0, output
        assert "as it is: 2026-01-01 to 2026-06-30: 0 raised, 0 standing at the end." in output
        assert "then: 2026-01-01 to 2026-06-30: 1 raised, 0 standing at the end." in output
        code, output = await run(rig, "diff", str(folder), *past, "--format", "json")
        assert (code, json.loads(output)["rehearsals"][0]["rule"]) == (0, "jobs.slow"), output
        code, output = await run(rig, "diff", str(folder), "--history", str(history))
        assert (code, "is not a day" in output) == (2, True), output


async def test_the_clock_is_moved_once_the_registry_itself_stands_there(tmp_path: Path) -> None:
    async with running(tmp_path, replaying=True) as rig:
        rig.log.taken = lambda _: None
        later = threading.Timer(0.1, lambda: rig.follower.apply(rig.log.of(DEFINITIONS)))
        later.start()
        await ask(rig.connection(), "MoveClock", messages.MoveClockRequest(time=Timestamp(seconds=1_780_000_000)))
        assert rig.follower.now_ms() == 1_780_000_000_000
        later.join()


async def test_the_command_fails_clearly(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        folder = write(tmp_path / "plan", *SOUND)
        await run(rig, "apply", str(folder))
        write(folder, target("jobs", value=90.0))
        code, output = await run(rig, "apply", str(folder))
        assert (code, "Target/jobs spec.value: 120.0 → 90.0 changes what is wanted" in output) == (1, True), output
        write(folder, target("nothing"))
        code, output = await run(rig, "diff", str(folder))
        assert (code, "1 mistake in" in output) == (1, True), output
        code, output = await run(rig, "history", "nothing")
        assert (code, "there is no Target 'nothing'" in output) == (2, True), output
