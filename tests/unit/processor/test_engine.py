"""The engine applies exactly the next offset: it skips what is older and seeks back on a gap."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from services.processor import engine as engines
from services.processor.cell_store import CellStore
from services.processor.checkpoint import Checkpointer
from services.processor.dead_letters import DeadLetters
from services.processor.engine import Engine
from services.processor.log_identity import AnotherLog
from services.processor.settings import ProcessorSettings
from shared.events.codec import encode_event
from shared.events.topics import DEAD_LETTERS
from shared.judgement.event import Tick
from tests.unit.processor.tables import Table, apply_to


@dataclass
class Message:
    """A record of the log."""

    offset: int
    value: bytes | None = encode_event(Tick(1_700_000_000_000), received_time_ms=1)
    partition: int = 0
    key: bytes | None = None
    headers: Any = ()
    timestamp: float | None = None


class Edge:
    """An engine between a fake Kafka and real state."""

    def __init__(self, folder: Path) -> None:
        self.store = CellStore(Table(folder))
        self.epoch, self.membership = 1, ("member", 1)
        self.seeks = 0
        self.sent: list[str] = []
        self._end = 0
        settings = ProcessorSettings(bootstrap_servers="here", data_folder=folder, checkpoint_interval=3600.0)
        self.engine = Engine(
            settings,
            store=self.store,
            checkpointer=Checkpointer(self.store, self._write, "changelog", lambda: 0.0, lambda: self.membership, 6.0, self._fatal),
            dead_letters=DeadLetters(self._letter, limit=3),
            send=self._send,
            epoch=lambda: self.epoch,
            membership=lambda: self.membership,
            seek=self._seek,
            owns=lambda _: lambda _: True,
        )

    async def take(self, *offsets: int) -> None:
        """Hand records to the engine."""
        for offset in offsets:
            await self.engine.handle(Message(offset))

    async def _seek(self) -> None:
        self.seeks += 1

    async def _write(self, _: int, records: Sequence[tuple[bytes, bytes]]) -> list[int]:
        first, self._end = self._end, self._end + len(records)
        return list(range(first, self._end))

    async def _send(self, topic: str, _key: bytes, _value: bytes, _headers: list[tuple[str, bytes]]) -> asyncio.Future[None]:
        return await self._letter(topic, b"", b"")

    async def _letter(self, topic: str, _key: bytes, _value: bytes) -> asyncio.Future[None]:
        self.sent.append(topic)
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        done.set_result(None)
        return done

    async def _fatal(self, work: Awaitable[None]) -> None:
        await work


@pytest.fixture
async def edge(tmp_path: Path) -> Edge:
    return Edge(tmp_path)


async def test_records_are_applied_in_order_and_once(edge: Edge) -> None:
    await edge.take(0, 1, 1, 0, 2)
    assert (edge.engine.applied_records, edge.seeks) == (3, 0)
    await edge.engine.settle()
    assert edge.engine.next_offset(0) == 3


async def test_a_kept_state_goes_on_behind_what_it_applied(edge: Edge) -> None:
    apply_to(edge.store, 6)
    await edge.take(5, 6, 7)
    assert edge.engine.applied_records == 1


async def test_a_gap_is_not_applied_and_sought_once_until_the_seek_can_have_taken_effect(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    await edge.take(0, 2, 3, 4)
    assert (edge.engine.applied_records, edge.seeks) == (1, 1)
    monkeypatch.setattr(engines, "SEEK_PATIENCE", 0.0)
    await edge.take(5)
    assert edge.seeks == 2
    await edge.take(1, 2)
    assert edge.engine.applied_records == 3


async def test_another_gap_is_sought_at_once(edge: Edge) -> None:
    await edge.take(0, 2, 1, 3)
    assert (edge.engine.applied_records, edge.seeks) == (2, 2)


async def test_in_another_epoch_memory_is_worth_nothing(edge: Edge) -> None:
    await edge.take(0, 1)
    edge.epoch += 2
    await edge.take(0, 1, 2)
    assert (edge.engine.applied_records, edge.seeks) == (5, 0)


async def test_what_was_folded_by_an_earlier_member_is_not_kept(edge: Edge) -> None:
    await edge.take(0, 1)
    edge.membership = ("member", 2)
    await edge.engine.settle()
    assert edge.engine.next_offset(0) == 0


async def test_a_record_that_cannot_be_read_is_a_dead_letter_and_counts_as_applied(edge: Edge) -> None:
    await edge.engine.handle(Message(0, b"garbage"))
    await edge.take(1)
    await edge.engine.settle()
    assert edge.sent == [DEAD_LETTERS]
    assert edge.engine.next_offset(0) == 2


async def test_too_many_of_them_in_a_row_end_the_work(edge: Edge) -> None:
    for offset in range(3):
        await edge.engine.handle(Message(offset, b"garbage"))
    with pytest.raises(RuntimeError, match="4 poison records in a row"):
        await edge.engine.handle(Message(3, b"garbage"))
    await edge.engine.settle()
    assert edge.engine.next_offset(0) == 3


async def test_a_log_that_is_shorter_than_the_state_is_refused(edge: Edge) -> None:
    apply_to(edge.store, 6)
    with pytest.raises(AnotherLog, match="ends at 3, but 6 was applied"):
        edge.engine.check_log("id", {0: 0}, {0: 3})
