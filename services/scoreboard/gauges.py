"""Statuses as Prometheus gauges, of areas down to some level: those of a province's every town would be more than a page can hold."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Mapping

from prometheus_client import Gauge

from services.scoreboard.projection import Applied, Key, Projection
from shared.runtime import metrics
from shared.runtime.telemetry import exemplar_of
from xiheng.events.v1.verdict_pb2 import TargetStatusEvent

_GAUGES = (metrics.TARGET_STATUS, metrics.TARGET_VALUE, metrics.TARGET_PLAN_VALUE, metrics.TARGET_ATTAINMENT)


class Gauges:
    """Shows what is durable; thread-safe. Before `know` it shows nothing."""

    def __init__(self, projection: Projection, *, levels: int) -> None:
        """Show nothing yet.

        Args:
            projection: What is durable.
            levels: How many levels of areas are shown.
        """
        self._projection = projection
        self._levels = levels
        self._areas = frozenset[str]()
        self._shown = set[Key]()
        self._lock = threading.Lock()

    def know(self, parents: Mapping[str, str]) -> None:
        """Take the areas that there are, each with its parent, and show the statuses of those that are new among the upper ones.

        What is durable is read under the lock, so that an older status never covers a newer one.
        """
        areas = upper(parents, self._levels)
        with self._lock:
            for event in self._projection.latest(areas - self._areas):
                self._show(event)
            # Only now: what failed half-way is done again from its beginning.
            self._areas = areas
            for key in [one for one in self._shown if one.area not in areas]:
                self._hide(key)
            self._count()

    def show(self, news: Iterable[Applied]) -> None:
        """Show what is durable now, and observe how long it took."""
        now_ms = time.time() * 1000
        with self._lock:
            for one in news:
                if one.key.area in self._areas:
                    self._show(one.event)
                if one.began_ms:
                    metrics.STATUS_SECONDS.observe(max(now_ms - one.began_ms, 0.0) / 1000, exemplar_of(one.trace))
            self._count()

    def _show(self, event: TargetStatusEvent) -> None:
        """Set the gauges of a status; numbers that it lacks are taken away, not set to 0."""
        key = Key(event.plan, event.target, event.area)
        self._shown.add(key)
        metrics.TARGET_STATUS.labels(*key).set(event.status)
        _set(metrics.TARGET_VALUE, key, event.value if event.HasField("value") else None)
        _set(metrics.TARGET_PLAN_VALUE, key, event.plan_value if event.HasField("plan_value") else None)
        _set(metrics.TARGET_ATTAINMENT, key, event.attainment if event.HasField("attainment") else None)

    def _hide(self, key: Key) -> None:
        self._shown.discard(key)
        for gauge in _GAUGES:
            _set(gauge, key, None)

    def _count(self) -> None:
        metrics.STATUSES_WITHOUT_GAUGES.set(self._projection.keys - len(self._shown))


def upper(parents: Mapping[str, str], levels: int) -> frozenset[str]:
    """Return the areas of the upper levels: those whose parent is not there are the first.

    Args:
        parents: The parent of each area; empty: it has none.
        levels: How many levels.
    """
    found, level = set[str](), {area for area, parent in parents.items() if parent not in parents}
    for _ in range(levels):
        found |= level
        level = {area for area, parent in parents.items() if parent in level}
    return frozenset(found)


def _set(gauge: Gauge, key: Key, value: float | None) -> None:
    if value is not None:
        gauge.labels(*key).set(value)
        return
    try:
        gauge.remove(*key)
    except KeyError:
        return
