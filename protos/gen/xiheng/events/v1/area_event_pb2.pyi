from xiheng.events.v1 import office_pb2 as _office_pb2
from xiheng.shared.v1 import observation_pb2 as _observation_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Lane(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LANE_UNSPECIFIED: _ClassVar[Lane]
    LANE_GIVEN: _ClassVar[Lane]
    LANE_CHILD: _ClassVar[Lane]
LANE_UNSPECIFIED: Lane
LANE_GIVEN: Lane
LANE_CHILD: Lane

class AreaEvent(_message.Message):
    __slots__ = ("event_id", "received_time_ms", "observations", "tick", "definitions", "reviews", "statement")
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    RECEIVED_TIME_MS_FIELD_NUMBER: _ClassVar[int]
    OBSERVATIONS_FIELD_NUMBER: _ClassVar[int]
    TICK_FIELD_NUMBER: _ClassVar[int]
    DEFINITIONS_FIELD_NUMBER: _ClassVar[int]
    REVIEWS_FIELD_NUMBER: _ClassVar[int]
    STATEMENT_FIELD_NUMBER: _ClassVar[int]
    event_id: int
    received_time_ms: int
    observations: ObservationBatch
    tick: Tick
    definitions: DefinitionChanges
    reviews: _office_pb2.Reviews
    statement: _office_pb2.Statement
    def __init__(self, event_id: _Optional[int] = ..., received_time_ms: _Optional[int] = ..., observations: _Optional[_Union[ObservationBatch, _Mapping]] = ..., tick: _Optional[_Union[Tick, _Mapping]] = ..., definitions: _Optional[_Union[DefinitionChanges, _Mapping]] = ..., reviews: _Optional[_Union[_office_pb2.Reviews, _Mapping]] = ..., statement: _Optional[_Union[_office_pb2.Statement, _Mapping]] = ...) -> None: ...

class ObservationBatch(_message.Message):
    __slots__ = ("area", "lane", "child", "reporter", "indicators", "entities", "lengths", "series", "periods", "values", "revisions", "statuses", "received_times_ms", "origin_event_ids", "runs")
    AREA_FIELD_NUMBER: _ClassVar[int]
    LANE_FIELD_NUMBER: _ClassVar[int]
    CHILD_FIELD_NUMBER: _ClassVar[int]
    REPORTER_FIELD_NUMBER: _ClassVar[int]
    INDICATORS_FIELD_NUMBER: _ClassVar[int]
    ENTITIES_FIELD_NUMBER: _ClassVar[int]
    LENGTHS_FIELD_NUMBER: _ClassVar[int]
    SERIES_FIELD_NUMBER: _ClassVar[int]
    PERIODS_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    REVISIONS_FIELD_NUMBER: _ClassVar[int]
    STATUSES_FIELD_NUMBER: _ClassVar[int]
    RECEIVED_TIMES_MS_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_EVENT_IDS_FIELD_NUMBER: _ClassVar[int]
    RUNS_FIELD_NUMBER: _ClassVar[int]
    area: str
    lane: Lane
    child: str
    reporter: str
    indicators: _containers.RepeatedScalarFieldContainer[str]
    entities: _containers.RepeatedScalarFieldContainer[str]
    lengths: _containers.RepeatedScalarFieldContainer[_observation_pb2.PeriodLength]
    series: _containers.RepeatedScalarFieldContainer[int]
    periods: _containers.RepeatedScalarFieldContainer[int]
    values: _containers.RepeatedScalarFieldContainer[float]
    revisions: _containers.RepeatedScalarFieldContainer[int]
    statuses: _containers.RepeatedScalarFieldContainer[_observation_pb2.ObservationStatus]
    received_times_ms: _containers.RepeatedScalarFieldContainer[int]
    origin_event_ids: _containers.RepeatedScalarFieldContainer[int]
    runs: _containers.RepeatedScalarFieldContainer[bytes]
    def __init__(self, area: _Optional[str] = ..., lane: _Optional[_Union[Lane, str]] = ..., child: _Optional[str] = ..., reporter: _Optional[str] = ..., indicators: _Optional[_Iterable[str]] = ..., entities: _Optional[_Iterable[str]] = ..., lengths: _Optional[_Iterable[_Union[_observation_pb2.PeriodLength, str]]] = ..., series: _Optional[_Iterable[int]] = ..., periods: _Optional[_Iterable[int]] = ..., values: _Optional[_Iterable[float]] = ..., revisions: _Optional[_Iterable[int]] = ..., statuses: _Optional[_Iterable[_Union[_observation_pb2.ObservationStatus, str]]] = ..., received_times_ms: _Optional[_Iterable[int]] = ..., origin_event_ids: _Optional[_Iterable[int]] = ..., runs: _Optional[_Iterable[bytes]] = ...) -> None: ...

class SeriesRun(_message.Message):
    __slots__ = ("indicator", "length", "entities")
    INDICATOR_FIELD_NUMBER: _ClassVar[int]
    LENGTH_FIELD_NUMBER: _ClassVar[int]
    ENTITIES_FIELD_NUMBER: _ClassVar[int]
    indicator: str
    length: _observation_pb2.PeriodLength
    entities: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, indicator: _Optional[str] = ..., length: _Optional[_Union[_observation_pb2.PeriodLength, str]] = ..., entities: _Optional[_Iterable[str]] = ...) -> None: ...

class Tick(_message.Message):
    __slots__ = ("time_ms",)
    TIME_MS_FIELD_NUMBER: _ClassVar[int]
    time_ms: int
    def __init__(self, time_ms: _Optional[int] = ...) -> None: ...

class DefinitionChanges(_message.Message):
    __slots__ = ("definitions",)
    DEFINITIONS_FIELD_NUMBER: _ClassVar[int]
    definitions: _containers.RepeatedCompositeFieldContainer[Definition]
    def __init__(self, definitions: _Optional[_Iterable[_Union[Definition, _Mapping]]] = ...) -> None: ...

class Definition(_message.Message):
    __slots__ = ("kind", "plan", "name", "version", "manifest", "retired", "approver", "accepted_time_ms")
    KIND_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    MANIFEST_FIELD_NUMBER: _ClassVar[int]
    RETIRED_FIELD_NUMBER: _ClassVar[int]
    APPROVER_FIELD_NUMBER: _ClassVar[int]
    ACCEPTED_TIME_MS_FIELD_NUMBER: _ClassVar[int]
    kind: str
    plan: str
    name: str
    version: int
    manifest: bytes
    retired: bool
    approver: str
    accepted_time_ms: int
    def __init__(self, kind: _Optional[str] = ..., plan: _Optional[str] = ..., name: _Optional[str] = ..., version: _Optional[int] = ..., manifest: _Optional[bytes] = ..., retired: _Optional[bool] = ..., approver: _Optional[str] = ..., accepted_time_ms: _Optional[int] = ...) -> None: ...

class ReplayClock(_message.Message):
    __slots__ = ("time_ms",)
    TIME_MS_FIELD_NUMBER: _ClassVar[int]
    time_ms: int
    def __init__(self, time_ms: _Optional[int] = ...) -> None: ...
