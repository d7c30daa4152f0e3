"""Contributions: how much of the gap between a value and its plan each child area carries. They add up to the gap, to the last bit.

For a sum, a child's fair part of the plan value is that of its own target where the plan gives it one; the others share the rest by their
values a year before, or equally where these are not known. Its contribution is its value less its fair part. For a mean, weighted or not,
it is its weight times its distance from the plan value. Where the value was published for the parent itself and differs from what its
children make, the difference is a part of its own, of no area. Maxima, minima and derived ratios are not taken apart.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from shared.judgement.evaluators.case import Case
    from shared.judgement.verdict import StatusVerdict
    from shared.model.period import Period

Basis = Literal["own", "last-year", "equal", "weight", "difference"]
"""What a fair part follows from."""


class Contribution(NamedTuple):
    """What one child area carries of a gap; all numbers in the target's unit."""

    area: str
    """Empty: the published value less what the children make."""
    value: float
    fair: float
    """Its fair part of the plan value; of a mean the plan value itself."""
    gap: float
    """What it adds to value less plan value: below 0 it holds the parent back where more is better."""
    basis: Basis


def contributions(case: Case, verdict: StatusVerdict) -> tuple[Contribution, ...]:
    """Return what each child carries of a verdict's gap, in order of code; empty where nothing is to be taken apart."""
    if verdict.value is None or verdict.plan_value is None:
        return ()
    rule, period = case.indicator.roll_up.rule, verdict.period
    values = {code: point.value for code, point in case.view.children(case.name, period).items()}
    if len(values) < 2 or not case.view.is_whole(case.name, period):
        return ()
    if rule == "sum":
        found = _of_sum(values, _fair_parts(case, period, verdict.plan_value, values))
    elif rule in ("mean", "weighted-mean"):
        found = _of_mean(values, _weights(case, verdict, values), verdict.plan_value)
    else:
        found = {}
    return _adding_up(found, verdict.value, verdict.plan_value) if found else ()


def summed(case: Case, verdict: StatusVerdict) -> float | None:
    """Return what the child areas' values make together, where the value shown is another one; else None."""
    made = case.view.rolled_up(case.name, verdict.period)
    if verdict.value is None or made is None or math.isclose(made.value, verdict.value, rel_tol=1e-9, abs_tol=1e-12):
        return None
    shown = case.view.point(case.name, verdict.period)
    return None if shown is None or shown.lane == "rolled-up" else made.value


def _of_sum(values: Mapping[str, float], fair: Mapping[str, tuple[float, Basis]]) -> dict[str, Contribution]:
    return {code: Contribution(code, value, fair[code][0], value - fair[code][0], fair[code][1]) for code, value in values.items()}


def _of_mean(values: Mapping[str, float], weights: Mapping[str, float], planned: float) -> dict[str, Contribution]:
    total = math.fsum(weights.values())
    if weights.keys() != values.keys() or total <= 0:
        return {}
    return {code: Contribution(code, value, planned, weights[code] / total * (value - planned), "weight") for code, value in values.items()}


def _weights(case: Case, verdict: StatusVerdict, values: Mapping[str, float]) -> dict[str, float]:
    weight = case.indicator.roll_up.weight
    if weight is None:
        return dict.fromkeys(values, 1.0)
    return {code: point.value for code, point in case.view.children(weight, verdict.period).items() if code in values}


def _fair_parts(case: Case, period: Period, planned: float, values: Mapping[str, float]) -> dict[str, tuple[float, Basis]]:
    """Return the part of the plan value that is fair for each child, and what it follows from."""
    own = {code: (part, _OWN) for code, part in _own_parts(case, planned).items() if code in values}
    others = [code for code in values if code not in own]
    rest = planned - math.fsum(part for part, _ in own.values())
    before = _a_year_before(case, period, others)
    total = math.fsum(before.values())
    shared: dict[str, tuple[float, Basis]] = {
        code: (rest * before[code] / total, "last-year") if total > 0 else (rest / len(others), "equal") for code in others
    }
    return own | shared


_OWN: Basis = "own"


def _own_parts(case: Case, planned: float) -> dict[str, float]:
    """Return the part of the plan value that children have by their own targets, on the parent's curve."""
    wanted = case.wanted
    if not wanted:
        return {}
    numbers = {one.area: one.value if one.value is not None else (one.share or 0.0) * wanted for one in case.spec.areas}
    return {code: number * planned / wanted for code, number in numbers.items()}


def _a_year_before(case: Case, period: Period, codes: list[str]) -> dict[str, float]:
    """Return the values of a year before; empty where one is not known or below 0."""
    known = case.view.children(case.name, period.a_year_before())
    found = {code: known[code].value for code in codes if code in known}
    return found if len(found) == len(codes) and all(value >= 0 for value in found.values()) else {}


def _adding_up(found: Mapping[str, Contribution], value: float, planned: float) -> tuple[Contribution, ...]:
    """Return the parts, with the published value's difference, so that they add up to the gap."""
    made = math.fsum((planned, *(one.gap for one in found.values())))
    parts = [found[code] for code in sorted(found)]
    if not math.isclose(made, value, rel_tol=1e-9, abs_tol=1e-12):
        parts.append(Contribution("", value, made, value - made, "difference"))
    gap, place = value - planned, max(range(len(parts)), key=lambda place: abs(parts[place].gap))
    # What rounding left goes to the largest part, where nobody sees it.
    rest = math.fsum((gap, *(-one.gap for one in parts)))
    parts[place] = parts[place]._replace(gap=parts[place].gap + rest)
    return tuple(parts)
