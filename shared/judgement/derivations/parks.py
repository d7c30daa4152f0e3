"""Parks: meters to the electricity of a park, its use of energy to CO2 per tonne of coal equivalent, and that to the zero-carbon line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import fsum

from shared.judgement.derivations.emissions import (
    HEAT_FACTOR,
    RESIDUAL_FACTOR,
    Use,
    clean_share,
    grid_factor,
    location_based,
    market_based,
    zero_carbon_line,
)
from shared.judgement.derivations.formula import Formula, Matrix, Series, Vector, derived, nothing
from shared.judgement.derivations.meters import LEAST_COVERAGE, sums, whole_months
from shared.judgement.derivations.over_entities import everyone
from shared.judgement.derivations.statistics import ESTIMATE
from shared.judgement.view import Point, View
from shared.model.period import Period
from shared.model.register import DONE, STARTED

_YEAR = 12


def _day_sums(readings: Matrix, parameters: Mapping[str, float]) -> Vector:
    return sums(readings, least=parameters["coverage"])


def _electricity(view: View, park: str, inputs: Sequence[str], parameters: Mapping[str, float]) -> Iterable[Point]:
    """Yield what all meters of a park counted in each month that is over and has every meter of the month before."""
    days = {meter: points for meter, points in view.entities(inputs[0]).items() if view.entity(meter).parent == park}
    latest = max((points[-1].period for points in days.values()), default=None)
    months = {meter: whole_months(points, known_to=latest, least=parameters["coverage"]) for meter, points in days.items()}
    for month, members in everyone(months):
        yield derived(month, fsum(point.value for point in members.values()), members.values())


def _uses(view: View, park: str, inputs: Sequence[str]) -> Iterable[tuple[Period, Use, list[Point]]]:
    """Yield what a park used in each month that has all of it; what it never reported at all it has none of.

    Inputs are energy, direct emissions, electricity, green electricity and heat; only the last two may never be reported.
    """
    columns: list[Series] = [{point.period: point for point in view.entities(one).get(park, ())} for one in inputs]
    asked = [position for position, column in enumerate(columns) if column or position < 3]
    for month in sorted(columns[0]):
        parts = {position: columns[position][month] for position in asked if month in columns[position]}
        if len(parts) == len(asked):
            energy, direct, electricity, green, heat = (parts[one].value if one in parts else 0.0 for one in range(5))
            yield month, Use(energy, direct, electricity, green, heat), list(parts.values())


def _intensity(view: View, park: str, inputs: Sequence[str], parameters: Mapping[str, float]) -> Iterable[Point]:
    """Yield CO2 per energy of each month, tCO2/tce, with the factor of the place in force in its year."""
    for month, use, parts in _uses(view, park, inputs):
        factor = grid_factor(month.calendar_year)
        if use.energy > 0 and factor is not None:
            note = "" if factor[0] == month.calendar_year else f"factor of {factor[0]}"
            yield derived(month, location_based(use, factor[1], heat_factor=parameters["heat-factor"]) / use.energy, parts, note)


def _market_intensity(view: View, park: str, inputs: Sequence[str], parameters: Mapping[str, float]) -> Iterable[Point]:
    """Yield the same with green electricity counted as none, and the residual factor for the rest."""
    for month, use, parts in _uses(view, park, inputs):
        if use.energy > 0:
            amount = market_based(use, parameters["residual-factor"], heat_factor=parameters["heat-factor"])
            yield derived(month, amount / use.energy, parts)


def _clean_share(view: View, park: str, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    energy, green = ({point.period: point for point in view.entities(one).get(park, ())} for one in inputs)
    for month in sorted(energy.keys() & green.keys()):
        share = clean_share(Use(energy[month].value, 0.0, 0.0, green[month].value))
        if share is not None:
            yield derived(month, share, (energy[month], green[month]))


def _progress(view: View, park: str, inputs: Sequence[str], parameters: Mapping[str, float]) -> Iterable[Point]:
    """Yield whether a park is under its line, over twelve months to each: done, else started.

    Inputs are intensity, energy and the share of clean energy, which counts where the parameter asks for one. The line depends on the
    energy of a year; with fewer months it is taken from those there are, which is flagged as an estimate.
    """
    intensity, energy, clean = ({point.period: point for point in view.entities(one).get(park, ())} for one in inputs)
    least = parameters["clean-share"]
    asked = (energy, intensity, clean) if least > 0 else (energy, intensity)
    known = sorted(set(energy).intersection(*asked))
    for month in known:
        last = [one for one in known if month.ordinal - _YEAR < one.ordinal <= month.ordinal]
        used = fsum(energy[one].value for one in last)
        if used > 0:
            emitted, *share = (fsum(column[one].value * energy[one].value for one in last) / used for column in asked[1:])
            is_under = emitted <= zero_carbon_line(used * _YEAR / len(last)) and all(one >= least for one in share)
            point = derived(month, DONE if is_under else STARTED, [column[one] for one in last for column in asked])
            yield point._replace(note="" if len(last) == _YEAR else ESTIMATE)


_COVERAGE = {"coverage": LEAST_COVERAGE}
_USE = ("park.energy", "park.direct-emissions", "park.electricity", "park.green-electricity", "park.purchased-heat")
_NOTICE = "发改环资〔2025〕910号, 2025"

FORMULAS = (
    Formula(
        "meter.day-sum",
        ("meter.electricity",),
        nothing,
        _COVERAGE,
        "sum of the readings of a day; coverage unverified",
        reduce=_day_sums,
        estimates=True,
    ),
    Formula(
        "park.electricity",
        ("meter.electricity.daily",),
        nothing,
        _COVERAGE,
        "all meters whose parent is the park; coverage unverified",
        each=_electricity,
        reaches_back=True,
    ),
    Formula(
        "park.carbon-intensity",
        _USE,
        nothing,
        {"heat-factor": HEAT_FACTOR},
        f"{_NOTICE}; electricity by the factor of the province, 生态环境部 and 国家统计局; heat unverified",
        each=_intensity,
    ),
    Formula(
        "park.carbon-intensity.market",
        _USE,
        nothing,
        {"heat-factor": HEAT_FACTOR, "residual-factor": RESIDUAL_FACTOR},
        f"{_NOTICE}; green electricity none, the rest by the national residual factor; unverified",
        each=_market_intensity,
    ),
    Formula(
        "park.clean-energy-share", ("park.energy", "park.green-electricity"), nothing, {}, f"{_NOTICE}; GB/T 2589-2020", each=_clean_share
    ),
    Formula(
        "parks.zero-carbon",
        ("park.carbon-intensity.market", "park.energy", "park.clean-energy-share"),
        nothing,
        {"clean-share": 0.0},
        f"{_NOTICE}, core indicator; 90 % of clean energy is a guiding one, not asked for unless a plan does",
        each=_progress,
    ),
)
