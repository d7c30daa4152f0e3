"""State cells in the table's local store, one RocksDB a partition; the changelog is written by the checkpoint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rocksdict import WriteBatch

from xiheng.events.v1.state_pb2 import Cell as StoredCell

APPLIED = "applied"
"""Key of the cell that holds the partition's last applied offset; written last in every checkpoint."""


class CellStore:
    """Reads and writes cells of one partition at a time, inside an event or outside of one."""

    def __init__(self, table: Any) -> None:  # noqa: ANN401 - faust has no types
        self._table = table

    def applied(self, partition: int) -> int:
        """Return the last applied offset of a partition; -1 before the first."""
        found = self.read(partition, APPLIED)
        return -1 if found is None else found.offset

    def topic_id(self, partition: int) -> str:
        """Return the id of the topic that a partition was folded from; empty before the first checkpoint."""
        found = self.read(partition, APPLIED)
        return "" if found is None else found.content.decode()

    def read(self, partition: int, key: str) -> StoredCell | None:
        """Return a cell as it is stored, or None."""
        data = self._database(partition).get(table_key(partition, key))
        return None if data is None else StoredCell.FromString(data)

    def cells(self, partition: int) -> Iterator[tuple[str, bytes]]:
        """Yield (key, content) of every cell as of the last applied offset.

        A cell that a checkpoint wrote before it was cut off is taken back to what stood there before, so that folding its records again
        repeats the same outputs.
        """
        applied = self.applied(partition)
        prefix = f"{partition}/".encode()
        for raw, data in self._database(partition).items():
            if not raw.startswith(prefix):
                continue
            key = raw[len(prefix) :].decode()
            cell = StoredCell.FromString(data)
            if key == APPLIED:
                continue
            if cell.offset <= applied:
                yield key, cell.content
            elif cell.previous_offset >= 0:
                yield key, cell.previous_content

    def write(self, partition: int, records: Iterable[tuple[bytes, bytes]]) -> None:
        """Write table records into the local store at once."""
        batch = WriteBatch(raw_mode=True)
        for key, value in records:
            batch.put(key, value)
        self._database(partition).write(batch)

    def persisted(self, changelog: Any, offset: int) -> None:  # noqa: ANN401 - a faust TP
        """Note how far of the changelog the local store holds."""
        self._table.data.set_persisted_offset(changelog, offset)

    def successor(self, partition: int, key: str, *, offset: int, content: bytes, durable: int) -> StoredCell:
        """Return the cell that a checkpoint is to write over the one there is.

        The value from before is kept beside the new one; a retried checkpoint keeps the same earlier value.

        Args:
            partition: The partition.
            key: The cell's key.
            offset: Offset of the record that last changed it.
            content: Its new content.
            durable: Offset of the last checkpoint that was finished.
        """
        known = self.read(partition, key)
        if known is None:
            return StoredCell(offset=offset, content=content, previous_offset=-1)
        if known.offset <= durable:
            return StoredCell(offset=offset, content=content, previous_offset=known.offset, previous_content=known.content)
        return StoredCell(offset=offset, content=content, previous_offset=known.previous_offset, previous_content=known.previous_content)

    def _database(self, partition: int) -> Any:  # noqa: ANN401 - a rocksdict handle
        return self._table.data._db_for_partition(partition)  # noqa: SLF001 - pinned version; the public calls need a current event


def table_key(partition: int, key: str) -> bytes:
    """Return the key of a cell in the table: every partition has cells of its own."""
    return f"{partition}/{key}".encode()
