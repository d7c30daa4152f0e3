"""The example of the page for districts: what it sends is taken, and answered as the page shows."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from google.protobuf.json_format import MessageToDict, ParseDict

from shared.client import Connection
from tests.component.reporting_rig import running
from xiheng.livelihood.v1 import livelihood_service_pb2 as messages
from xiheng.livelihood.v1 import livelihood_service_pb2_grpc as rpc

PAGE = Path(__file__).parents[2] / "docs" / "report-api.md"


def shown(page: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the request and the answer of the page."""
    request = re.search(r"<<'END'\n(.*?)\nEND\n", page, re.DOTALL)
    answer = re.search(r"```\n(\{\n  \"sequence\".*?\n\})\n```", page, re.DOTALL)
    assert request is not None
    assert answer is not None
    return json.loads(request[1]), json.loads(answer[1])


async def report(connection: Connection, request: messages.ReportRequest) -> messages.ReportResponse:
    async with connection.open_async() as channel:
        call = rpc.LivelihoodServiceStub(channel).Report(iter([request]), metadata=connection.metadata, timeout=20)
        (answer,) = [answer async for answer in call]
        return answer


async def test_the_request_of_the_page_is_answered_as_the_page_shows(tmp_path: Path) -> None:
    request, answer = shown(PAGE.read_text(encoding="utf-8"))
    async with running(tmp_path) as rig:
        answered = await report(rig.connection("320205"), ParseDict(request, messages.ReportRequest()))
        assert MessageToDict(answered, preserving_proto_field_name=True) == answer  # as grpcurl prints it
        assert rig.stored() == []  # a dry run


async def test_without_dry_run_it_is_stored(tmp_path: Path) -> None:
    request, _ = shown(PAGE.read_text(encoding="utf-8"))
    async with running(tmp_path) as rig:
        await report(rig.connection("320205"), ParseDict({**request, "dry_run": False}, messages.ReportRequest()))
        assert [(one.indicator, one.value) for one in rig.stored()] == [
            ("hotline.assigned", 5200.0),
            ("hotline.accepted-in-time", 5050.0),
            ("jobs.urban-new", 9200.0),
        ]
