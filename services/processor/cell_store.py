"""State cells in the table's local store, one RocksDB a partition; the changelog is written by the checkpoint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from rocksdict import WriteBatch

from shared.model.errors import Conflict, Invalid
from xiheng.events.v1.state_pb2 import Cell as StoredCell

APPLIED = "applied"
"""Key of the cell that holds the partition's last applied offset; written last in every checkpoint."""
FORMAT: Final = 1
"""Format that this release writes cells in. It rises with every change of what they hold; this release reads all earlier ones."""
OLDEST_READER: Final = 1
"""The oldest format whose releases can go on from cells of this one. It rises when they would misread or lose something of them: a field that they
would drop when they write the cell anew, a kind of cell that they do not know. Then a roll-back needs the log to be folded anew."""


class LaterState(Invalid):
    """The cells were written by a later release, from which this one cannot go on."""


class IncompleteState(Invalid):
    """The local store lacks cells that the last checkpoint counted."""


class CellStore:
    """Reads and writes cells of one partition at a time, inside an event or outside of one."""

    def __init__(self, table: Any) -> None:  # noqa: ANN401 - faust has no types
        self._table = table
        apply = table.apply_changelog_batch
        table.apply_changelog_batch = lambda batch: apply(list(self._rightful(batch)))

    def applied(self, partition: int) -> int:
        """Return the last applied offset of a partition; -1 before the first."""
        found = self.read(partition, APPLIED)
        return -1 if found is None else found.offset

    def topic_id(self, partition: int) -> str:
        """Return the id of the topic that a partition was folded from; empty before the first checkpoint."""
        found = self.read(partition, APPLIED)
        return "" if found is None else found.content.decode()

    def claim(self, partition: int) -> int:
        """Return the claim of the partition's last owner; 0 before the first."""
        found = self.read(partition, APPLIED)
        return 0 if found is None else found.claim

    def check_format(self, partition: int) -> None:
        """Check that this release can go on from the cells of a partition.

        Raises:
            LaterState: If a later release wrote them, and this one would misread or lose something.
        """
        applied = self.read(partition, APPLIED)
        if applied is not None and applied.oldest_reader > FORMAT:
            raise LaterState(
                f"state of partition {partition} has format {applied.format}, which releases from format {applied.oldest_reader} on can read; this one "
                f"has format {FORMAT}. Start the later release again, or delete the state (data folder and changelog topic) to fold the log anew"
            )

    def load(self, partition: int, changelog: Any) -> list[tuple[str, bytes]]:  # noqa: ANN401 - a faust TP
        """Return (key, content) of every cell as of the last applied offset.

        Raises:
            IncompleteState: If there are not as many as were counted; then the next process reads the changelog from its beginning.
        """
        applied = self.read(partition, APPLIED)
        found = list(self.cells(partition))
        if applied is not None and applied.cells and applied.cells != len(found):
            self._table.data.set_persisted_offset(changelog, -1)
            raise IncompleteState(
                f"state of partition {partition}: {len(found)} cells are here, {applied.cells} were written; it is read again from the changelog "
                "at the next start. If this comes again, delete the data folder"
            )
        return found

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

    def persisted(self, changelog: Any, offsets: list[int]) -> None:  # noqa: ANN401 - a faust TP
        """Note that the local store holds records just written to the changelog.

        Raises:
            Conflict: If there are others in between: then another processor wrote, and this store lacks what it wrote.
        """
        known = self._table.data.persisted_offset(changelog)
        wanted = 0 if known is None else known + 1
        if sorted(offsets) != list(range(wanted, wanted + len(offsets))):
            raise Conflict(
                f"changelog partition {changelog.partition}: {wanted} was to be written next, not {min(offsets)}: another processor writes"
            )
        self._table.data.set_persisted_offset(changelog, max(offsets))

    def _rightful(self, batch: Iterable[Any]) -> Iterator[Any]:
        """Yield the changelog's records but those that an owner wrote after a later one had claimed the partition."""
        claims: dict[int, int] = {}
        for event in batch:
            message = event.message
            known = claims.get(message.partition)
            known = self.claim(message.partition) if known is None else known
            claim = StoredCell.FromString(message.value).claim
            claims[message.partition] = max(claim, known)
            if claim >= known:
                yield event

    def successor(self, partition: int, key: str, *, offset: int, content: bytes, durable: int, claim: int) -> StoredCell:
        """Return the cell that a checkpoint is to write over the one there is.

        The value from before is kept beside the new one; a retried checkpoint keeps the same earlier value.

        Args:
            partition: The partition.
            key: The cell's key.
            offset: Offset of the record that last changed it.
            content: Its new content.
            durable: Offset of the last checkpoint that was finished.
            claim: The owner's claim.
        """
        known = self.read(partition, key)
        if known is None:
            before, previous = -1, b""
        elif known.offset <= durable:
            before, previous = known.offset, known.content
        else:
            before, previous = known.previous_offset, known.previous_content
        return StoredCell(offset=offset, content=content, previous_offset=before, previous_content=previous, claim=claim)

    def _database(self, partition: int) -> Any:  # noqa: ANN401 - a rocksdict handle
        return self._table.data._db_for_partition(partition)  # noqa: SLF001 - pinned version; the public calls need a current event


def table_key(partition: int, key: str) -> bytes:
    """Return the key of a cell in the table: every partition has cells of its own."""
    return f"{partition}/{key}".encode()
