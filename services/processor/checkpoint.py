"""Checkpoints: outputs first, then cells, then the offset. A crash in between only means that some records are folded again.

The first one of an owner begins with its claim: what an earlier owner writes after it does not count, and where one has written since the
state was read, the claim is found to stand behind it and nothing else is written.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from faust.types import TP

from services.processor.cell_store import APPLIED, FORMAT, OLDEST_READER, CellStore, table_key
from services.processor.partition import Partition
from shared.events.cells import encode_cell
from xiheng.events.v1.state_pb2 import Cell as StoredCell

Record = tuple[bytes, bytes]
Write = Callable[[int, Sequence[Record]], Awaitable[list[int]]]
"""Writes (key, value) records into a partition of the changelog and returns their offsets once they are durable."""

_CELLS_AT_ONCE = 32
"""Cells written before others on the event loop have their turn."""
_HEARTBEAT_LOOK = 0.05
"""Seconds between looks at the last heartbeat."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """What a checkpoint keeps: taken in one step, while no record is being folded."""

    applied: int
    sent: set[asyncio.Future[None]]
    cells: list[tuple[str, int, bytes]]


class Checkpointer:
    """Makes the state of a partition durable."""

    def __init__(
        self,
        store: CellStore,
        write: Write,
        changelog: str,
        heartbeat_age: Callable[[], float],
        membership: Callable[[], tuple[str, int]],
        session_timeout: float,
        fatal: Callable[[Awaitable[None]], Coroutine[Any, Any, None]],
    ) -> None:
        self._store = store
        self._write = write
        self._changelog = changelog
        self._heartbeat_age = heartbeat_age
        self._membership = membership
        self._session_timeout = session_timeout
        self._fatal = fatal
        self.topic_id = ""
        """Kafka's id of the log, kept with every offset."""
        self.last_finished = time.monotonic()
        """When a checkpoint was last finished."""

    def begin(self, partition: Partition) -> asyncio.Task[None]:
        """Start a checkpoint of all that is folded now; folding goes on meanwhile."""
        began = time.perf_counter()
        cells = [(key, offset, encode_cell(content)) for key, offset, content in partition.state.take_dirty()]
        draft = _Draft(partition.applied, partition.sent, cells)
        partition.sent, partition.records = set(), 0
        partition.cost = time.perf_counter() - began
        partition.checkpoint = asyncio.create_task(self._fatal(self._keep(partition, draft)))
        return partition.checkpoint

    async def finish(self, partition: Partition) -> None:
        """Await the checkpoint under way and make a last one of what has come since."""
        if partition.checkpoint is not None:
            await partition.checkpoint
        if not partition.lost and (partition.records or partition.sent):
            await self.begin(partition)

    async def _keep(self, partition: Partition, draft: _Draft) -> None:
        await asyncio.gather(*draft.sent)
        if not await self._still_owner(partition):
            # Nothing of it is written: the state is read again, and its records are folded again by whoever owns them.
            partition.lost, partition.checkpoint = True, None
            return
        if not partition.claimed:
            await self._apply(partition, partition.durable)
            partition.claimed = True
        await self._deliver(partition.number, await self._store_cells(partition, draft))
        await self._apply(partition, draft.applied)
        partition.durable = draft.applied
        partition.checkpoint = None
        self.last_finished = time.monotonic()

    async def _apply(self, partition: Partition, offset: int) -> None:
        """Keep that a partition is ours, and applied up to an offset."""
        applied = StoredCell(
            offset=offset,
            content=self.topic_id.encode(),
            previous_offset=-1,
            claim=partition.claim,
            cells=partition.cells,
            format=FORMAT,
            oldest_reader=OLDEST_READER,
        ).SerializeToString()
        record = (table_key(partition.number, APPLIED), applied)
        self._store.write(partition.number, [record])
        await self._deliver(partition.number, [record])

    async def _store_cells(self, partition: Partition, draft: _Draft) -> list[Record]:
        """Write the cells into the local store, some at a time, and return their records for the changelog."""
        written: list[Record] = []
        for start in range(0, len(draft.cells), _CELLS_AT_ONCE):
            began = time.perf_counter()
            cells = [
                (table_key(partition.number, key), self._successor(partition, key, offset, content))
                for key, offset, content in draft.cells[start : start + _CELLS_AT_ONCE]
            ]
            partition.cells += sum(cell.previous_offset < 0 for _, cell in cells)
            records = [(key, cell.SerializeToString()) for key, cell in cells]
            self._store.write(partition.number, records)
            written += records
            partition.cost += time.perf_counter() - began
            await asyncio.sleep(0)
        return written

    def _successor(self, partition: Partition, key: str, offset: int, content: bytes) -> StoredCell:
        return self._store.successor(
            partition.number, key, offset=offset, content=content, durable=partition.durable, claim=partition.claim
        )

    async def _deliver(self, partition: int, records: Sequence[Record]) -> None:
        """Write records into the changelog and await that they are durable."""
        if records:
            offsets = await self._write(partition, records)
            self._store.persisted(TP(self._changelog, partition), offsets)

    async def _still_owner(self, partition: Partition) -> bool:
        """Tell whether the group still knows this as the member, in the generation, that loaded the partition.

        After an outage of Kafka the last heartbeat is old. Then the group answers the next one: it accepts it, or makes this another
        member. That is waited for however long it takes, because nothing is written meanwhile.
        """
        while self._membership() == partition.membership:
            if self._heartbeat_age() <= self._session_timeout / 2:
                return True
            await asyncio.sleep(_HEARTBEAT_LOOK)
        return False
