"""The engine: takes records of the log in order, folds and judges them, sends what follows, and keeps the state."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from services.processor.cell_store import CellStore
from services.processor.checkpoint import Checkpointer
from services.processor.dead_letters import DeadLetters
from services.processor.journey import carried, count
from services.processor.log_identity import Kept, check_log
from services.processor.outputs import SendOutput, records_of, send_all
from services.processor.partition import Partition
from services.processor.settings import ProcessorSettings
from shared.events.topics import AREA_EVENTS
from shared.model.errors import Invalid
from shared.runtime import metrics
from shared.runtime.telemetry import note

log = logging.getLogger("xiheng.processor")

SEEK_PATIENCE = 2.0
"""Seconds between two seeks of a partition because of the same gap: the first one needs time to take effect."""
BACKLOG_CHECKPOINTS = 4
"""Records, in checkpoints' worth, that may be folded while a checkpoint is under way; then folding waits."""
REST = 16
"""Between two checkpoints of a partition, times as long as the last ones of all partitions kept the event loop busy: under load nearly all
of the time is left for folding, and there is more for each of them to keep at once."""
MOST_REST = 3.0
"""Longest such time, seconds: so much has to be folded again after a crash."""
YIELD_SECONDS = 0.005
"""Longest time that folding keeps the event loop to itself."""


class Message(Protocol):
    """A record of the log as Faust hands it out."""

    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Any
    timestamp: float | None


