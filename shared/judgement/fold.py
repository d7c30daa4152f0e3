"""Fold: one event into the state. Order-free, idempotent, without clock or environment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from shared.judgement.cell import FINAL, WITHDRAWN, Entry
from shared.judgement.event import Definitions, Event, Observations, Tick
from shared.judgement.fold_columns import Columns, fold_columns
from shared.judgement.series import Series, SeriesKey
from shared.judgement.state import TICK_KEY, PartitionState

_MANY_ROWS = 24
"""From so many rows on, vector operations cost less than a loop."""


@dataclass(slots=True)
class Touched:
    """What an event changed."""

    area: str = ""
    """Area whose observations changed."""
    series: Mapping[Series, list[int]] = field(default_factory=dict)
    """Ordinals that changed, by series of a day or longer."""
    short: set[str] = field(default_factory=set)
    """Indicators of which readings shorter than a day changed."""
    definitions: bool = False
    """A newer definition came."""
    tick: bool = False
    """The clock moved on."""

    def __bool__(self) -> bool:
        """Tell whether anything changed."""
        return bool(self.series or self.short) or self.definitions or self.tick


def fold(state: PartitionState, event: Event) -> Touched:
    """Fold an event into the state and return what it changed.

    The same events in any order, any split into batches and any repetition give the same state.
    """
    body = event.body
    match body:
        case Observations():
            return _fold_observations(state, body, event)
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


def _fold_observations(state: PartitionState, rows: Observations, event: Event) -> Touched:
    area = state.area(rows.area)
    dictionary = [
        area.get(SeriesKey(indicator, entity, rows.child, length))
        for indicator, entity, length in zip(rows.indicators, rows.entities, rows.lengths, strict=True)
    ]
    plain = not (len(rows.revisions) or len(rows.statuses) or len(rows.received_times_ms) or len(rows.origin_event_ids))
    if plain and len(rows.periods) >= _MANY_ROWS:
        columns = Columns(rows)
        written = fold_columns(state, area.slots, dictionary, columns, event)
        return _touched_columns(rows.area, dictionary, columns, written)
    return _touched(rows.area, _fold_rows(state, dictionary, rows, event))


def _fold_rows(state: PartitionState, dictionary: list[Series], rows: Observations, event: Event) -> Iterator[tuple[Series, int]]:
    """Fold rows of any kind one by one and yield the (series, ordinal) of those that changed a slot."""
    for row, ordinal in enumerate(rows.periods):
        series = dictionary[rows.series[row] if len(rows.series) else 0]
        cell = series.cell(ordinal)
        if cell.put(ordinal - cell.first, _entry(rows, row, event)):
            state.touch(cell.key, cell)
            yield series, ordinal


def _touched(area: str, changes: Iterable[tuple[Series, int]]) -> Touched:
    changed: dict[Series, list[int]] = defaultdict(list)
    short: set[str] = set()
    for series, ordinal in changes:
        series.points.pop(ordinal, None)
        if series.short:
            short.add(series.key.indicator)
        else:
            changed[series].append(ordinal)
    return Touched(area=area, series=changed, short=short)


def _touched_columns(area: str, dictionary: list[Series], columns: Columns, written: npt.NDArray[np.int64]) -> Touched:
    """Do as `_touched`, but readings shorter than a day are only looked at by series."""
    numbers = columns.numbers[written]
    short = np.array([series.short for series in dictionary])[numbers]
    readings = [dictionary[number] for number in set(numbers[short].tolist())]
    for series in readings:
        series.points.clear()
    others = zip(numbers[~short].tolist(), columns.ordinals[written[~short]].tolist(), strict=True)
    touched = _touched(area, ((dictionary[number], ordinal) for number, ordinal in others))
    touched.short |= {series.key.indicator for series in readings}
    return touched


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
