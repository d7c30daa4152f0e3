"""Against the same period of last year: `rising`, `falling`, `improves_on_last_year`, `not_worse_than_last_year`, `stable_vs_last_year`.

t is 0.5 points for percentages and 2 % of last year's value otherwise. Improving: better on track, equal or up to t worse at risk, else
off track. Not worse, stable: up to t worse on track, up to 2t at risk, else off track; where `better` is `band`, both sides count. Across
a change of the standard last year's value is the one recomputed under the new one, the published value stands beside it. A sum over districts
is not compared with one over fewer of them: those that were not in it are named.
"""

from __future__ import annotations

from typing import NamedTuple

from shared.judgement.evaluators.case import Case, graded, unassessable
from shared.judgement.ladder import Ladder, Rung
from shared.judgement.verdict import InputReference, Reading
from shared.judgement.view import Point
from shared.model.manifests import StandardChange
from shared.model.status import TargetStatus


class _Before(NamedTuple):
    """Last year's value."""

    published: Point
    recomputed: Point | None = None
    change: StandardChange | None = None
    """The change of standard that lies between then and now."""

    @property
    def value(self) -> float:
        """The value compared with."""
        return (self.recomputed or self.published).value


def improves(case: Case, point: Point) -> Reading:
    """Judge a value that should be better than a year before; equal is not better."""
    formula = "last-year.improves/1"
    before = _compared_with(case, point, formula)
    if isinstance(before, Reading):
        return before
    tolerance = case.tolerance(before.value)
    rungs = (Rung(TargetStatus.ON_TRACK, 0.0, open=True), Rung(TargetStatus.AT_RISK, -tolerance))
    ladder = Ladder(point.value, rungs, direction=case.direction, origin=before.value, scale=case.scale(before.value))
    return _reading(case, point, before, ladder, formula)


def not_worse(case: Case, point: Point) -> Reading:
    """Judge a value that should hold last year's."""
    formula = "last-year.not-worse/1"
    before = _compared_with(case, point, formula)
    if isinstance(before, Reading):
        return before
    tolerance = case.tolerance(before.value)
    both_sides = case.spec.better == "band"
    direction = (1 if point.value < before.value else -1) if both_sides else case.direction
    rungs = (Rung(TargetStatus.ON_TRACK, -tolerance), Rung(TargetStatus.AT_RISK, -2 * tolerance))
    ladder = Ladder(point.value, rungs, direction=direction, origin=before.value, scale=case.scale(before.value), both_sides=both_sides)
    return _reading(case, point, before, ladder, formula)


def _compared_with(case: Case, point: Point, formula: str) -> _Before | Reading:
    """Return the values of a year before, or the reading that says why there are none to compare with."""
    before = _a_year_before(case, point)
    if before is None:
        return _missing(case, point, formula)
    newcomers = case.view.newcomers(case.name, point, before.published)
    # A larger sum of more child areas has not risen by what came with them.
    return unassessable(case, point, formula, case.lacking_of(newcomers, before.published.period)) if newcomers else before


def _a_year_before(case: Case, point: Point) -> _Before | None:
    period = point.period.a_year_before()
    published = case.view.point(case.name, period)
    if published is None:
        return None
    between = [one for one in case.indicator.standard_changes if period.last_day < one.effective_from <= point.period.last_day]
    if not between:
        return _Before(published)
    change = max(between, key=lambda one: one.effective_from)
    return _Before(published, case.view.point(change.recomputed, period), change)


def _reading(case: Case, point: Point, before: _Before, ladder: Ladder, formula: str) -> Reading:
    numbers = {"value": point.value, "last_year": before.value, "change": point.value - before.value}
    texts: dict[str, str] = {"better": case.spec.better}
    inputs: tuple[InputReference, ...] = (case.input(before.published),)
    if before.change is not None:
        texts |= {"standard_from": before.change.effective_from.isoformat(), "standard": before.change.document}
        numbers["last_year_published"] = before.published.value
        if before.recomputed is not None:
            numbers["last_year_recomputed"] = before.recomputed.value
            inputs = (*inputs, case.input(before.recomputed, before.change.recomputed))
    return graded(case, point, ladder, case.facts(formula, numbers, texts), plan_value=before.value, inputs=inputs)


def _missing(case: Case, point: Point, formula: str) -> Reading:
    return unassessable(case, point, formula, case.lacking((case.name, point.period.a_year_before())))
