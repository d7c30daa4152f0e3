"""What a target needs before it can be judged at all; without it every evaluator would judge against nothing."""

from __future__ import annotations

from collections.abc import Mapping

from shared.judgement.calendar import is_january_alone
from shared.judgement.evaluators.case import Case
from shared.judgement.evaluators.register import no_items
from shared.model.period import Period

NUMBERED = frozenset({"at_least", "more_than", "at_least_over_base", "at_least_parameter", "at_most_parameter", "around"})
"""Comparators that need a number wanted."""

Texts = Mapping[str, str]
"""Texts of the facts that name what is missing; empty: nothing."""


def unmet(case: Case) -> Texts:
    """Return what keeps a target from being judged in any period as things stand."""
    if case.spec.comparator == "within_external_limit" and not case.spec.limits:
        return {"missing": "limit"}
    if case.spec.comparator in NUMBERED and case.wanted is None:
        return {"missing": "number"}
    if case.spec.shape == "register" and not case.wanted and not case.view.register_items(case.name) and not case.view.entities(case.name):
        return no_items(case)
    return {}


def unmet_in(case: Case, period: Period) -> Texts:
    """Return what keeps a target from being judged in one period."""
    if is_january_alone(case.indicator.release, period):
        return {"missing": "february"}
    parameter = case.spec.parameter
    if parameter is not None and parameter.effective_from is not None and period.last_day < parameter.effective_from:
        return {"missing": "parameter", "parameter_from": parameter.effective_from.isoformat()}
    return unmet(case)
