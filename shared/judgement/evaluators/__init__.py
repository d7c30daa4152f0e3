"""Evaluators: one pure function for each (shape, comparator), found in one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from shared.judgement.evaluators import constraint, cumulative, external_limit, last_year, level, register, relation, trend
from shared.judgement.evaluators.case import Case
from shared.judgement.verdict import Reading
from shared.judgement.view import Point
from shared.model.period import Period

PointEvaluator = Callable[[Case, Point], Reading]
"""Judges one point of the indicator."""

RegisterEvaluator = Callable[[Case, Period], Reading]
"""Judges the items of a register at the end of a period."""

_RATES: Mapping[str, PointEvaluator] = {
    "at_least": level.at_least,
    "more_than": level.at_least,
    "at_least_parameter": level.at_least,
    "at_most_parameter": level.at_most,
    "at_least_over_base": level.at_least_over_base,
    "around": level.around,
    "within_external_limit": external_limit.within,
    "in_step_with": relation.in_step_with,
    "rising": last_year.improves,
    "falling": last_year.improves,
    "improves_on_last_year": last_year.improves,
    "not_worse_than_last_year": last_year.not_worse,
    "stable_vs_last_year": last_year.not_worse,
    "stabilises": trend.stabilises,
    "none_new": constraint.none_new,
}

_CUMULATIVE: Mapping[str, PointEvaluator] = {
    **_RATES,
    "at_least": cumulative.at_least,
    "more_than": cumulative.at_least,
    "at_least_parameter": cumulative.at_least,
    "at_most_parameter": cumulative.at_most,
}

POINT_EVALUATORS: Mapping[tuple[str, str], PointEvaluator] = {
    **{("cumulative", comparator): evaluator for comparator, evaluator in _CUMULATIVE.items()},
    **{(shape, comparator): evaluator for shape in ("level", "growth_yoy") for comparator, evaluator in _RATES.items()},
    ("class", "steadily_at_or_better"): constraint.steadily,
}
"""Evaluator of each (shape, comparator) whose indicator has values of its own."""

REGISTER_EVALUATORS: Mapping[tuple[str, str], RegisterEvaluator] = {
    ("register", "all_done"): register.all_done,
    ("register", "all_covered"): register.all_covered,
}
"""Evaluator of each (shape, comparator) whose indicator is a register."""


MONTHS_BACK: Mapping[PointEvaluator, tuple[int, ...]] = {
    **dict.fromkeys((cumulative.at_least, cumulative.at_most), (0, cumulative.PACE_MONTHS)),
    **dict.fromkeys((level.at_least, level.at_most, level.around), (0,)),
}
"""How many months before its own period the points of the year lie that a reading is made of; absent: any of them may be."""


def is_judged(shape: str, comparator: str) -> bool:
    """Tell whether a pair has an evaluator."""
    return (shape, comparator) in POINT_EVALUATORS or (shape, comparator) in REGISTER_EVALUATORS


__all__ = ["MONTHS_BACK", "POINT_EVALUATORS", "REGISTER_EVALUATORS", "Case", "PointEvaluator", "is_judged"]
