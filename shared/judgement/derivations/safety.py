"""Accidents, arrears and bad loans: sums over the entities that report them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from shared.judgement.derivations.formula import Formula, derived
from shared.judgement.view import Point, View
from shared.model.period import Period

MAJOR_DEATHS, MAJOR_INJURIES, MAJOR_LOSS_WAN = 3.0, 10.0, 1000.0
"""An accident is 较大 or worse from 3 deaths, 10 serious injuries or 1000 万元 on; any one suffices (国务院令 493, 2007, article 3)."""


def _per_month(points: Iterable[tuple[Point, float]]) -> Iterable[Point]:
    """Yield sums since January by month, from daily points with an amount each; months without an event repeat the sum before."""
    amounts: dict[int, float] = defaultdict(float)
    parts: dict[int, list[Point]] = defaultdict(list)
    for point, amount in points:
        month = point.period.start.year * 12 + point.period.start.month - 1
        amounts[month] += amount
        parts[month].append(point)
    year_sum, known = 0.0, list[Point]()
    for month in range(min(amounts), max(amounts) + 1) if amounts else ():
        if month % 12 == 0:
            year_sum, known = 0.0, []
        year_sum += amounts[month]
        known += parts[month]
        if known:
            yield derived(Period.month(month // 12, month % 12 + 1), year_sum, known)


def _accidents(amount: Callable[[Mapping[str, float]], float]) -> Callable[[View, Sequence[str], Mapping[str, float]], Iterable[Point]]:
    """Return a derivation that sums `amount` over the accidents; it is given deaths, injuries and loss of one, absent ones as 0."""

    def derive(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
        facts: dict[str, dict[str, float]] = defaultdict(dict)
        for indicator in inputs:
            for accident, points in view.entities(indicator).items():
                facts[accident][indicator] = points[-1].value
        first = [(accident, points[-1]) for accident, points in view.entities(inputs[0]).items()]
        return _per_month((point, amount(facts[accident])) for accident, point in first)

    return derive


def _is_major(facts: Mapping[str, float]) -> float:
    return float(
        facts.get("accident.deaths", 0.0) >= MAJOR_DEATHS
        or facts.get("accident.serious-injuries", 0.0) >= MAJOR_INJURIES
        or facts.get("accident.loss", 0.0) >= MAJOR_LOSS_WAN
    )


def _entity_sums(scale: float) -> Callable[[View, Sequence[str], Mapping[str, float]], Iterable[Point]]:
    """Return a derivation: the sum of a stock over all entities of a period, times `scale`."""

    def derive(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
        parts: dict[Period, list[Point]] = defaultdict(list)
        for points in view.entities(inputs[0]).values():
            for point in points:
                parts[point.period].append(point)
        for period in sorted(parts):
            yield derived(period, scale * sum(part.value for part in parts[period]), parts[period])

    return derive


def _weighted_mean(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Return the mean of a ratio over entities, weighted by the second input; entities without their weight are left out."""
    weights = {(name, point.period): point for name, points in view.entities(inputs[1]).items() for point in points}
    parts: dict[Period, list[tuple[Point, Point]]] = defaultdict(list)
    for name, points in view.entities(inputs[0]).items():
        for point in points:
            if (name, point.period) in weights:
                parts[point.period].append((point, weights[name, point.period]))
    for period in sorted(parts):
        scale = sum(weight.value for _, weight in parts[period])
        if scale > 0:
            mean = sum(point.value * weight.value for point, weight in parts[period]) / scale
            yield derived(period, mean, [one for pair in parts[period] for one in pair])


_ACCIDENT = ("accident.deaths", "accident.serious-injuries", "accident.loss")

FORMULAS = (
    Formula("production.accidents", _ACCIDENT, _accidents(lambda _: 1.0), {}, "one record an accident, even with zero deaths"),
    Formula(
        "production.accident-deaths", _ACCIDENT, _accidents(lambda facts: facts.get("accident.deaths", 0.0)), {}, "deaths of all accidents"
    ),
    Formula("production.accidents.major", _ACCIDENT, _accidents(_is_major), {}, "国务院令 493, 2007, article 3"),
    Formula("arrears.outstanding", ("arrears.owed",), _entity_sums(1e-4), {}, "万元 of all debtors, in 亿元"),
    Formula("finance.institutions.npl", ("bank.npl", "bank.loans"), _weighted_mean, {}, "mean weighted by loans"),
    Formula("storage.capacity", ("storage.power",), _entity_sums(1.0), {}, "sum over storage stations"),
)
