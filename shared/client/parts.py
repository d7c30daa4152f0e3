"""Batches in parts that fit into one request each, and the answers to the parts as one answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from shared.runtime.request_size import MAX_REQUEST_BYTES
from xiheng.shared.v1 import observation_pb2, reporting_pb2

_ROOM_BYTES = MAX_REQUEST_BYTES - 1024
"""Left for rows beside the other fields of a request."""
_ROW_BYTES = 6
"""Most that a row's tag and length take."""


class Answered(NamedTuple):
    """A batch and what the service said about it."""

    sequence: int
    """Position of the batch, from 0."""
    batch: Sequence[observation_pb2.Observation]
    accepted: int
    rejections: Sequence[reporting_pb2.Rejection]
    """`index` is the position in the batch."""


class Part(NamedTuple):
    """What goes into one request."""

    sequence: int
    """Position of its batch."""
    batch: Sequence[observation_pb2.Observation]
    first: int
    """Position of its first row in the batch."""
    rows: Sequence[observation_pb2.Observation]

    @property
    def is_last(self) -> bool:
        """It ends its batch."""
        return self.first + len(self.rows) == len(self.batch)


def parts_of(batches: Iterable[Sequence[observation_pb2.Observation]]) -> Iterator[Part]:
    """Yield every batch whole, or halved until each part fits; a single row is never divided."""
    for sequence, batch in enumerate(batches):
        first = 0
        for rows in _pieces(batch):
            yield Part(sequence, batch, first, rows)
            first += len(rows)


def _pieces(rows: Sequence[observation_pb2.Observation]) -> Iterator[Sequence[observation_pb2.Observation]]:
    if len(rows) < 2 or sum(one.ByteSize() for one in rows) + _ROW_BYTES * len(rows) <= _ROOM_BYTES:
        yield rows
    else:
        half = len(rows) // 2
        yield from _pieces(rows[:half])
        yield from _pieces(rows[half:])


class Gathered:
    """Puts the answers to the parts of a batch together; they come in order."""

    def __init__(self) -> None:
        self._accepted = 0
        self._rejections: list[reporting_pb2.Rejection] = []

    def add(self, part: Part, accepted: int, rejections: Iterable[reporting_pb2.Rejection]) -> Answered | None:
        """Take in an answer; return that to the whole batch when it was the last one."""
        self._accepted += accepted
        for one in rejections:
            one.index += part.first
            self._rejections.append(one)
        if not part.is_last:
            return None
        answered = Answered(part.sequence, part.batch, self._accepted, self._rejections)
        self._accepted, self._rejections = 0, []
        return answered
