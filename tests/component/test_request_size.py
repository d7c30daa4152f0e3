"""A request that is too large is refused with the limit and the remedy; the client sends in parts what does not fit into one."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import grpc
import pytest

from shared.client import Answered, Connection, Reporter
from shared.client.reporter import Refused
from tests.component.reporting_rig import running
from xiheng.livelihood.v1 import livelihood_service_pb2 as messages
from xiheng.livelihood.v1 import livelihood_service_pb2_grpc as rpc
from xiheng.shared.v1.observation_pb2 import Observation

GOOD = Observation(indicator="jobs.urban-new", area="320213", period="2026-06", value=9200)
LARGE = Observation(indicator="x" * 10_000, area="320213", period="2026-06", value=1)
TEN_MB = [LARGE] * 1_000


def report(connection: Connection, batches: Sequence[Sequence[Observation]]) -> list[Answered]:
    with Reporter("livelihood", connection) as reporter:
        return list(reporter.report(batches))


async def refusal(connection: Connection, rows: Sequence[Observation]) -> tuple[list[int], grpc.aio.AioRpcError]:
    """Send a good request and one of these rows, and return the sequences that were answered, and the error."""
    requests = [messages.ReportRequest(sequence=7, observations=[GOOD]), messages.ReportRequest(sequence=8, observations=rows)]
    answered: list[int] = []
    async with connection.open_async() as channel:
        call = rpc.LivelihoodServiceStub(channel).Report(iter(requests), metadata=connection.metadata, timeout=20)
        try:
            async for answer in call:
                answered.append(answer.sequence)  # noqa: PERF401 - what was answered before the error counts
        except grpc.aio.AioRpcError as error:
            return answered, error
    raise AssertionError("it was not refused")


async def test_ten_megabytes_are_refused_with_limit_and_remedy_and_what_came_before_is_answered(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        answered, error = await refusal(rig.connection(), TEN_MB)
        assert (answered, error.code()) == ([7], grpc.StatusCode.RESOURCE_EXHAUSTED)
        assert "and at most 4194304 are taken in one: send fewer rows in each" in (error.details() or "")
        assert [one.value for one in rig.stored()] == [9200.0]


async def test_what_is_larger_still_is_refused_before_it_is_received(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        _, error = await refusal(rig.connection(), TEN_MB * 2)
        assert error.code() is grpc.StatusCode.RESOURCE_EXHAUSTED


async def test_a_single_request_that_is_too_large_is_refused_too(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        connection = rig.connection()
        async with connection.open_async() as channel:
            with pytest.raises(grpc.aio.AioRpcError, match="at most 4194304 are taken in one"):
                await rpc.LivelihoodServiceStub(channel).ListIndicators(
                    messages.ListIndicatorsRequest(prefix="x" * 5_000_000), metadata=connection.metadata, timeout=20
                )


async def test_the_client_sends_a_batch_in_parts_and_tells_of_it_as_one(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        batches = [[GOOD], [*TEN_MB, GOOD, LARGE, GOOD], [GOOD]]
        answers = await asyncio.to_thread(report, rig.connection(), batches)
        assert [(one.sequence, one.accepted) for one in answers] == [(0, 1), (1, 2), (2, 1)]
        assert [one.index for one in answers[1].rejections] == [*range(1_000), 1_001]


async def test_a_row_that_is_too_large_by_itself_is_told(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        with pytest.raises(Refused, match="RESOURCE_EXHAUSTED: the request has"):
            await asyncio.to_thread(report, rig.connection(), [[Observation(indicator="x" * 5_000_000)]])
