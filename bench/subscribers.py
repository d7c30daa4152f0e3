"""Subscribers of the gRPC stream, all in a process of their own."""

from __future__ import annotations

import asyncio
import time
from multiprocessing import Queue

import grpc
import uvloop

from shared.client import Connection
from xiheng.alerts.v1 import alert_service_pb2 as messages
from xiheng.alerts.v1 import alert_service_pb2_grpc as rpc

_CHANNELS = 20
"""One connection carries a hundred streams at most."""


def follow(connection: Connection, rule: str, subscribers: int, alerts: int, answers: Queue) -> None:  # type: ignore[type-arg]
    """Put "ready" on the queue once all are connected, then how long each alert took to reach each, milliseconds."""
    uvloop.run(_follow(connection, rule, subscribers, alerts, answers))


async def _follow(connection: Connection, rule: str, subscribers: int, alerts: int, answers: Queue) -> None:  # type: ignore[type-arg]
    options = [("grpc.use_local_subchannel_pool", 1)]
    channels = [grpc.aio.insecure_channel(connection.address, options=options) for _ in range(_CHANNELS)]
    taken: list[float] = []
    stubs = [rpc.AlertServiceStub(channel) for channel in channels]
    request = messages.SubscribeRequest(cursor=await _latest(stubs[0], connection), rules=[rule])
    tasks = [asyncio.create_task(_one(stubs[number % _CHANNELS], connection, request, alerts, taken)) for number in range(subscribers)]
    await asyncio.sleep(5)
    answers.put("ready")
    await asyncio.wait(tasks, timeout=alerts * 3 + 60)
    answers.put(taken)


async def _latest(stub: rpc.AlertServiceAsyncStub, connection: Connection) -> int:
    """Return the cursor of the last event, by reading on until nothing comes for a second."""
    cursor, stream = 0, stub.Subscribe(messages.SubscribeRequest(), metadata=connection.metadata)
    try:
        while True:
            async with asyncio.timeout(1):
                one = await stream.read()
            if not isinstance(one, messages.SubscribeResponse):
                return cursor
            cursor = one.cursor
    except TimeoutError:
        stream.cancel()
        return cursor


async def _one(
    stub: rpc.AlertServiceAsyncStub, connection: Connection, request: messages.SubscribeRequest, alerts: int, taken: list[float]
) -> None:
    heard = 0
    async for one in stub.Subscribe(request, metadata=connection.metadata):
        taken.append(time.time_ns() / 1e6 - one.alert.event.known_time_ms)
        heard += 1
        if heard == alerts:
            return
