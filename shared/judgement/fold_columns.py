"""Columns of plain observations into cells: the hot path. Every row is final, of revision 0, and from the event itself."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from shared.judgement.cell import FINAL, Cell, Entry
from shared.judgement.event import Event, Observations
from shared.judgement.series import Series
from shared.judgement.slots import Slots
from shared.judgement.state import PartitionState

Ints = npt.NDArray[np.int64]


class Columns:
    """The rows of a batch as vectors."""

    def __init__(self, rows: Observations) -> None:
        self.numbers: Ints = np.array(rows.series, dtype=np.int64) if len(rows.series) else np.zeros(len(rows.periods), dtype=np.int64)
        self.ordinals: Ints = np.array(rows.periods, dtype=np.int64)
        self.values = np.array(rows.values, dtype=np.float64)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.ordinals)


def fold_columns(state: PartitionState, slots: Slots, dictionary: Sequence[Series], columns: Columns, event: Event) -> Ints:
    """Fold rows and return the numbers of those that changed a slot, ascending.

    Args:
        state: Told which cells were touched.
        slots: Columns of the area.
        dictionary: The series of each number in `columns`.
        columns: The rows.
        event: Where they come from.
    """
    changed = [np.zeros(0, dtype=np.int64)]
    waiting = np.arange(len(columns))
    while len(waiting):
        present, first_rows, which = np.unique(columns.numbers[waiting], return_index=True, return_inverse=True)
        starts = columns.ordinals[waiting[first_rows]].tolist()
        cells = [dictionary[number].cell(ordinal) for number, ordinal in zip(present.tolist(), starts, strict=True)]
        # The rows of a series may lie in several cells: those of other cells have their turn later.
        place = columns.ordinals[waiting] - np.array([cell.first for cell in cells])[which]
        inside = (place >= 0) & (place < np.array([cell.size for cell in cells])[which])
        taken, which, place = waiting[inside], which[inside], place[inside]
        written = _write(slots, cells, which, place, columns.values[taken], event)
        for cell in {cells[number] for number in which[written].tolist()}:
            state.touch(cell.key, cell)
        changed.append(taken[written])
        waiting = waiting[~inside]
    return np.sort(np.concatenate(changed))


def _write(
    slots: Slots, cells: Sequence[Cell], which: Ints, place: Ints, values: npt.NDArray[np.float64], event: Event
) -> npt.NDArray[np.bool_]:
    """Write values at places of cells; return where a slot changed."""
    positions = np.array([cell.base for cell in cells])[which] + place
    _, inverse, counts = np.unique(positions, return_inverse=True, return_counts=True)
    once = counts[inverse] == 1
    written, contested = np.zeros(len(positions), dtype=np.bool_), ~once
    written[once], contested[once] = slots.fill(positions[once], values[once], event.received_time_ms, event.event_id)
    for row in np.flatnonzero(contested).tolist():
        entry = Entry(0, event.received_time_ms, event.event_id, FINAL, float(values[row]))
        written[row] = cells[which[row]].put(int(place[row]), entry)
    return written
