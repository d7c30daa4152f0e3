import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from xiheng.events.v1 import office_pb2 as _office_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class SeenValue(_message.Message):
    __slots__ = ("period", "value")
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    period: str
    value: float
    def __init__(self, period: _Optional[str] = ..., value: _Optional[float] = ...) -> None: ...

class TakeStepRequest(_message.Message):
    __slots__ = ("area", "indicator", "values", "step", "note")
    AREA_FIELD_NUMBER: _ClassVar[int]
    INDICATOR_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    area: str
    indicator: str
    values: _containers.RepeatedCompositeFieldContainer[SeenValue]
    step: _office_pb2.ReviewStep
    note: str
    def __init__(self, area: _Optional[str] = ..., indicator: _Optional[str] = ..., values: _Optional[_Iterable[_Union[SeenValue, _Mapping]]] = ..., step: _Optional[_Union[_office_pb2.ReviewStep, str]] = ..., note: _Optional[str] = ...) -> None: ...

class TakeStepResponse(_message.Message):
    __slots__ = ("time",)
    TIME_FIELD_NUMBER: _ClassVar[int]
    time: _timestamp_pb2.Timestamp
    def __init__(self, time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class AddRemarkRequest(_message.Message):
    __slots__ = ("plan", "target", "area", "period", "text_zh", "text_en", "unit")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    TEXT_ZH_FIELD_NUMBER: _ClassVar[int]
    TEXT_EN_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    plan: str
    target: str
    area: str
    period: str
    text_zh: str
    text_en: str
    unit: str
    def __init__(self, plan: _Optional[str] = ..., target: _Optional[str] = ..., area: _Optional[str] = ..., period: _Optional[str] = ..., text_zh: _Optional[str] = ..., text_en: _Optional[str] = ..., unit: _Optional[str] = ...) -> None: ...

class AddRemarkResponse(_message.Message):
    __slots__ = ("time",)
    TIME_FIELD_NUMBER: _ClassVar[int]
    time: _timestamp_pb2.Timestamp
    def __init__(self, time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class FileOverrideRequest(_message.Message):
    __slots__ = ("signature",)
    SIGNATURE_FIELD_NUMBER: _ClassVar[int]
    signature: str
    def __init__(self, signature: _Optional[str] = ...) -> None: ...

class FileOverrideResponse(_message.Message):
    __slots__ = ("time", "statement")
    TIME_FIELD_NUMBER: _ClassVar[int]
    STATEMENT_FIELD_NUMBER: _ClassVar[int]
    time: _timestamp_pb2.Timestamp
    statement: _office_pb2.Statement
    def __init__(self, time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., statement: _Optional[_Union[_office_pb2.Statement, _Mapping]] = ...) -> None: ...
