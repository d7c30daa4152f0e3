from xiheng.events.v1 import office_pb2 as _office_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class TargetStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TARGET_STATUS_UNSPECIFIED: _ClassVar[TargetStatus]
    TARGET_STATUS_ACHIEVED: _ClassVar[TargetStatus]
    TARGET_STATUS_AHEAD: _ClassVar[TargetStatus]
    TARGET_STATUS_ON_TRACK: _ClassVar[TargetStatus]
    TARGET_STATUS_AT_RISK: _ClassVar[TargetStatus]
    TARGET_STATUS_OFF_TRACK: _ClassVar[TargetStatus]
    TARGET_STATUS_BREACHED: _ClassVar[TargetStatus]
    TARGET_STATUS_TOO_EARLY: _ClassVar[TargetStatus]
    TARGET_STATUS_OVERDUE: _ClassVar[TargetStatus]
    TARGET_STATUS_UNASSESSABLE: _ClassVar[TargetStatus]

class Severity(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SEVERITY_UNSPECIFIED: _ClassVar[Severity]
    SEVERITY_BLUE: _ClassVar[Severity]
    SEVERITY_YELLOW: _ClassVar[Severity]
    SEVERITY_ORANGE: _ClassVar[Severity]
    SEVERITY_RED: _ClassVar[Severity]

class AlertState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ALERT_STATE_UNSPECIFIED: _ClassVar[AlertState]
    ALERT_STATE_RAISED: _ClassVar[AlertState]
    ALERT_STATE_RESOLVED: _ClassVar[AlertState]

class AlertReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ALERT_REASON_UNSPECIFIED: _ClassVar[AlertReason]
    ALERT_REASON_RESET: _ClassVar[AlertReason]
    ALERT_REASON_CORRECTED_BY_REVISION: _ClassVar[AlertReason]
    ALERT_REASON_REDEFINED: _ClassVar[AlertReason]
    ALERT_REASON_RULE_WITHDRAWN: _ClassVar[AlertReason]

class Feasibility(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FEASIBILITY_UNSPECIFIED: _ClassVar[Feasibility]
    FEASIBILITY_OPEN: _ClassVar[Feasibility]
    FEASIBILITY_CLOSING: _ClassVar[Feasibility]
    FEASIBILITY_CLOSED: _ClassVar[Feasibility]

class ContributionBasis(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CONTRIBUTION_BASIS_UNSPECIFIED: _ClassVar[ContributionBasis]
    CONTRIBUTION_BASIS_OWN: _ClassVar[ContributionBasis]
    CONTRIBUTION_BASIS_LAST_YEAR: _ClassVar[ContributionBasis]
    CONTRIBUTION_BASIS_EQUAL: _ClassVar[ContributionBasis]
    CONTRIBUTION_BASIS_WEIGHT: _ClassVar[ContributionBasis]
    CONTRIBUTION_BASIS_DIFFERENCE: _ClassVar[ContributionBasis]
TARGET_STATUS_UNSPECIFIED: TargetStatus
TARGET_STATUS_ACHIEVED: TargetStatus
TARGET_STATUS_AHEAD: TargetStatus
TARGET_STATUS_ON_TRACK: TargetStatus
TARGET_STATUS_AT_RISK: TargetStatus
TARGET_STATUS_OFF_TRACK: TargetStatus
TARGET_STATUS_BREACHED: TargetStatus
TARGET_STATUS_TOO_EARLY: TargetStatus
TARGET_STATUS_OVERDUE: TargetStatus
TARGET_STATUS_UNASSESSABLE: TargetStatus
SEVERITY_UNSPECIFIED: Severity
SEVERITY_BLUE: Severity
SEVERITY_YELLOW: Severity
SEVERITY_ORANGE: Severity
SEVERITY_RED: Severity
ALERT_STATE_UNSPECIFIED: AlertState
ALERT_STATE_RAISED: AlertState
ALERT_STATE_RESOLVED: AlertState
ALERT_REASON_UNSPECIFIED: AlertReason
ALERT_REASON_RESET: AlertReason
ALERT_REASON_CORRECTED_BY_REVISION: AlertReason
ALERT_REASON_REDEFINED: AlertReason
ALERT_REASON_RULE_WITHDRAWN: AlertReason
FEASIBILITY_UNSPECIFIED: Feasibility
FEASIBILITY_OPEN: Feasibility
FEASIBILITY_CLOSING: Feasibility
FEASIBILITY_CLOSED: Feasibility
CONTRIBUTION_BASIS_UNSPECIFIED: ContributionBasis
CONTRIBUTION_BASIS_OWN: ContributionBasis
CONTRIBUTION_BASIS_LAST_YEAR: ContributionBasis
CONTRIBUTION_BASIS_EQUAL: ContributionBasis
CONTRIBUTION_BASIS_WEIGHT: ContributionBasis
CONTRIBUTION_BASIS_DIFFERENCE: ContributionBasis

class Origin(_message.Message):
    __slots__ = ("partition", "offset", "ordinal")
    PARTITION_FIELD_NUMBER: _ClassVar[int]
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    ORDINAL_FIELD_NUMBER: _ClassVar[int]
    partition: int
    offset: int
    ordinal: int
    def __init__(self, partition: _Optional[int] = ..., offset: _Optional[int] = ..., ordinal: _Optional[int] = ...) -> None: ...

class InputReference(_message.Message):
    __slots__ = ("indicator", "area", "entity", "period", "value", "unit", "revision", "event_id", "received_time_ms", "review")
    INDICATOR_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    ENTITY_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    RECEIVED_TIME_MS_FIELD_NUMBER: _ClassVar[int]
    REVIEW_FIELD_NUMBER: _ClassVar[int]
    indicator: str
    area: str
    entity: str
    period: str
    value: float
    unit: str
    revision: int
    event_id: int
    received_time_ms: int
    review: _office_pb2.Review
    def __init__(self, indicator: _Optional[str] = ..., area: _Optional[str] = ..., entity: _Optional[str] = ..., period: _Optional[str] = ..., value: _Optional[float] = ..., unit: _Optional[str] = ..., revision: _Optional[int] = ..., event_id: _Optional[int] = ..., received_time_ms: _Optional[int] = ..., review: _Optional[_Union[_office_pb2.Review, _Mapping]] = ...) -> None: ...

class Facts(_message.Message):
    __slots__ = ("formula", "numbers", "texts")
    class NumbersEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: float
        def __init__(self, key: _Optional[str] = ..., value: _Optional[float] = ...) -> None: ...
    class TextsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    FORMULA_FIELD_NUMBER: _ClassVar[int]
    NUMBERS_FIELD_NUMBER: _ClassVar[int]
    TEXTS_FIELD_NUMBER: _ClassVar[int]
    formula: str
    numbers: _containers.ScalarMap[str, float]
    texts: _containers.ScalarMap[str, str]
    def __init__(self, formula: _Optional[str] = ..., numbers: _Optional[_Mapping[str, float]] = ..., texts: _Optional[_Mapping[str, str]] = ...) -> None: ...

class Projection(_message.Message):
    __slots__ = ("value", "low", "high", "low_95", "high_95", "chance", "best", "last_feasible_date", "feasibility")
    VALUE_FIELD_NUMBER: _ClassVar[int]
    LOW_FIELD_NUMBER: _ClassVar[int]
    HIGH_FIELD_NUMBER: _ClassVar[int]
    LOW_95_FIELD_NUMBER: _ClassVar[int]
    HIGH_95_FIELD_NUMBER: _ClassVar[int]
    CHANCE_FIELD_NUMBER: _ClassVar[int]
    BEST_FIELD_NUMBER: _ClassVar[int]
    LAST_FEASIBLE_DATE_FIELD_NUMBER: _ClassVar[int]
    FEASIBILITY_FIELD_NUMBER: _ClassVar[int]
    value: float
    low: float
    high: float
    low_95: float
    high_95: float
    chance: float
    best: float
    last_feasible_date: str
    feasibility: Feasibility
    def __init__(self, value: _Optional[float] = ..., low: _Optional[float] = ..., high: _Optional[float] = ..., low_95: _Optional[float] = ..., high_95: _Optional[float] = ..., chance: _Optional[float] = ..., best: _Optional[float] = ..., last_feasible_date: _Optional[str] = ..., feasibility: _Optional[_Union[Feasibility, str]] = ...) -> None: ...

class TargetStatusEvent(_message.Message):
    __slots__ = ("origin", "plan", "target", "area", "period", "status", "last_status", "value", "unit", "plan_value", "projection", "facts", "flip_value", "inputs", "definition_version", "recorded_time_ms", "known_time_ms", "attainment", "watch", "strength", "terms", "others", "owner", "statements", "contributions", "title_zh", "title_en", "area_zh", "area_en", "thresholds", "next_release", "timetable", "official_time_ms", "retracted_periods", "retracting_revisions", "correction")
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    LAST_STATUS_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    PLAN_VALUE_FIELD_NUMBER: _ClassVar[int]
    PROJECTION_FIELD_NUMBER: _ClassVar[int]
    FACTS_FIELD_NUMBER: _ClassVar[int]
    FLIP_VALUE_FIELD_NUMBER: _ClassVar[int]
    INPUTS_FIELD_NUMBER: _ClassVar[int]
    DEFINITION_VERSION_FIELD_NUMBER: _ClassVar[int]
    RECORDED_TIME_MS_FIELD_NUMBER: _ClassVar[int]
    KNOWN_TIME_MS_FIELD_NUMBER: _ClassVar[int]
    ATTAINMENT_FIELD_NUMBER: _ClassVar[int]
    WATCH_FIELD_NUMBER: _ClassVar[int]
    STRENGTH_FIELD_NUMBER: _ClassVar[int]
    TERMS_FIELD_NUMBER: _ClassVar[int]
    OTHERS_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    STATEMENTS_FIELD_NUMBER: _ClassVar[int]
    CONTRIBUTIONS_FIELD_NUMBER: _ClassVar[int]
    TITLE_ZH_FIELD_NUMBER: _ClassVar[int]
    TITLE_EN_FIELD_NUMBER: _ClassVar[int]
    AREA_ZH_FIELD_NUMBER: _ClassVar[int]
    AREA_EN_FIELD_NUMBER: _ClassVar[int]
    THRESHOLDS_FIELD_NUMBER: _ClassVar[int]
    NEXT_RELEASE_FIELD_NUMBER: _ClassVar[int]
    TIMETABLE_FIELD_NUMBER: _ClassVar[int]
    OFFICIAL_TIME_MS_FIELD_NUMBER: _ClassVar[int]
    RETRACTED_PERIODS_FIELD_NUMBER: _ClassVar[int]
    RETRACTING_REVISIONS_FIELD_NUMBER: _ClassVar[int]
    CORRECTION_FIELD_NUMBER: _ClassVar[int]
    origin: Origin
    plan: str
    target: str
    area: str
    period: str
    status: TargetStatus
    last_status: TargetStatus
    value: float
    unit: str
    plan_value: float
    projection: Projection
    facts: Facts
    flip_value: float
    inputs: _containers.RepeatedCompositeFieldContainer[InputReference]
    definition_version: int
    recorded_time_ms: int
    known_time_ms: int
    attainment: float
    watch: bool
    strength: str
    terms: Terms
    others: _containers.RepeatedCompositeFieldContainer[OtherVerdict]
    owner: str
    statements: _containers.RepeatedCompositeFieldContainer[_office_pb2.Statement]
    contributions: _containers.RepeatedCompositeFieldContainer[Contribution]
    title_zh: str
    title_en: str
    area_zh: str
    area_en: str
    thresholds: _containers.RepeatedCompositeFieldContainer[Threshold]
    next_release: NextRelease
    timetable: Timetable
    official_time_ms: int
    retracted_periods: _containers.RepeatedScalarFieldContainer[str]
    retracting_revisions: _containers.RepeatedCompositeFieldContainer[Revision]
    correction: Correction
    def __init__(self, origin: _Optional[_Union[Origin, _Mapping]] = ..., plan: _Optional[str] = ..., target: _Optional[str] = ..., area: _Optional[str] = ..., period: _Optional[str] = ..., status: _Optional[_Union[TargetStatus, str]] = ..., last_status: _Optional[_Union[TargetStatus, str]] = ..., value: _Optional[float] = ..., unit: _Optional[str] = ..., plan_value: _Optional[float] = ..., projection: _Optional[_Union[Projection, _Mapping]] = ..., facts: _Optional[_Union[Facts, _Mapping]] = ..., flip_value: _Optional[float] = ..., inputs: _Optional[_Iterable[_Union[InputReference, _Mapping]]] = ..., definition_version: _Optional[int] = ..., recorded_time_ms: _Optional[int] = ..., known_time_ms: _Optional[int] = ..., attainment: _Optional[float] = ..., watch: _Optional[bool] = ..., strength: _Optional[str] = ..., terms: _Optional[_Union[Terms, _Mapping]] = ..., others: _Optional[_Iterable[_Union[OtherVerdict, _Mapping]]] = ..., owner: _Optional[str] = ..., statements: _Optional[_Iterable[_Union[_office_pb2.Statement, _Mapping]]] = ..., contributions: _Optional[_Iterable[_Union[Contribution, _Mapping]]] = ..., title_zh: _Optional[str] = ..., title_en: _Optional[str] = ..., area_zh: _Optional[str] = ..., area_en: _Optional[str] = ..., thresholds: _Optional[_Iterable[_Union[Threshold, _Mapping]]] = ..., next_release: _Optional[_Union[NextRelease, _Mapping]] = ..., timetable: _Optional[_Union[Timetable, _Mapping]] = ..., official_time_ms: _Optional[int] = ..., retracted_periods: _Optional[_Iterable[str]] = ..., retracting_revisions: _Optional[_Iterable[_Union[Revision, _Mapping]]] = ..., correction: _Optional[_Union[Correction, _Mapping]] = ...) -> None: ...

class Correction(_message.Message):
    __slots__ = ("status", "value", "plan_value", "revisions")
    STATUS_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    PLAN_VALUE_FIELD_NUMBER: _ClassVar[int]
    REVISIONS_FIELD_NUMBER: _ClassVar[int]
    status: TargetStatus
    value: float
    plan_value: float
    revisions: _containers.RepeatedCompositeFieldContainer[Revision]
    def __init__(self, status: _Optional[_Union[TargetStatus, str]] = ..., value: _Optional[float] = ..., plan_value: _Optional[float] = ..., revisions: _Optional[_Iterable[_Union[Revision, _Mapping]]] = ...) -> None: ...

class Revision(_message.Message):
    __slots__ = ("indicator", "area", "entity", "period", "revision", "event_id", "received_time_ms", "value")
    INDICATOR_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    ENTITY_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    RECEIVED_TIME_MS_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    indicator: str
    area: str
    entity: str
    period: str
    revision: int
    event_id: int
    received_time_ms: int
    value: float
    def __init__(self, indicator: _Optional[str] = ..., area: _Optional[str] = ..., entity: _Optional[str] = ..., period: _Optional[str] = ..., revision: _Optional[int] = ..., event_id: _Optional[int] = ..., received_time_ms: _Optional[int] = ..., value: _Optional[float] = ...) -> None: ...

class Threshold(_message.Message):
    __slots__ = ("status", "floor", "ceiling", "open")
    STATUS_FIELD_NUMBER: _ClassVar[int]
    FLOOR_FIELD_NUMBER: _ClassVar[int]
    CEILING_FIELD_NUMBER: _ClassVar[int]
    OPEN_FIELD_NUMBER: _ClassVar[int]
    status: TargetStatus
    floor: float
    ceiling: float
    open: bool
    def __init__(self, status: _Optional[_Union[TargetStatus, str]] = ..., floor: _Optional[float] = ..., ceiling: _Optional[float] = ..., open: _Optional[bool] = ...) -> None: ...

class NextRelease(_message.Message):
    __slots__ = ("period", "time_ms", "official", "assumed")
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    TIME_MS_FIELD_NUMBER: _ClassVar[int]
    OFFICIAL_FIELD_NUMBER: _ClassVar[int]
    ASSUMED_FIELD_NUMBER: _ClassVar[int]
    period: str
    time_ms: int
    official: bool
    assumed: bool
    def __init__(self, period: _Optional[str] = ..., time_ms: _Optional[int] = ..., official: _Optional[bool] = ..., assumed: _Optional[bool] = ...) -> None: ...

class Timetable(_message.Message):
    __slots__ = ("length", "cadence", "year", "time_zone", "delay_days", "working_day", "skip_january", "embargo_days", "embargo_time")
    LENGTH_FIELD_NUMBER: _ClassVar[int]
    CADENCE_FIELD_NUMBER: _ClassVar[int]
    YEAR_FIELD_NUMBER: _ClassVar[int]
    TIME_ZONE_FIELD_NUMBER: _ClassVar[int]
    DELAY_DAYS_FIELD_NUMBER: _ClassVar[int]
    WORKING_DAY_FIELD_NUMBER: _ClassVar[int]
    SKIP_JANUARY_FIELD_NUMBER: _ClassVar[int]
    EMBARGO_DAYS_FIELD_NUMBER: _ClassVar[int]
    EMBARGO_TIME_FIELD_NUMBER: _ClassVar[int]
    length: int
    cadence: str
    year: int
    time_zone: str
    delay_days: int
    working_day: bool
    skip_january: bool
    embargo_days: int
    embargo_time: str
    def __init__(self, length: _Optional[int] = ..., cadence: _Optional[str] = ..., year: _Optional[int] = ..., time_zone: _Optional[str] = ..., delay_days: _Optional[int] = ..., working_day: _Optional[bool] = ..., skip_january: _Optional[bool] = ..., embargo_days: _Optional[int] = ..., embargo_time: _Optional[str] = ...) -> None: ...

class Terms(_message.Message):
    __slots__ = ("effective_day", "document", "approver", "value", "class_name")
    EFFECTIVE_DAY_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    APPROVER_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    CLASS_NAME_FIELD_NUMBER: _ClassVar[int]
    effective_day: str
    document: str
    approver: str
    value: float
    class_name: str
    def __init__(self, effective_day: _Optional[str] = ..., document: _Optional[str] = ..., approver: _Optional[str] = ..., value: _Optional[float] = ..., class_name: _Optional[str] = ...) -> None: ...

class OtherVerdict(_message.Message):
    __slots__ = ("terms", "status", "plan_value", "attainment", "flip_value", "facts")
    TERMS_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    PLAN_VALUE_FIELD_NUMBER: _ClassVar[int]
    ATTAINMENT_FIELD_NUMBER: _ClassVar[int]
    FLIP_VALUE_FIELD_NUMBER: _ClassVar[int]
    FACTS_FIELD_NUMBER: _ClassVar[int]
    terms: Terms
    status: TargetStatus
    plan_value: float
    attainment: float
    flip_value: float
    facts: Facts
    def __init__(self, terms: _Optional[_Union[Terms, _Mapping]] = ..., status: _Optional[_Union[TargetStatus, str]] = ..., plan_value: _Optional[float] = ..., attainment: _Optional[float] = ..., flip_value: _Optional[float] = ..., facts: _Optional[_Union[Facts, _Mapping]] = ...) -> None: ...

class AlertEvent(_message.Message):
    __slots__ = ("origin", "id", "plan", "rule", "area", "entity", "severity", "state", "raised_period", "period", "facts", "inputs", "definition_version", "known_time_ms", "labels", "runbook", "title_zh", "title_en", "owner", "reason")
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    ENTITY_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    RAISED_PERIOD_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    FACTS_FIELD_NUMBER: _ClassVar[int]
    INPUTS_FIELD_NUMBER: _ClassVar[int]
    DEFINITION_VERSION_FIELD_NUMBER: _ClassVar[int]
    KNOWN_TIME_MS_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    RUNBOOK_FIELD_NUMBER: _ClassVar[int]
    TITLE_ZH_FIELD_NUMBER: _ClassVar[int]
    TITLE_EN_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    origin: Origin
    id: str
    plan: str
    rule: str
    area: str
    entity: str
    severity: Severity
    state: AlertState
    raised_period: str
    period: str
    facts: Facts
    inputs: _containers.RepeatedCompositeFieldContainer[InputReference]
    definition_version: int
    known_time_ms: int
    labels: _containers.ScalarMap[str, str]
    runbook: str
    title_zh: str
    title_en: str
    owner: str
    reason: AlertReason
    def __init__(self, origin: _Optional[_Union[Origin, _Mapping]] = ..., id: _Optional[str] = ..., plan: _Optional[str] = ..., rule: _Optional[str] = ..., area: _Optional[str] = ..., entity: _Optional[str] = ..., severity: _Optional[_Union[Severity, str]] = ..., state: _Optional[_Union[AlertState, str]] = ..., raised_period: _Optional[str] = ..., period: _Optional[str] = ..., facts: _Optional[_Union[Facts, _Mapping]] = ..., inputs: _Optional[_Iterable[_Union[InputReference, _Mapping]]] = ..., definition_version: _Optional[int] = ..., known_time_ms: _Optional[int] = ..., labels: _Optional[_Mapping[str, str]] = ..., runbook: _Optional[str] = ..., title_zh: _Optional[str] = ..., title_en: _Optional[str] = ..., owner: _Optional[str] = ..., reason: _Optional[_Union[AlertReason, str]] = ...) -> None: ...

class DeadLetter(_message.Message):
    __slots__ = ("topic", "partition", "offset", "reason", "message", "key", "value", "dead_time_ms")
    TOPIC_FIELD_NUMBER: _ClassVar[int]
    PARTITION_FIELD_NUMBER: _ClassVar[int]
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    DEAD_TIME_MS_FIELD_NUMBER: _ClassVar[int]
    topic: str
    partition: int
    offset: int
    reason: str
    message: str
    key: bytes
    value: bytes
    dead_time_ms: int
    def __init__(self, topic: _Optional[str] = ..., partition: _Optional[int] = ..., offset: _Optional[int] = ..., reason: _Optional[str] = ..., message: _Optional[str] = ..., key: _Optional[bytes] = ..., value: _Optional[bytes] = ..., dead_time_ms: _Optional[int] = ...) -> None: ...

class LedgerHead(_message.Message):
    __slots__ = ("ledger", "link", "hash", "recorded_time_ms", "restored_by", "reason")
    LEDGER_FIELD_NUMBER: _ClassVar[int]
    LINK_FIELD_NUMBER: _ClassVar[int]
    HASH_FIELD_NUMBER: _ClassVar[int]
    RECORDED_TIME_MS_FIELD_NUMBER: _ClassVar[int]
    RESTORED_BY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ledger: str
    link: int
    hash: str
    recorded_time_ms: int
    restored_by: str
    reason: str
    def __init__(self, ledger: _Optional[str] = ..., link: _Optional[int] = ..., hash: _Optional[str] = ..., recorded_time_ms: _Optional[int] = ..., restored_by: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class Contribution(_message.Message):
    __slots__ = ("area", "value", "fair", "gap", "basis")
    AREA_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    FAIR_FIELD_NUMBER: _ClassVar[int]
    GAP_FIELD_NUMBER: _ClassVar[int]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    area: str
    value: float
    fair: float
    gap: float
    basis: ContributionBasis
    def __init__(self, area: _Optional[str] = ..., value: _Optional[float] = ..., fair: _Optional[float] = ..., gap: _Optional[float] = ..., basis: _Optional[_Union[ContributionBasis, str]] = ...) -> None: ...
