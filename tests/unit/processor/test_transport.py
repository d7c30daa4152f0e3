"""The consumer hands out nothing that was fetched before a seek, and seeks to what the state wants."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any, cast

import pytest
from faust.transport.drivers import aiokafka as driver
from faust.types import TP

from services.processor.changelog_reading import ChangelogReading
from services.processor.transport import Consumer

HERE, THERE, ELSEWHERE = TP("log", 0), TP("log", 1), TP("changelog", 0)


class Scheduler:
    """Hands fetched records on in their order."""

    def iterate(self, records: Mapping[TP, list[int]]) -> Iterator[tuple[TP, int]]:
        """Yield every record with its partition."""
        return ((tp, offset) for tp, offsets in records.items() for offset in offsets)


class Read(Consumer):
    """Our consumer without Faust's machinery around it."""

    source = "log"

    def __init__(self) -> None:
        self.changelogs = ChangelogReading()
        self._seeking = asyncio.Lock()
        self._placing = asyncio.Lock()
        self.fetched: Mapping[TP, list[int]] = {}
        self.while_fetching = self.nothing
        self.seeks: list[tuple[TP, int]] = []
        self.handed: list[int] = []
        self.room = False
        self.compared: list[Mapping[int, int]] = []
        self.settled: list[set[TP]] = []
        self.wanted = {0: 5, 1: 0}
        self.scheduler = cast(Any, Scheduler())
        self.flow_active = True
        self._buffered_partitions = set()
        self._read_offset = cast(Any, {HERE: None, THERE: None, ELSEWHERE: None})

    @staticmethod
    def nothing() -> None:
        """Nothing happens while records are fetched."""

    should_stop = False

    def assignment(self) -> set[TP]:
        return {HERE, THERE, ELSEWHERE}

    async def earliest_offsets(self, *partitions: TP) -> dict[TP, int]:
        return dict.fromkeys(partitions, 0)

    async def highwaters(self, *partitions: TP) -> dict[TP, int]:
        return dict.fromkeys(partitions, 9)

    async def seek(self, partition: TP, offset: int) -> None:
        self.seeks.append((partition, offset))

    def _coordinator(self) -> None:
        return None

    def _to_message(self, tp: TP, record: int) -> Any:
        return SimpleNamespace(tp=tp, offset=record)

    async def _wait_next_records(self, timeout: float) -> Any:  # noqa: ARG002, ASYNC109 - Faust calls it so
        self.while_fetching()
        return self.fetched, None


@pytest.fixture
def consumer(monkeypatch: pytest.MonkeyPatch) -> Read:
    made = Read()

    async def passed(*_: object) -> None:
        return None

    async def handed(message: Any) -> None:
        made.handed.append(message.offset)

    async def compared(starts: Mapping[int, int], ends: Mapping[int, int]) -> None:
        made.compared += [starts, ends]

    async def sought(_: object, positions: Mapping[TP, int]) -> None:
        made.seeks += positions.items()

    monkeypatch.setattr(driver.Consumer, "perform_seek", passed)
    monkeypatch.setattr(driver.Consumer, "seek_wait", sought)
    monkeypatch.setattr(driver.Consumer, "on_partitions_revoked", passed)
    made.next_offset = lambda partition: made.wanted[partition]
    made.has_room = lambda: made.room
    made.check_log = compared
    made.callback = cast(Any, handed)
    return made


async def test_it_seeks_in_the_thread_that_talks_to_kafka(consumer: Read) -> None:
    asked: list[tuple[object, ...]] = []
    kafka = SimpleNamespace(seek=lambda *_: pytest.fail("that is the other thread's"))

    async def call_thread(*call: object) -> None:
        asked.append(call)

    consumer._thread = cast(Any, SimpleNamespace(call_thread=call_thread, _ensure_consumer=lambda: kafka))
    await Consumer._seek(consumer, HERE, 5)
    assert asked == [(kafka.seek, HERE, 5)]


async def yielded(consumer: Read) -> list[int]:
    """The offsets that Faust is given."""
    return [message.offset async for _, message in consumer.getmany(1.0)]


async def test_a_seek_goes_to_what_each_state_wants_after_the_log_was_compared(consumer: Read) -> None:
    before = consumer.epoch
    await consumer.perform_seek()
    assert consumer.seeks == [(HERE, 5), (THERE, 0)]
    assert consumer.compared == [{0: 0, 1: 0}, {0: 9, 1: 9}]
    assert consumer.epoch == before + 2


async def test_a_log_that_is_another_one_is_not_read(consumer: Read) -> None:
    async def another(*_: object) -> None:
        raise ValueError("another log")

    consumer.check_log = another
    with pytest.raises(ValueError, match="another log"):
        await consumer.perform_seek()
    assert consumer.seeks == []


async def test_records_of_the_present_epoch_are_handed_out(consumer: Read) -> None:
    consumer.fetched = {HERE: [5, 6], THERE: [0]}
    assert await yielded(consumer) == [5, 6, 0]


