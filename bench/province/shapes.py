"""What one status of each target looks like: judged by the core on synthetic values, for SQL to multiply."""

from __future__ import annotations

from typing import NamedTuple

from bench.workload import MANIFESTS
from shared.events.verdicts import Origin, status_message
from shared.judgement.assess_all import assess_state
from shared.judgement.derivations import FORMULAS
from shared.judgement.event import Definitions, Event, Observations, Tick
from shared.judgement.fold import fold
from shared.judgement.state import PartitionState
from shared.judgement.wording import explain_status
from shared.model.catalogue import Catalogue
from shared.model.period import Period, PeriodLength

PLAN = "wuxi-2026"
CATALOGUE = Catalogue.from_manifests(MANIFESTS)
_AREA = "320200"
_SHORT = {"day", "hour", "minute5", "minute15"}
_MONTHS = [Period.month(year, month).ordinal for year in (2025, 2026) for month in range(1, 13)][:18]


class Shape(NamedTuple):
    """One target's status."""

    target: str
    is_daily: bool
    """Its value follows from days or hours: it is judged again every day."""
    event: bytes
    unit: str
    explanation_zh: str
    explanation_en: str


def shapes() -> list[Shape]:
    """Return one of each target, as they stand after eighteen months of values."""
    state = PartitionState()
    fold(state, Event(event_id=1, received_time_ms=1, body=Definitions.initial(MANIFESTS)))
    fold(state, Event(event_id=2, received_time_ms=1, body=Tick(Period.parse("2026-07-20").end_ms())))
    for number, name in enumerate(sorted({one.spec.indicator for one in CATALOGUE.targets.values()}), 3):
        fold(state, Event(event_id=number, received_time_ms=1, body=_months(name)))
    return [
        Shape(
            one.target,
            is_daily(CATALOGUE.targets[PLAN, one.target].spec.indicator),
            status_message(one, Origin(0, 0, 0), 1).SerializeToString(),
            one.unit,
            explain_status(one, "zh"),
            explain_status(one, "en"),
        )
        for one in assess_state(state).statuses
        if one.area == _AREA
    ]


def is_daily(indicator: str, above: tuple[str, ...] = ()) -> bool:
    """Tell whether an indicator is worked out of days or hours."""
    spec = CATALOGUE.indicators[indicator]
    if spec.derivation is None:
        return bool(_SHORT & set(spec.periods))
    inputs = spec.derivation.inputs or FORMULAS[spec.derivation.formula].inputs
    return any(is_daily(one, (*above, indicator)) for one in inputs if one not in above)


def _months(indicator: str) -> Observations:
    values = [10.0 + number for number in range(len(_MONTHS))]
    return Observations(
        area=_AREA, child="", indicators=[indicator], entities=[""], lengths=[PeriodLength.MONTH], series=(), periods=_MONTHS, values=values
    )
