"""Energy and CO2 of the city per unit of GDP, and what its grids can give: virtual power plants, microgrids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import fsum

from shared.judgement.derivations.formula import Formula, derived, last_years, series, together
from shared.judgement.derivations.intensity import intensity_decrease
from shared.judgement.derivations.over_entities import everyone, kept_month_means, last_known
from shared.judgement.view import Point, View

RUNNING = 2.0
"""Position of the stage of a microgrid: planned, building, running."""


def _intensity_change(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Return how much the first input per unit of the second fell on the same months of last year, percent."""
    amount, output = (series(view, one) for one in inputs)
    for period, (now, made) in together(amount, output):
        before, made_before = (column.get(period.a_year_before()) for column in (amount, output))
        if before is not None and made_before is not None:
            value = intensity_decrease(now.value, before.value, made.value, made_before.value)
            if value is not None:
                yield derived(period, value, (now, made, before, made_before))


def _capacity(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Return the sum over resources of the mean of a month's days, for months with every resource of the month before."""
    months = {resource: kept_month_means(days) for resource, days in view.entities(inputs[0]).items()}
    for period, members in everyone(months):
        yield derived(period, fsum(point.value for point in members.values()), members.values())


def _running(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Return how many run; one that is silent keeps its stage."""
    for period, stages in last_known(view.entities(inputs[0])).items():
        yield derived(period, float(sum(point.value >= RUNNING for point in stages.values())), stages.values())


_COMPARABLE = "单位GDP降幅, GDP at comparable prices of one base year"

FORMULAS = (
    Formula("energy.intensity.change", ("energy.total", "gdp.comparable"), _intensity_change, {}, _COMPARABLE, earlier=last_years),
    Formula("carbon.intensity.change", ("carbon.total", "gdp.comparable"), _intensity_change, {}, _COMPARABLE, earlier=last_years),
    Formula(
        "virtual-power-plant.capacity",
        ("vpp.adjustable-capacity",),
        _capacity,
        {},
        "聚合可调容量, mean of the days; unverified",
        reaches_back=True,
    ),
    Formula("microgrid.count", ("microgrid.state",), _running, {}, "microgrids that run (发改能源〔2017〕1339号)"),
)
