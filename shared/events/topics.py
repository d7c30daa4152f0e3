"""The topics: the single truth about their names, shapes and who uses them. They are created by our own admin code, never by use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

AREA_EVENTS: Final = "area-events-v1"
DEFINITIONS: Final = "definitions-v1"
TARGET_STATUSES: Final = "target-statuses-v1"
EMBARGOED_STATUSES: Final = "embargoed-statuses-v1"
RISK_ALERTS: Final = "risk-alerts-v1"
DEAD_LETTERS: Final = "dead-letters-v1"
LEDGER_HEADS: Final = "ledger-heads-v1"

PROCESSOR_APP: Final = "xiheng-processor"
"""Id of the processor's Faust application and consumer group."""
STATE_TABLE: Final = "state"
STATE_CHANGELOG: Final = f"{PROCESSOR_APP}-{STATE_TABLE}-changelog"

BEGAN_HEADER: Final = "began"
"""Header that says when an observation came into the log, milliseconds of the machine's clock; outputs carry it on."""

PARTITIONS: Final = 24
"""Partitions of the log by default. They are never altered: growth is a new topic version, refolded."""

MAX_MESSAGE_BYTES: Final = 8 << 20
"""Largest record, bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic and how it is made."""

    name: str
    description: str
    key: str
    value: str
    """Protobuf message of the value."""
    producers: tuple[str, ...]
    consumers: tuple[str, ...]
    single: bool = False
    """One partition, whatever the log has."""
    compacted: bool = False
    """Keeps the last value of each key; otherwise everything is kept for ever."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """Further topic settings of Kafka."""

    def partitions(self, log_partitions: int) -> int:
        """Return its number of partitions where the log has so many."""
        return 1 if self.single else log_partitions

    def configuration(self) -> dict[str, str]:
        """Return its settings as Kafka names them."""
        kept = (
            {"cleanup.policy": "compact"} if self.compacted else {"cleanup.policy": "delete", "retention.ms": "-1", "retention.bytes": "-1"}
        )
        return {**kept, "max.message.bytes": str(MAX_MESSAGE_BYTES), **self.settings}


_SERVICES = ("industry", "environment", "livelihood", "risk")

TOPICS: Final[Mapping[str, Topic]] = {
    topic.name: topic
    for topic in (
        Topic(
            name=AREA_EVENTS,
            description="The one log: observations, ticks and definitions; all that can change a verdict about an area is in one partition.",
            key="area code; empty for ticks and definitions, which are in every partition",
            value="xiheng.events.v1.AreaEvent",
            producers=(*_SERVICES, "registry", "processor"),
            consumers=("processor",),
        ),
        Topic(
            name=DEFINITIONS,
            description="The definitions in force, how far they are copied into the log, and the clock of a replay.",
            key="kind/name or kind/plan/name; copied/<partition>; clock",
            value="xiheng.events.v1.Definition, or ReplayClock for key clock",
            producers=("registry",),
            consumers=("registry", *_SERVICES, "scoreboard", "notifier"),
            single=True,
            compacted=True,
        ),
        Topic(
            name=TARGET_STATUSES,
            description="Verdicts on targets. The last one of a key is the one shown.",
            key="plan/target/area",
            value="xiheng.events.v1.TargetStatusEvent",
            producers=("processor",),
            consumers=("scoreboard",),
        ),
        Topic(
            name=EMBARGOED_STATUSES,
            description="Verdicts on values before their official release, for insiders alone. The last one of a key counts; without a status: over.",
            key="plan/target/area",
            value="xiheng.events.v1.TargetStatusEvent",
            producers=("processor",),
            consumers=("scoreboard",),
        ),
        Topic(
            name=RISK_ALERTS,
            description="Episodes of risk rules: raised, updated, resolved.",
            key="area code",
            value="xiheng.events.v1.AlertEvent",
            producers=("processor",),
            consumers=("notifier",),
        ),
        Topic(
            name=DEAD_LETTERS,
            description="Records that could not be applied, kept whole with their origin.",
            key="topic/partition/offset",
            value="xiheng.events.v1.DeadLetter",
            producers=("processor",),
            consumers=("xiheng dead-letters",),
            single=True,
        ),
        Topic(
            name=LEDGER_HEADS,
            description="Where the hash chain of a ledger ended, now and then: kept apart from the ledger, so that it cannot be written anew with it.",
            key="whose ledger",
            value="xiheng.events.v1.LedgerHead",
            producers=("notifier", "xiheng alerts ledger-restored"),
            consumers=("notifier", "xiheng verify"),
            single=True,
        ),
        Topic(
            name=STATE_CHANGELOG,
            description="State of the processor; private to it.",
            key="partition/cell",
            value="xiheng.events.v1.Cell",
            producers=("processor",),
            consumers=("processor",),
            compacted=True,
            # A day in which what an owner wrote too late stays beside what it must not replace.
            settings={"segment.ms": "3600000", "min.cleanable.dirty.ratio": "0.1", "min.compaction.lag.ms": "86400000"},
        ),
    )
}
"""Every topic by its name."""
