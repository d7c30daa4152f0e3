"""Slots: the columns in which the cells of an area keep their values, so that a batch is folded by a few vector operations.

Columns are arrays of the standard library, because they grow in place; vectors over them live no longer than one operation.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from shared.model.status import ObservationStatus

if TYPE_CHECKING:
    from shared.judgement.cell import Cell, Entry

FINAL = int(ObservationStatus.FINAL)

_ZEROS = memoryview(bytes(8 * 31 * 24))
"""As many as the largest cell takes, a month of hours."""

_UNCHANGED = -2
"""Below every offset; -1 stands for no log at all."""

Positions = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


class Slots:
    """Columns with one element a slot. A cell has a run of them; a slot whose received time is 0 is unused."""

    __slots__ = ("cells", "changed", "events", "put", "received", "revisions", "statuses", "values", "waiting")

    def __init__(self) -> None:
        self.values = array("d")
        self.received = array("q")
        """Milliseconds since 1970-01-01 UTC."""
        self.events = array("Q")
        self.revisions = array("I")
        """Or ranks."""
        self.statuses = array("B")
        self.cells: list[Cell] = []
        """By number."""
        self.changed = array("q")
        """By number of the cell: offset of the record that last changed it since `take_changed`."""
        self.put: dict[int, list[Entry]] = defaultdict(list)
        """Entries that the last event put in one by one, by slot."""
        self.waiting: set[int] = set()
        """Numbers of cells taken by `take_changed` whose readings were not looked at by `take_waiting` since."""

    def allot(self, cell: Cell) -> tuple[int, int]:
        """Return the number of a new cell, and the position of the first of its slots."""
        base, size = len(self.received), cell.size
        self.cells.append(cell)
        self.changed.append(_UNCHANGED)
        for column in (self.values, self.received, self.events):
            column.frombytes(_ZEROS[: 8 * size])
        self.revisions.frombytes(_ZEROS[: 4 * size])
        self.statuses.frombytes(bytes([FINAL]) * size)
        return len(self.cells) - 1, base

    def take_changed(self) -> list[tuple[int, int]]:
        """Return (number, offset) of the cells changed since the last call, and forget that they changed."""
        changed = np.frombuffer(self.changed, dtype=np.int64)
        found = np.flatnonzero(changed != _UNCHANGED)
        numbers = found.tolist()
        taken = list(zip(numbers, changed[found].tolist(), strict=True))
        changed[found] = _UNCHANGED
        self.waiting.update(numbers)
        return taken

    def take_waiting(self) -> list[int]:
        """Return the numbers of all cells changed since the last call, ascending; those not kept yet come again next time."""
        changed = np.frombuffer(self.changed, dtype=np.int64)
        taken = sorted(self.waiting.union(np.flatnonzero(changed != _UNCHANGED).tolist()))
        self.waiting = set()
        return taken

    def all_wait(self) -> None:
        """Have `take_waiting` return every cell: what is made of them may have changed."""
        self.waiting.update(range(len(self.cells)))

    def fill(self, positions: Positions, values: npt.NDArray[np.float64], received_ms: int, event_id: int) -> tuple[Mask, Mask]:
        """Write final values of revision 0, all from one event, into the slots that are unused.

        Args:
            positions: Slots, each at most once.
            values: One a position.
            received_ms: When the event was received.
            event_id: The event.

        Returns:
            Where values were written, and where another value or receipt stands in the slot and has to be compared. What is in neither
            repeats what stands there and came no earlier.
        """
        known = np.frombuffer(self.received, dtype=np.int64)[positions]
        unused = known == 0
        contested = np.zeros_like(unused)
        used = np.flatnonzero(known)
        if not len(used):
            self._put(positions, values, received_ms, event_id)
            return unused, contested
        self._put(positions[unused], values[unused], received_ms, event_id)
        known, positions = known[used], positions[used]
        events = np.frombuffer(self.events, dtype=np.uint64)[positions]
        earlier = (known < received_ms) | ((known == received_ms) & (events <= event_id))
        contested[used] = ~(self._repeats(positions, values[used]) & earlier)
        return unused, contested

    def _put(self, positions: Positions, values: npt.NDArray[np.float64], received_ms: int, event_id: int) -> None:
        np.frombuffer(self.values)[positions] = values
        np.frombuffer(self.received, dtype=np.int64)[positions] = received_ms
        np.frombuffer(self.events, dtype=np.uint64)[positions] = event_id

    def _repeats(self, positions: Positions, values: npt.NDArray[np.float64]) -> Mask:
        """Tell where the slots hold just these values, final and of revision 0."""
        repeats: Mask = np.frombuffer(self.values)[positions] == values
        repeats &= np.frombuffer(self.statuses, dtype=np.uint8)[positions] == FINAL
        repeats &= np.frombuffer(self.revisions, dtype=np.uint32)[positions] == 0
        return repeats
