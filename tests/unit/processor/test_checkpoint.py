"""A checkpoint: outputs, then cells, then their changelog, then the offset; and nothing by one who is no longer the owner."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from pathlib import Path

import pytest
from faust.types import TP

from services.processor.cell_store import APPLIED, CellStore, table_key
from services.processor.checkpoint import Checkpointer
from services.processor.partition import Partition
from shared.events.codec import encode_event
from shared.judgement.event import Tick
from tests.unit.processor.tables import Table, apply_to

MEMBER = ("member", 3)
SESSION = 0.2


class Group:
    """What the group says of us, and what the changelog was given."""

    def __init__(self, folder: Path) -> None:
        self.store = CellStore(Table(folder))
        self.membership, self.heartbeat_age = MEMBER, 0.0
        self.written: list[list[bytes]] = []
        self.changelog_open = asyncio.Event()
        self.changelog_open.set()
        self._end = 0
        self.checkpointer = Checkpointer(
            self.store, self._write, "changelog", lambda: self.heartbeat_age, lambda: self.membership, SESSION, self._fatal
        )
        self.checkpointer.topic_id = "id"

    def partition(self) -> Partition:
        """A partition that has folded one record."""
        made = Partition(0, 1, self.membership, self.store, lambda _: True)
        made.apply(made.applied + 1, encode_event(Tick(1_700_000_000_000), received_time_ms=1))
        return made

    def local(self) -> int:
        """How many cells the local store holds."""
        return len(list(self.store._database(0).keys()))

    async def _write(self, _: int, records: Sequence[tuple[bytes, bytes]]) -> list[int]:
        await self.changelog_open.wait()
        self.written.append([key for key, _ in records])
        offsets = list(range(self._end, self._end + len(records)))
        self._end += len(records)
        return offsets

    async def _fatal(self, work: Awaitable[None]) -> None:
        await work


@pytest.fixture
async def group(tmp_path: Path) -> Group:
    return Group(tmp_path)


async def settle() -> None:
    """Give every task its turns."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_cells_wait_for_the_outputs_and_the_offset_for_the_cells(group: Group) -> None:
    partition = group.partition()
    output: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    partition.sent.add(output)
    group.changelog_open.clear()
    keeping = group.checkpointer.begin(partition)
    await settle()
    assert (group.local(), group.written) == (0, [])
    output.set_result(None)
    await settle()
    assert (group.local(), group.store.claim(0)) == (1, partition.claim)
    assert (group.written, group.store.applied(0), partition.durable) == ([], -1, -1)
    group.changelog_open.set()
    await keeping
    claimed, cells, applied = group.written
    assert claimed == applied == [table_key(0, APPLIED)]
    assert len(cells) == group.local() - 1
    assert (group.store.applied(0), group.store.topic_id(0), partition.durable) == (0, "id", 0)


async def test_only_the_first_checkpoint_claims_the_partition(group: Group) -> None:
    partition = group.partition()
    await group.checkpointer.finish(partition)
    partition.apply(1, encode_event(Tick(1_700_000_100_000), received_time_ms=2))
    await group.checkpointer.finish(partition)
    assert [APPLIED.encode() in keys[0] for keys in group.written] == [True, False, True, False, True]


async def test_an_output_that_failed_keeps_everything_back(group: Group) -> None:
    partition = group.partition()
    output: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    partition.sent.add(output)
    output.set_exception(RuntimeError("not delivered"))
    with pytest.raises(RuntimeError, match="not delivered"):
        await group.checkpointer.begin(partition)
    assert (group.local(), group.written) == (0, [])


async def test_another_membership_writes_nothing_and_gives_the_partition_up(group: Group) -> None:
    partition = group.partition()
    group.membership = ("member", 4)
    await group.checkpointer.finish(partition)
    assert partition.lost
    assert (group.local(), group.written) == (0, [])


async def test_an_old_heartbeat_is_waited_for_longer_than_a_session(group: Group) -> None:
    partition = group.partition()
    group.heartbeat_age = 10 * SESSION
    keeping = group.checkpointer.begin(partition)
    await asyncio.sleep(2 * SESSION)
    assert (keeping.done(), group.local(), group.written) == (False, 0, [])
    group.heartbeat_age = 0.0
    await keeping
    assert group.store.applied(0) == 0


async def test_who_is_another_member_after_the_wait_has_lost_the_partition(group: Group) -> None:
    partition = group.partition()
    group.heartbeat_age = 10 * SESSION
    keeping = group.checkpointer.begin(partition)
    await settle()
    group.membership = ("", -1)
    await keeping
    assert partition.lost
    assert (group.local(), group.written) == (0, [])


async def test_finish_keeps_what_came_while_a_checkpoint_was_under_way(group: Group) -> None:
    partition = group.partition()
    group.checkpointer.begin(partition)
    partition.apply(1, encode_event(Tick(1_700_000_100_000), received_time_ms=2))
    await group.checkpointer.finish(partition)
    assert (group.store.applied(0), partition.durable) == (1, 1)


async def test_a_checkpoint_tells_how_many_cells_there_are(group: Group) -> None:
    await group.checkpointer.finish(group.partition())
    partition = group.partition()
    await group.checkpointer.finish(partition)
    assert partition.cells == group.local() - 1 == len(group.store.load(0, TP("changelog", 0)))


async def test_a_claim_is_higher_than_that_of_every_earlier_owner(group: Group) -> None:
    assert group.partition().claim == MEMBER[1]
    apply_to(group.store, 0, claim=9)
    partition = group.partition()
    await group.checkpointer.finish(partition)
    assert partition.claim == 10
    assert group.store.claim(0) == 10
