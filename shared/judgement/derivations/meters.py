"""Readings of meters summed to days and months. A missing reading is found and named; a sum is never silently too small."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum

import numpy as np

from shared.judgement.derivations.formula import Matrix, Vector, derived
from shared.judgement.derivations.over_entities import month_of
from shared.judgement.derivations.statistics import ESTIMATE
from shared.judgement.view import Point
from shared.model.period import Period, PeriodLength
from shared.model.status import ObservationStatus

READINGS_A_DAY = 96
"""One every 15 minutes."""

LEAST_COVERAGE = 0.90
"""Share of a day's readings, or a month's days, from which the sum is estimated from those that are there; below there is none (unverified)."""


def sums(readings: Matrix, *, least: float = LEAST_COVERAGE) -> Vector:
    """Return the sum of each row, missing readings taken as the mean of the others; NaN where too few are there."""
    expected = readings.shape[1]
    present = np.count_nonzero(~np.isnan(readings), axis=1)
    enough = (present > 0) & (present >= least * expected)
    return np.where(enough, np.nansum(readings, axis=1) * expected / np.maximum(present, 1), np.nan)


@dataclass(frozen=True, slots=True)
class Span:
    """The readings of a meter in a day, or its days in a month."""

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


def whole_months(days: Iterable[Point], *, known_to: Period | None, least: float = LEAST_COVERAGE) -> dict[Period, Point]:
    """Return the sums of the months that are over, flagged with the gaps they have, or as estimates where a day is one.

    Args:
        days: Sums of days of one meter.
        known_to: Latest day that is there of any meter: a month that ends by then is over.
        least: Share of a month's days that a sum needs.
    """
    by_month: dict[Period, list[Point]] = defaultdict(list)
    for day in days:
        by_month[month_of(day)].append(day)
    found = {}
    for month, own in by_month.items():
        covered = span({day.period.ordinal: day.value for day in own}, month, PeriodLength.DAY)
        value = covered.estimate(least)
        if value is not None and known_to is not None and known_to.end >= month.end:
            estimated = any(day.status is ObservationStatus.ESTIMATED for day in own)
            found[month] = derived(month, value, own, covered.gaps or (ESTIMATE if estimated else ""))
    return found
