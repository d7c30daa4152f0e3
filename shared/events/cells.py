"""Cells of the processor's state table as bytes: the first letter of a key tells what a cell holds.

s: values of a series in a bucket; d: a definition; t: the latest tick; m: what was last sent about a target; e: episodes of a rule;
r: the office's steps about a period; o: a statement beside a verdict; u: which worked out values of an area its parent holds.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable

import numpy as np

from shared.events.corrections import decode_correction, write_correction
from shared.events.definitions import decode_definition, encode_definition
from shared.events.reviews import decode_review, encode_review
from shared.events.statements import decode_statement, encode_statement
from shared.events.superseded import encode_superseded
from shared.judgement.cell import FINAL, Cell, Entry, bucket_of, content_of
from shared.judgement.event import Definition
from shared.judgement.memory import AlertMemory, Outlook, Sent, StatusMemory
from shared.judgement.rules import KnownEpisode
from shared.judgement.series import parse_cell_key
from shared.judgement.slots import Slots
from shared.judgement.state import Content, PartitionState
from shared.model.errors import InvalidEvent
from shared.model.period import Period, PeriodLength
from shared.model.review import Trail
from shared.model.statement import Statement
from shared.model.status import AlertState, Feasibility, Severity
from xiheng.events.v1 import area_event_pb2, office_pb2, state_pb2


def encode_cell(content: Content) -> bytes:
    """Return the bytes of a cell's content."""
    match content:
        case Cell():
            return _encode_series(content)
        case Definition():
            return encode_definition(content).SerializeToString()
        case int():
            return area_event_pb2.Tick(time_ms=content).SerializeToString()
        case Trail() | Statement():
            return _encode_office(content)
        case StatusMemory() | AlertMemory() | frozenset():
            return _encode_memory(content)


def load_state(cells: Iterable[tuple[str, bytes]], owns: Callable[[str], bool] = lambda _: True) -> PartitionState:
    """Return the state that (key, bytes) of cells hold; the order of the cells does not matter.

    Raises:
        InvalidEvent: If a key has a letter that this release does not know.
    """
    state = PartitionState(owns)
    for key, data in cells:
        state.restore(key, decode_cell(key, data, lambda area: state.area(area).slots))
    state.definitions_changed()
    return state


def decode_cell(key: str, data: bytes, slots_of: Callable[[str], Slots] = lambda _: Slots()) -> Content:
    """Return the content of a cell from its key and bytes; the values of a series are put into the columns of its area.

    Raises:
        InvalidEvent: If the key has a letter that this release does not know.
    """
    match key[0]:
        case "s":
            return _decode_series(key, data, slots_of)
        case "d":
            return decode_definition(area_event_pb2.Definition.FromString(data))
        case "t":
            return area_event_pb2.Tick.FromString(data).time_ms
        case "r" | "o":
            return _decode_office(key, data)
        case "m" | "e" | "u":
            return _decode_memory(key, data)
        case _:
            raise InvalidEvent(f"state cell {key!r} is of a kind that this release does not know; it was written by a later one")


def _encode_series(cell: Cell) -> bytes:
    columns = cell.slots
    received = np.frombuffer(columns.received, dtype=np.int64)[cell.base : cell.base + cell.size]
    used = np.flatnonzero(received)
    start, stop = (int(used[0]), int(used[-1]) + 1) if len(used) else (0, 0)
    window = slice(cell.base + start, cell.base + stop)
    revisions, statuses = columns.revisions[window], columns.statuses[window]
    return state_pb2.SeriesCell(
        first_slot=start,
        values=columns.values[window].tobytes(),
        received_times_ms=received[start:stop].tobytes(),
        event_ids=columns.events[window].tobytes(),
        revisions=revisions.tobytes() if any(revisions) else b"",
        statuses=b"" if statuses.count(FINAL) == len(statuses) else statuses.tobytes(),
    ).SerializeToString() + encode_superseded(cell)


