"""Synthetic reports of the projects of the ledger: inputs of 四库五率, of the counts of filed and major projects, and of their investment.

The platform of all projects sends them together; a stage is reported when it is reached, money while it is spent. Amounts in 亿元.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from services.demo.data import paths
from services.demo.data.paths import Floats
from services.demo.data.project_ledger import COMPLETED, OPENING, PRODUCING, STARTED, Project, ledger
from services.demo.data.reported import MONTHS, Reported, arrival
from services.demo.data.shapes import SHARES
from shared.model.catalogue import Catalogue
from shared.model.manifests import Entity
from shared.model.period import Period

_SPENT = (1430.0, 1545.0, "build")
"""Spent last year, the total that this year's pace leads to, shape of the year."""
_SPENT_BEFORE = 420.0
_INVESTED = 0.2475
"""Share of the total investment of all started projects that is spent by June."""
_AT_CAPACITY = (79.0, 81.0, 82.4)
"""Output since January over the planned one, percent: last January, last December, this June."""
_DAYS, _HOUR = 9, 15
"""When the platform sends the month before."""


def projects(catalogue: Catalogue, districts: Sequence[str], *, seed: int) -> Iterator[Reported]:
    """Yield what the platform reports of every project."""
    known, rng = ledger(districts, seed=seed), paths.draws(seed, "project-money")
    for one in _reports(known, rng):
        if catalogue.indicator(one.indicator) is not None:
            yield one


def project_definitions(districts: Sequence[str], *, seed: int) -> list[Entity]:
    """Return the definitions of the projects that started: they are the major ones."""
    return [_definition(one) for one in ledger(districts, seed=seed) if (one.stage(paths.JUNE) or 0) >= STARTED]


def _definition(one: Project) -> Entity:
    number = one.name.rpartition("-")[2]
    names = {"zh": f"合成项目{number}", "en": f"Synthetic project {number}"}
    return Entity.model_validate(
        {"metadata": {"name": one.name}, "spec": {"names": names, "type": "project", "area": one.area, "major": True}}
    )


def _reports(known: Sequence[Project], rng: np.random.Generator) -> Iterator[Reported]:
    started = [one for one in known if (one.stage(paths.JUNE) or 0) >= STARTED]
    spent, before = _spent(started, rng)
    sizes = _sizes(known, started)
    for one in known:
        since = min(one.reached.values())
        yield _row(one, "project.total-investment", since, sizes[one.name])
        for month in sorted({*one.reached.values()}):
            yield _row(one, "project.stage", month, float(one.stage(month) or 0))
    for one, months, first in zip(started, spent.T, before, strict=True):
        sums = np.round(_since_january(months), 3)
        if first:
            yield _row(one, "project.invested.total", OPENING, first)
        for month in np.flatnonzero(months).tolist():
            yield _row(one, "project.invested", month, float(sums[month]))
            yield _row(one, "project.invested.total", month, round(first + float(months[: month + 1].sum()), 3))
    yield from _output([one for one in started if (one.stage(paths.JUNE) or 0) >= PRODUCING], rng)


def _sizes(known: Sequence[Project], started: Sequence[Project]) -> Mapping[str, float]:
    """Return total investments; those of projects under way from the beginning make the sum that the rate of investment needs."""
    whole = (_SPENT[0] + _SPENT[1] * SHARES[_SPENT[2]][5] + _SPENT_BEFORE) / _INVESTED
    old = {one.name for one in started if one.reached.get(STARTED) == OPENING}
    factor = (whole - sum(one.size for one in started if one.name not in old)) / sum(one.size for one in started if one.name in old)
    return {one.name: round(one.size * factor, 1) if one.name in old else one.size for one in known}


def _spent(started: Sequence[Project], rng: np.random.Generator) -> tuple[Floats, list[float]]:
    """Return what is spent in each month on each project, and what was before: the months' sums follow the story."""
    last_year, this_year, shape = _SPENT
    totals = paths.each_month(paths.sums(last_year, this_year, SHARES[shape], wiggle=0.08, rng=rng))
    weight = np.array([[_spends(one, month) * one.size for one in started] for month in range(paths.PATH)])
    weight *= np.exp(0.3 * rng.standard_normal(weight.shape))
    opening = np.array([_spends(one, OPENING) * one.size for one in started])
    spent = np.round(weight / weight.sum(axis=1, keepdims=True) * totals[:, None], 3)
    return spent, np.round(_SPENT_BEFORE * opening / opening.sum(), 3).tolist()


def _spends(one: Project, month: int) -> bool:
    return STARTED in one.reached and one.reached[STARTED] <= month <= one.reached.get(COMPLETED, paths.PATH)


def _since_january(months: Floats) -> Floats:
    return np.concatenate([months[:12].cumsum(), months[12:].cumsum()])


def _output(producing: Sequence[Project], rng: np.random.Generator) -> Iterator[Reported]:
    """Yield planned output by year and the output of each month, which together meet the path of the story."""
    path = paths.line(*_AT_CAPACITY, wiggle=0.3, rng=rng) / 100
    plans = np.round(np.array([one.size for one in producing]) * rng.uniform(0.8, 1.4, len(producing)), 2)
    began = np.array([min(month for stage, month in one.reached.items() if stage >= PRODUCING) for one in producing])
    for one, plan in zip(producing, plans.tolist(), strict=True):
        yield _row(one, "project.planned-output", OPENING, plan, Period.year(2024))
    due = np.array([(began <= month) * plans / 12 for month in range(paths.PATH)])
    wanted = paths.each_month(path * _since_january(due.sum(axis=1)))
    for month in range(paths.PATH):
        parts = due[month] * np.exp(0.1 * rng.standard_normal(len(producing)))
        for position in np.flatnonzero(parts).tolist():
            yield _row(producing[position], "project.output", month, round(float(wanted[month] * parts[position] / parts.sum()), 4))


def _row(one: Project, indicator: str, month: int, value: float, period: Period | None = None) -> Reported:
    span = MONTHS[month] if month != OPENING else MONTHS[0].shift(-1)
    received_ms = arrival(span, _DAYS, _HOUR)
    return Reported(one.area, "industry", indicator, one.area, one.name, (period or span).text, value, "", received_ms, real=False)
