"""AlertService as people meet it: by the command, over a real connection."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import grpc
import pytest
import sqlalchemy as sa
from google.protobuf.timestamp_pb2 import Timestamp
from rich.console import Console
from typer.testing import CliRunner

from services.cli import alerts_ledger
from services.cli.__main__ import make_app
from services.cli.alerts_watch import picture
from shared.model.catalogue import Catalogue
from shared.model.errors import Unavailable
from shared.model.kept_heads import KeptHead
from shared.runtime.identity import READER, RESPONDER, Identity
from tests.component.alerts_rig import CITY, Rig, person, running
from tests.unit.judgement.builders import manifest
from xiheng.alerts.v1 import alert_service_pb2 as messages
from xiheng.alerts.v1 import alert_service_pb2_grpc as rpc


def acknowledge(rig: Rig, subject: str, **fields: str) -> messages.AlertEntry:
    reach = rig.connection(person(subject))
    with reach.open() as channel:
        request = messages.AcknowledgeAlertRequest(**fields)
        return rpc.AlertServiceStub(channel).AcknowledgeAlert(request, metadata=reach.metadata, timeout=10).alert


@pytest.mark.parametrize(
    ("who", "said"),
    [
        (person(roles=(READER,)), "lacks the role responder"),
        (person(areas=("320206",)), "320205 is not among those of li"),
        (person(areas=()), "320205 is not among those of li"),
    ],
)
async def test_only_who_is_responsible_for_the_area_acknowledges(tmp_path: Path, who: object, said: str) -> None:
    async with running(tmp_path) as rig:
        rig.take(1, id="aaaa1111")
        code, output = await rig.run(who, "alerts", "ack", "aaaa")  # type: ignore[arg-type]  # an identity
        assert (code, said in output) == (1, True), output
        code, output = await rig.run(person(areas=("320205",)), "alerts", "ack", "aaaa")
        assert (code, "acknowledged by li" in output) == (0, True), output


async def test_request_ids_are_everybodys_own_and_stand_for_one_content(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        rig.take(1, id="aaaa1111")
        rig.take(2, id="bbbb2222")
        for subject in ("li", "li", "wang"):
            await asyncio.to_thread(acknowledge, rig, subject, request_id="r1", id="aaaa1111")
        with pytest.raises(grpc.RpcError, match="was used for another AcknowledgeAlert"):
            await asyncio.to_thread(acknowledge, rig, "li", request_id="r1", id="bbbb2222")
        code, output = await rig.run(person(), "alerts", "show", "aaaa", "--format", "json")
        assert code == 0, output
        assert [line["actor"] for line in json.loads(output)["ledger"]] == ["platform", "li", "wang"]


async def test_pages_miss_nothing_and_double_nothing_while_events_come(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        for number in range(5):
            rig.take(number, id=f"{number:04}aaaa")
        reach = rig.connection(person())
        seen: list[str] = []
        request = messages.ListAlertsRequest(page_size=2)
        with reach.open() as channel:
            stub = rpc.AlertServiceStub(channel)
            while True:
                answer = await asyncio.to_thread(stub.ListAlerts, request, metadata=reach.metadata, timeout=10)
                seen += [one.event.id[:4] for one in answer.alerts]
                if not (token := answer.next_page_token):
                    break
                request.page_token = token
                rig.take(10 + len(seen), id="0001aaaa", severity=4)
                rig.take(20 + len(seen), id=f"new{len(seen)}aaaa")
            assert seen == ["0004", "0003", "0002", "0001", "0000"]
            wrong = messages.ListAlertsRequest(page_token="7")
            with pytest.raises(grpc.RpcError, match="not one that was given out"):
                await asyncio.to_thread(stub.ListAlerts, wrong, metadata=reach.metadata, timeout=10)


async def test_a_token_of_another_list_is_refused_and_an_unknown_alert_is_not_found(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        rig.take(1, id="aaaa1111")
        rig.take(2, id="bbbb2222")
        reach = rig.connection(person())
        with reach.open() as channel:
            stub = rpc.AlertServiceStub(channel)
            answer = await asyncio.to_thread(stub.ListAlerts, messages.ListAlertsRequest(page_size=1), metadata=reach.metadata, timeout=10)
            other = messages.ListAlertsRequest(page_size=1, page_token=answer.next_page_token, rule="debt.ratio-band")
            with pytest.raises(grpc.RpcError, match="list with other filters"):
                await asyncio.to_thread(stub.ListAlerts, other, metadata=reach.metadata, timeout=10)
            with pytest.raises(grpc.RpcError) as refused:
                await asyncio.to_thread(stub.GetAlert, messages.GetAlertRequest(id="cccc"), metadata=reach.metadata, timeout=10)
        assert isinstance(refused.value, grpc.Call)
        assert refused.value.code() is grpc.StatusCode.NOT_FOUND


async def test_the_list_reads_all_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.cli.alert_pages.PAGE", 2)
    async with running(tmp_path) as rig:
        for number in range(5):
            rig.take(number, id=f"{number:04}aaaa")
        code, output = await rig.run(person(), "alerts", "list", "--format", "json")
        assert (code, len(json.loads(output))) == (0, 5), output


async def test_an_alert_is_taken_care_of_from_its_raising_to_its_closing(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        rig.take(1, id="aaaa1111")
        steps = [
            ("ack", "aaaa", "--comment", "on it"),
            ("assign", "aaaa", "--unit", "财政局", "--deadline", "3d"),
            ("comment", "aaaa", "the bureau answers on Friday"),
            ("evidence", "aaaa", "锡财债〔2026〕12号", "--comment", "the plan"),
            ("snooze", "aaaa", "--until", "2h"),
            ("resolve", "aaaa", "--reason", "repaid; the figure comes in July"),
        ]
        for step in steps:
            code, output = await rig.run(person(), "alerts", *step)
            assert code == 0, output
        listed = await read(rig, "list", "--unit", "财政局", "--phase", "acknowledged")
        (alert,) = listed
        assert (alert["phase"], alert["assigned"]["unit"], alert["notices_closed"]["by"]) == ("acknowledged", "财政局", "li")
        rig.take(2, id="aaaa1111", state=2, reason=1)
        (alert,) = await read(rig, "list", "--phase", "resolved")
        assert (alert["state"], alert["resolution"], await read(rig, "list")) == ("resolved", "reset", [])
        code, output = await rig.run(own_unit(), "alerts", "sign-off", "aaaa", "--comment", "all is well")
        assert (code, "does not sign off its own work" in output) == (1, True), output
        code, output = await rig.run(person("auditor"), "alerts", "sign-off", "aaaa", "--comment", "seen on site")
        assert (code, "signed off and closed" in output) == (0, True), output
        shown = await read(rig, "show", "aaaa")
        _, output = await rig.run(person(), "alerts", "show", "aaaa")
        assert ("deadline=" in output, "deadline_ms" in output) == (True, False), output
    assert [line["step"] for line in shown["ledger"]] == [
        "raised",
        "acknowledged",
        "assigned",
        "commented",
        "evidence",
        "snoozed",
        "notices-closed",
        "resolved",
        "verified",
    ]
    assert shown["alert"]["phase"] == "closed"
    assert shown["ledger"][4]["facts"] == {"link": "锡财债〔2026〕12号"}


def own_unit() -> Identity:
    return Identity("wang", frozenset({READER, RESPONDER}), frozenset({"320200"}), frozenset(), frozenset({"财政局"}))


async def read(rig: Rig, *arguments: str) -> Any:
    code, output = await rig.run(person(), "alerts", *arguments, "--format", "json")
    assert code == 0, output
    return json.loads(output)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("comment", "aaaa", " "), 1, "comment: say it"),
        (("comment", "aaaa", "x" * 2001), 1, "at most 2000"),
        (("resolve", "aaaa", "--reason", ""), 1, "reason: say it"),
        (("evidence", "aaaa", "javascript://x"), 1, "no address that people may follow"),
        (("snooze", "aaaa", "--until", "91d"), 1, "more than 90 days"),
        (("snooze", "aaaa", "--until", "2020-01-01"), 1, "until_time: it has passed"),
        (("snooze", "aaaa", "--until", "2026-12-05T08:00"), 2, "has no offset"),
        (("assign", "aaaa", "--unit", "财政局", "--deadline", "soon"), 2, "no duration such as 2h"),
        (("assign", "aaaa", "--unit", " "), 1, "unit: say it"),
        (("sign-off", "zzzz", "--comment", "x"), 1, "no alert begins with 'zzzz'"),
        (("ack", "aa"), 1, "give at least 4 characters"),
    ],
)
async def test_what_makes_no_sense_is_refused_with_the_remedy(tmp_path: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    async with running(tmp_path) as rig:
        rig.take(1, id="aaaa1111")
        found, output = await rig.run(person(), "alerts", *arguments)
        assert (found, said in " ".join(output.split())) == (code, True), output
        assert len((await read(rig, "show", "aaaa"))["ledger"]) == 1


async def test_a_repeated_request_answers_as_the_first_did_even_when_its_time_has_passed(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        rig.take(1, id="aaaa1111")
        reach, until = rig.connection(person()), Timestamp(seconds=2_000)
        request = messages.SnoozeAlertRequest(request_id="r1", id="aaaa", until_time=until)
        with reach.open() as channel:
            for now_ms in (1_000_000, 3_000_000):
                rig.now_ms = now_ms
                snooze = rpc.AlertServiceStub(channel).SnoozeAlert
                answer = await asyncio.to_thread(snooze, request, metadata=reach.metadata, timeout=10)
                assert answer.alert.snoozed_until_time == until
        assert len((await read(rig, "show", "aaaa"))["ledger"]) == 2


async def test_the_ledger_is_verified_on_the_platform_and_from_a_file_and_the_broken_line_is_named(tmp_path: Path) -> None:
    file = str(tmp_path / "ledger.jsonl")
    async with running(tmp_path) as rig:
        rig.take(1, id="aaaa1111")
        _, output = await rig.run(person(), "alerts", "comment", "aaaa", "已联系")
        head = output.split()[-1]
        code, output = await rig.run(person(), "verify", "--head", head)
        assert (code, "2 lines in 2 links" in output, head in output) == (0, True, True), output
        assert (await rig.run(person(), "alerts", "ledger", file))[0] == 0
        with rig.engine.begin() as connection:
            connection.execute(sa.text("UPDATE words SET words = replace(words, '已联系', '没有联系')"))
        code, output = await rig.run(person(), "verify")
        assert (code, "line 2 (link 2): its words were changed" in output) == (1, True), output
    assert CliRunner().invoke(make_app(), ["verify", file, "--head", head]).exit_code == 0
    alone = CliRunner().invoke(make_app(), ["verify", file])
    assert (alone.exit_code, "consistent with itself" in alone.output, "--strict makes this a failure" in alone.output) == (0, True, True)
    strict = CliRunner().invoke(make_app(), ["verify", file, "--strict", "--format", "json"])
    said = json.loads(strict.stdout)
    assert (strict.exit_code, said["broken"], said["not_compared"]) == (1, None, "no --heads FILE was given"), strict.output
    changed = (tmp_path / "ledger.jsonl").read_text(encoding="utf-8").replace("orange", "blue").replace("raised", "updated")
    (tmp_path / "ledger.jsonl").write_text(changed, encoding="utf-8")
    result = CliRunner().invoke(make_app(), ["verify", file])
    assert (result.exit_code, "line 1 (link 1): its body was changed" in result.output) == (1, True), result.output
    assert CliRunner().invoke(make_app(), ["verify", file, "--head", "7"]).exit_code == 2


async def test_heads_that_cannot_be_read_are_a_failure_unless_a_head_is_given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def away(address: str, ledger: str) -> list[KeptHead]:
        raise Unavailable(f"Kafka at {address}: {ledger} is away")

    monkeypatch.setattr(alerts_ledger, "recorded_heads", away)
    monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9")
    async with running(tmp_path) as rig:
        rig.take(1, id="aaaa1111")
        code, output = await rig.run(person(), "verify")
        assert (code, "consistent with itself: 1 line" in output, "error heads not compared" in output) == (1, True, True), output
        assert "whole:" not in output
        head = next(line.split()[1] for line in output.splitlines() if line.startswith("head "))
        code, output = await rig.run(person(), "verify", "--head", head)
        assert (code, "whole: 1 line" in output, "is away; --strict makes this a failure" in output) == (0, True, True), output
        assert (await rig.run(person(), "verify", "--head", head, "--strict"))[0] == 1


async def test_the_list_tells_what_holds_notices_back_and_until_when(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        rig.take(1, id="aaaa1111")
        assert "暂不提醒" not in (await rig.run(person(), "alerts", "list"))[1]
        assert (await rig.run(person(), "alerts", "snooze", "aaaa", "--until", "2h"))[0] == 0
        assert (await rig.run(person(), "alerts", "silence", "family=debt", "--until", "1d", "--reason", "books are closed"))[0] == 0
        code, output = await rig.run(person(), "alerts", "list")
        (line,) = [one for one in output.splitlines() if "暂不提醒 held back: " in one]
        assert (code, "暂停提醒 snoozed 至 until 20" in line, ", 静默 silence " in line) == (0, True, True), output
        shown = (await rig.run(person(), "alerts", "show", "aaaa"))[1]
        assert "; 暂不提醒 held back: 静默 silence " in shown, shown
        code, output = await rig.run(person(), "alerts", "list", "--format", "json")
        (one,) = json.loads(output)
        snooze, silence = one["holds"]
        assert (snooze["why"], snooze["until"], snooze["by"], snooze["subscribers"]) == ("snoozed", one["snoozed_until"], None, [])
        assert (silence["why"], len(silence["by"])) == ("silence", 12)


async def test_the_screen_counts_and_lists_what_goes_on(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        rig.take(1, id="aaaa1111", severity=4)
        rig.take(2, id="bbbb2222", severity=1)
        await rig.run(person(), "alerts", "ack", "aaaa")
        reach = rig.connection(person())
        with reach.open() as channel:
            stub = rpc.AlertServiceStub(channel)
            answer = await asyncio.to_thread(stub.ListAlerts, messages.ListAlertsRequest(), metadata=reach.metadata, timeout=10)
    console = Console(record=True, width=160)
    console.print(picture(answer, 1_000_000))
    text = console.export_text()
    assert ("2 alerts" in text, "红 red 1" in text, "awaiting an answer: 1" in text) == (True, True, True), text
    assert text.index("aaaa1111") < text.index("bbbb2222")


async def test_who_is_responsible_silences_alerts_for_a_while_and_ends_it(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        code, output = await rig.run(
            person(), "alerts", "silence", "family=debt", "severity!=red", "--until", "2h", "--reason", "books are closed"
        )
        assert code == 0, output
        code, output = await rig.run(person(), "alerts", "silences", "--format", "json")
        (one,) = json.loads(output)
        assert (one["matchers"], one["active"], one["made"]["note"]) == (["family=debt", "severity!=red"], True, "books are closed")
        code, output = await rig.run(person(), "alerts", "unsilence", one["id"][:4], "--reason", "figures are there")
        assert (code, "ended" in output) == (0, True), output
        code, output = await rig.run(person(), "alerts", "unsilence", one["id"][:4], "--reason", "again")
        assert (code, "holds no more" in output) == (1, True), output
        code, output = await rig.run(person(), "alerts", "silences", "--ended")
        assert "ended by li" in output
        code, output = await rig.run(person(), "verify")
        assert (code, "2 lines" in output, "heads not compared" in output) == (1, True, True), output


@pytest.mark.parametrize(
    ("areas", "arguments", "said"),
    [
        (("320205",), ("family=debt",), "320200 is not among those of li"),
        (("320205",), ("area=320206",), "320206 is not among those of li"),
        (("320205",), ("area=320205", "area!=320206"), ""),
        (("320200",), ("plan=wuxi-2026",), ""),
        (("320200",), ("colour=red",), "is no matcher"),
        (("320200",), ("severity=pink",), "there is no severity 'pink'"),
        (("320200",), ("family=debt", "--until", "91d"), "more than 90 days ahead"),
    ],
)
async def test_a_silence_is_confined_to_areas_of_its_maker_and_says_what_it_is_about(
    tmp_path: Path, areas: tuple[str, ...], arguments: tuple[str, ...], said: str
) -> None:
    async with running(tmp_path) as rig:
        code, output = await rig.run(person(areas=areas), "alerts", "silence", "--until", "1h", "--reason", "why", *arguments)
        assert (code, said in output) == (int(bool(said)), True), output


async def test_who_is_on_call_is_told_by_the_rotas_of_the_plan(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        rotas = {"finance": {"persons": ["li", "zhang"], "start": "2026-01-05"}}
        plan = manifest("Plan", "wuxi-2026", area="320200", year=2026, alerting={"rotas": rotas})
        rig.catalogue = Catalogue.from_manifests([*CITY, plan])
        code, output = await rig.run(person(), "alerts", "on-call", "--at", "2026-01-12T09:00:00+08:00", "--format", "json")
        assert code == 0, output
        (duty,) = json.loads(output)
        assert (duty["rota"], duty["person"], duty["since"]) == ("finance", "zhang", "2026-01-12T01:00:00.000Z")
        code, output = await rig.run(person(), "alerts", "on-call", "--plan", "other")
        assert (code, "0 rotas" in output) == (0, True), output
