import datetime

from google.protobuf import descriptor_pb2 as _descriptor_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ObservationStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    OBSERVATION_STATUS_UNSPECIFIED: _ClassVar[ObservationStatus]
    OBSERVATION_STATUS_PRELIMINARY: _ClassVar[ObservationStatus]
    OBSERVATION_STATUS_FINAL: _ClassVar[ObservationStatus]
    OBSERVATION_STATUS_ESTIMATED: _ClassVar[ObservationStatus]
    OBSERVATION_STATUS_WITHDRAWN: _ClassVar[ObservationStatus]

class PeriodLength(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PERIOD_LENGTH_UNSPECIFIED: _ClassVar[PeriodLength]
    PERIOD_LENGTH_YEAR: _ClassVar[PeriodLength]
    PERIOD_LENGTH_QUARTER: _ClassVar[PeriodLength]
    PERIOD_LENGTH_MONTH: _ClassVar[PeriodLength]
    PERIOD_LENGTH_DAY: _ClassVar[PeriodLength]
    PERIOD_LENGTH_HOUR: _ClassVar[PeriodLength]
    PERIOD_LENGTH_MINUTE15: _ClassVar[PeriodLength]
    PERIOD_LENGTH_MINUTE5: _ClassVar[PeriodLength]
OBSERVATION_STATUS_UNSPECIFIED: ObservationStatus
OBSERVATION_STATUS_PRELIMINARY: ObservationStatus
OBSERVATION_STATUS_FINAL: ObservationStatus
OBSERVATION_STATUS_ESTIMATED: ObservationStatus
OBSERVATION_STATUS_WITHDRAWN: ObservationStatus
PERIOD_LENGTH_UNSPECIFIED: PeriodLength
PERIOD_LENGTH_YEAR: PeriodLength
PERIOD_LENGTH_QUARTER: PeriodLength
PERIOD_LENGTH_MONTH: PeriodLength
PERIOD_LENGTH_DAY: PeriodLength
PERIOD_LENGTH_HOUR: PeriodLength
PERIOD_LENGTH_MINUTE15: PeriodLength
PERIOD_LENGTH_MINUTE5: PeriodLength
INDICATOR_FIELD_NUMBER: _ClassVar[int]
indicator: _descriptor.FieldDescriptor

class Observation(_message.Message):
    __slots__ = ("indicator", "area", "entity", "period", "value", "class_name", "unit", "revision", "status", "recorded_time")
    INDICATOR_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    ENTITY_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    CLASS_NAME_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    RECORDED_TIME_FIELD_NUMBER: _ClassVar[int]
    indicator: str
    area: str
    entity: str
    period: str
    value: float
    class_name: str
    unit: str
    revision: int
    status: ObservationStatus
    recorded_time: _timestamp_pb2.Timestamp
    def __init__(self, indicator: _Optional[str] = ..., area: _Optional[str] = ..., entity: _Optional[str] = ..., period: _Optional[str] = ..., value: _Optional[float] = ..., class_name: _Optional[str] = ..., unit: _Optional[str] = ..., revision: _Optional[int] = ..., status: _Optional[_Union[ObservationStatus, str]] = ..., recorded_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class DenseBlock(_message.Message):
    __slots__ = ("indicator", "area", "entity", "first_period", "steps", "values", "unit", "revision", "status", "recorded_time")
    INDICATOR_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    ENTITY_FIELD_NUMBER: _ClassVar[int]
    FIRST_PERIOD_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    RECORDED_TIME_FIELD_NUMBER: _ClassVar[int]
    indicator: str
    area: str
    entity: str
    first_period: str
    steps: _containers.RepeatedScalarFieldContainer[int]
    values: _containers.RepeatedScalarFieldContainer[float]
    unit: str
    revision: int
    status: ObservationStatus
    recorded_time: _timestamp_pb2.Timestamp
    def __init__(self, indicator: _Optional[str] = ..., area: _Optional[str] = ..., entity: _Optional[str] = ..., first_period: _Optional[str] = ..., steps: _Optional[_Iterable[int]] = ..., values: _Optional[_Iterable[float]] = ..., unit: _Optional[str] = ..., revision: _Optional[int] = ..., status: _Optional[_Union[ObservationStatus, str]] = ..., recorded_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
