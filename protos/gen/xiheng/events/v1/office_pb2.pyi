from xiheng.shared.v1 import observation_pb2 as _observation_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ReviewStep(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    REVIEW_STEP_UNSPECIFIED: _ClassVar[ReviewStep]
    REVIEW_STEP_PRELIMINARY: _ClassVar[ReviewStep]
    REVIEW_STEP_REVIEWED: _ClassVar[ReviewStep]
    REVIEW_STEP_LOCKED: _ClassVar[ReviewStep]

class StatementKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    STATEMENT_KIND_UNSPECIFIED: _ClassVar[StatementKind]
    STATEMENT_KIND_REMARK: _ClassVar[StatementKind]
    STATEMENT_KIND_OVERRIDE: _ClassVar[StatementKind]
REVIEW_STEP_UNSPECIFIED: ReviewStep
REVIEW_STEP_PRELIMINARY: ReviewStep
REVIEW_STEP_REVIEWED: ReviewStep
REVIEW_STEP_LOCKED: ReviewStep
STATEMENT_KIND_UNSPECIFIED: StatementKind
STATEMENT_KIND_REMARK: StatementKind
STATEMENT_KIND_OVERRIDE: StatementKind

class Reviews(_message.Message):
    __slots__ = ("area", "indicator", "length", "periods", "values", "step", "reviewer", "note")
    AREA_FIELD_NUMBER: _ClassVar[int]
    INDICATOR_FIELD_NUMBER: _ClassVar[int]
    LENGTH_FIELD_NUMBER: _ClassVar[int]
    PERIODS_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    REVIEWER_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    area: str
    indicator: str
    length: _observation_pb2.PeriodLength
    periods: _containers.RepeatedScalarFieldContainer[int]
    values: _containers.RepeatedScalarFieldContainer[float]
    step: ReviewStep
    reviewer: str
    note: str
    def __init__(self, area: _Optional[str] = ..., indicator: _Optional[str] = ..., length: _Optional[_Union[_observation_pb2.PeriodLength, str]] = ..., periods: _Optional[_Iterable[int]] = ..., values: _Optional[_Iterable[float]] = ..., step: _Optional[_Union[ReviewStep, str]] = ..., reviewer: _Optional[str] = ..., note: _Optional[str] = ...) -> None: ...

class Review(_message.Message):
    __slots__ = ("value", "step", "reviewer", "note", "time_ms", "event_id", "proposed")
    VALUE_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    REVIEWER_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    TIME_MS_FIELD_NUMBER: _ClassVar[int]
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    PROPOSED_FIELD_NUMBER: _ClassVar[int]
    value: float
    step: ReviewStep
    reviewer: str
    note: str
    time_ms: int
    event_id: int
    proposed: float
    def __init__(self, value: _Optional[float] = ..., step: _Optional[_Union[ReviewStep, str]] = ..., reviewer: _Optional[str] = ..., note: _Optional[str] = ..., time_ms: _Optional[int] = ..., event_id: _Optional[int] = ..., proposed: _Optional[float] = ...) -> None: ...

class Trail(_message.Message):
    __slots__ = ("steps",)
    STEPS_FIELD_NUMBER: _ClassVar[int]
    steps: _containers.RepeatedCompositeFieldContainer[Review]
    def __init__(self, steps: _Optional[_Iterable[_Union[Review, _Mapping]]] = ...) -> None: ...

class Statement(_message.Message):
    __slots__ = ("plan", "target", "area", "period", "kind", "unit", "author", "text_zh", "text_en", "status", "document", "until_day", "signature", "time_ms", "event_id")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    AUTHOR_FIELD_NUMBER: _ClassVar[int]
    TEXT_ZH_FIELD_NUMBER: _ClassVar[int]
    TEXT_EN_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    UNTIL_DAY_FIELD_NUMBER: _ClassVar[int]
    SIGNATURE_FIELD_NUMBER: _ClassVar[int]
    TIME_MS_FIELD_NUMBER: _ClassVar[int]
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    plan: str
    target: str
    area: str
    period: str
    kind: StatementKind
    unit: str
    author: str
    text_zh: str
    text_en: str
    status: int
    document: str
    until_day: str
    signature: str
    time_ms: int
    event_id: int
    def __init__(self, plan: _Optional[str] = ..., target: _Optional[str] = ..., area: _Optional[str] = ..., period: _Optional[str] = ..., kind: _Optional[_Union[StatementKind, str]] = ..., unit: _Optional[str] = ..., author: _Optional[str] = ..., text_zh: _Optional[str] = ..., text_en: _Optional[str] = ..., status: _Optional[int] = ..., document: _Optional[str] = ..., until_day: _Optional[str] = ..., signature: _Optional[str] = ..., time_ms: _Optional[int] = ..., event_id: _Optional[int] = ...) -> None: ...
