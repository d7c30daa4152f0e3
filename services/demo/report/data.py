"""What the report shows, as plain values: whoever has these can render the page, without a platform."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from shared.model.status import AlertState, Severity, TargetStatus


class Words(NamedTuple):
    """A text in both languages."""

    zh: str
    en: str


NOTHING = Words("", "")


class PeriodPoint(NamedTuple):
    """A target at the end of one period; numbers in the target's unit."""

    period: str
    """In CSV form, such as `2026-06`."""
    end: date
    """Last day of the period."""
    value: float | None
    plan_value: float | None


class District(NamedTuple):
    """What a district carries of a target's gap; numbers in the target's unit."""

    area: Words
    """Its name; what the figure given differs from the districts' sum by stands in a line of its own."""
    value: float
    fair: float
    """Its fair part of the plan value."""
    gap: float
    """What it adds to value less plan value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """One target with its verdict; numbers in `unit`."""

    id: str
    names: Words
    chapter: int
    chapter_names: Words
    status: TargetStatus
    unit: str
    """Id in the catalogue, such as `yi_cny`."""
    headline: Words
    """The one sentence about it."""
    more: Words = NOTHING
    """What else there is to say."""
    value: float | None = None
    plan_value: float | None = None
    """Where the plan stands at the end of `period`."""
    wanted: float | None = None
    """What the whole year should bring; None: the target is not a number."""
    attainment: float | None = None
    """Value over plan value in the good direction; 1 = reached; None where that says nothing."""
    period: str = ""
    """The last period with data, in CSV form; else the one awaited."""
    strength: str = ""
    """The plan's own word, such as 确保; empty: none."""
    owner: str = ""
    """Responsible unit; empty: not named."""
    real: bool = False
    """Judged from published figures alone; otherwise some input is synthetic."""
    series: Sequence[PeriodPoint] = ()
    """Ascending by `end`."""
    districts: Sequence[District] = ()
    """What districts carry of the gap, the one that holds back most first; empty: they do not make the value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRow:
    """One episode of a rule in an area."""

    rule: str
    titles: Words
    area: Words
    severity: Severity
    state: AlertState
    raised_period: str
    explanation: Words
    runbook: str = ""
    """What to do, or where it is written."""
    owner: str = ""
    """Unit that owns the rule."""
    real: bool = False
    """The rule reads published figures alone; otherwise some input is synthetic."""


class AreaFigure(NamedTuple):
    """One number of an area: debt over resources in percent, or months that unsold homes last."""

    area: Words
    value: float


class PriceMonth(NamedTuple):
    """House prices of one month as indices: year on year (same month of last year = 100) and month on month (previous month = 100)."""

    month: str
    """As `2026-06`."""
    new_yoy: float
    second_yoy: float
    new_mom: float
    second_mom: float


class Deliveries(NamedTuple):
    """Notices of alerts to subscribers."""

    delivered: int = 0
    failed: int = 0
    """Attempts; each is tried again."""


class StageLatency(NamedTuple):
    """How long a stage took, milliseconds; NaN: nothing was measured."""

    stage: Words
    p50_ms: float = math.nan
    p99_ms: float = math.nan


@dataclass(frozen=True, slots=True, kw_only=True)
class DataNote:
    """Where some of the data come from."""

    text: Words
    real: bool
    """As published; otherwise synthetic."""
    source: str = ""
    """Who published it, where it is real."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportData:
    """Everything on the page."""

    city: Words
    today: date
    plan: Words
    """Title of the plan."""
    targets: Sequence[TargetRow] = ()
    alerts: Sequence[AlertRow] = ()
    debt: Sequence[AreaFigure] = ()
    """Debt over twelve months' resources, percent; synthetic."""
    destocking: Sequence[AreaFigure] = ()
    """Months that unsold homes last at the pace of the last year; synthetic."""
    price_index: Sequence[PriceMonth] = ()
    """As published by the National Bureau of Statistics, ascending."""
    deliveries: Deliveries = field(default_factory=Deliveries)
    latencies: Sequence[StageLatency] = ()
    notes: Sequence[DataNote] = ()
    observations: int = 0
    """Observations that were reported; 0: not counted."""
