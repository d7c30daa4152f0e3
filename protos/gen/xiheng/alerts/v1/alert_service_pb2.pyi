import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from xiheng.events.v1 import verdict_pb2 as _verdict_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class AlertPhase(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ALERT_PHASE_UNSPECIFIED: _ClassVar[AlertPhase]
    ALERT_PHASE_RAISED: _ClassVar[AlertPhase]
    ALERT_PHASE_ESCALATED: _ClassVar[AlertPhase]
    ALERT_PHASE_ACKNOWLEDGED: _ClassVar[AlertPhase]
    ALERT_PHASE_RESOLVED: _ClassVar[AlertPhase]
    ALERT_PHASE_CLOSED: _ClassVar[AlertPhase]
ALERT_PHASE_UNSPECIFIED: AlertPhase
ALERT_PHASE_RAISED: AlertPhase
ALERT_PHASE_ESCALATED: AlertPhase
ALERT_PHASE_ACKNOWLEDGED: AlertPhase
ALERT_PHASE_RESOLVED: AlertPhase
ALERT_PHASE_CLOSED: AlertPhase

class Answer(_message.Message):
    __slots__ = ("by", "answer_time", "note")
    BY_FIELD_NUMBER: _ClassVar[int]
    ANSWER_TIME_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    by: str
    answer_time: _timestamp_pb2.Timestamp
    note: str
    def __init__(self, by: _Optional[str] = ..., answer_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., note: _Optional[str] = ...) -> None: ...

class Assignment(_message.Message):
    __slots__ = ("unit", "deadline_time", "by")
    UNIT_FIELD_NUMBER: _ClassVar[int]
    DEADLINE_TIME_FIELD_NUMBER: _ClassVar[int]
    BY_FIELD_NUMBER: _ClassVar[int]
    unit: str
    deadline_time: _timestamp_pb2.Timestamp
    by: str
    def __init__(self, unit: _Optional[str] = ..., deadline_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., by: _Optional[str] = ...) -> None: ...

class AlertEntry(_message.Message):
    __slots__ = ("event", "explanation_zh", "explanation_en", "acknowledged_by", "acknowledged_time", "first_seen_time", "phase", "since_time", "assigned", "snoozed_until_time", "notices_closed", "signed_off", "resolution", "escalation_stage", "held", "holds")
    EVENT_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_ZH_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_EN_FIELD_NUMBER: _ClassVar[int]
    ACKNOWLEDGED_BY_FIELD_NUMBER: _ClassVar[int]
    ACKNOWLEDGED_TIME_FIELD_NUMBER: _ClassVar[int]
    FIRST_SEEN_TIME_FIELD_NUMBER: _ClassVar[int]
    PHASE_FIELD_NUMBER: _ClassVar[int]
    SINCE_TIME_FIELD_NUMBER: _ClassVar[int]
    ASSIGNED_FIELD_NUMBER: _ClassVar[int]
    SNOOZED_UNTIL_TIME_FIELD_NUMBER: _ClassVar[int]
    NOTICES_CLOSED_FIELD_NUMBER: _ClassVar[int]
    SIGNED_OFF_FIELD_NUMBER: _ClassVar[int]
    RESOLUTION_FIELD_NUMBER: _ClassVar[int]
    ESCALATION_STAGE_FIELD_NUMBER: _ClassVar[int]
    HELD_FIELD_NUMBER: _ClassVar[int]
    HOLDS_FIELD_NUMBER: _ClassVar[int]
    event: _verdict_pb2.AlertEvent
    explanation_zh: str
    explanation_en: str
    acknowledged_by: str
    acknowledged_time: _timestamp_pb2.Timestamp
    first_seen_time: _timestamp_pb2.Timestamp
    phase: AlertPhase
    since_time: _timestamp_pb2.Timestamp
    assigned: Assignment
    snoozed_until_time: _timestamp_pb2.Timestamp
    notices_closed: Answer
    signed_off: Answer
    resolution: str
    escalation_stage: int
    held: str
    holds: _containers.RepeatedCompositeFieldContainer[Hold]
    def __init__(self, event: _Optional[_Union[_verdict_pb2.AlertEvent, _Mapping]] = ..., explanation_zh: _Optional[str] = ..., explanation_en: _Optional[str] = ..., acknowledged_by: _Optional[str] = ..., acknowledged_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., first_seen_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., phase: _Optional[_Union[AlertPhase, str]] = ..., since_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., assigned: _Optional[_Union[Assignment, _Mapping]] = ..., snoozed_until_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., notices_closed: _Optional[_Union[Answer, _Mapping]] = ..., signed_off: _Optional[_Union[Answer, _Mapping]] = ..., resolution: _Optional[str] = ..., escalation_stage: _Optional[int] = ..., held: _Optional[str] = ..., holds: _Optional[_Iterable[_Union[Hold, _Mapping]]] = ...) -> None: ...

class Hold(_message.Message):
    __slots__ = ("why", "by", "until_time", "subscribers")
    WHY_FIELD_NUMBER: _ClassVar[int]
    BY_FIELD_NUMBER: _ClassVar[int]
    UNTIL_TIME_FIELD_NUMBER: _ClassVar[int]
    SUBSCRIBERS_FIELD_NUMBER: _ClassVar[int]
    why: str
    by: str
    until_time: _timestamp_pb2.Timestamp
    subscribers: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, why: _Optional[str] = ..., by: _Optional[str] = ..., until_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., subscribers: _Optional[_Iterable[str]] = ...) -> None: ...

