import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from xiheng.events.v1 import verdict_pb2 as _verdict_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListStatusesRequest(_message.Message):
    __slots__ = ("plan", "area", "target", "as_of_day", "known_time", "page_size", "page_token")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    AS_OF_DAY_FIELD_NUMBER: _ClassVar[int]
    KNOWN_TIME_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    plan: str
    area: str
    target: str
    as_of_day: str
    known_time: _timestamp_pb2.Timestamp
    page_size: int
    page_token: str
    def __init__(self, plan: _Optional[str] = ..., area: _Optional[str] = ..., target: _Optional[str] = ..., as_of_day: _Optional[str] = ..., known_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class StatusEntry(_message.Message):
    __slots__ = ("event", "explanation_zh", "explanation_en", "checks", "headline_zh", "headline_en")
    EVENT_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_ZH_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_EN_FIELD_NUMBER: _ClassVar[int]
    CHECKS_FIELD_NUMBER: _ClassVar[int]
    HEADLINE_ZH_FIELD_NUMBER: _ClassVar[int]
    HEADLINE_EN_FIELD_NUMBER: _ClassVar[int]
    event: _verdict_pb2.TargetStatusEvent
    explanation_zh: str
    explanation_en: str
    checks: _containers.RepeatedCompositeFieldContainer[SignatureCheck]
    headline_zh: str
    headline_en: str
    def __init__(self, event: _Optional[_Union[_verdict_pb2.TargetStatusEvent, _Mapping]] = ..., explanation_zh: _Optional[str] = ..., explanation_en: _Optional[str] = ..., checks: _Optional[_Iterable[_Union[SignatureCheck, _Mapping]]] = ..., headline_zh: _Optional[str] = ..., headline_en: _Optional[str] = ...) -> None: ...

class SignatureCheck(_message.Message):
    __slots__ = ("event_id", "valid", "finding")
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    VALID_FIELD_NUMBER: _ClassVar[int]
    FINDING_FIELD_NUMBER: _ClassVar[int]
    event_id: int
    valid: bool
    finding: str
    def __init__(self, event_id: _Optional[int] = ..., valid: _Optional[bool] = ..., finding: _Optional[str] = ...) -> None: ...

class ListStatusesResponse(_message.Message):
    __slots__ = ("statuses", "next_page_token")
    STATUSES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    statuses: _containers.RepeatedCompositeFieldContainer[StatusEntry]
    next_page_token: str
    def __init__(self, statuses: _Optional[_Iterable[_Union[StatusEntry, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ExplainTargetRequest(_message.Message):
    __slots__ = ("plan", "target", "area", "as_of_day", "known_time")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    AS_OF_DAY_FIELD_NUMBER: _ClassVar[int]
    KNOWN_TIME_FIELD_NUMBER: _ClassVar[int]
    plan: str
    target: str
    area: str
    as_of_day: str
    known_time: _timestamp_pb2.Timestamp
    def __init__(self, plan: _Optional[str] = ..., target: _Optional[str] = ..., area: _Optional[str] = ..., as_of_day: _Optional[str] = ..., known_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ExplainTargetResponse(_message.Message):
    __slots__ = ("status", "history")
    STATUS_FIELD_NUMBER: _ClassVar[int]
    HISTORY_FIELD_NUMBER: _ClassVar[int]
    status: StatusEntry
    history: _containers.RepeatedCompositeFieldContainer[StatusEntry]
    def __init__(self, status: _Optional[_Union[StatusEntry, _Mapping]] = ..., history: _Optional[_Iterable[_Union[StatusEntry, _Mapping]]] = ...) -> None: ...

class ListPointsRequest(_message.Message):
    __slots__ = ("plan", "target", "area", "as_of_day", "known_time")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    AS_OF_DAY_FIELD_NUMBER: _ClassVar[int]
    KNOWN_TIME_FIELD_NUMBER: _ClassVar[int]
    plan: str
    target: str
    area: str
    as_of_day: str
    known_time: _timestamp_pb2.Timestamp
    def __init__(self, plan: _Optional[str] = ..., target: _Optional[str] = ..., area: _Optional[str] = ..., as_of_day: _Optional[str] = ..., known_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Point(_message.Message):
    __slots__ = ("period", "value", "plan_value", "status")
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    PLAN_VALUE_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    period: str
    value: float
    plan_value: float
    status: _verdict_pb2.TargetStatus
    def __init__(self, period: _Optional[str] = ..., value: _Optional[float] = ..., plan_value: _Optional[float] = ..., status: _Optional[_Union[_verdict_pb2.TargetStatus, str]] = ...) -> None: ...

class ListPointsResponse(_message.Message):
    __slots__ = ("points",)
    POINTS_FIELD_NUMBER: _ClassVar[int]
    points: _containers.RepeatedCompositeFieldContainer[Point]
    def __init__(self, points: _Optional[_Iterable[_Union[Point, _Mapping]]] = ...) -> None: ...

class WatchStatusesRequest(_message.Message):
    __slots__ = ("plan", "area")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    plan: str
    area: str
    def __init__(self, plan: _Optional[str] = ..., area: _Optional[str] = ...) -> None: ...

class WatchStatusesResponse(_message.Message):
    __slots__ = ("status",)
    STATUS_FIELD_NUMBER: _ClassVar[int]
    status: StatusEntry
    def __init__(self, status: _Optional[_Union[StatusEntry, _Mapping]] = ...) -> None: ...

class ListEmbargoedRequest(_message.Message):
    __slots__ = ("plan", "area")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    plan: str
    area: str
    def __init__(self, plan: _Optional[str] = ..., area: _Optional[str] = ...) -> None: ...

class ListEmbargoedResponse(_message.Message):
    __slots__ = ("statuses",)
    STATUSES_FIELD_NUMBER: _ClassVar[int]
    statuses: _containers.RepeatedCompositeFieldContainer[StatusEntry]
    def __init__(self, statuses: _Optional[_Iterable[_Union[StatusEntry, _Mapping]]] = ...) -> None: ...
