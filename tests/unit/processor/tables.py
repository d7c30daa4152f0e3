"""A table as the cell store needs it: real RocksDB, no Faust."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from faust.types import TP
from rocksdict import Options, Rdict

from services.processor.cell_store import APPLIED, CellStore, table_key
from xiheng.events.v1.state_pb2 import Cell as StoredCell


class Change(NamedTuple):
    """A record of the changelog as Faust hands it out at recovery."""

    message: Any


class Message(NamedTuple):
    """Its place and content."""

    partition: int
    key: bytes
    value: bytes


class Table:
    """One RocksDB a partition, and how far the changelog stands in it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._databases: dict[int, Rdict] = {}
        self._persisted: dict[TP, int] = {}
        self.data = self

    def apply_changelog_batch(self, batch: Iterator[Change]) -> None:
        """Write changes without asking, as Faust does."""
        for change in batch:
            self._db_for_partition(change.message.partition)[change.message.key] = change.message.value

    def persisted_offset(self, tp: TP) -> int | None:
        """Return the last offset of the changelog that is in the store."""
        return self._persisted.get(tp)

    def set_persisted_offset(self, tp: TP, offset: int) -> None:
        """Note it."""
        self._persisted[tp] = offset

    def _db_for_partition(self, partition: int) -> Rdict:
        if partition not in self._databases:
            self._databases[partition] = Rdict(str(self._folder / str(partition)), Options(raw_mode=True))
        return self._databases[partition]


def put(
    store: CellStore,
    key: str,
    *,
    offset: int,
    content: bytes = b"",
    previous: tuple[int, bytes] = (-1, b""),
    claim: int = 1,
    partition: int = 0,
) -> None:
    """Write a cell as it would be stored."""
    store.write(partition, [(table_key(partition, key), stored(offset, content, previous=previous, claim=claim))])


def apply_to(store: CellStore, offset: int, *, claim: int = 1, partition: int = 0) -> None:
    """Write the cell that a checkpoint ends with."""
    put(store, APPLIED, offset=offset, content=b"id", claim=claim, partition=partition)


def stored(offset: int, content: bytes, *, previous: tuple[int, bytes] = (-1, b""), claim: int = 1) -> bytes:
    """Return a cell as bytes."""
    return StoredCell(
        offset=offset, content=content, previous_offset=previous[0], previous_content=previous[1], claim=claim
    ).SerializeToString()