class LedgerHead(_message.Message):
    __slots__ = ("link", "hash")
    LINK_FIELD_NUMBER: _ClassVar[int]
    HASH_FIELD_NUMBER: _ClassVar[int]
    link: int
    hash: str
    def __init__(self, link: _Optional[int] = ..., hash: _Optional[str] = ...) -> None: ...

class ListAlertsRequest(_message.Message):
    __slots__ = ("area", "rule", "minimum_severity", "include_resolved", "page_size", "page_token", "plan", "family", "phases", "unit")
    AREA_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    MINIMUM_SEVERITY_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_RESOLVED_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    FAMILY_FIELD_NUMBER: _ClassVar[int]
    PHASES_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    area: str
    rule: str
    minimum_severity: _verdict_pb2.Severity
    include_resolved: bool
    page_size: int
    page_token: str
    plan: str
    family: str
    phases: _containers.RepeatedScalarFieldContainer[AlertPhase]
    unit: str
    def __init__(self, area: _Optional[str] = ..., rule: _Optional[str] = ..., minimum_severity: _Optional[_Union[_verdict_pb2.Severity, str]] = ..., include_resolved: _Optional[bool] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., plan: _Optional[str] = ..., family: _Optional[str] = ..., phases: _Optional[_Iterable[_Union[AlertPhase, str]]] = ..., unit: _Optional[str] = ...) -> None: ...

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
    __slots__ = ("time", "step", "actor", "note", "facts", "id")
    class FactsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    TIME_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    FACTS_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    time: _timestamp_pb2.Timestamp
    step: str
    actor: str
    note: str
    facts: _containers.ScalarMap[str, str]
    id: str
    def __init__(self, time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., step: _Optional[str] = ..., actor: _Optional[str] = ..., note: _Optional[str] = ..., facts: _Optional[_Mapping[str, str]] = ..., id: _Optional[str] = ...) -> None: ...

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
    __slots__ = ("alert", "head")
    ALERT_FIELD_NUMBER: _ClassVar[int]
    HEAD_FIELD_NUMBER: _ClassVar[int]
    alert: AlertEntry
    head: LedgerHead
    def __init__(self, alert: _Optional[_Union[AlertEntry, _Mapping]] = ..., head: _Optional[_Union[LedgerHead, _Mapping]] = ...) -> None: ...

class AssignAlertRequest(_message.Message):
    __slots__ = ("request_id", "id", "unit", "deadline_time", "comment")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    DEADLINE_TIME_FIELD_NUMBER: _ClassVar[int]
    COMMENT_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    unit: str
    deadline_time: _timestamp_pb2.Timestamp
    comment: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., unit: _Optional[str] = ..., deadline_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., comment: _Optional[str] = ...) -> None: ...

class AssignAlertResponse(_message.Message):
    __slots__ = ("alert", "head")
    ALERT_FIELD_NUMBER: _ClassVar[int]
    HEAD_FIELD_NUMBER: _ClassVar[int]
    alert: AlertEntry
    head: LedgerHead
    def __init__(self, alert: _Optional[_Union[AlertEntry, _Mapping]] = ..., head: _Optional[_Union[LedgerHead, _Mapping]] = ...) -> None: ...

class CommentOnAlertRequest(_message.Message):
    __slots__ = ("request_id", "id", "comment")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    COMMENT_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    comment: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., comment: _Optional[str] = ...) -> None: ...

