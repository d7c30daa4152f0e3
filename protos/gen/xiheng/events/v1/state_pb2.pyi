from xiheng.events.v1 import verdict_pb2 as _verdict_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Cell(_message.Message):
    __slots__ = ("offset", "content", "previous_offset", "previous_content", "claim", "cells", "format", "oldest_reader")
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_OFFSET_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_CONTENT_FIELD_NUMBER: _ClassVar[int]
    CLAIM_FIELD_NUMBER: _ClassVar[int]
    CELLS_FIELD_NUMBER: _ClassVar[int]
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    OLDEST_READER_FIELD_NUMBER: _ClassVar[int]
    offset: int
    content: bytes
    previous_offset: int
    previous_content: bytes
    claim: int
    cells: int
    format: int
    oldest_reader: int
    def __init__(self, offset: _Optional[int] = ..., content: _Optional[bytes] = ..., previous_offset: _Optional[int] = ..., previous_content: _Optional[bytes] = ..., claim: _Optional[int] = ..., cells: _Optional[int] = ..., format: _Optional[int] = ..., oldest_reader: _Optional[int] = ...) -> None: ...

class SeriesCell(_message.Message):
    __slots__ = ("first_slot", "values", "received_times_ms", "event_ids", "revisions", "statuses", "superseded")
    FIRST_SLOT_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    RECEIVED_TIMES_MS_FIELD_NUMBER: _ClassVar[int]
    EVENT_IDS_FIELD_NUMBER: _ClassVar[int]
    REVISIONS_FIELD_NUMBER: _ClassVar[int]
    STATUSES_FIELD_NUMBER: _ClassVar[int]
    SUPERSEDED_FIELD_NUMBER: _ClassVar[int]
    first_slot: int
    values: bytes
    received_times_ms: bytes
    event_ids: bytes
    revisions: bytes
    statuses: bytes
    superseded: _containers.RepeatedCompositeFieldContainer[Superseded]
    def __init__(self, first_slot: _Optional[int] = ..., values: _Optional[bytes] = ..., received_times_ms: _Optional[bytes] = ..., event_ids: _Optional[bytes] = ..., revisions: _Optional[bytes] = ..., statuses: _Optional[bytes] = ..., superseded: _Optional[_Iterable[_Union[Superseded, _Mapping]]] = ...) -> None: ...

class Superseded(_message.Message):
    __slots__ = ("slot", "value", "revision", "received_time_ms", "event_id", "status")
    SLOT_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    RECEIVED_TIME_MS_FIELD_NUMBER: _ClassVar[int]
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    slot: int
    value: float
    revision: int
    received_time_ms: int
    event_id: int
    status: int
    def __init__(self, slot: _Optional[int] = ..., value: _Optional[float] = ..., revision: _Optional[int] = ..., received_time_ms: _Optional[int] = ..., event_id: _Optional[int] = ..., status: _Optional[int] = ...) -> None: ...

class StatusMemory(_message.Message):
    __slots__ = ("periods", "latest", "chance", "feasibility", "timetable")
    PERIODS_FIELD_NUMBER: _ClassVar[int]
    LATEST_FIELD_NUMBER: _ClassVar[int]
    CHANCE_FIELD_NUMBER: _ClassVar[int]
    FEASIBILITY_FIELD_NUMBER: _ClassVar[int]
    TIMETABLE_FIELD_NUMBER: _ClassVar[int]
    periods: _containers.RepeatedCompositeFieldContainer[SentStatus]
    latest: SentStatus
    chance: float
    feasibility: int
    timetable: int
    def __init__(self, periods: _Optional[_Iterable[_Union[SentStatus, _Mapping]]] = ..., latest: _Optional[_Union[SentStatus, _Mapping]] = ..., chance: _Optional[float] = ..., feasibility: _Optional[int] = ..., timetable: _Optional[int] = ...) -> None: ...

class SentStatus(_message.Message):
    __slots__ = ("length", "ordinal", "status", "last_status", "value", "plan_value", "flip_value", "definition_version", "recorded_time_ms", "inputs", "correction")
    LENGTH_FIELD_NUMBER: _ClassVar[int]
    ORDINAL_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    LAST_STATUS_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    PLAN_VALUE_FIELD_NUMBER: _ClassVar[int]
    FLIP_VALUE_FIELD_NUMBER: _ClassVar[int]
    DEFINITION_VERSION_FIELD_NUMBER: _ClassVar[int]
    RECORDED_TIME_MS_FIELD_NUMBER: _ClassVar[int]
    INPUTS_FIELD_NUMBER: _ClassVar[int]
    CORRECTION_FIELD_NUMBER: _ClassVar[int]
    length: int
    ordinal: int
    status: int
    last_status: int
    value: float
    plan_value: float
    flip_value: float
    definition_version: int
    recorded_time_ms: int
    inputs: int
    correction: _verdict_pb2.Correction
    def __init__(self, length: _Optional[int] = ..., ordinal: _Optional[int] = ..., status: _Optional[int] = ..., last_status: _Optional[int] = ..., value: _Optional[float] = ..., plan_value: _Optional[float] = ..., flip_value: _Optional[float] = ..., definition_version: _Optional[int] = ..., recorded_time_ms: _Optional[int] = ..., inputs: _Optional[int] = ..., correction: _Optional[_Union[_verdict_pb2.Correction, _Mapping]] = ...) -> None: ...

class AlertMemory(_message.Message):
    __slots__ = ("episodes",)
    EPISODES_FIELD_NUMBER: _ClassVar[int]
    episodes: _containers.RepeatedCompositeFieldContainer[SentEpisode]
    def __init__(self, episodes: _Optional[_Iterable[_Union[SentEpisode, _Mapping]]] = ...) -> None: ...

class SentEpisode(_message.Message):
    __slots__ = ("id", "length", "first_ordinal", "start_ordinal", "last_ordinal", "state", "severity")
    ID_FIELD_NUMBER: _ClassVar[int]
    LENGTH_FIELD_NUMBER: _ClassVar[int]
    FIRST_ORDINAL_FIELD_NUMBER: _ClassVar[int]
    START_ORDINAL_FIELD_NUMBER: _ClassVar[int]
    LAST_ORDINAL_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    id: str
    length: int
    first_ordinal: int
    start_ordinal: int
    last_ordinal: int
    state: int
    severity: int
    def __init__(self, id: _Optional[str] = ..., length: _Optional[int] = ..., first_ordinal: _Optional[int] = ..., start_ordinal: _Optional[int] = ..., last_ordinal: _Optional[int] = ..., state: _Optional[int] = ..., severity: _Optional[int] = ...) -> None: ...

class SentUp(_message.Message):
    __slots__ = ("ordinals",)
    ORDINALS_FIELD_NUMBER: _ClassVar[int]
    ordinals: _containers.RepeatedScalarFieldContainer[int]
    def __init__(self, ordinals: _Optional[_Iterable[int]] = ...) -> None: ...
