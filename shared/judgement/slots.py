"""Slots: the columns in which the cells of an area keep their values, so that a batch is folded by a few vector operations."""

from __future__ import annotations

from array import array

import numpy as np
import numpy.typing as npt

from shared.model.status import ObservationStatus

FINAL = int(ObservationStatus.FINAL)

Positions = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


class Slots:
    """Columns with one element a slot. A cell has a run of them; a slot whose received time is 0 is unused."""

    __slots__ = ("events", "received", "revisions", "statuses", "values")

    def __init__(self) -> None:
        self.values = array("d")
        self.received = array("q")
        """Milliseconds since 1970-01-01 UTC."""
        self.events = array("Q")
        self.revisions = array("H")
        self.statuses = array("B")

    def allot(self, size: int) -> int:
        """Return the first of so many new slots."""
        base = len(self.received)
        for column in (self.values, self.received, self.events):
            column.frombytes(bytes(8 * size))
        self.revisions.frombytes(bytes(2 * size))
        self.statuses.frombytes(bytes([FINAL]) * size)
        return base

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
        received = np.frombuffer(self.received, dtype=np.int64)
        events = np.frombuffer(self.events, dtype=np.uint64)
        known = received[positions]
        unused = known == 0
        free = positions[unused]
        np.frombuffer(self.values)[free] = values[unused]
        received[free] = received_ms
        events[free] = event_id
        if unused.all():
            return unused, np.zeros_like(unused)
        earlier = (known < received_ms) | ((known == received_ms) & (events[positions] <= event_id))
        return unused, ~(unused | (self._repeats(positions, values) & earlier))

    def _repeats(self, positions: Positions, values: npt.NDArray[np.float64]) -> Mask:
        """Tell where the slots hold just these values, final and of revision 0."""
        repeats: Mask = np.frombuffer(self.values)[positions] == values
        repeats &= np.frombuffer(self.statuses, dtype=np.uint8)[positions] == FINAL
        repeats &= np.frombuffer(self.revisions, dtype=np.uint16)[positions] == 0
        return repeats
