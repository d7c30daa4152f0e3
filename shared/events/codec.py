"""Events of the log as protobuf and back. Columns stay columns: nothing is done row by row but the checks that protect the fold."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence, Sized
from functools import lru_cache
from itertools import groupby, islice
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
from google.protobuf.message import DecodeError

from shared.events.definitions import decode_definition
from shared.events.reviews import decode_reviews, encode_reviews
from shared.events.statements import decode_statement, encode_statement
from shared.judgement.event import MANY_ROWS, Definitions, Event, Observations, Reviews, Run, Tick
from shared.model.errors import InvalidEvent
from shared.model.period import PeriodLength
from shared.model.statement import Statement
from xiheng.events.v1 import area_event_pb2

C = TypeVar("C", int, float)

_LAST_ORDINAL = 4_000_000_000
"""Above every ordinal of the calendar, whose last day is in the year 9999."""

_LENGTHS = {int(length): length for length in PeriodLength}
_MOST_RUNS = 8
"""Of so many indicators at most a dictionary is written in runs."""
_GIVEN, _CHILD = area_event_pb2.LANE_GIVEN, area_event_pb2.LANE_CHILD


def encode_event(
    body: Observations | Tick | Reviews | Statement | area_event_pb2.DefinitionChanges, *, received_time_ms: int, reporter: str = ""
) -> bytes:
    """Return the bytes of an event; its id follows from its body alone.

    Args:
        body: Observations of one area, a tick, a step of the office, a statement, or changed definitions in their wire form.
        received_time_ms: When the platform received it, milliseconds since 1970-01-01 UTC, > 0.
        reporter: Subject of the reporter, for observations.
    """
    event = area_event_pb2.AreaEvent(received_time_ms=received_time_ms)
    match body:
        case Observations():
            event.observations.CopyFrom(encode_observations(body, reporter=reporter))
            content = event.observations.SerializeToString(deterministic=True)
        case Tick(time_ms):
            event.tick.time_ms = time_ms
            content = b"tick" + event.tick.SerializeToString(deterministic=True)
        case Reviews():
            event.reviews.CopyFrom(encode_reviews(body))
            content = b"reviews" + event.reviews.SerializeToString(deterministic=True)
        case Statement():
            event.statement.CopyFrom(encode_statement(body))
            content = b"statement" + event.statement.SerializeToString(deterministic=True)
        case _:
            event.definitions.CopyFrom(body)
            content = b"definitions" + event.definitions.SerializeToString(deterministic=True)
    event.event_id = event_id(content)
    return event.SerializeToString()


def event_id(content: bytes) -> int:
    """Return the identity of an event: the first 8 bytes of a BLAKE2b hash of its body, as an integer."""
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), "big")


def encode_observations(rows: Observations, *, reporter: str = "") -> area_event_pb2.ObservationBatch:
    """Return the wire form of a batch."""
    runs = _runs_of(rows) if len(rows.indicators) >= MANY_ROWS else []
    if 0 < len(runs) <= _MOST_RUNS:
        wire = area_event_pb2.ObservationBatch(runs=[one.SerializeToString(deterministic=True) for one in runs])
    else:
        wire = area_event_pb2.ObservationBatch(
            indicators=rows.indicators,
            entities=rows.entities,
            lengths=list(map(int, rows.lengths)),  # type: ignore[arg-type]  # numbers of the enum
        )
    wire.MergeFrom(_encode_rows(rows, reporter))
    return wire


def _runs_of(rows: Observations) -> list[area_event_pb2.SeriesRun]:
    """Return the dictionary as runs of series that differ in their entity only."""
    entities = iter(rows.entities)
    return [
        area_event_pb2.SeriesRun(indicator=indicator, length=int(length), entities=islice(entities, len(list(run))))  # type: ignore[arg-type]
        for (indicator, length), run in groupby(zip(rows.indicators, rows.lengths, strict=True))
    ]


def _encode_rows(rows: Observations, reporter: str) -> area_event_pb2.ObservationBatch:
    return area_event_pb2.ObservationBatch(
        area=rows.area,
        lane=_CHILD if rows.child else _GIVEN,
        child=rows.child,
        reporter=reporter,
        series=rows.series,
        periods=rows.periods,
        values=rows.values,
        revisions=rows.revisions,
        statuses=list(map(int, rows.statuses)),  # type: ignore[arg-type]  # numbers of the enum
        received_times_ms=rows.received_times_ms,
        origin_event_ids=rows.origin_event_ids,
    )


def decode_event(value: bytes) -> Event:
    """Return the event of a record's value.

    Raises:
        InvalidEvent: If the bytes are no event, or its columns contradict each other; the message says which.
    """
    try:
        wire = area_event_pb2.AreaEvent.FromString(value)
    except DecodeError as error:
        raise InvalidEvent(f"undecodable: the value is not an AreaEvent: {error}") from error
    if wire.received_time_ms <= 0:
        raise InvalidEvent(f"received_time_ms: {wire.received_time_ms} is not a time")
    return Event(event_id=wire.event_id, received_time_ms=wire.received_time_ms, body=_body(wire))


def _body(wire: area_event_pb2.AreaEvent) -> Observations | Tick | Definitions | Reviews | Statement:
    match wire.WhichOneof("body"):
        case "observations":
            return _observations(wire.observations)
        case "tick":
            return Tick(wire.tick.time_ms)
        case "reviews":
            return decode_reviews(wire.reviews)
        case "statement":
            return decode_statement(wire.statement)
        case "definitions":
            return Definitions(tuple(decode_definition(one) for one in wire.definitions.definitions))
        case _:
            raise InvalidEvent("body: the event says nothing; it was written by a later release, or is damaged")


def _observations(wire: area_event_pb2.ObservationBatch) -> Observations:
    runs = tuple(map(_run, wire.runs))
    series = _unrolled(runs) if runs else _series(wire)
    rows = Observations(
        area=wire.area,
        child=wire.child,
        indicators=series.indicators,
        entities=series.entities,
        lengths=series.lengths,
        runs=runs,
        series=_column(wire.series),
        periods=_column(wire.periods),
        values=_column(wire.values),
        revisions=list(wire.revisions),
        statuses=list(wire.statuses),
        received_times_ms=list(wire.received_times_ms),
        origin_event_ids=list(wire.origin_event_ids),
    )
    _check(wire, rows)
    return rows


class _Series(NamedTuple):
    indicators: Sequence[str]
    entities: Sequence[str]
    lengths: Sequence[PeriodLength]


def _series(wire: area_event_pb2.ObservationBatch) -> _Series:
    return _Series(list(wire.indicators), list(wire.entities), list(map(_length, wire.lengths)))


@lru_cache(maxsize=4096)
def _run(data: bytes) -> Run:
    """Return the run that bytes stand for: the same object for the same bytes."""
    try:
        wire = area_event_pb2.SeriesRun.FromString(data)
    except DecodeError as error:
        raise InvalidEvent(f"runs: undecodable: {error}") from error
    return Run(wire.indicator, _length(wire.length), wire.entities)


def _unrolled(runs: Sequence[Run]) -> _Series:
    indicators: list[str] = []
    entities: list[str] = []
    lengths: list[PeriodLength] = []
    for one in runs:
        size = len(one.entities)
        indicators += [one.indicator] * size
        entities += one.entities
        lengths += [one.length] * size
    return _Series(indicators, entities, lengths)


def _length(number: int) -> PeriodLength:
    try:
        return _LENGTHS[number]
    except KeyError as error:
        raise InvalidEvent(f"lengths: {error} is not a period length") from error


def _check(wire: area_event_pb2.ObservationBatch, rows: Observations) -> None:
    """Refuse what would leave a fold half done: a batch is folded whole or not at all."""
    if not rows.area:
        raise InvalidEvent("area: is empty")
    if (wire.lane == _CHILD) != bool(rows.child):
        raise InvalidEvent(f"child: {rows.child!r} does not fit lane {wire.lane}")
    size, series = len(rows.periods), len(rows.indicators)
    if len(rows.entities) != series or len(rows.lengths) != series or not series:
        raise InvalidEvent(f"dictionary: {series} indicators, {len(rows.entities)} entities, {len(rows.lengths)} lengths")
    _check_column("values", rows.values, size, needed=True)
    _check_column("series", rows.series, size)
    _check_column("revisions", rows.revisions, size)
    _check_column("statuses", rows.statuses, size)
    _check_column("received_times_ms", rows.received_times_ms, size)
    _check_column("origin_event_ids", rows.origin_event_ids, size)
    if len(rows.series) and _highest(rows.series) >= series:
        raise InvalidEvent(f"series: {_highest(rows.series)} is outside the dictionary of {series}")
    if not np.isfinite(rows.values).all() if isinstance(rows.values, np.ndarray) else not all(map(math.isfinite, rows.values)):
        raise InvalidEvent("values: one is not finite")
    if size and not (_lowest(rows.periods) > 0 and _highest(rows.periods) < _LAST_ORDINAL):
        raise InvalidEvent("periods: an ordinal is outside the calendar")


def _column(wire: Sequence[C]) -> list[C] | npt.NDArray[Any]:
    """Return a column as a vector, or as a list where there are so few rows that a vector would cost more."""
    return np.array(wire) if len(wire) >= MANY_ROWS else list(wire)


def _lowest(column: Sequence[int] | npt.NDArray[np.int64]) -> int:
    return int(np.minimum.reduce(column)) if isinstance(column, np.ndarray) else min(column)


def _highest(column: Sequence[int] | npt.NDArray[np.int64]) -> int:
    return int(np.maximum.reduce(column)) if isinstance(column, np.ndarray) else max(column)


def _check_column(name: str, column: Sized, size: int, *, needed: bool = False) -> None:
    if len(column) != size and (needed or len(column)):
        raise InvalidEvent(f"{name}: {len(column)} rows where there are {size} periods")
