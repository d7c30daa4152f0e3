"""What a demo run came to, as plain values: for the screen and for the report."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from services.demo.gauges import Latency
from shared.model.catalogue import Catalogue
from xiheng.alerts.v1.alert_service_pb2 import LedgerLine
from xiheng.scoreboard.v1.scoreboard_service_pb2 import Point


@dataclass(slots=True, kw_only=True)
class Outcome:
    """Everything that is shown at the end."""

    catalogue: Catalogue
    statuses: list[dict[str, Any]]
    """As in the JSON of `xiheng status`."""
    alerts: list[dict[str, Any]]
    points: dict[str, list[Point]]
    """The periods of each target of the city."""
    debt: dict[str, float]
    """Debt over resources, percent, by area code."""
    destocking: dict[str, float]
    """Months that the unsold stock lasts, by area code."""
    observations: int
    records: int
    """Records of the log: batches, ticks, definitions, roll-ups."""
    delivered: int
    failed: int
    notices: list[dict[str, Any]]
    """Bodies that the receiver took."""
    latencies: dict[str, Latency] = field(default_factory=dict)
    """By stage."""
    seconds: dict[str, float] = field(default_factory=dict)
    """How long each part of the run took."""
    ledger: list[LedgerLine] = field(default_factory=list)
    """The ledger of one alert, from its raising to its end."""
