"""What the running platform says about itself: its metrics pages, read."""

from __future__ import annotations

import math
import urllib.request
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from prometheus_client.parser import text_string_to_metric_families


class Latency(NamedTuple):
    """How long a stage takes, milliseconds; NaN when nothing was measured."""

    p50: float
    p99: float


class Pages:
    """The metrics of some processes, by name and labels, summed over labels and processes."""

    def __init__(self, addresses: Iterable[str]) -> None:
        self._samples: list[tuple[str, Mapping[str, str], float]] = []
        for address in addresses:
            with urllib.request.urlopen(f"{address}/metrics", timeout=10.0) as page:  # noqa: S310 - our own page
                text = page.read().decode()
            for family in text_string_to_metric_families(text):
                self._samples += [(one.name, one.labels, one.value) for one in family.samples]

    def total(self, name: str, **labels: str) -> float:
        """Return the sum of a metric over the samples that have the labels."""
        return sum(value for found, has, value in self._samples if found == name and labels.items() <= has.items())

    def latency(self, histogram: str, *, since: Pages | None = None) -> Latency:
        """Return quantiles of a histogram, interpolated within its buckets; of what came since earlier pages of the same processes."""
        earlier = since._buckets(histogram) if since is not None else {}  # noqa: SLF001 - of another of us
        ordered = sorted((bound, count - earlier.get(bound, 0.0)) for bound, count in self._buckets(histogram).items())
        return Latency(_quantile(ordered, 0.5), _quantile(ordered, 0.99))

    def _buckets(self, histogram: str) -> dict[float, float]:
        """Return how many were at most each bound, by bound."""
        found: dict[float, float] = {}
        for name, labels, value in self._samples:
            if name == f"{histogram}_bucket":
                bound = float(labels["le"])
                found[bound] = found.get(bound, 0.0) + value
        return found


def _quantile(buckets: list[tuple[float, float]], share: float) -> float:
    if not buckets or not buckets[-1][1]:
        return math.nan
    wanted = share * buckets[-1][1]
    low, before = 0.0, 0.0
    for bound, count in buckets:
        if count >= wanted:
            high = low if math.isinf(bound) else bound
            return 1000 * (low + (high - low) * (wanted - before) / max(count - before, 1e-9))
        low, before = bound, count
    return 1000 * low
