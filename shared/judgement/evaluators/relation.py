"""`in_step_with`: growth against the growth of another indicator, on each basis that has data; the worse basis decides.

difference = growth - reference, in points: from -0.5 up on track, from -1.0 at risk, else off track. Bases of income against output:
real (income less prices against output at comparable prices) and nominal (income against output at current prices). Both are shown
because they can disagree: in 2025 income grew 4.1 %, prices 0.0 %, output 5.1 % real and 3.1 % nominal: -1.0 and +1.0 points.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from shared.judgement.evaluators.case import Case, graded, unassessable
from shared.judgement.ladder import Ladder, Rung
from shared.judgement.verdict import InputReference, Reading
from shared.judgement.view import Point
from shared.model.period import Period
from shared.model.status import TargetStatus

ON_TRACK, AT_RISK = -0.5, -1.0
"""Lowest difference of each status, points; no official tolerance is defined, so these are defaults."""

PRICES = "cpi.change"
"""Year-to-date change of consumer prices, percent: turns nominal growth of income into real growth."""

CURRENT_OUTPUT = "gdp.value"
"""Output at current prices since January: its change on last year is nominal growth."""


class Basis(NamedTuple):
    """One way to compare."""

    name: str
    prices: float
    """Change of prices that the growth judged is freed of, percent; 0: none."""
    reference: float
    """Growth of the reference, percent."""
    inputs: tuple[InputReference, ...]

    def difference(self, growth: float) -> float:
        """Return how many points a growth lies above the reference."""
        return ((1 + growth / 100) / (1 + self.prices / 100) - 1) * 100 - self.reference

    def growth(self, difference: float) -> float:
        """Return the growth that lies so many points above the reference."""
        return ((1 + (self.reference + difference) / 100) * (1 + self.prices / 100) - 1) * 100


Absent = list[tuple[str, Period]]


def in_step_with(case: Case, point: Point) -> Reading:
    """Judge a growth rate by its distance from the reference's, the worse basis deciding."""
    formula = "relation.in-step-with/1"
    absent: Absent = []
    bases = [basis for basis in (_real(case, point.period, absent), _nominal(case, point.period, absent)) if basis is not None]
    if not bases:
        return unassessable(case, point, formula, case.lacking(*absent))
    worse = min(bases, key=lambda basis: basis.difference(point.value))
    difference = worse.difference(point.value)
    numbers = {
        "value": point.value,
        "difference": difference,
        **{f"difference_{basis.name}": basis.difference(point.value) for basis in bases},
        **{f"reference_{basis.name}": basis.reference for basis in bases},
    }
    texts = {"basis": worse.name, **_reference(case), **(case.lacking(*absent) if absent else {})}
    return graded(
        case,
        point,
        Ladder(point.value, _rungs(bases)),
        case.facts(formula, numbers, texts),
        plan_value=worse.growth(0.0),
        inputs=tuple(one for basis in bases for one in basis.inputs),
    )


def _reference(case: Case) -> dict[str, str]:
    name = case.spec.reference or ""
    spec = case.view.indicator(name)
    return {"reference": name, **({"reference_zh": spec.names.zh, "reference_en": spec.names.en} if spec is not None else {})}


def _rungs(bases: Sequence[Basis]) -> tuple[Rung, ...]:
    """Return the growth needed for each status: on every basis."""
    rungs = ((TargetStatus.ON_TRACK, ON_TRACK), (TargetStatus.AT_RISK, AT_RISK))
    return tuple(Rung(status, max(basis.growth(difference) for basis in bases)) for status, difference in rungs)


def _real(case: Case, period: Period, absent: Absent) -> Basis | None:
    reference = case.spec.reference or ""
    other, prices = case.view.point(reference, period), case.view.point(PRICES, period)
    if other is None or prices is None:
        absent += [(name, period) for name, known in ((reference, other), (PRICES, prices)) if known is None]
        return None
    return Basis("real", prices.value, other.value, (case.input(other, reference), case.input(prices, PRICES)))


def _nominal(case: Case, period: Period, absent: Absent) -> Basis | None:
    before = period.a_year_before()
    now, then = case.view.point(CURRENT_OUTPUT, period), case.view.point(CURRENT_OUTPUT, before)
    if now is None or then is None or not then.value:
        absent += [(CURRENT_OUTPUT, one) for one, known in ((period, now), (before, then)) if known is None or not known.value]
        return None
    if case.view.newcomers(CURRENT_OUTPUT, now, then):
        absent.append((CURRENT_OUTPUT, before))
        return None
    growth = (now.value / then.value - 1) * 100
    return Basis("nominal", 0.0, growth, (case.input(now, CURRENT_OUTPUT), case.input(then, CURRENT_OUTPUT)))
