import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class SendTestNoticeRequest(_message.Message):
    __slots__ = ("plan", "subscriber", "channel")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    SUBSCRIBER_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    plan: str
    subscriber: str
    channel: str
    def __init__(self, plan: _Optional[str] = ..., subscriber: _Optional[str] = ..., channel: _Optional[str] = ...) -> None: ...

class TestOutcome(_message.Message):
    __slots__ = ("channel", "delivered", "answer", "took_ms")
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    DELIVERED_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    TOOK_MS_FIELD_NUMBER: _ClassVar[int]
    channel: str
    delivered: bool
    answer: str
    took_ms: float
    def __init__(self, channel: _Optional[str] = ..., delivered: _Optional[bool] = ..., answer: _Optional[str] = ..., took_ms: _Optional[float] = ...) -> None: ...

class SendTestNoticeResponse(_message.Message):
    __slots__ = ("outcomes",)
    OUTCOMES_FIELD_NUMBER: _ClassVar[int]
    outcomes: _containers.RepeatedCompositeFieldContainer[TestOutcome]
    def __init__(self, outcomes: _Optional[_Iterable[_Union[TestOutcome, _Mapping]]] = ...) -> None: ...

class DeadFilter(_message.Message):
    __slots__ = ("plan", "subscriber", "channel", "alert_id", "notice_ids")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    SUBSCRIBER_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    ALERT_ID_FIELD_NUMBER: _ClassVar[int]
    NOTICE_IDS_FIELD_NUMBER: _ClassVar[int]
    plan: str
    subscriber: str
    channel: str
    alert_id: str
    notice_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, plan: _Optional[str] = ..., subscriber: _Optional[str] = ..., channel: _Optional[str] = ..., alert_id: _Optional[str] = ..., notice_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class ListDeadNoticesRequest(_message.Message):
    __slots__ = ("filter", "page_size")
    FILTER_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    filter: DeadFilter
    page_size: int
    def __init__(self, filter: _Optional[_Union[DeadFilter, _Mapping]] = ..., page_size: _Optional[int] = ...) -> None: ...

class DeadNotice(_message.Message):
    __slots__ = ("notice_id", "alert_id", "plan", "subscriber", "channel", "step", "attempts", "created_time", "dead_time", "answer")
    NOTICE_ID_FIELD_NUMBER: _ClassVar[int]
    ALERT_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    SUBSCRIBER_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    ATTEMPTS_FIELD_NUMBER: _ClassVar[int]
    CREATED_TIME_FIELD_NUMBER: _ClassVar[int]
    DEAD_TIME_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    notice_id: str
    alert_id: str
    plan: str
    subscriber: str
    channel: str
    step: str
    attempts: int
    created_time: _timestamp_pb2.Timestamp
    dead_time: _timestamp_pb2.Timestamp
    answer: str
    def __init__(self, notice_id: _Optional[str] = ..., alert_id: _Optional[str] = ..., plan: _Optional[str] = ..., subscriber: _Optional[str] = ..., channel: _Optional[str] = ..., step: _Optional[str] = ..., attempts: _Optional[int] = ..., created_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., dead_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., answer: _Optional[str] = ...) -> None: ...

class ListDeadNoticesResponse(_message.Message):
    __slots__ = ("notices", "total")
    NOTICES_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    notices: _containers.RepeatedCompositeFieldContainer[DeadNotice]
    total: int
    def __init__(self, notices: _Optional[_Iterable[_Union[DeadNotice, _Mapping]]] = ..., total: _Optional[int] = ...) -> None: ...

class ReplayNoticesRequest(_message.Message):
    __slots__ = ("filter", "all", "comment")
    FILTER_FIELD_NUMBER: _ClassVar[int]
    ALL_FIELD_NUMBER: _ClassVar[int]
    COMMENT_FIELD_NUMBER: _ClassVar[int]
    filter: DeadFilter
    all: bool
    comment: str
    def __init__(self, filter: _Optional[_Union[DeadFilter, _Mapping]] = ..., all: _Optional[bool] = ..., comment: _Optional[str] = ...) -> None: ...

class ReplayNoticesResponse(_message.Message):
    __slots__ = ("replayed",)
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    replayed: int
    def __init__(self, replayed: _Optional[int] = ...) -> None: ...
