"""Two owners of a partition: whatever the earlier one still writes, the changelog gives a state that some offset of the log folds to."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from pathlib import Path

import pytest
from faust.types import TP

from services.processor.cell_store import CellStore
from services.processor.checkpoint import Checkpointer
from services.processor.partition import Partition
from shared.events.cells import encode_cell
from shared.events.codec import decode_event, encode_event
from shared.judgement.event import Observations
from shared.judgement.fold import fold
from shared.judgement.judge import judge
from shared.judgement.state import PartitionState
from shared.model.errors import Conflict
from tests.unit.judgement.builders import observe
from tests.unit.processor.tables import Change, Message, Table

CHANGELOG = TP("changelog", 0)
# What the earlier owner keeps last, records 4 and 5, is changed again by the later one.
NAMES = ("a", "b", "c", "a", "d", "b", "d", "a", "b", "c")


def record(number: int) -> bytes:
    """A record of the log: one value, of a series that may be new."""
    body = observe("320205", {(NAMES[number], "2026-01"): float(number)}).body
    assert isinstance(body, Observations)
    return encode_event(body, received_time_ms=number + 1)


class Owner:
    """A processor that owns the partition from some moment on, with a volume of its own."""

    def __init__(self, folder: Path, changelog: list[tuple[bytes, bytes]], generation: int) -> None:
        table = Table(folder / str(generation))
        self.store, self._changelog = CellStore(table), changelog
        table.apply_changelog_batch(Change(Message(0, key, value)) for key, value in changelog)
        table.set_persisted_offset(CHANGELOG, len(changelog) - 1)
        member = (f"member-{generation}", generation)
        self.writes_left = 1 << 30
        """Then it sleeps."""
        self.awake = asyncio.Event()
        self.checkpointer = Checkpointer(self.store, self._write, CHANGELOG.topic, lambda: 0.0, lambda: member, 6.0, self._fatal)
        self.partition = Partition(0, 1, member, self.store, lambda _: True)

    async def keep(self, until: int) -> None:
        """Fold the records up to an offset, and keep what they make."""
        for offset in range(self.partition.applied + 1, until + 1):
            self.partition.apply(offset, record(offset))
        await self.checkpointer.finish(self.partition)

    async def _write(self, _: int, records: Sequence[tuple[bytes, bytes]]) -> list[int]:
        if not self.writes_left:
            await self.awake.wait()
        self.writes_left -= 1
        self._changelog += records
        return list(range(len(self._changelog) - len(records), len(self._changelog)))

    async def _fatal(self, work: Awaitable[None]) -> None:
        await work


def folded(until: int) -> dict[str, bytes]:
    """The cells of a state that never failed."""
    state = PartitionState(lambda _: True)
    for offset in range(until + 1):
        state.offset = offset
        judge(state, fold(state, decode_event(record(offset))))
    return {key: encode_cell(content) for key, _, content in state.take_dirty()}


@pytest.mark.parametrize("asleep_after", [0, 1])
@pytest.mark.parametrize("woken_after", [0, 1, 2])
async def test_what_an_owner_that_slept_still_writes_changes_nothing(tmp_path: Path, asleep_after: int, woken_after: int) -> None:
    changelog: list[tuple[bytes, bytes]] = []
    sleeper = Owner(tmp_path, changelog, 1)
    await sleeper.keep(3)
    sleeper.writes_left = asleep_after
    sleeping = asyncio.create_task(sleeper.keep(5))
    await asyncio.sleep(0.01)
    heir = Owner(tmp_path, changelog, 2)
    heir.writes_left = woken_after
    inheriting = asyncio.create_task(heir.keep(8))
    await asyncio.sleep(0.01)
    sleeper.awake.set()
    await asyncio.sleep(0.01)
    heir.awake.set()
    ended = await asyncio.gather(sleeping, inheriting, return_exceptions=True)
    assert all(one is None or isinstance(one, Conflict) for one in ended)
    assert any(isinstance(one, Conflict) for one in ended)
    third = Owner(tmp_path, changelog, 3)
    assert dict(third.store.load(0, CHANGELOG)) == folded(third.store.applied(0))
    await third.keep(9)
    last = Owner(tmp_path, changelog, 4)
    assert dict(last.store.load(0, CHANGELOG)) == folded(9)
