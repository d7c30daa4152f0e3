import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from xiheng.shared.v1 import observation_pb2 as _observation_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class RejectionReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    REJECTION_REASON_UNSPECIFIED: _ClassVar[RejectionReason]
    REJECTION_REASON_UNKNOWN_INDICATOR: _ClassVar[RejectionReason]
    REJECTION_REASON_WRONG_SERVICE: _ClassVar[RejectionReason]
    REJECTION_REASON_UNKNOWN_AREA: _ClassVar[RejectionReason]
    REJECTION_REASON_FORBIDDEN_AREA: _ClassVar[RejectionReason]
    REJECTION_REASON_UNKNOWN_UNIT: _ClassVar[RejectionReason]
    REJECTION_REASON_NOT_FINITE: _ClassVar[RejectionReason]
    REJECTION_REASON_OUT_OF_RANGE: _ClassVar[RejectionReason]
    REJECTION_REASON_INVALID_PERIOD: _ClassVar[RejectionReason]
    REJECTION_REASON_WRONG_PERIOD_LENGTH: _ClassVar[RejectionReason]
    REJECTION_REASON_FUTURE_PERIOD: _ClassVar[RejectionReason]
    REJECTION_REASON_MISSING_ENTITY: _ClassVar[RejectionReason]
    REJECTION_REASON_UNEXPECTED_ENTITY: _ClassVar[RejectionReason]
    REJECTION_REASON_INVALID_ENTITY: _ClassVar[RejectionReason]
    REJECTION_REASON_UNKNOWN_CLASS: _ClassVar[RejectionReason]
    REJECTION_REASON_INVALID_REVISION: _ClassVar[RejectionReason]
    REJECTION_REASON_INVALID_STATUS: _ClassVar[RejectionReason]
    REJECTION_REASON_INVALID_RECORDED_TIME: _ClassVar[RejectionReason]
    REJECTION_REASON_MALFORMED: _ClassVar[RejectionReason]
REJECTION_REASON_UNSPECIFIED: RejectionReason
REJECTION_REASON_UNKNOWN_INDICATOR: RejectionReason
REJECTION_REASON_WRONG_SERVICE: RejectionReason
REJECTION_REASON_UNKNOWN_AREA: RejectionReason
REJECTION_REASON_FORBIDDEN_AREA: RejectionReason
REJECTION_REASON_UNKNOWN_UNIT: RejectionReason
REJECTION_REASON_NOT_FINITE: RejectionReason
REJECTION_REASON_OUT_OF_RANGE: RejectionReason
REJECTION_REASON_INVALID_PERIOD: RejectionReason
REJECTION_REASON_WRONG_PERIOD_LENGTH: RejectionReason
REJECTION_REASON_FUTURE_PERIOD: RejectionReason
REJECTION_REASON_MISSING_ENTITY: RejectionReason
REJECTION_REASON_UNEXPECTED_ENTITY: RejectionReason
REJECTION_REASON_INVALID_ENTITY: RejectionReason
REJECTION_REASON_UNKNOWN_CLASS: RejectionReason
REJECTION_REASON_INVALID_REVISION: RejectionReason
REJECTION_REASON_INVALID_STATUS: RejectionReason
REJECTION_REASON_INVALID_RECORDED_TIME: RejectionReason
REJECTION_REASON_MALFORMED: RejectionReason

class Rejection(_message.Message):
    __slots__ = ("index", "field", "reason", "message", "message_zh", "point")
    INDEX_FIELD_NUMBER: _ClassVar[int]
    FIELD_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_ZH_FIELD_NUMBER: _ClassVar[int]
    POINT_FIELD_NUMBER: _ClassVar[int]
    index: int
    field: str
    reason: RejectionReason
    message: str
    message_zh: str
    point: int
    def __init__(self, index: _Optional[int] = ..., field: _Optional[str] = ..., reason: _Optional[_Union[RejectionReason, str]] = ..., message: _Optional[str] = ..., message_zh: _Optional[str] = ..., point: _Optional[int] = ...) -> None: ...

class IndicatorInfo(_message.Message):
    __slots__ = ("id", "name_zh", "name_en", "unit", "period_lengths", "entity_type", "minimum", "maximum", "accumulation", "classes")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_ZH_FIELD_NUMBER: _ClassVar[int]
    NAME_EN_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    PERIOD_LENGTHS_FIELD_NUMBER: _ClassVar[int]
    ENTITY_TYPE_FIELD_NUMBER: _ClassVar[int]
    MINIMUM_FIELD_NUMBER: _ClassVar[int]
    MAXIMUM_FIELD_NUMBER: _ClassVar[int]
    ACCUMULATION_FIELD_NUMBER: _ClassVar[int]
    CLASSES_FIELD_NUMBER: _ClassVar[int]
    id: str
    name_zh: str
    name_en: str
    unit: str
    period_lengths: _containers.RepeatedScalarFieldContainer[_observation_pb2.PeriodLength]
    entity_type: str
    minimum: float
    maximum: float
    accumulation: str
    classes: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, id: _Optional[str] = ..., name_zh: _Optional[str] = ..., name_en: _Optional[str] = ..., unit: _Optional[str] = ..., period_lengths: _Optional[_Iterable[_Union[_observation_pb2.PeriodLength, str]]] = ..., entity_type: _Optional[str] = ..., minimum: _Optional[float] = ..., maximum: _Optional[float] = ..., accumulation: _Optional[str] = ..., classes: _Optional[_Iterable[str]] = ...) -> None: ...

class Receipt(_message.Message):
    __slots__ = ("received_time", "reporter", "sequence", "accepted", "rejections", "rejected")
    RECEIVED_TIME_FIELD_NUMBER: _ClassVar[int]
    REPORTER_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    ACCEPTED_FIELD_NUMBER: _ClassVar[int]
    REJECTIONS_FIELD_NUMBER: _ClassVar[int]
    REJECTED_FIELD_NUMBER: _ClassVar[int]
    received_time: _timestamp_pb2.Timestamp
    reporter: str
    sequence: int
    accepted: int
    rejections: _containers.RepeatedCompositeFieldContainer[Rejection]
    rejected: int
    def __init__(self, received_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., reporter: _Optional[str] = ..., sequence: _Optional[int] = ..., accepted: _Optional[int] = ..., rejections: _Optional[_Iterable[_Union[Rejection, _Mapping]]] = ..., rejected: _Optional[int] = ...) -> None: ...

class DueObservation(_message.Message):
    __slots__ = ("indicator", "area", "period", "due_time")
    INDICATOR_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    indicator: str
    area: str
    period: str
    due_time: _timestamp_pb2.Timestamp
    def __init__(self, indicator: _Optional[str] = ..., area: _Optional[str] = ..., period: _Optional[str] = ..., due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
