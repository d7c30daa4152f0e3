"""Poison records: kept whole with their origin, then the log goes on; too many in a row stop the process."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import Any

from shared.events.topics import DEAD_LETTERS, MAX_MESSAGE_BYTES
from shared.model.errors import Invalid
from xiheng.events.v1.verdict_pb2 import DeadLetter

LARGEST_KEPT = MAX_MESSAGE_BYTES - (64 << 10)
"""Bytes of key and value that fit into a letter beside the rest of it."""
_LONGEST_MESSAGE = 8 << 10


class DeadLetters:
    """Puts poison records aside."""

    def __init__(self, send: Callable[[str, bytes, bytes], Awaitable[Awaitable[Any]]], limit: int) -> None:
        self._send = send
        self._limit = limit
        self._in_a_row = 0

    def passed(self) -> None:
        """Note that a record was sound."""
        self._in_a_row = 0

    async def keep(self, topic: str, partition: int, offset: int, key: bytes | None, value: bytes | None, error: Invalid) -> None:
        """Keep a record and await that it is durable.

        One that would not fit into a letter is named only: it stands in the log for ever.

        Raises:
            RuntimeError: If too many came in a row: then it is this release that is wrong, not the records.
        """
        self._in_a_row += 1
        if self._in_a_row > self._limit:
            raise RuntimeError(f"{self._in_a_row} poison records in a row from {topic}/{partition}, the last at {offset}: {error}")
        letter = DeadLetter(
            topic=topic,
            partition=partition,
            offset=offset,
            reason=type(error).__name__,
            message=str(error)[:_LONGEST_MESSAGE],
            dead_time_ms=int(time.time() * 1000),
        )
        size = len(key or b"") + len(value or b"")
        if size > LARGEST_KEPT:
            letter.message += f"; its {size} bytes are too many for a letter: read it from {topic}/{partition} at {offset}"
        else:
            letter.key, letter.value = key or b"", value or b""
        await (await self._send(DEAD_LETTERS, f"{topic}/{partition}/{offset}".encode(), letter.SerializeToString()))
