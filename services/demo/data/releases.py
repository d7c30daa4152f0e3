"""How a path of months becomes reports: which periods are published, and when each reporter sends them."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from services.demo.data.paths import Floats
from services.demo.data.reported import MONTHS, Reported, arrival
from shared.model.catalogue import Catalogue
from shared.model.manifests import IndicatorSpec
from shared.model.period import Period, PeriodLength

_LATEST_DAYS = 19
"""Monthly and quarterly figures are in by then, so that the half-year is known on the demo's today."""
_SLOW_DAYS = 45
"""From this delay on the calendar's own delay counts."""
_YEARLY_DAYS = 100
"""Figures that take longer than this are known by the year only."""


class Habit:
    """How many days after the end of a period a reporter sends an indicator, and at which hour."""

    def __init__(self, spec: IndicatorSpec, rng: np.random.Generator) -> None:
        delay = spec.release.delay_days
        days = max(1, round(delay * float(rng.uniform(0.45, 0.85))))
        self._days = days if delay > _SLOW_DAYS else min(days, _LATEST_DAYS)
        self._hour = int(rng.integers(9, 18))

    def arrival(self, period: Period) -> int:
        """Return when the value of a period arrives, milliseconds since 1970-01-01 UTC."""
        return arrival(period, self._days, self._hour)


def reports(
    catalogue: Catalogue, indicator: str, area: str, values: Floats, rng: np.random.Generator, *, entity: str = "", silent_from: str = ""
) -> Iterator[Reported]:
    """Yield the published figures of a path of months; nothing where the catalogue lacks the indicator.

    Args:
        catalogue: The definitions.
        indicator: What is reported.
        area: The area, which is the reporter too.
        values: One a month of `MONTHS`; NaN: nothing is reported.
        rng: Draws the reporter's habit.
        entity: What it is about; empty: the area itself.
        silent_from: Month such as `2026-06` from which on nothing is reported; empty: never.
    """
    spec = catalogue.indicator(indicator)
    if spec is None:
        return
    habit = Habit(spec, rng)
    for month, value in zip(MONTHS, values.tolist(), strict=True):
        period = _published(month, spec)
        if period is not None and not math.isnan(value) and not (silent_from and month.text >= silent_from):
            received_ms = habit.arrival(month if spec.release.in_advance else period)
            yield Reported(area, spec.service or "industry", indicator, area, entity, period.text, value, "", received_ms, real=False)


def _published(month: Period, spec: IndicatorSpec) -> Period | None:
    """Return the period that a month's figure is published for; None where it is not."""
    number = month.ordinal % 12 + 1
    if spec.release.in_advance:
        return Period.year(month.calendar_year) if number == 1 else None
    if spec.usual_length is PeriodLength.YEAR or spec.release.delay_days > _YEARLY_DAYS:
        if number < 12:
            return None
        return Period.year(month.calendar_year) if spec.usual_length is PeriodLength.YEAR else month
    if spec.usual_length is PeriodLength.QUARTER:
        return Period(PeriodLength.QUARTER, month.ordinal // 3) if number % 3 == 0 else None
    return None if number == 1 and spec.release.skip_january else month
