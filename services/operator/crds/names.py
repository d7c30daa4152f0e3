"""How Kubernetes calls the kinds, and what `kubectl get` shows of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

GROUP: Final = "xiheng.dev"
VERSION: Final = "v1"


class Names(NamedTuple):
    """Names of a kind."""

    plural: str
    short: str
    namespaced: bool

    @property
    def resource(self) -> str:
        """The resource with its group."""
        return f"{self.plural}.{GROUP}"


NAMES: Final[Mapping[str, Names]] = {
    "Area": Names("areas", "xar", namespaced=False),
    "Indicator": Names("indicators", "xin", namespaced=False),
    "Entity": Names("entities", "xen", namespaced=False),
    "Plan": Names("plans", "xpl", namespaced=True),
    "Target": Names("targets", "xt", namespaced=True),
    "RiskRule": Names("riskrules", "xrr", namespaced=True),
    "Subscriber": Names("subscribers", "xsub", namespaced=True),
    "Platform": Names("platforms", "xpf", namespaced=True),
}
"""Names of every kind. A plan stands in the namespace of its own name, with its targets, rules and subscribers."""


class Column(NamedTuple):
    """A column of `kubectl get`."""

    name: str
    path: str
    type: str = "string"
    wide: bool = False
    """Shown with `-o wide` only."""

    @property
    def described(self) -> dict[str, object]:
        """As a CustomResourceDefinition has it."""
        return {"name": self.name, "type": self.type, "jsonPath": self.path, **({"priority": 1} if self.wide else {})}


_CHINESE: Final = Column("中文", ".spec.names.zh")
_STATE: Final = Column("State", ".status.state")
_WHY: Final = Column("Why", '.status.conditions[?(@.type=="InForce")].message', wide=True)
_VERSION: Final = Column("Version", ".status.version", "integer", wide=True)
_AGE: Final = Column("Age", ".metadata.creationTimestamp", "date")
_LAST: Final = (_STATE, _AGE, _VERSION, _WHY)

COLUMNS: Final[Mapping[str, tuple[Column, ...]]] = {
    "Area": (_CHINESE, Column("Level", ".spec.level"), Column("Parent", ".spec.parent"), *_LAST),
    "Indicator": (
        _CHINESE,
        Column("Unit", ".spec.unit"),
        Column("Kind", ".spec.kind"),
        Column("Period", ".spec.periods[0]"),
        Column("Service", ".spec.service", wide=True),
        *_LAST,
    ),
    "Entity": (_CHINESE, Column("Type", ".spec.type"), Column("Area", ".spec.area"), *_LAST),
    "Plan": (
        _CHINESE,
        Column("Area", ".spec.area"),
        Column("Year", ".spec.year", "integer"),
        Column("Targets", ".status.targets", "integer"),
        Column("Ladder", ".status.ladder"),
        *_LAST,
    ),
    "Target": (
        Column("Area", ".status.verdict.area"),
        Column("Value", ".status.verdict.valueShown"),
        Column("Plan", ".status.verdict.planShown"),
        Column("Status", ".status.state"),
        Column("Chance", ".status.verdict.chanceShown"),
        Column("Since", ".status.verdict.since", "date"),
        Column("Period", ".status.verdict.period", wide=True),
        Column("中文", ".spec.names.zh", wide=True),
        Column("Owner", ".spec.owner", wide=True),
        _VERSION,
        _WHY,
    ),
    "RiskRule": (_CHINESE, Column("Family", ".spec.family"), Column("Severity", ".spec.severity"), *_LAST),
    "Subscriber": (_CHINESE, Column("From", ".spec.minimumSeverity"), Column("Language", ".spec.language"), *_LAST),
    "Platform": (
        _STATE,
        Column("Definitions", ".status.definitions"),
        Column("Targets", ".status.ladder"),
        Column("Lag", ".status.lagRecords", "integer"),
        Column("Stale", ".status.stale"),
        Column("Tick", ".status.tickTime", "date"),
        _AGE,
    ),
}