class CommentOnAlertResponse(_message.Message):
    __slots__ = ("alert", "head")
    ALERT_FIELD_NUMBER: _ClassVar[int]
    HEAD_FIELD_NUMBER: _ClassVar[int]
    alert: AlertEntry
    head: LedgerHead
    def __init__(self, alert: _Optional[_Union[AlertEntry, _Mapping]] = ..., head: _Optional[_Union[LedgerHead, _Mapping]] = ...) -> None: ...

class AddEvidenceRequest(_message.Message):
    __slots__ = ("request_id", "id", "link", "comment")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    LINK_FIELD_NUMBER: _ClassVar[int]
    COMMENT_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    link: str
    comment: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., link: _Optional[str] = ..., comment: _Optional[str] = ...) -> None: ...

class AddEvidenceResponse(_message.Message):
    __slots__ = ("alert", "head")
    ALERT_FIELD_NUMBER: _ClassVar[int]
    HEAD_FIELD_NUMBER: _ClassVar[int]
    alert: AlertEntry
    head: LedgerHead
    def __init__(self, alert: _Optional[_Union[AlertEntry, _Mapping]] = ..., head: _Optional[_Union[LedgerHead, _Mapping]] = ...) -> None: ...

class SnoozeAlertRequest(_message.Message):
    __slots__ = ("request_id", "id", "until_time", "comment")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    UNTIL_TIME_FIELD_NUMBER: _ClassVar[int]
    COMMENT_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    until_time: _timestamp_pb2.Timestamp
    comment: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., until_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., comment: _Optional[str] = ...) -> None: ...

class SnoozeAlertResponse(_message.Message):
    __slots__ = ("alert", "head")
    ALERT_FIELD_NUMBER: _ClassVar[int]
    HEAD_FIELD_NUMBER: _ClassVar[int]
    alert: AlertEntry
    head: LedgerHead
    def __init__(self, alert: _Optional[_Union[AlertEntry, _Mapping]] = ..., head: _Optional[_Union[LedgerHead, _Mapping]] = ...) -> None: ...

class CloseNoticesRequest(_message.Message):
    __slots__ = ("request_id", "id", "reason")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    reason: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class CloseNoticesResponse(_message.Message):
    __slots__ = ("alert", "head")
    ALERT_FIELD_NUMBER: _ClassVar[int]
    HEAD_FIELD_NUMBER: _ClassVar[int]
    alert: AlertEntry
    head: LedgerHead
    def __init__(self, alert: _Optional[_Union[AlertEntry, _Mapping]] = ..., head: _Optional[_Union[LedgerHead, _Mapping]] = ...) -> None: ...

class SignOffAlertRequest(_message.Message):
    __slots__ = ("request_id", "id", "comment")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    COMMENT_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    comment: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., comment: _Optional[str] = ...) -> None: ...

class SignOffAlertResponse(_message.Message):
    __slots__ = ("alert", "head")
    ALERT_FIELD_NUMBER: _ClassVar[int]
    HEAD_FIELD_NUMBER: _ClassVar[int]
    alert: AlertEntry
    head: LedgerHead
    def __init__(self, alert: _Optional[_Union[AlertEntry, _Mapping]] = ..., head: _Optional[_Union[LedgerHead, _Mapping]] = ...) -> None: ...