async def test_records_fetched_before_a_seek_are_thrown_away_and_fetched_again(consumer: Read) -> None:
    consumer.fetched = {HERE: [7, 8]}

    def seek() -> None:
        consumer.epoch += 2

    consumer.while_fetching = seek
    assert await yielded(consumer) == []
    assert consumer.seeks == [(HERE, 5), (THERE, 0)]


async def test_records_fetched_while_a_log_is_compared_wait_for_the_seek_and_are_fetched_again(consumer: Read) -> None:
    is_compared = asyncio.Event()

    async def compare(*_: object) -> None:
        await is_compared.wait()

    consumer.check_log = compare
    seek = asyncio.create_task(consumer.perform_seek())
    await asyncio.sleep(0)
    consumer.fetched = {HERE: [5, 6]}
    reading = asyncio.create_task(yielded(consumer))
    await asyncio.sleep(0.01)
    assert not reading.done()
    is_compared.set()
    await seek
    assert await reading == []
    assert consumer.seeks == [(HERE, 5), (THERE, 0), (HERE, 5), (THERE, 0)]


async def test_records_fetched_while_the_flow_stopped_are_thrown_away(consumer: Read) -> None:
    consumer.fetched = {HERE: [5]}

    def stop() -> None:
        consumer.flow_active = False

    consumer.while_fetching = stop
    assert await yielded(consumer) == []
    assert consumer.seeks == []


async def test_a_seek_between_two_records_throws_the_rest_away(consumer: Read) -> None:
    consumer.fetched = {HERE: [5, 6, 7]}
    found = []
    async for _, message in consumer.getmany(1.0):
        found.append(message.offset)
        consumer.epoch += 1
    assert found == [5]


async def test_where_the_agent_has_room_each_record_is_handed_on_once(consumer: Read) -> None:
    consumer.room = True
    consumer.fetched = {HERE: [5, 6]}
    assert await yielded(consumer) == []
    consumer.fetched = {HERE: [5, 6, 7]}
    await yielded(consumer)
    assert consumer.handed == [5, 6, 6, 7]


@pytest.mark.parametrize("room", [True, False])
async def test_what_is_fetched_of_a_changelog_across_a_seek_of_the_log_is_handed_on(consumer: Read, room: bool) -> None:
    consumer.room = room
    await consumer.seek_wait({ELSEWHERE: 3})
    consumer.fetched = {HERE: [7], ELSEWHERE: [3, 4, 6]}

    def seek() -> None:
        consumer.epoch += 2

    consumer.while_fetching = seek
    assert [*await yielded(consumer), *consumer.handed] == [3, 4, 6]
    assert consumer.seeks == [(ELSEWHERE, 3), (HERE, 5), (THERE, 0)]


async def test_what_is_fetched_of_a_changelog_across_its_own_seek_is_read_again(consumer: Read) -> None:
    await consumer.seek_wait({ELSEWHERE: 3})
    consumer.fetched = {ELSEWHERE: [3, 4]}
    consumer.while_fetching = lambda: consumer.changelogs.sought({ELSEWHERE: 1})
    assert await yielded(consumer) == []
    consumer.while_fetching = consumer.nothing
    consumer.fetched = {ELSEWHERE: [1, 2, 3]}
    assert await yielded(consumer) == [1, 2, 3]
    assert consumer.seeks == [(ELSEWHERE, 3), (ELSEWHERE, 1)]


async def test_a_changelog_is_read_on_where_the_flow_stopped(consumer: Read) -> None:
    await consumer.seek_wait({ELSEWHERE: 3})
    consumer.fetched = {ELSEWHERE: [3, 4, 5]}
    async for _ in consumer.getmany(1.0):
        consumer.flow_active = False
    consumer.flow_active = True
    consumer.fetched = {ELSEWHERE: [4, 5]}
    assert await yielded(consumer) == [4, 5]
    assert await yielded(consumer) == []
    assert consumer.seeks == [(ELSEWHERE, 3), (ELSEWHERE, 4)]


async def test_a_changelog_that_was_given_away_is_not_read_again(consumer: Read) -> None:
    await consumer.seek_wait({TP("changelog", 9): 3})
    consumer.fetched = {TP("changelog", 9): [3]}
    consumer.flow_active = False
    assert await yielded(consumer) == []
    await yielded(consumer)
    assert consumer.seeks == [(TP("changelog", 9), 3)]


async def test_partitions_are_settled_before_they_are_given_away(consumer: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []

    async def settle() -> None:
        await asyncio.sleep(0)
        order.append(f"settled in epoch {consumer.epoch}")

    async def given(*_: object) -> None:
        order.append("given away")

    consumer.settle = settle
    monkeypatch.setattr(driver.Consumer, "on_partitions_revoked", given)
    await consumer.on_partitions_revoked({HERE})
    assert order == ["settled in epoch 1", "given away"]
