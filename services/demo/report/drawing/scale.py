"""Scales: round ticks over a range of numbers, labels over a range of months."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_MOST_MONTH_LABELS = 8
"""More would touch each other on a telephone."""


class Scale(NamedTuple):
    """A range that ends on round numbers."""

    ticks: tuple[float, ...]

    def part(self, value: float) -> float:
        """Return where a value lies, 0 at the low end and 1 at the high one."""
        return (value - self.ticks[0]) / (self.ticks[-1] - self.ticks[0])


def round_scale(values: Sequence[float], *, steps: int = 4) -> Scale:
    """Return a scale in about so many steps of 1, 2, 2.5 or 5 (times a power of ten) that covers all values; one value is seen from 0."""
    low, high = min(values, default=0.0), max(values, default=0.0)
    if low == high:
        low, high = min(low, 0.0), max(high, 0.0) or float(low == 0.0)
    span = high - low
    power = 10.0 ** math.floor(math.log10(span / steps))
    step = next((one * power for one in _STEPS if one * power * steps >= span * (1 - 1e-9)), 10 * power)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return Scale(tuple(round(number * step, 10) for number in range(first, max(last, first + 1) + 1)))


class MonthLabel(NamedTuple):
    """A label under a month."""

    ordinal: int
    text: str


def month_ordinal(month: str) -> int:
    """Return the number of a month such as `2026-06`, one more for each month."""
    year, _, number = month.partition("-")
    return 12 * int(year) + int(number) - 1


def month_labels(first: int, last: int) -> list[MonthLabel]:
    """Return evenly spaced labels over months by ordinal: `2026-01` at a January and at the first label, `07` at others."""
    step = next((one for one in (1, 2, 3, 6) if (last - first) // one < _MOST_MONTH_LABELS), 0)
    if not step:
        step = 12 * math.ceil((last - first + 1) / (12 * _MOST_MONTH_LABELS))
    labels: list[MonthLabel] = []
    for ordinal in range(first, last + 1):
        if ordinal % step == 0:
            year, month = divmod(ordinal, 12)
            labels.append(MonthLabel(ordinal, f"{month + 1:02}" if labels and month else f"{year}-{month + 1:02}"))
    return labels
