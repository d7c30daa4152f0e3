"""Readings of meters summed to days and months. A missing reading is found and named; a sum is never silently too small."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum

from shared.model.period import Period, PeriodLength

READINGS_A_DAY = 96
"""One every 15 minutes."""

LEAST_COVERAGE = 0.90
"""Share of a month's readings from which its sum is estimated from those that are there; below there is no sum (unverified)."""


@dataclass(frozen=True, slots=True)
class Span:
    """The readings of a meter in a day or month."""

    period: Period
    total: float
    """Sum of the readings that are there."""
    present: int
    expected: int
    missing: tuple[Period, ...]
    """Periods without a reading, ascending."""

    @property
    def whole(self) -> bool:
        """Whether no reading is missing."""
        return not self.missing

    def estimate(self, least: float = LEAST_COVERAGE) -> float | None:
        """Return the sum, missing readings taken as the mean of the others; None where too few are there."""
        if not self.present or self.present < least * self.expected:
            return None
        return self.total * self.expected / self.present

    @property
    def gaps(self) -> str:
        """What is missing, in words; empty: nothing. Example: `missing 3 of 2880 from 2026-06-03T04:15`."""
        return f"missing {len(self.missing)} of {self.expected} from {self.missing[0].text}" if self.missing else ""


def span(readings: Mapping[int, float], period: Period, length: PeriodLength = PeriodLength.MINUTE15) -> Span:
    """Return the readings of one meter in a day or month.

    Args:
        readings: Values by ordinal of their period, of any time, in any order.
        period: The day or month.
        length: Length of a reading's period.
    """
    first, end = (Period.containing(length, moment).ordinal for moment in (period.start, period.end))
    present = [readings[ordinal] for ordinal in range(first, end) if ordinal in readings]
    missing = tuple(Period(length, ordinal) for ordinal in range(first, end) if ordinal not in readings)
    return Span(period, fsum(present), len(present), end - first, missing)
