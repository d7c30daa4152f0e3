from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Cell(_message.Message):
    __slots__ = ("offset", "content", "previous_offset", "previous_content")
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_OFFSET_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_CONTENT_FIELD_NUMBER: _ClassVar[int]
    offset: int
    content: bytes
    previous_offset: int
    previous_content: bytes
    def __init__(self, offset: _Optional[int] = ..., content: _Optional[bytes] = ..., previous_offset: _Optional[int] = ..., previous_content: _Optional[bytes] = ...) -> None: ...

class SeriesCell(_message.Message):
    __slots__ = ("slots", "values", "revisions", "received_times_ms", "event_ids", "statuses", "superseded")
    SLOTS_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    REVISIONS_FIELD_NUMBER: _ClassVar[int]
    RECEIVED_TIMES_MS_FIELD_NUMBER: _ClassVar[int]
    EVENT_IDS_FIELD_NUMBER: _ClassVar[int]
    STATUSES_FIELD_NUMBER: _ClassVar[int]
    SUPERSEDED_FIELD_NUMBER: _ClassVar[int]
    slots: _containers.RepeatedScalarFieldContainer[int]
    values: _containers.RepeatedScalarFieldContainer[float]
    revisions: _containers.RepeatedScalarFieldContainer[int]
    received_times_ms: _containers.RepeatedScalarFieldContainer[int]
    event_ids: _containers.RepeatedScalarFieldContainer[int]
    statuses: _containers.RepeatedScalarFieldContainer[int]
    superseded: _containers.RepeatedCompositeFieldContainer[Superseded]
    def __init__(self, slots: _Optional[_Iterable[int]] = ..., values: _Optional[_Iterable[float]] = ..., revisions: _Optional[_Iterable[int]] = ..., received_times_ms: _Optional[_Iterable[int]] = ..., event_ids: _Optional[_Iterable[int]] = ..., statuses: _Optional[_Iterable[int]] = ..., superseded: _Optional[_Iterable[_Union[Superseded, _Mapping]]] = ...) -> None: ...

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