def _decode_series(key: str, data: bytes, slots_of: Callable[[str], Slots]) -> Cell:
    area, series, bucket = parse_cell_key(key)
    wire = state_pb2.SeriesCell.FromString(data)
    cell = Cell(key, *bucket_of(series.length, first_ordinal(series.length, bucket))[1:], slots_of(area))
    start, columns = cell.base + wire.first_slot, cell.slots
    window = slice(start, start + len(wire.values) // 8)
    columns.values[window] = array("d", wire.values)
    columns.received[window] = array("q", wire.received_times_ms)
    columns.events[window] = array("Q", wire.event_ids)
    if wire.revisions:
        columns.revisions[window] = _revisions(wire)
    if wire.statuses:
        columns.statuses[window] = array("B", wire.statuses)
    for one in wire.superseded:
        entry = Entry(one.revision, one.received_time_ms, one.event_id, one.status, one.value)
        cell.superseded.setdefault(one.slot, {})[content_of(entry)] = entry
    return cell


def _revisions(wire: state_pb2.SeriesCell) -> array[int]:
    """Return the revisions of a cell; before there were ranks they were written in two bytes."""
    stored = array("H" if len(wire.revisions) * 4 == len(wire.values) else "I", wire.revisions)
    return array("I", stored)


def first_ordinal(length: PeriodLength, bucket: int) -> int:
    """Return the ordinal of the first period in a bucket."""
    match length:
        case PeriodLength.YEAR:
            return bucket * 100
        case PeriodLength.QUARTER:
            return bucket * 4
        case PeriodLength.MONTH:
            return bucket * 12
        case PeriodLength.DAY | PeriodLength.HOUR:
            return Period.containing(length, Period(PeriodLength.MONTH, bucket).start).ordinal
        case _:
            return bucket * (96 if length is PeriodLength.MINUTE15 else 288)


def _encode_memory(content: StatusMemory | AlertMemory | frozenset[int]) -> bytes:
    match content:
        case StatusMemory():
            return _encode_statuses(content)
        case AlertMemory():
            return _encode_episodes(content)
        case frozenset():
            return state_pb2.SentUp(ordinals=sorted(content)).SerializeToString()


def _decode_memory(key: str, data: bytes) -> StatusMemory | AlertMemory | frozenset[int]:
    match key[0]:
        case "m":
            return _decode_statuses(data)
        case "e":
            return _decode_episodes(data)
        case _:
            return frozenset(state_pb2.SentUp.FromString(data).ordinals)


def _encode_statuses(memory: StatusMemory) -> bytes:
    wire = state_pb2.StatusMemory(timetable=memory.timetable)
    if memory.outlook.chance is not None:
        wire.chance = memory.outlook.chance
    if memory.outlook.feasibility is not None:
        wire.feasibility = int(memory.outlook.feasibility)
    for period in sorted(memory.periods):
        written = wire.periods.add()
        _write_sent(period, memory.periods[period], written)
        if period in memory.corrections:
            write_correction(memory.corrections[period], written.correction)
    if memory.latest is not None:
        _write_sent(*memory.latest, wire.latest)
    return wire.SerializeToString()


def _write_sent(period: Period, sent: Sent, wire: state_pb2.SentStatus) -> None:
    wire.length, wire.ordinal = int(period.length), period.ordinal
    status, last_status, value, plan_value, flip_value, version, recorded_ms, inputs = sent
    wire.status, wire.last_status, wire.definition_version, wire.recorded_time_ms = status, last_status, version, recorded_ms
    wire.inputs = inputs
    if value is not None:
        wire.value = value
    if plan_value is not None:
        wire.plan_value = plan_value
    if flip_value is not None:
        wire.flip_value = flip_value


def _decode_statuses(data: bytes) -> StatusMemory:
    wire = state_pb2.StatusMemory.FromString(data)
    outlook = Outlook(wire.chance if wire.HasField("chance") else None, Feasibility(wire.feasibility) if wire.feasibility else None)
    latest = _decode_sent(wire.latest) if wire.HasField("latest") else None
    periods = dict(map(_decode_sent, wire.periods))
    corrections = {_period(one): decode_correction(one.correction) for one in wire.periods if one.HasField("correction")}
    return StatusMemory(periods, corrections, latest, outlook, wire.timetable)


def _period(wire: state_pb2.SentStatus) -> Period:
    return Period(PeriodLength(wire.length), wire.ordinal)


def _decode_sent(wire: state_pb2.SentStatus) -> tuple[Period, Sent]:
    return _period(wire), (
        wire.status,
        wire.last_status,
        wire.value if wire.HasField("value") else None,
        wire.plan_value if wire.HasField("plan_value") else None,
        wire.flip_value if wire.HasField("flip_value") else None,
        wire.definition_version,
        wire.recorded_time_ms,
        wire.inputs,
    )


def _encode_office(content: Trail | Statement) -> bytes:
    if isinstance(content, Statement):
        return encode_statement(content).SerializeToString()
    return office_pb2.Trail(steps=map(encode_review, content.steps)).SerializeToString()


def _decode_office(key: str, data: bytes) -> Trail | Statement:
    if key[0] == "o":
        return decode_statement(office_pb2.Statement.FromString(data))
    return Trail(tuple(map(decode_review, office_pb2.Trail.FromString(data).steps)))


def _encode_episodes(memory: AlertMemory) -> bytes:
    return state_pb2.AlertMemory(
        episodes=[
            state_pb2.SentEpisode(
                id=one.id,
                length=int(one.first.length),
                first_ordinal=one.first.ordinal,
                start_ordinal=one.start.ordinal,
                last_ordinal=one.period.ordinal,
                state=int(one.state),
                severity=int(one.severity),
            )
            for one in memory.episodes
        ]
    ).SerializeToString()


def _decode_episodes(data: bytes) -> AlertMemory:
    return AlertMemory(tuple(map(_decode_episode, state_pb2.AlertMemory.FromString(data).episodes)))


def _decode_episode(wire: state_pb2.SentEpisode) -> KnownEpisode:
    length = PeriodLength(wire.length)
    return KnownEpisode(
        wire.id,
        Period(length, wire.first_ordinal),
        Period(length, wire.start_ordinal),
        Period(length, wire.last_ordinal),
        AlertState(wire.state),
        Severity(wire.severity),
    )
