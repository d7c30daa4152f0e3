"""Fold: one event into the state. Order-free, idempotent, without clock or environment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from shared.judgement.cell import FINAL, WITHDRAWN, Effect, Entry
from shared.judgement.event import MANY_ROWS, Definitions, Event, Observations, Reviews, Tick
from shared.judgement.fold_columns import Columns, fold_columns
from shared.judgement.places import Ints
from shared.judgement.series import Series, SeriesKey
from shared.judgement.state import TICK_KEY, AreaState, PartitionState, review_key, statement_key
from shared.model.period import PeriodLength
from shared.model.review import Review
from shared.model.statement import Statement

C = TypeVar("C", int, float)

DefinitionKey = tuple[str, str, str]
"""Kind, plan (empty: of no plan), name."""


@dataclass(slots=True)
class Touched:
    """What an event changed."""

    area: str = ""
    """Area whose observations changed."""
    series: Mapping[Series, list[int]] = field(default_factory=dict)
    """Ordinals that changed, by series of a day or longer."""
    short: set[str] = field(default_factory=set)
    """Indicators of which readings shorter than a day changed."""
    said: tuple[str, str] | None = None
    """(plan, target) that a statement was made about."""
    definitions: Collection[DefinitionKey] = ()
    """Definitions of which a newer version came."""
    tick: bool = False
    """The clock moved on."""

    def __bool__(self) -> bool:
        """Tell whether anything changed."""
        return bool(self.series or self.short or self.said or self.definitions) or self.tick


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
            newer = [(change.kind, change.plan, change.name) for change in changes if state.define(change)]
            if newer:
                state.definitions_changed()
            return Touched(definitions=newer)
        case Reviews():
            return _fold_reviews(state, body, event)
        case Statement():
            return _fold_statement(state, replace(body, time_ms=event.received_time_ms, event_id=event.event_id))


def _fold_tick(state: PartitionState, time_ms: int) -> bool:
    if time_ms <= state.now_ms:
        return False
    state.now_ms = time_ms
    state.touch(TICK_KEY, time_ms)
    return True


def _fold_reviews(state: PartitionState, reviews: Reviews, event: Event) -> Touched:
    """Fold a step of the office in: of each period all are kept, and the latest stands. What it touches is its value, as a revision would."""
    area, changed = state.area(reviews.area), defaultdict[Series, list[int]](list)
    for period, value in zip(reviews.periods, reviews.values, strict=True):
        review = Review(event.received_time_ms, event.event_id, reviews.step, value, reviews.reviewer, reviews.note)
        if area.review(reviews.indicator, period, review):
            state.touch(review_key(area.code, reviews.indicator, period), area.reviews[reviews.indicator][period])
            changed[area.get(SeriesKey(reviews.indicator, "", "", period.length))].append(period.ordinal)
    return Touched(area=area.code, series=changed)


def _fold_statement(state: PartitionState, statement: Statement) -> Touched:
    """Add a statement; said again it is the same one, from the first time on."""
    area = state.area(statement.area)
    said = area.statements.setdefault(statement.key, {})
    known = said.get(statement.event_id)
    if known is not None and known.time_ms <= statement.time_ms:
        return Touched()
    said[statement.event_id] = statement
    state.touch(statement_key(statement), statement)
    return Touched(area=area.code, said=statement.key)


def _fold_observations(state: PartitionState, rows: Observations, event: Event) -> Touched:
    area = state.area(rows.area)
    area.slots.put.clear()
    plain = not (len(rows.revisions) or len(rows.statuses) or len(rows.received_times_ms) or len(rows.origin_event_ids))
    if plain and len(rows.periods) >= MANY_ROWS:
        columns = Columns(area, rows)
        return _touched_columns(area, rows, columns, fold_columns(area, columns, event, state.offset))
    return _touched(area, _fold_rows(state, area, rows, event))


def _fold_rows(state: PartitionState, area: AreaState, rows: Observations, event: Event) -> Iterator[tuple[Series, int]]:
    """Fold rows of any kind one by one and yield the (series, ordinal) of those that changed a slot."""
    dictionary = [
        area.get(SeriesKey(indicator, entity, rows.child, length))
        for indicator, entity, length in zip(rows.indicators, rows.entities, rows.lengths, strict=True)
    ]
    numbers = _listed(rows.series) if len(rows.series) else [0] * len(rows.periods)
    periods, values = _listed(rows.periods), _listed(rows.values)
    for row, (number, ordinal, value) in enumerate(zip(numbers, periods, values, strict=True)):
        series = dictionary[number]
        cell = series.cell(ordinal)
        effect = cell.put(ordinal - cell.first, _entry(rows, row, value, event))
        if effect is not Effect.NONE:
            area.slots.changed[cell.number] = state.offset
        if effect is Effect.CHANGED:
            yield series, ordinal


def _touched(area: AreaState, changes: Iterable[tuple[Series, int]]) -> Touched:
    changed: dict[Series, list[int]] = defaultdict(list)
    short: set[str] = set()
    for series, ordinal in changes:
        if series.short:
            short.add(series.key.indicator)
        else:
            series.forget(ordinal)
            changed[series].append(ordinal)
    return Touched(area=area.code, series=changed, short=short)


def _touched_columns(area: AreaState, rows: Observations, columns: Columns, written: Ints) -> Touched:
    """Do as `_touched`, but of readings shorter than a day only the indicators are looked at."""
    short = area.places.short(columns.series[written])
    days = written[~short]
    numbers = zip(columns.series[days].tolist(), columns.ordinals[days].tolist(), strict=True)
    touched = _touched(area, ((area.listed[number], ordinal) for number, ordinal in numbers))
    touched.short |= _indicators(rows, columns.in_batch[written[short]])
    return touched


def _indicators(rows: Observations, series: Ints) -> set[str]:
    """Return the indicators of series of a batch that have periods shorter than a day; of runs, all such: to ask each costs more."""
    if not rows.runs:
        return set(map(rows.indicators.__getitem__, set(series.tolist())))
    return {run.indicator for run in rows.runs if run.length > PeriodLength.DAY} if len(series) else set()


def _listed(column: Sequence[C] | npt.NDArray[Any]) -> Sequence[C]:
    return column.tolist() if isinstance(column, np.ndarray) else column


def _entry(rows: Observations, row: int, value: float, event: Event) -> Entry:
    status = (rows.statuses[row] or FINAL) if len(rows.statuses) else FINAL
    return Entry(
        rows.revisions[row] if len(rows.revisions) else 0,
        rows.received_times_ms[row] if len(rows.received_times_ms) else event.received_time_ms,
        rows.origin_event_ids[row] if len(rows.origin_event_ids) else event.event_id,
        status,
        # A withdrawn value says nothing: one form of it, whatever number came with it.
        0.0 if status == WITHDRAWN else value,
    )
