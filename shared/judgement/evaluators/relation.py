"""`in_step_with`: growth against the growth of another indicator, on each basis that has data; the worse basis decides.

difference = growth - reference, in points: from -0.5 up on track, from -1.0 at risk, else off track. Bases of income against output:
real (income less prices against output at comparable prices) and nominal (income against output at current prices). Both are shown
because they can disagree: in 2025 income grew 4.1 %, prices 0.0 %, output 5.1 % real and 3.1 % nominal: -1.0 and +1.0 points.
"""

from __future__ import annotations

from shared.judgement.evaluators.case import Case, graded, unassessable
from shared.judgement.verdict import Facts, InputReference, Ladder, Reading
from shared.judgement.view import Point
from shared.model.period import Period
from shared.model.status import TargetStatus

ON_TRACK, AT_RISK = -0.5, -1.0
"""Lowest difference of each status, points; no official tolerance is defined, so these are defaults."""

PRICES = "cpi.change"
"""Year-to-date change of consumer prices, percent: turns nominal growth of income into real growth."""

CURRENT_OUTPUT = "gdp.value"
"""Output at current prices since January: its change on last year is nominal growth."""


def in_step_with(case: Case, point: Point) -> Reading:
    """Judge a growth rate by its distance from the reference's, the worse basis deciding."""
    formula = "relation.in-step-with/1"
    reference = case.spec.reference or ""
    other = case.view.point(reference, point.period)
    bases: dict[str, float] = {}
    inputs: list[InputReference] = []
    missing: list[str] = []
    _real(case, point, other, bases, inputs, missing)
    _nominal(case, point, bases, inputs, missing)
    if not bases:
        return unassessable(case, point, formula, ", ".join(missing))
    basis, difference = min(bases.items(), key=lambda one: one[1])
    ladder = Ladder(
        point.value,
        ((TargetStatus.ON_TRACK, ON_TRACK), (TargetStatus.AT_RISK, AT_RISK)),
        origin=point.value - difference,
    )
    numbers = {"value": point.value, "difference": difference, **{f"difference_{name}": value for name, value in bases.items()}}
    texts = {"basis": basis, "reference": reference, **({"missing": ", ".join(missing)} if missing else {})}
    return graded(case, point, ladder, Facts(formula, numbers, texts), plan_value=point.value - difference, inputs=tuple(inputs))


def _real(case: Case, point: Point, other: Point | None, bases: dict[str, float], inputs: list[InputReference], missing: list[str]) -> None:
    reference = case.spec.reference or ""
    if other is None:
        missing.append(f"{reference} {point.period.text}")
        return
    prices = case.view.point(PRICES, point.period)
    if prices is None:
        missing.append(f"{PRICES} {point.period.text}")
        return
    real = ((1 + point.value / 100) / (1 + prices.value / 100) - 1) * 100
    bases["real"] = real - other.value
    inputs += [case.input(other, reference), case.input(prices, PRICES)]


def _nominal(case: Case, point: Point, bases: dict[str, float], inputs: list[InputReference], missing: list[str]) -> None:
    now, before = _current(case, point.period), _current(case, point.period.a_year_before())
    if now is None or before is None or not before.value:
        missing.append(f"{CURRENT_OUTPUT} {point.period.text}")
        return
    bases["nominal"] = point.value - (now.value / before.value - 1) * 100
    inputs += [case.input(now, CURRENT_OUTPUT), case.input(before, CURRENT_OUTPUT)]


def _current(case: Case, period: Period) -> Point | None:
    return case.view.point(CURRENT_OUTPUT, period)
