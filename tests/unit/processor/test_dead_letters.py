"""Poison records are kept whole as long as they fit, and too many in a row stop the process."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any

import pytest

from services.processor.dead_letters import LARGEST_KEPT, DeadLetters
from shared.events.topics import MAX_MESSAGE_BYTES
from shared.model.errors import InvalidEvent
from xiheng.events.v1.verdict_pb2 import DeadLetter


class Topic:
    """Takes letters; each is durable when it is allowed to be."""

    def __init__(self) -> None:
        self.records: list[tuple[bytes, bytes]] = []
        self.durable = asyncio.Event()
        self.durable.set()

    async def send(self, _topic: str, key: bytes, value: bytes) -> Awaitable[Any]:
        """Take a letter."""
        assert len(key) + len(value) <= MAX_MESSAGE_BYTES
        self.records.append((key, value))
        return self.durable.wait()

    def letter(self) -> DeadLetter:
        """The last one."""
        return DeadLetter.FromString(self.records[-1][1])


@pytest.fixture
async def topic() -> Topic:
    return Topic()


async def test_a_record_is_kept_whole_with_its_origin(topic: Topic) -> None:
    await DeadLetters(topic.send, 3).keep("log", 4, 17, b"key", b"value", InvalidEvent("not readable"))
    letter = topic.letter()
    assert topic.records[0][0] == b"log/4/17"
    assert (letter.topic, letter.partition, letter.offset) == ("log", 4, 17)
    assert (letter.reason, letter.message, letter.key, letter.value) == ("InvalidEvent", "not readable", b"key", b"value")


async def test_it_counts_when_it_is_durable(topic: Topic) -> None:
    topic.durable.clear()
    keeping = asyncio.create_task(DeadLetters(topic.send, 3).keep("log", 0, 1, None, None, InvalidEvent("empty")))
    await asyncio.sleep(0.01)
    assert not keeping.done()
    topic.durable.set()
    await keeping


@pytest.mark.parametrize(("size", "kept"), [(LARGEST_KEPT, True), (LARGEST_KEPT + 1, False), (MAX_MESSAGE_BYTES, False)])
async def test_a_record_that_fits_into_no_letter_is_named(topic: Topic, size: int, *, kept: bool) -> None:
    await DeadLetters(topic.send, 3).keep("log", 4, 17, b"key", b"x" * (size - 3), InvalidEvent("y" * 100_000))
    letter = topic.letter()
    assert bool(letter.value) is kept
    assert ("read it from log/4 at 17" in letter.message) is not kept


async def test_as_many_as_the_limit_in_a_row_are_kept_and_a_sound_one_begins_anew(topic: Topic) -> None:
    letters = DeadLetters(topic.send, 2)
    for offset in (1, 2):
        await letters.keep("log", 0, offset, None, b"bad", InvalidEvent("bad"))
    letters.passed()
    for offset in (4, 5):
        await letters.keep("log", 0, offset, None, b"bad", InvalidEvent("bad"))
    with pytest.raises(RuntimeError, match="3 poison records in a row from log/0, the last at 6: bad"):
        await letters.keep("log", 0, 6, None, b"bad", InvalidEvent("bad"))
    assert len(topic.records) == 4
