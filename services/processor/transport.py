"""Faust's Kafka consumer, made to follow the offsets that live with the state.

Stock Faust seeks to the committed offset and hands out records that were fetched before a seek; both lose and double records at
rebalances. Here the position is always one past what the state has applied, and a fetch of an earlier epoch is thrown away. Of the
changelogs, which are read while a state is restored, every record is handed on: what could not be is fetched again.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

from aiokafka.errors import IllegalStateError
from faust.transport.drivers import aiokafka as driver
from faust.types import TP

from services.processor.changelog_reading import ChangelogReading
from services.processor.outages import wait_out_outages
from services.processor.producer import Producer

NextOffset = Callable[[int], int | None]
"""Offset of the next record that a partition's state wants; None: the log's beginning."""


_FULL_SECONDS = 0.01
"""Rest between two looks whether a full queue has room again."""
_YIELD_RECORDS = 100
"""Records handed on before others on the event loop have their turn."""


class Consumer(driver.Consumer):
    """Seeks to what the state wants, and never hands out records that were fetched before a seek."""

    source: str
    next_offset: NextOffset
    check_log: Callable[[Mapping[int, int], Mapping[int, int]], Awaitable[None]]
    """Compares the state of the partitions with the first offsets and the ends of the log; awaited before the first record is read."""
    settle: Callable[[], Awaitable[None]]
    """Finishes what is under way and forgets the partitions' memory; awaited before partitions are given away."""

    has_room: Callable[[], bool]
    """Tells whether the agent's queue takes a record without waiting."""

    epoch = 0
    """Raised before and after every seek; records and memory of another epoch are worth nothing."""
    changelogs: ChangelogReading
    """How far the changelogs are read."""
    last_heartbeat = 0.0
    """When the group coordinator last accepted a heartbeat, `time.monotonic` seconds; 0 before the first."""

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 - as Faust's consumer
        """Make a consumer that has read nothing."""
        self.changelogs = ChangelogReading()
        self._seeking = asyncio.Lock()
        self._placing = asyncio.Lock()
        super().__init__(*arguments, **named)

    async def seek_wait(self, partitions: Mapping[TP, int]) -> None:
        """Read changelogs from the given positions on: what is fetched meanwhile is of before."""
        async with self._seeking:
            await self._seek_changelogs(partitions)

    async def _seek_changelogs(self, positions: Mapping[TP, int]) -> None:
        self.changelogs.sought(positions)
        await super().seek_wait(positions)
        self.changelogs.sought(positions)

    async def perform_seek(self) -> None:
        """Seek every partition of the log to the record that its state wants next; one at a time."""
        async with self._placing:
            await self._place()

    async def _place(self) -> None:
        self.epoch += 1
        self._listen_to_heartbeats()
        await super().perform_seek()
        mine = sorted(tp for tp in self.assignment() if tp.topic == self.source)
        if mine:
            starts, ends = await self.earliest_offsets(*mine), await self.highwaters(*mine)
            await self.check_log(*({tp.partition: offset for tp, offset in found.items()} for found in (starts, ends)))
        for tp in mine:
            await self.seek(TP(tp.topic, tp.partition), self.next_offset(tp.partition) or 0)
        self.epoch += 1

    async def _seek(self, partition: TP, offset: int) -> None:
        """Seek in the thread that talks to Kafka: Faust seeks in this one, and what that one is about to hand out vanishes under its hands."""
        thread = self._thread
        await thread.call_thread(thread._ensure_consumer().seek, partition, offset)  # noqa: SLF001 - as the driver's own calls

    async def on_partitions_revoked(self, revoked: set[TP]) -> None:
        """Finish the checkpoints under way while the partitions are still ours, then give them away."""
        self.epoch += 1
        await self.settle()
        await super().on_partitions_revoked(revoked)

    async def getmany(self, timeout: float) -> AsyncIterator[tuple[TP, Any]]:  # noqa: ASYNC109 - Faust calls it so
        """Yield fetched records, unless a seek or a stop of the flow made them stale."""
        await self._read_again()
        # Both are noted before the fetch: Faust reads its generation after it, so its own check always passes.
        epoch, seeks = self.epoch, self.changelogs.seeks()
        records, active = await self._next_records(timeout)
        if not records or self.should_stop:
            return
        self.changelogs.fetched(tp for tp in records if tp.topic != self.source)
        if any(tp.topic == self.source for tp in records):
            await self._placed(epoch)
        wanted = (
            one for one in self.scheduler.iterate(records) if active is None or one[0] in active or one[0] in self._buffered_partitions
        )
        for number, (tp, record) in enumerate(wanted, 1):
            if not self.flow_active:
                return
            message = self._to_message(tp, record)
            if not self._is_wanted(message, epoch, seeks):
                continue
            if self.has_room():
                await self._hand_on(tp, message)
            else:
                yield tp, message
            self.changelogs.handed_on(tp, message.offset)
            if number % _YIELD_RECORDS == 0:
                await asyncio.sleep(0)
        self.changelogs.settled(seeks)

    async def _placed(self, epoch: int) -> None:
        """Have records of the log, fetched at an epoch, wait for the end of a seek that is under way.

        Before it, nobody has looked whether this is the log that the state was folded from; where a changelog was read just before, Faust
        reads on meanwhile.
        """
        async with self._placing:
            pass
        if epoch != self.epoch and self.flow_active:
            # What is thrown away then may be the right records: they have to be fetched again.
            await self.perform_seek()

    def _is_wanted(self, message: Any, epoch: int, seeks: Mapping[TP, int]) -> bool:  # noqa: ANN401 - Faust has no types
        """Tell whether a record, fetched at an epoch and after the seeks of changelogs that are given, is still to be handed on."""
        if message.tp.topic == self.source:
            return epoch == self.epoch
        return self.changelogs.is_next(message.tp, message.offset, seeks)

    async def _read_again(self) -> None:
        """Go back to what was fetched of changelogs and not handed on."""
        owed = self.changelogs.owed(self.assignment())
        if owed:
            async with self._seeking:
                with suppress(IllegalStateError):  # it was given away meanwhile
                    await self._seek_changelogs(owed)

    async def _next_records(self, timeout: float) -> Any:  # noqa: ANN401, ASYNC109 - Faust has no types, and calls it so
        """Wait for records of partitions whose queue has room; while all are full Faust would look away for a second."""
        while self._is_full and self.flow_active and not self.should_stop:  # noqa: ASYNC110 - nobody tells when there is room
            await asyncio.sleep(_FULL_SECONDS)
        return await self._wait_next_records(timeout)

    @property
    def _is_full(self) -> bool:
        return bool(self._buffered_partitions) and not self._get_active_partitions()

    async def _hand_on(self, tp: TP, message: Any) -> None:  # noqa: ANN401 - Faust has no types
        """Put a record into the agent's queue, which has room, as Faust does with one that is yielded.

        Faust makes four tasks for each, because the flow may be suspended while it waits for room; here nothing waits.
        """
        read = self._read_offset[tp]
        if read is None or message.offset >= read:
            await self.callback(message)
            self._read_offset[tp] = message.offset

    @property
    def membership(self) -> tuple[str, int]:
        """Return who this is in the group: another member or generation may own other partitions."""
        coordinator = self._coordinator()
        return ("", -1) if coordinator is None else (str(coordinator.member_id), int(coordinator.generation))

    @property
    def thread_loop(self) -> asyncio.AbstractEventLoop:
        """The event loop of the thread that talks to Kafka."""
        loop: asyncio.AbstractEventLoop = self._thread.thread_loop
        return loop

    def _coordinator(self) -> Any:  # noqa: ANN401 - aiokafka has no types
        return getattr(getattr(self._thread, "_consumer", None), "_coordinator", None)

    def _listen_to_heartbeats(self) -> None:
        """Note every heartbeat that the coordinator accepts; aiokafka keeps the time to itself."""
        coordinator = self._coordinator()
        if coordinator is None or hasattr(coordinator, "xiheng_listens"):
            return
        beat = coordinator._do_heartbeat  # noqa: SLF001 - pinned version; there is no public hook

        async def noted() -> bool:
            accepted: bool = await beat()
            if accepted:
                self.last_heartbeat = time.monotonic()
            return accepted

        coordinator._do_heartbeat = noted  # noqa: SLF001
        coordinator.xiheng_listens = True
        wait_out_outages(coordinator._client)  # noqa: SLF001
        self.last_heartbeat = time.monotonic()


class Transport(driver.Transport):
    """The driver with our consumer and producer."""

    Consumer = Consumer
    Producer = Producer
