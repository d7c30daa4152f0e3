"""What is to be said of the value judged: that it stands in for another, and what each side of a ratio did to its change.

A ratio is compared with that of last December, else with the one before; one whose sides run since January with the same period of last
year. Debt ratios rise when debt rises, and when land revenue falls without any new debt: both effects add up to the change.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from shared.judgement.derivations import FORMULAS
from shared.judgement.derivations.ratio import effects
from shared.judgement.derivations.statistics import last_december
from shared.judgement.evaluators.case import Case
from shared.judgement.verdict import Reading
from shared.judgement.view import Point
from shared.model.period import Period
from shared.model.status import TargetStatus


class Sides(NamedTuple):
    """A ratio's two sides now, and before."""

    above: float
    below: float
    above_before: float
    below_before: float
    since: Period
    scale: float

    def numbers(self) -> dict[str, float]:
        """Return the numbers of the facts; both effects are in the ratio's unit."""
        by_above, by_below = effects((self.above_before, self.below_before), (self.above, self.below))
        return {
            "numerator": self.above,
            "denominator": self.below,
            "numerator_before": self.above_before,
            "denominator_before": self.below_before,
            "by_numerator": self.scale * by_above,
            "by_denominator": self.scale * by_below,
        }


def with_provenance(case: Case, point: Point, reading: Reading) -> Reading:
    """Return a reading whose facts say so too: numbers of both sides, texts `derived_by`, `sides_since` and `value_note`."""
    facts = reading.facts
    derivation = case.indicator.derivation
    if point.lane == "derived" and derivation is not None:
        facts = facts._replace(texts={**facts.texts, "derived_by": derivation.formula})
    if point.note:
        facts = facts._replace(texts={**facts.texts, "value_note": point.note})
    sides = sides_of(case, point) if reading.status is not TargetStatus.UNASSESSABLE else None
    if sides is not None:
        texts = {**facts.texts, "sides_since": sides.since.text}
        facts = facts._replace(numbers={**facts.numbers, **sides.numbers()}, texts=texts)
    return reading if facts is reading.facts else reading._replace(facts=facts)


def sides_of(case: Case, point: Point) -> Sides | None:
    """Return the two sides of a derived ratio.

    None: it is none, was given as such, or nothing is known to compare it with that is made of all the same child areas.
    """
    derivation = case.indicator.derivation
    formula = FORMULAS.get(derivation.formula) if derivation is not None and point.lane == "derived" else None
    if formula is None or formula.sides is None or derivation is None:
        return None
    above, below = formula.sides(case.view, derivation.inputs or formula.inputs, derivation.parameters)
    base = _base(point.period, {one for one in above if one in below and below[one].value > 0}, cumulated=formula.cumulated)
    before = None if base is None else case.view.point(case.name, base)
    if base is None or before is None or case.view.newcomers(case.name, point, before):
        return None
    return Sides(above[point.period].value, below[point.period].value, above[base].value, below[base].value, base, formula.scale)


def _base(period: Period, known: Collection[Period], *, cumulated: bool) -> Period | None:
    """Return the period to compare with, of those known; None: there is none."""
    wanted = period.a_year_before() if cumulated else last_december(period)
    if wanted in known or cumulated:
        return wanted if wanted in known else None
    return max((one for one in known if one < period), default=None)