class Silence(_message.Message):
    __slots__ = ("id", "matchers", "end_time", "made", "ended", "active")
    ID_FIELD_NUMBER: _ClassVar[int]
    MATCHERS_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    MADE_FIELD_NUMBER: _ClassVar[int]
    ENDED_FIELD_NUMBER: _ClassVar[int]
    ACTIVE_FIELD_NUMBER: _ClassVar[int]
    id: str
    matchers: _containers.RepeatedScalarFieldContainer[str]
    end_time: _timestamp_pb2.Timestamp
    made: Answer
    ended: Answer
    active: bool
    def __init__(self, id: _Optional[str] = ..., matchers: _Optional[_Iterable[str]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., made: _Optional[_Union[Answer, _Mapping]] = ..., ended: _Optional[_Union[Answer, _Mapping]] = ..., active: _Optional[bool] = ...) -> None: ...

class SilenceAlertsRequest(_message.Message):
    __slots__ = ("request_id", "matchers", "end_time", "reason")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    MATCHERS_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    matchers: _containers.RepeatedScalarFieldContainer[str]
    end_time: _timestamp_pb2.Timestamp
    reason: str
    def __init__(self, request_id: _Optional[str] = ..., matchers: _Optional[_Iterable[str]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., reason: _Optional[str] = ...) -> None: ...

class SilenceAlertsResponse(_message.Message):
    __slots__ = ("silence", "head")
    SILENCE_FIELD_NUMBER: _ClassVar[int]
    HEAD_FIELD_NUMBER: _ClassVar[int]
    silence: Silence
    head: LedgerHead
    def __init__(self, silence: _Optional[_Union[Silence, _Mapping]] = ..., head: _Optional[_Union[LedgerHead, _Mapping]] = ...) -> None: ...

class EndSilenceRequest(_message.Message):
    __slots__ = ("request_id", "id", "reason")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    reason: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class EndSilenceResponse(_message.Message):
    __slots__ = ("silence", "head")
    SILENCE_FIELD_NUMBER: _ClassVar[int]
    HEAD_FIELD_NUMBER: _ClassVar[int]
    silence: Silence
    head: LedgerHead
    def __init__(self, silence: _Optional[_Union[Silence, _Mapping]] = ..., head: _Optional[_Union[LedgerHead, _Mapping]] = ...) -> None: ...

class ListSilencesRequest(_message.Message):
    __slots__ = ("include_ended",)
    INCLUDE_ENDED_FIELD_NUMBER: _ClassVar[int]
    include_ended: bool
    def __init__(self, include_ended: _Optional[bool] = ...) -> None: ...

class ListSilencesResponse(_message.Message):
    __slots__ = ("silences",)
    SILENCES_FIELD_NUMBER: _ClassVar[int]
    silences: _containers.RepeatedCompositeFieldContainer[Silence]
    def __init__(self, silences: _Optional[_Iterable[_Union[Silence, _Mapping]]] = ...) -> None: ...

class ListOnCallRequest(_message.Message):
    __slots__ = ("plan", "time")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    plan: str
    time: _timestamp_pb2.Timestamp
    def __init__(self, plan: _Optional[str] = ..., time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class OnCall(_message.Message):
    __slots__ = ("plan", "rota", "person", "name_zh", "name_en", "start_time", "end_time")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    ROTA_FIELD_NUMBER: _ClassVar[int]
    PERSON_FIELD_NUMBER: _ClassVar[int]
    NAME_ZH_FIELD_NUMBER: _ClassVar[int]
    NAME_EN_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    plan: str
    rota: str
    person: str
    name_zh: str
    name_en: str
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    def __init__(self, plan: _Optional[str] = ..., rota: _Optional[str] = ..., person: _Optional[str] = ..., name_zh: _Optional[str] = ..., name_en: _Optional[str] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ListOnCallResponse(_message.Message):
    __slots__ = ("on_call",)
    ON_CALL_FIELD_NUMBER: _ClassVar[int]
    on_call: _containers.RepeatedCompositeFieldContainer[OnCall]
    def __init__(self, on_call: _Optional[_Iterable[_Union[OnCall, _Mapping]]] = ...) -> None: ...

class ReadLedgerRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class LedgerLink(_message.Message):
    __slots__ = ("number", "time_ms", "hash")
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    TIME_MS_FIELD_NUMBER: _ClassVar[int]
    HASH_FIELD_NUMBER: _ClassVar[int]
    number: int
    time_ms: int
    hash: str
    def __init__(self, number: _Optional[int] = ..., time_ms: _Optional[int] = ..., hash: _Optional[str] = ...) -> None: ...

class SealedLine(_message.Message):
    __slots__ = ("number", "link", "alert_id", "body", "digest", "salt", "words")
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    LINK_FIELD_NUMBER: _ClassVar[int]
    ALERT_ID_FIELD_NUMBER: _ClassVar[int]
    BODY_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    SALT_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    number: int
    link: int
    alert_id: str
    body: str
    digest: str
    salt: str
    words: str
    def __init__(self, number: _Optional[int] = ..., link: _Optional[int] = ..., alert_id: _Optional[str] = ..., body: _Optional[str] = ..., digest: _Optional[str] = ..., salt: _Optional[str] = ..., words: _Optional[str] = ...) -> None: ...

class ReadLedgerResponse(_message.Message):
    __slots__ = ("link", "line")
    LINK_FIELD_NUMBER: _ClassVar[int]
    LINE_FIELD_NUMBER: _ClassVar[int]
    link: LedgerLink
    line: SealedLine
    def __init__(self, link: _Optional[_Union[LedgerLink, _Mapping]] = ..., line: _Optional[_Union[SealedLine, _Mapping]] = ...) -> None: ...

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
