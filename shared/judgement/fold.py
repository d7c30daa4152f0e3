"""Fold: one event into the state. Order-free, idempotent, without clock or environment."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from shared.judgement.cell import FINAL, WITHDRAWN, Cell, Entry
from shared.judgement.event import Definitions, Event, Observations, Tick
from shared.judgement.series import Series, SeriesKey
from shared.judgement.state import TICK_KEY, PartitionState

_DENSE_ROWS = 24
"""From so many rows of one series on, whole columns are copied at once."""


@dataclass(slots=True)
class Touched:
    """What an event changed."""

    series: dict[str, dict[Series, list[int]]] = field(default_factory=dict)
    """Ordinals that changed, by area and series."""
    definitions: bool = False
    """A newer definition came."""
    tick: bool = False
    """The clock moved on."""

    def __bool__(self) -> bool:
        """Tell whether anything changed."""
        return bool(self.series) or self.definitions or self.tick


def fold(state: PartitionState, event: Event) -> Touched:
    """Fold an event into the state and return what it changed.

    The same events in any order, any split into batches and any repetition give the same state.
    """
    body = event.body
    match body:
        case Observations():
            changed = _fold_observations(state, body, event)
            return Touched({body.area: changed} if changed else {})
        case Tick(time_ms):
            return Touched(tick=_fold_tick(state, time_ms))
        case Definitions(changes):
            newer = [state.define(change) for change in changes]
            if any(newer):
                state.definitions_changed()
            return Touched(definitions=any(newer))


def _fold_tick(state: PartitionState, time_ms: int) -> bool:
    if time_ms <= state.now_ms:
        return False
    state.now_ms = time_ms
    state.touch(TICK_KEY, time_ms)
    return True


def _fold_observations(state: PartitionState, rows: Observations, event: Event) -> dict[Series, list[int]]:
    area = state.area(rows.area)
    dictionary = [
        area.get(SeriesKey(indicator, entity, rows.child, length))
        for indicator, entity, length in zip(rows.indicators, rows.entities, rows.lengths, strict=True)
    ]
    plain = not (len(rows.revisions) or len(rows.statuses) or len(rows.received_times_ms) or len(rows.origin_event_ids))
    changed: dict[Series, list[int]]
    if plain and not len(rows.series) and len(rows.periods) >= _DENSE_ROWS:
        ordinals = _fold_dense(state, dictionary[0], rows, event)
        changed = {dictionary[0]: ordinals} if ordinals else {}
    elif plain:
        changed = _fold_plain(state, dictionary, rows, event)
    else:
        changed = _fold_full(state, dictionary, rows, event)
    for series, ordinals in changed.items():
        if series.points:
            for ordinal in ordinals:
                series.points.pop(ordinal, None)
    return changed


def _fold_plain(state: PartitionState, dictionary: list[Series], rows: Observations, event: Event) -> dict[Series, list[int]]:
    """Fold rows that all have revision 0, status final and the event's own time and id: the hot path, hence written out."""
    changed: dict[Series, list[int]] = defaultdict(list)
    dirty = state.dirty
    offset, received_ms, event_id = state.offset, event.received_time_ms, event.event_id
    positions = rows.series if len(rows.series) else [0] * len(rows.periods)
    for position, ordinal, value in zip(positions, rows.periods, rows.values, strict=True):
        series = dictionary[position]
        cell = series.last
        if cell is None or not 0 <= ordinal - cell.first < cell.size:
            cell = series.cell(ordinal)
        slot = ordinal - cell.first
        if cell.received[slot]:
            if not cell.put(slot, Entry(0, received_ms, event_id, FINAL, value)):
                continue
        else:
            cell.values[slot] = value
            cell.received[slot] = received_ms
            cell.events[slot] = event_id
        dirty[cell.key] = (offset, cell)
        changed[series].append(ordinal)
    return changed


def _fold_full(state: PartitionState, dictionary: list[Series], rows: Observations, event: Event) -> dict[Series, list[int]]:
    changed: dict[Series, list[int]] = defaultdict(list)
    for row, ordinal in enumerate(rows.periods):
        series = dictionary[rows.series[row] if len(rows.series) else 0]
        cell = series.cell(ordinal)
        if cell.put(ordinal - cell.first, _entry(rows, row, event)):
            state.touch(cell.key, cell)
            changed[series].append(ordinal)
    return changed


def _entry(rows: Observations, row: int, event: Event) -> Entry:
    status = (rows.statuses[row] or FINAL) if len(rows.statuses) else FINAL
    return Entry(
        rows.revisions[row] if len(rows.revisions) else 0,
        rows.received_times_ms[row] if len(rows.received_times_ms) else event.received_time_ms,
        rows.origin_event_ids[row] if len(rows.origin_event_ids) else event.event_id,
        status,
        # A withdrawn value says nothing: one form of it, whatever number came with it.
        0.0 if status == WITHDRAWN else rows.values[row],
    )


def _fold_dense(state: PartitionState, series: Series, rows: Observations, event: Event) -> list[int]:
    """Fold one series' column: where periods ascend, a stretch inside a cell is copied whole."""
    ordinals = np.asarray(rows.periods, dtype=np.int64)
    values = np.asarray(rows.values, dtype=np.float64)
    ascending = bool(np.all(np.diff(ordinals) > 0))
    changed: list[int] = []
    start, count = 0, len(ordinals)
    while start < count:
        cell = series.cell(int(ordinals[start]))
        stop = start + (int(np.searchsorted(ordinals[start:], cell.first + cell.size)) if ascending else 1)
        found = _fold_stretch(cell, ordinals[start:stop], values[start:stop], event)
        if found:
            state.touch(cell.key, cell)
            changed += found
        start = stop
    return changed


def _fold_stretch(cell: Cell, ordinals: npt.NDArray[np.int64], values: npt.NDArray[np.float64], event: Event) -> list[int]:
    slots = ordinals - cell.first
    if not np.frombuffer(cell.received, dtype=np.int64)[slots].any():
        cell.put_free(slots, values, event.received_time_ms, event.event_id)
        return list(ordinals.tolist())
    entries = (Entry(0, event.received_time_ms, event.event_id, FINAL, value) for value in values.tolist())
    return [ordinal for ordinal, entry in zip(ordinals.tolist(), entries, strict=True) if cell.put(ordinal - cell.first, entry)]
