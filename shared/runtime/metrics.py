"""Every metric of the platform, in one registry, with bounded labels only. Times are seconds."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

REGISTRY = CollectorRegistry()
"""The one registry; /metrics of every process shows it."""

ProcessCollector(registry=REGISTRY)

_FAST = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)

OBSERVATIONS = Counter(
    "xiheng_observations", "Observations by what became of them (accepted, rejected, checked).", ("service", "outcome"), registry=REGISTRY
)
REJECTIONS = Counter(
    "xiheng_rejections",
    "Refused observations by reason and the area that they are about; `unknown`: one that the catalogue has not.",
    ("service", "area", "reason"),
    registry=REGISTRY,
)
AREA_OBSERVATIONS = Counter(
    "xiheng_area_observations", "Accepted observations by the area that they are about.", ("service", "area"), registry=REGISTRY
)
LAST_REPORT = Gauge(
    "xiheng_last_report_timestamp_seconds",
    "When an observation about an area was last accepted, by the machine's clock; kept over restarts.",
    ("service", "area"),
    registry=REGISTRY,
)
DUE = Gauge(
    "xiheng_due_observations",
    "Observations that the release calendar expects of an area and that are not there, counted once a minute.",
    ("service", "area"),
    registry=REGISTRY,
)
LONGEST_DUE = Gauge(
    "xiheng_longest_due_seconds",
    "Since the observation that an area has owed for the longest was due.",
    ("service", "area"),
    registry=REGISTRY,
)
REPORT_SECONDS = Histogram(
    "xiheng_report_seconds", "From a request read to its answer: checked and durable.", ("service",), buckets=_FAST, registry=REGISTRY
)
LOG_RECORDS = Counter("xiheng_log_records", "Records of the log applied by the processor.", registry=REGISTRY)
WATCHDOG_ENDS = Counter(
    "xiheng_watchdog_ends", "How often the watchdog has ended this processor because it stalled; kept over restarts.", registry=REGISTRY
)
REBUILD_SECONDS = Histogram(
    "xiheng_rebuild_seconds",
    "From a change of the partitions that this processor holds until their state is whole and records are taken again.",
    buckets=(0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0),
    registry=REGISTRY,
)
STATE_BYTES = Gauge("xiheng_state_bytes", "Size of this processor's state on its volume, measured once a minute.", registry=REGISTRY)
DEAD_LETTERS = Counter("xiheng_dead_letters", "Records kept as dead letters.", registry=REGISTRY)
OUTPUTS = Counter("xiheng_outputs", "Outputs of the processor (status, alert, embargoed, roll_up).", ("kind",), registry=REGISTRY)
JUDGE_SECONDS = Histogram(
    "xiheng_judge_seconds", "From a record received by a service to its verdicts handed to Kafka.", buckets=_FAST, registry=REGISTRY
)
CHECKPOINT_AGE = Gauge(
    "xiheng_checkpoint_age_seconds", "Since the last finished checkpoint while there is work; else 0.", registry=REGISTRY
)
LAG = Gauge(
    "xiheng_lag_records",
    "Records of the log that wait in this processor's partitions; NaN while Kafka is away and nobody knows.",
    registry=REGISTRY,
)
PARTITIONS = Gauge("xiheng_partitions", "Partitions of the log that this processor holds.", registry=REGISTRY)
TICK = Gauge("xiheng_tick_timestamp_seconds", "Time of the last tick copied into the log.", registry=REGISTRY)
PENDING_DEFINITIONS = Gauge("xiheng_pending_definitions", "Definitions accepted and not yet in every partition.", registry=REGISTRY)
ACTIVE = Gauge("xiheng_registry_active", "1 when this registry copies and ticks.", registry=REGISTRY)
TARGET_VALUE = Gauge(
    "xiheng_target_value", "Last value of a target, in the indicator's unit.", ("plan", "target", "area"), registry=REGISTRY
)
TARGET_PLAN_VALUE = Gauge(
    "xiheng_target_plan_value", "Where the plan curve stands at the end of the period.", ("plan", "target", "area"), registry=REGISTRY
)
TARGET_ATTAINMENT = Gauge(
    "xiheng_target_attainment_ratio", "Value by what is wanted; 1 = reached.", ("plan", "target", "area"), registry=REGISTRY
)
TARGET_STATUS = Gauge(
    "xiheng_target_status",
    "Verdict: 1 achieved, 2 ahead, 3 on_track, 4 at_risk, 5 off_track, 6 breached, 7 too_early, 8 overdue, 9 unassessable.",
    ("plan", "target", "area"),
    registry=REGISTRY,
)
STATUSES_WITHOUT_GAUGES = Gauge(
    "xiheng_statuses_without_gauges",
    "Statuses whose area lies below the levels that have gauges (XIHENG_GAUGE_LEVELS), or is not known.",
    registry=REGISTRY,
)
STATUS_SECONDS = Histogram(
    "xiheng_status_seconds", "From a record received by a service to its status in the scoreboard.", buckets=_FAST, registry=REGISTRY
)
PROJECTED = Counter(
    "xiheng_projected", "Statuses by what the scoreboard did with them (applied, repeated).", ("outcome",), registry=REGISTRY
)
FOLLOW_LAG = Gauge(
    "xiheng_follow_lag_records",
    "Records of a topic that wait for the database of its reader; NaN while Kafka is away and nobody knows.",
    ("topic",),
    registry=REGISTRY,
)
NOTICES = Counter("xiheng_notices", "Attempts to deliver notices.", ("channel", "outcome"), registry=REGISTRY)
NOTICE_SECONDS = Histogram(
    "xiheng_notice_seconds",
    "From a record received by a service to its notice delivered.",
    ("channel",),
    buckets=(*_FAST, 60.0, 300.0, 1800.0),
    registry=REGISTRY,
)
ALERT_EVENTS = Counter("xiheng_alert_events", "Records of risk alerts read by the notifier, also repeated ones.", registry=REGISTRY)
DEAD_NOTICES = Counter("xiheng_dead_notices", "Notices given up: refused for good, or too old.", registry=REGISTRY)
AWAY_RECEIVERS = Gauge(
    "xiheng_away_receivers", "Receivers that failed several times in a row and are asked now and then.", registry=REGISTRY
)
WAITING_NOTICES = Gauge("xiheng_waiting_notices", "Notices that are not delivered yet and not dead.", registry=REGISTRY)
OPEN_ALERTS = Gauge("xiheng_open_alerts", "Episodes that go on.", ("severity", "acknowledged"), registry=REGISTRY)
ALERT_STEPS = Counter(
    "xiheng_alert_steps",
    "Lines of the ledger by what was done about an alert (raised, escalated, reminded, acknowledged …), without attempts to deliver.",
    ("step",),
    registry=REGISTRY,
)
ANSWER_SECONDS = Histogram(
    "xiheng_answer_seconds",
    "From when an alert awaited an answer to its answer, by whether a stage of a chain was taken before.",
    ("severity", "escalated"),
    buckets=(60.0, 300.0, 900.0, 1800.0, 3600.0, 7200.0, 14400.0, 28800.0, 86400.0, 259200.0, 604800.0),
    registry=REGISTRY,
)
QUALITY_FINDINGS = Gauge(
    "xiheng_quality_findings", "Data-quality findings that go on: indicators that contradict each other.", ("area",), registry=REGISTRY
)
LEDGER_LINKS = Gauge("xiheng_ledger_links", "Links of the ledger's hash chain that held when it was last checked.", registry=REGISTRY)
LEDGER_BROKEN = Gauge(
    "xiheng_ledger_broken", "1: the ledger was not as it was written when it was last checked; 0: it held.", registry=REGISTRY
)
LEDGER_CHECKED = Gauge(
    "xiheng_ledger_checked_timestamp_seconds", "When the ledger was last checked from its beginning to its end.", registry=REGISTRY
)
LEDGER_UNRECORDED = Gauge(
    "xiheng_ledger_unrecorded",
    "1: the ledger's end could not be recorded on Kafka when that was last tried; 0: it could.",
    registry=REGISTRY,
)
DATABASE_SECONDS = Histogram(
    "xiheng_database_seconds",
    "Time of a statement in SQL, by what it does (read, write, other).",
    ("operation",),
    buckets=_FAST,
    registry=REGISTRY,
)
OPERATOR_ACTIVE = Gauge("xiheng_operator_active", "1 when this operator holds the lease and makes passes.", registry=REGISTRY)
PASS_SECONDS = Histogram("xiheng_operator_pass_seconds", "One look of the operator at all objects.", buckets=_FAST, registry=REGISTRY)
