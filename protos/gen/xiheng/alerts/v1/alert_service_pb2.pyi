import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from xiheng.events.v1 import verdict_pb2 as _verdict_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class AlertEntry(_message.Message):
    __slots__ = ("event", "explanation_zh", "explanation_en", "acknowledged_by", "acknowledged_time", "first_seen_time")
    EVENT_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_ZH_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_EN_FIELD_NUMBER: _ClassVar[int]
    ACKNOWLEDGED_BY_FIELD_NUMBER: _ClassVar[int]
    ACKNOWLEDGED_TIME_FIELD_NUMBER: _ClassVar[int]
    FIRST_SEEN_TIME_FIELD_NUMBER: _ClassVar[int]
    event: _verdict_pb2.AlertEvent
    explanation_zh: str
    explanation_en: str
    acknowledged_by: str
    acknowledged_time: _timestamp_pb2.Timestamp
    first_seen_time: _timestamp_pb2.Timestamp
    def __init__(self, event: _Optional[_Union[_verdict_pb2.AlertEvent, _Mapping]] = ..., explanation_zh: _Optional[str] = ..., explanation_en: _Optional[str] = ..., acknowledged_by: _Optional[str] = ..., acknowledged_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., first_seen_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ListAlertsRequest(_message.Message):
    __slots__ = ("area", "rule", "minimum_severity", "include_resolved", "page_size", "page_token")
    AREA_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    MINIMUM_SEVERITY_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_RESOLVED_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    area: str
    rule: str
    minimum_severity: _verdict_pb2.Severity
    include_resolved: bool
    page_size: int
    page_token: str
    def __init__(self, area: _Optional[str] = ..., rule: _Optional[str] = ..., minimum_severity: _Optional[_Union[_verdict_pb2.Severity, str]] = ..., include_resolved: _Optional[bool] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListAlertsResponse(_message.Message):
    __slots__ = ("alerts", "next_page_token")
    ALERTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    alerts: _containers.RepeatedCompositeFieldContainer[AlertEntry]
    next_page_token: str
    def __init__(self, alerts: _Optional[_Iterable[_Union[AlertEntry, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class GetAlertRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class LedgerLine(_message.Message):
    __slots__ = ("time", "step", "actor", "note")
    TIME_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    time: _timestamp_pb2.Timestamp
    step: str
    actor: str
    note: str
    def __init__(self, time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., step: _Optional[str] = ..., actor: _Optional[str] = ..., note: _Optional[str] = ...) -> None: ...

class GetAlertResponse(_message.Message):
    __slots__ = ("alert", "ledger")
    ALERT_FIELD_NUMBER: _ClassVar[int]
    LEDGER_FIELD_NUMBER: _ClassVar[int]
    alert: AlertEntry
    ledger: _containers.RepeatedCompositeFieldContainer[LedgerLine]
    def __init__(self, alert: _Optional[_Union[AlertEntry, _Mapping]] = ..., ledger: _Optional[_Iterable[_Union[LedgerLine, _Mapping]]] = ...) -> None: ...

class SubscribeRequest(_message.Message):
    __slots__ = ("cursor", "areas", "rules", "minimum_severity")
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    AREAS_FIELD_NUMBER: _ClassVar[int]
    RULES_FIELD_NUMBER: _ClassVar[int]
    MINIMUM_SEVERITY_FIELD_NUMBER: _ClassVar[int]
    cursor: int
    areas: _containers.RepeatedScalarFieldContainer[str]
    rules: _containers.RepeatedScalarFieldContainer[str]
    minimum_severity: _verdict_pb2.Severity
    def __init__(self, cursor: _Optional[int] = ..., areas: _Optional[_Iterable[str]] = ..., rules: _Optional[_Iterable[str]] = ..., minimum_severity: _Optional[_Union[_verdict_pb2.Severity, str]] = ...) -> None: ...

class SubscribeResponse(_message.Message):
    __slots__ = ("cursor", "alert")
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    ALERT_FIELD_NUMBER: _ClassVar[int]
    cursor: int
    alert: AlertEntry
    def __init__(self, cursor: _Optional[int] = ..., alert: _Optional[_Union[AlertEntry, _Mapping]] = ...) -> None: ...

class AcknowledgeAlertRequest(_message.Message):
    __slots__ = ("request_id", "id", "comment")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    COMMENT_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    comment: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., comment: _Optional[str] = ...) -> None: ...

class AcknowledgeAlertResponse(_message.Message):
    __slots__ = ("alert",)
    ALERT_FIELD_NUMBER: _ClassVar[int]
    alert: AlertEntry
    def __init__(self, alert: _Optional[_Union[AlertEntry, _Mapping]] = ...) -> None: ...

class ListDeliveriesRequest(_message.Message):
    __slots__ = ("alert_id", "page_size")
    ALERT_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    alert_id: str
    page_size: int
    def __init__(self, alert_id: _Optional[str] = ..., page_size: _Optional[int] = ...) -> None: ...

class Delivery(_message.Message):
    __slots__ = ("notice_id", "alert_id", "subscriber", "channel", "attempt", "attempt_time", "delivered", "answer", "latency_ms")
    NOTICE_ID_FIELD_NUMBER: _ClassVar[int]
    ALERT_ID_FIELD_NUMBER: _ClassVar[int]
    SUBSCRIBER_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    ATTEMPT_FIELD_NUMBER: _ClassVar[int]
    ATTEMPT_TIME_FIELD_NUMBER: _ClassVar[int]
    DELIVERED_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    LATENCY_MS_FIELD_NUMBER: _ClassVar[int]
    notice_id: str
    alert_id: str
    subscriber: str
    channel: str
    attempt: int
    attempt_time: _timestamp_pb2.Timestamp
    delivered: bool
    answer: str
    latency_ms: float
    def __init__(self, notice_id: _Optional[str] = ..., alert_id: _Optional[str] = ..., subscriber: _Optional[str] = ..., channel: _Optional[str] = ..., attempt: _Optional[int] = ..., attempt_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., delivered: _Optional[bool] = ..., answer: _Optional[str] = ..., latency_ms: _Optional[float] = ...) -> None: ...

class ListDeliveriesResponse(_message.Message):
    __slots__ = ("deliveries",)
    DELIVERIES_FIELD_NUMBER: _ClassVar[int]
    deliveries: _containers.RepeatedCompositeFieldContainer[Delivery]
    def __init__(self, deliveries: _Optional[_Iterable[_Union[Delivery, _Mapping]]] = ...) -> None: ...
