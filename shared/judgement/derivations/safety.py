"""Accidents, arrears and bad loans: sums over the entities that report them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from shared.judgement.derivations.formula import Derive, Formula, derived
from shared.judgement.derivations.over_entities import month_of
from shared.judgement.view import Point, View
from shared.model.period import Period, PeriodLength

MAJOR_DEATHS, MAJOR_INJURIES, MAJOR_LOSS_WAN = 3.0, 10.0, 1000.0
"""An accident is 较大 or worse from 3 deaths, 10 serious injuries or 1000 万元 on; any one suffices (国务院令 493, 2007, article 3)."""


class _Accident(NamedTuple):
    """What is known of an accident."""

    month: Period
    amount: float
    records: Sequence[Point]


def _per_month(accidents: Iterable[_Accident]) -> Iterable[Point]:
    """Yield sums since January by month; months without an accident repeat the sum before."""
    by_month: dict[int, list[_Accident]] = defaultdict(list)
    for one in accidents:
        by_month[one.month.ordinal].append(one)
    year_sum, known = 0.0, list[Point]()
    for ordinal in range(min(by_month), max(by_month) + 1) if by_month else ():
        month = Period(PeriodLength.MONTH, ordinal)
        if month.whole_months == 1:
            year_sum, known = 0.0, []
        year_sum += sum(one.amount for one in by_month.get(ordinal, ()))
        known += (record for one in by_month.get(ordinal, ()) for record in one.records)
        if known:
            yield derived(month, year_sum, known)


def _accidents(amount: Callable[[Mapping[str, float]], float]) -> Derive:
    """Return a derivation that sums `amount` over the accidents; it is given deaths, injuries and loss of one, absent ones as 0.

    An accident counts on the day of its first record, with what its last one says: who dies in the thirty days after belongs to it.
    """

    def told(view: View, inputs: Sequence[str]) -> Iterable[_Accident]:
        columns = {indicator: view.entities(indicator) for indicator in inputs}
        for accident in columns[inputs[0]]:
            records = {indicator: column[accident] for indicator, column in columns.items() if accident in column}
            last = {indicator: points[-1].value for indicator, points in records.items()}
            yield _Accident(month_of(records[inputs[0]][0]), amount(last), [one for points in records.values() for one in points])

    return lambda view, inputs, _: _per_month(told(view, inputs))


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
    Formula(
        "production.accidents", _ACCIDENT, _accidents(lambda _: 1.0), {}, "one record an accident, even with zero deaths", reaches_back=True
    ),
    Formula(
        "production.accident-deaths",
        _ACCIDENT,
        _accidents(lambda facts: facts.get("accident.deaths", 0.0)),
        {},
        "deaths of all accidents",
        reaches_back=True,
    ),
    Formula("production.accidents.major", _ACCIDENT, _accidents(_is_major), {}, "国务院令 493, 2007, article 3", reaches_back=True),
    Formula("arrears.outstanding", ("arrears.owed",), _entity_sums(1e-4), {}, "万元 of all debtors, in 亿元"),
    Formula("finance.institutions.npl", ("bank.npl", "bank.loans"), _weighted_mean, {}, "mean weighted by loans"),
    Formula("storage.capacity", ("storage.power",), _entity_sums(1.0), {}, "sum over storage stations"),
)
