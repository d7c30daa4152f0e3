"""The client that measures: it keeps to its window, gets an answer to each request, and does not take a failure for a figure."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import grpc
import pytest

from bench.wire import STREAMS, WINDOW, ReportLoad
from shared.client import Connection
from xiheng.environment.v1 import environment_service_pb2 as messages

SERVICE = "xiheng.environment.v1.EnvironmentService"
REQUESTS = [messages.ReportRequest(sequence=number).SerializeToString() for number in range(1, 8)]


class Service:
    """Answers each request with its sequence, and counts what it was asked."""

    def __init__(self, refuse_from: int = 1 << 30) -> None:
        self.asked = 0
        self.tokens: list[object] = []
        self._refuse_from = refuse_from

    async def report(
        self, requests: AsyncIterator[messages.ReportRequest], context: grpc.aio.ServicerContext[messages.ReportRequest, object]
    ) -> AsyncIterator[messages.ReportResponse]:
        self.tokens.append(dict(context.invocation_metadata() or ()).get("authorization"))
        async for request in requests:
            self.asked += 1
            if self.asked >= self._refuse_from:
                await context.abort(grpc.StatusCode.UNAVAILABLE, "Kafka is away")
            yield messages.ReportResponse(sequence=request.sequence, accepted=1)


async def load(service: Service, seconds: float = 0.2) -> tuple[list[bytes], float]:
    server = grpc.aio.server()
    report = grpc.stream_stream_rpc_method_handler(
        service.report, messages.ReportRequest.FromString, messages.ReportResponse.SerializeToString
    )
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(SERVICE, {"Report": report}),))
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    try:
        connection = Connection(address=f"127.0.0.1:{port}", token="secret")
        return await asyncio.to_thread(lambda: ReportLoad(connection, f"/{SERVICE}/Report", REQUESTS).run(seconds))
    finally:
        await server.stop(None)


async def test_every_request_is_answered_by_its_stream() -> None:
    service = Service()
    answers, took = await load(service)
    assert service.tokens == ["Bearer secret"] * STREAMS
    assert len(answers) == service.asked >= STREAMS * WINDOW
    assert took >= 0.2
    said = [messages.ReportResponse.FromString(one).sequence for one in answers]
    counts = [said.count(number) for number in range(1, 8)]
    assert max(counts) - min(counts) <= STREAMS


async def test_a_refusal_is_an_error_and_no_figure() -> None:
    with pytest.raises(ConnectionError, match="the service answered 14: Kafka is away"):
        await load(Service(refuse_from=1000))