class Engine:
    """Applies exactly the next offset of every partition that is ours."""

    def __init__(
        self,
        settings: ProcessorSettings,
        *,
        store: CellStore,
        checkpointer: Checkpointer,
        dead_letters: DeadLetters,
        send: SendOutput,
        epoch: Callable[[], int],
        membership: Callable[[], tuple[str, int]],
        seek: Callable[[], Any],
        owns: Callable[[int], Callable[[str], bool]],
    ) -> None:
        self._settings = settings
        self._store = store
        self._checkpointer = checkpointer
        self._dead_letters = dead_letters
        self._send = send
        self._epoch = epoch
        self._membership = membership
        self._seek = seek
        self._owns = owns
        self._partitions: dict[int, Partition] = {}
        self._asked: dict[int, tuple[int, float]] = {}
        self._folding = asyncio.Lock()
        self._yielded = time.monotonic()
        self.last_record = time.monotonic()
        """When a record was last applied."""
        self.applied_records = 0
        """Records applied since the start."""

    def next_offset(self, partition: int) -> int:
        """Return the offset that a partition's kept state wants next."""
        return self._store.applied(partition) + 1

    def check_log(self, topic_id: str, starts: Mapping[int, int], ends: Mapping[int, int]) -> None:
        """Compare the states of partitions with this release and the log.

        Raises:
            LaterState: If a later release wrote one, from which this one cannot go on.
            AnotherLog: If it is not the log that they were folded from.
        """
        for partition in starts:
            self._store.check_format(partition)
        kept = {partition: Kept(self._store.applied(partition), self._store.topic_id(partition)) for partition in starts}
        check_log(AREA_EVENTS, topic_id, kept, starts, ends)
        self._checkpointer.topic_id = topic_id

    def checkpoint_age(self) -> float:
        """Return the seconds since the last finished checkpoint while there is something to keep; else 0."""
        waiting = any(one.records or one.checkpoint is not None for one in self._partitions.values())
        return time.monotonic() - self._checkpointer.last_finished if waiting else 0.0

    async def handle(self, message: Message) -> None:
        """Apply a record if it is the next one; skip an older one; seek back on a gap."""
        async with self._folding:
            partition = await self._partition(message.partition)
            if message.offset > partition.applied + 1:
                await self._close_gap(partition, message.offset)
            elif message.offset == partition.applied + 1:
                await self._apply(partition, message)
        await self._breathe()

    async def settle(self) -> None:
        """Make everything folded durable and forget it: the partitions are about to be given away."""
        async with self._folding:
            partitions, self._partitions = list(self._partitions.values()), {}
            for one in partitions:
                await self._send_up(one)
            await asyncio.gather(*(self._checkpointer.finish(one) for one in partitions))

    async def keep_due(self) -> None:
        """Do what is due although no record comes."""
        async with self._folding:
            for partition in list(self._partitions.values()):
                await self._keep(partition)

    async def _partition(self, number: int) -> Partition:
        epoch = self._epoch()
        partition = self._partitions.get(number)
        if partition is None or partition.lost or partition.epoch != epoch:
            if partition is not None and partition.checkpoint is not None:
                # What it is still writing must stand before the state is read again.
                await partition.checkpoint
            partition = self._partitions[number] = Partition(number, epoch, self._membership(), self._store, self._owns(number))
        return partition

    async def _apply(self, partition: Partition, message: Message) -> None:
        with carried(message) as headers:
            await self._judge(partition, message, headers)
        self.last_record = time.monotonic()
        self.applied_records += 1
        metrics.LOG_RECORDS.inc()
        await self._keep(partition)
        if partition.checkpoint is not None and partition.records >= BACKLOG_CHECKPOINTS * self._settings.checkpoint_records:
            await partition.checkpoint

    async def _judge(self, partition: Partition, message: Message, headers: Mapping[str, bytes]) -> None:
        try:
            event, outputs = partition.apply(message.offset, message.value or b"")
        except Invalid as error:
            metrics.DEAD_LETTERS.inc()
            log.warning(
                "poison record kept as a dead letter",
                extra={"code": "record-dead", "partition": message.partition, "offset": message.offset, "error": str(error)},
            )
            await self._dead_letters.keep(AREA_EVENTS, message.partition, message.offset, message.key, message.value, error)
            partition.advance(message.offset)
        else:
            self._dead_letters.passed()
            records = records_of(outputs, event, partition.state, partition=message.partition, offset=message.offset)
            partition.sent |= await send_all(self._send, records, headers)
            partition.going_up.add(outputs.roll_ups, event.received_time_ms, headers)
            count(outputs, message)
            _tell(event.event_id, message)

    async def _keep(self, partition: Partition) -> None:
        """Send up what has waited long enough, and begin a checkpoint when one is due: with it, everything has to be on its way."""
        due = partition.checkpoint is None and partition.is_due(
            interval=self._settings.checkpoint_interval, records=self._settings.checkpoint_records, rest=self._rest()
        )
        if due or partition.going_up.is_due:
            await self._send_up(partition)
        if due:
            self._checkpointer.begin(partition)

    def _rest(self) -> float:
        return min(REST * sum(one.cost for one in self._partitions.values()), MOST_REST)

    async def _send_up(self, partition: Partition) -> None:
        for record, headers in partition.going_up.take():
            partition.sent |= await send_all(self._send, [record], headers)

    async def _close_gap(self, partition: Partition, offset: int) -> None:
        wanted, now = partition.applied + 1, time.monotonic()
        asked, when = self._asked.get(partition.number, (-1, 0.0))
        if asked != wanted or now - when > SEEK_PATIENCE:
            self._asked[partition.number] = (wanted, now)
            log.warning(
                "gap in the log, seeking back", extra={"code": "log-gap", "partition": partition.number, "offset": offset, "wanted": wanted}
            )
            await self._seek()

    async def _breathe(self) -> None:
        """Let heartbeats, pages and deliveries have their turn."""
        if time.monotonic() - self._yielded > YIELD_SECONDS:
            await asyncio.sleep(0)
            self._yielded = time.monotonic()


def _tell(event_id: int, message: Message) -> None:
    """Leave in the trace, and in the log of who wants to know everything, which event this was."""
    note(event_id=f"{event_id:016x}")
    if log.isEnabledFor(logging.DEBUG):
        about = {"event_id": f"{event_id:016x}", "partition": message.partition, "offset": message.offset}
        log.debug("record is judged", extra={"code": "record-judged", **about})
