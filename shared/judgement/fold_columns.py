"""Columns of plain observations into cells: the hot path. Every row is final, of revision 0, and from the event itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import repeat

import numpy as np
import numpy.typing as npt

from shared.judgement.cell import FINAL, Entry
from shared.judgement.event import Event, Observations, Run
from shared.judgement.places import Ints
from shared.judgement.series import SeriesKey
from shared.judgement.state import AreaState
from shared.model.period import PeriodLength

_MOST_RUNS = 1024
"""Runs remembered of an area; then they are forgotten, and looked up again."""


class Columns:
    """The rows of a batch as vectors."""

    def __init__(self, area: AreaState, rows: Observations) -> None:
        """Look up the series of the batch, which are made when they are not there."""
        count = len(rows.periods)
        self.in_batch: Ints = np.asarray(rows.series, dtype=np.int64) if len(rows.series) else np.zeros(count, dtype=np.int64)
        self.series: Ints = _numbers(area, rows)[self.in_batch]
        self.ordinals: Ints = np.asarray(rows.periods, dtype=np.int64)
        self.values: npt.NDArray[np.float64] = np.asarray(rows.values, dtype=np.float64)


def _numbers(area: AreaState, rows: Observations) -> Ints:
    """Return the number of each series of the batch; those of a run that came before are known."""
    if not rows.runs:
        return np.array(_looked_up(area, rows.child, zip(rows.indicators, rows.entities, rows.lengths, strict=True)), dtype=np.int64)
    found = [_numbers_of(area, rows.child, run) for run in rows.runs]
    return found[0] if len(found) == 1 else np.concatenate(found)


def _numbers_of(area: AreaState, child: str, run: Run) -> Ints:
    found = area.runs.get((child, run))
    if found is None:
        if len(area.runs) >= _MOST_RUNS:
            area.runs.clear()
        series = zip(repeat(run.indicator), run.entities, repeat(run.length), strict=False)
        found = area.runs[child, run] = np.array(_looked_up(area, child, series), dtype=np.int64)
    return found


def _looked_up(area: AreaState, child: str, series: Iterable[tuple[str, str, PeriodLength]]) -> list[int]:
    """Return the number of each series; strings and one small table are all that is touched."""
    found, kind, table = [], ("", 0), {}
    for indicator, entity, length in series:
        if kind != (indicator, length):
            kind, table = (indicator, length), area.numbers[child, indicator, length]
        number = table.get(entity)
        found.append(area.get(SeriesKey(indicator, entity, child, length)).number if number is None else number)
    return found


def fold_columns(area: AreaState, columns: Columns, event: Event, offset: int) -> Ints:
    """Fold rows and return the numbers of those that changed a slot, ascending.

    Args:
        area: State of the area.
        columns: The rows.
        event: Where they come from.
        offset: Of the record that holds them.
    """
    changed = []
    for rows, positions, cells in _places(area, columns):
        written = _write(area, columns.values[rows], positions, cells, event)
        np.frombuffer(area.slots.changed, dtype=np.int64)[cells[written]] = offset
        changed.append(rows[written])
    return changed[0] if len(changed) == 1 else np.sort(np.concatenate(changed))


def _places(area: AreaState, columns: Columns) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Yield rows, their positions and their cells: those in the current cells, then in the next ones, then, of blocks, all others."""
    waiting = np.arange(len(columns.ordinals))
    for are_next in (False, True):
        series, ordinals = columns.series[waiting], columns.ordinals[waiting]
        if are_next:
            _turn(area, series, ordinals)
        inside, positions, cells = area.places.find(series, ordinals)
        if len(positions) == len(waiting):
            yield waiting, positions, cells
            return
        yield waiting[inside], positions, cells
        waiting = waiting[~inside]
    yield _cell_by_cell(area, columns, waiting)


def _turn(area: AreaState, series: Ints, ordinals: Ints) -> None:
    """Make the cell of the first period given for each series its current one."""
    present, first = np.unique(series, return_index=True)
    for number, ordinal in zip(present.tolist(), ordinals[first].tolist(), strict=True):
        area.listed[number].cell(ordinal)


def _cell_by_cell(area: AreaState, columns: Columns, rows: Ints) -> tuple[Ints, Ints, Ints]:
    """Return rows in order of series and period, with their positions and cells: each cell is looked at once."""
    rows = rows[np.lexsort((columns.ordinals[rows], columns.series[rows]))]
    series, ordinals = columns.series[rows], columns.ordinals[rows]
    positions, cells = np.empty_like(ordinals), np.empty_like(ordinals)
    begin = 0
    for end in (*(np.flatnonzero(np.diff(series)) + 1).tolist(), len(rows)):
        one = area.listed[series[begin]]
        while begin < end:
            cell = one.cell(int(ordinals[begin]))
            inside = slice(begin, begin + int(np.searchsorted(ordinals[begin:end], cell.end)))
            positions[inside], cells[inside] = ordinals[inside] + (cell.base - cell.first), cell.number
            begin = inside.stop
    return rows, positions, cells


def _write(area: AreaState, values: npt.NDArray[np.float64], positions: Ints, cells: Ints, event: Event) -> npt.NDArray[np.bool_]:
    """Write values at positions in the columns; return where a slot changed."""
    written, contested = _fill(area, values, positions, event)
    for row in np.flatnonzero(contested).tolist():
        cell = area.slots.cells[cells[row]]
        entry = Entry(0, event.received_time_ms, event.event_id, FINAL, float(values[row]))
        written[row] = cell.put(int(positions[row]) - cell.base, entry)
    return written


def _fill(
    area: AreaState, values: npt.NDArray[np.float64], positions: Ints, event: Event
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Do as `Slots.fill`; positions that occur more than once are contested."""
    ordered = np.sort(positions)
    if not (ordered[1:] == ordered[:-1]).any():
        return area.slots.fill(positions, values, event.received_time_ms, event.event_id)
    _, inverse, counts = np.unique(positions, return_inverse=True, return_counts=True)
    once = counts[inverse] == 1
    written, contested = np.zeros_like(once), ~once
    written[once], contested[once] = area.slots.fill(positions[once], values[once], event.received_time_ms, event.event_id)
    return written, contested
