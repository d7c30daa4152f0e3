"""Statuses as Prometheus gauges."""

from __future__ import annotations

import time
from collections.abc import Iterable

from prometheus_client import Gauge

from services.scoreboard.projection import Applied
from shared.runtime import metrics
from shared.runtime.telemetry import exemplar_of
from xiheng.events.v1.verdict_pb2 import TargetStatusEvent


def show(event: TargetStatusEvent) -> None:
    """Set the gauges of a status; numbers that it lacks are taken away, not set to 0."""
    labels = (event.plan, event.target, event.area)
    metrics.TARGET_STATUS.labels(*labels).set(event.status)
    _set(metrics.TARGET_VALUE, labels, event.value if event.HasField("value") else None)
    _set(metrics.TARGET_PLAN_VALUE, labels, event.plan_value if event.HasField("plan_value") else None)
    _set(metrics.TARGET_ATTAINMENT, labels, event.attainment if event.HasField("attainment") else None)


def show_all(news: Iterable[Applied]) -> None:
    """Set the gauges of what is durable now, and observe how long it took."""
    now_ms = time.time() * 1000
    for one in news:
        show(one.event)
        if one.began_ms:
            metrics.STATUS_SECONDS.observe(max(now_ms - one.began_ms, 0.0) / 1000, exemplar_of(one.trace))


def _set(gauge: Gauge, labels: tuple[str, ...], value: float | None) -> None:
    if value is not None:
        gauge.labels(*labels).set(value)
        return
    try:
        gauge.remove(*labels)
    except KeyError:
        return
