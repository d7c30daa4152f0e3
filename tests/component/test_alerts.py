"""AlertService as people meet it: by the command, over a real connection."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import grpc
import pytest

from shared.runtime.identity import READER
from tests.component.alerts_rig import Rig, person, running
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
    monkeypatch.setattr("services.cli.alerts._PAGE", 2)
    async with running(tmp_path) as rig:
        for number in range(5):
            rig.take(number, id=f"{number:04}aaaa")
        code, output = await rig.run(person(), "alerts", "list", "--format", "json")
        assert (code, len(json.loads(output))) == (0, 5), output
