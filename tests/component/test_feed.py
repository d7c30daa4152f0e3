"""Subscribers of the gRPC stream: each hears everything after its cursor, and one reading serves them all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import grpc
import pytest

from services.notifier import feed
from services.notifier.book import Book
from tests.component.alerts_rig import Rig, person, running
from xiheng.alerts.v1 import alert_service_pb2 as messages
from xiheng.alerts.v1 import alert_service_pb2_grpc as rpc


async def follow(rig: Rig, cursor: int = 0) -> AsyncGenerator[str, None]:
    reach = rig.connection(person())
    async with grpc.aio.insecure_channel(reach.address) as channel:
        request = messages.SubscribeRequest(cursor=cursor)
        async for one in rpc.AlertServiceStub(channel).Subscribe(request, metadata=reach.metadata):
            yield one.alert.event.id


async def first(stream: AsyncGenerator[str, None], count: int) -> list[str]:
    async with asyncio.timeout(20):
        return [await anext(stream) for _ in range(count)]


async def test_many_subscribers_hear_every_event_and_the_database_is_read_for_all_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[int] = []
    original = Book.events_after

    def counted(book: Book, cursor: int, limit: int) -> list[Any]:
        reads.append(cursor)
        return original(book, cursor, limit)

    monkeypatch.setattr(Book, "events_after", counted)
    async with running(tmp_path) as rig:
        streams = [follow(rig) for _ in range(30)]
        waiting = [asyncio.create_task(first(one, 3)) for one in streams]
        await asyncio.sleep(0.3)
        for offset in range(3):
            rig.take(offset, id=f"a{offset}")
            await asyncio.sleep(0.02)
        assert await asyncio.gather(*waiting) == [["a0", "a1", "a2"]] * 30
        assert len(reads) < 30
        for one in streams:
            await one.aclose()


async def test_who_is_behind_what_is_kept_reads_from_the_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "KEPT", 3)
    async with running(tmp_path) as rig:
        for offset in range(8):
            rig.take(offset, id=f"a{offset}")
        early = follow(rig)
        assert await first(early, 8) == [f"a{offset}" for offset in range(8)]
        for offset in range(8, 14):
            rig.take(offset, id=f"a{offset}")
        late = follow(rig, cursor=10)
        assert await first(late, 4) == [f"a{offset}" for offset in range(10, 14)]
        assert await first(early, 6) == [f"a{offset}" for offset in range(8, 14)]
        await early.aclose()
        await late.aclose()
