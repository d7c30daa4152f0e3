"""What holds for every formula, whatever the numbers: one table says which way each input moves it, what bounds it and how areas add up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.judgement.derivations import FORMULAS
from tests.unit.judgement.derivations import worlds
from tests.unit.judgement.derivations.worlds import figures, more_at_last, renamed, scaled, together, until, world

Names = tuple[str, ...]
SEEDS = st.integers(0, 2**32 - 1)
MORE = st.sampled_from([0.25, 1.0, 40.0])
UNITS = st.sampled_from([0.5, 4.0, 1024.0])
few = settings(max_examples=6)
"""Of each formula: there are dozens of them, and every world is a whole year."""


@dataclass(frozen=True, kw_only=True)
class Law:
    """What holds for a formula."""

    rising: Names = ()
    """Inputs that never lower the last figure when they rise at the last."""
    falling: Names = ()
    """Inputs that never raise it."""
    units: Mapping[Names, int] | None = None
    """Inputs that are in one unit, and the power of it that the figure has."""
    sizes: Names = ()
    """Parameters that are in the unit of the inputs too."""
    low: float = float("-inf")
    high: float = float("inf")
    areas: Literal["", "sum", "between"] = ""
    """The figure of two areas together is the sum of both, or lies between them."""


def ratio(above: Names, below: Names, high: float = float("inf")) -> Law:
    return Law(rising=above, falling=below, units={above: 1, below: -1}, low=0, high=high, areas="between")


def total(*inputs: str) -> Law:
    return Law(rising=inputs, units={inputs: 1}, areas="sum")


def growth(*inputs: str) -> Law:
    return Law(rising=inputs, units={inputs: 0}, low=-100, areas="between")


def count(rising: Names, **fields: object) -> Law:
    return Law(rising=rising, low=0, areas="sum", **fields)  # type: ignore[arg-type]  # one of the fields of a law


DAYS = FORMULAS["air.aqi.daily"].inputs
STATUTORY = ("debt.statutory.general", "debt.statutory.special")
RESOURCES = ("fiscal.resources",)
ACCIDENT = FORMULAS["production.accidents"].inputs
STAGE, SIZE = ("project.stage",), ("project.total-investment",)
OXYGEN = "water.sample.do"
SOME_POLLUTANTS = tuple(f"water.sample.{item}" for item in ("codmn", "nh3n", "tp", "hg"))
PARK = FORMULAS["park.carbon-intensity"].inputs
ENERGY, DIRECT, ELECTRICITY, GREEN, HEAT = PARK
PERCENT: Mapping[str, float] = {"low": 0, "high": 100}
COLOURS = FORMULAS["developer.red-lines"].inputs

LAWS: Mapping[str, Law] = {
    "air.aqi.daily": Law(rising=DAYS, low=0, high=500),
    "air.good-days": Law(falling=("air.aqi.daily",), low=0, high=100),
    "air.good-days.recomputed": Law(falling=DAYS[:-1], low=0, high=100),
    "air.pm25": Law(rising=("air.daily.pm25",), units={("air.daily.pm25",): 1}, areas="between"),
    "air.ozone": Law(rising=("air.daily.o3",), units={("air.daily.o3",): 1}),
    "air.composite-index": Law(rising=DAYS[:-1], units={DAYS[:-1]: 1}, low=0),
    "fiscal.resources": total(*FORMULAS["fiscal.resources"].inputs),
    "debt.ratio": ratio((*STATUTORY, "debt.hidden", "debt.platform"), RESOURCES),
    "debt.ratio.official": ratio((*STATUTORY, "debt.hidden"), RESOURCES),
    "debt.interest-share.general": ratio(("debt.interest.general",), ("fiscal.expenditure.general",)),
    "debt.interest-share.special": ratio(("debt.interest.special",), ("fiscal.expenditure.fund",)),
    "debt.service-rate": Law(
        rising=("debt.interest.general", "debt.interest.special", "debt.principal-due"),
        falling=RESOURCES,
        units={FORMULAS["debt.service-rate"].inputs[:3]: 1, RESOURCES: -1},
    ),
    "debt.limit-use": ratio(STATUTORY, ("debt.limit",)),
    "debt.limit-use.general": ratio(STATUTORY[:1], ("debt.limit",)),
    "debt.limit-use.special": ratio(STATUTORY[1:], ("debt.limit",)),
    "debt.overdue-rate": ratio(("debt.overdue",), STATUTORY),
    "debt.new-rate": growth(*STATUTORY),
    "debt.hidden.resolved": ratio(("debt.hidden.paid",), ("debt.hidden.plan",)),
    "debt.hidden.new": total("debt.new-hidden"),
    "energy.intensity.change": Law(
        rising=("gdp.comparable",), falling=("energy.total",), units={("gdp.comparable",): 0, ("energy.total",): 0}, high=100
    ),
    "carbon.intensity.change": Law(
        rising=("gdp.comparable",), falling=("carbon.total",), units={("gdp.comparable",): 0, ("carbon.total",): 0}, high=100
    ),
    "virtual-power-plant.capacity": total("vpp.adjustable-capacity"),
    "microgrid.count": count(("microgrid.state",)),
    "housing.destocking-months": ratio(("housing.stock-area",), ("housing.sold-area",)),
    "housing.sales.growth": growth("housing.sold-area"),
    "housing.price-index": Law(rising=("housing.price.new.yoy", "housing.price.new.mom"), low=-100),
    "housing.price-index.second-hand": Law(rising=("housing.price.second-hand.yoy", "housing.price.second-hand.mom"), low=-100),
    "housing.vouchers": total("housing.vouchers.issued"),
    "housing.vouchers.redeemed-share": ratio(("housing.vouchers.redeemed",), ("housing.vouchers.issued",)),
    "housing.delivery-rate": ratio(("housing.delivery.done",), ("housing.delivery.due",)),
    "housing.trade-in": total("housing.trade-in.closed"),
    "provident-fund.loan-rate": ratio(("provident-fund.loans",), ("provident-fund.deposits",)),
    "hotline.12345.response": ratio(("hotline.accepted-in-time",), ("hotline.assigned",)),
    "hotline.12345.resolution": ratio(("hotline.solved",), ("hotline.revisited",)),
    "hotline.12345.satisfaction": ratio(("hotline.satisfied",), ("hotline.rated",)),
    "cpi.change": Law(rising=("cpi.month",), units={("cpi.month",): 1}),
    "income.per-capita.growth": growth("income.per-capita"),
    "senior-school.places": ratio(("school.places.general",), ("school.junior-graduates",)),
    "income.low.monitored": Law(low=-1, high=100),
    "households.unassisted-share": Law(low=0, high=100),
    "park.electricity": total("meter.electricity.daily"),
    "park.carbon-intensity": Law(rising=(DIRECT, ELECTRICITY, HEAT), falling=(ENERGY,), units={PARK: 0}, low=0),
    "park.carbon-intensity.market": Law(rising=(DIRECT, ELECTRICITY, HEAT), falling=(ENERGY, GREEN), units={PARK: 0}, low=0),
    "park.clean-energy-share": Law(rising=(GREEN,), falling=(ENERGY,), units={(ENERGY, GREEN): 0}, low=0, high=100),
    "parks.zero-carbon": Law(falling=("park.carbon-intensity.market",), rising=("park.clean-energy-share",), low=1, high=100),
    "projects.rate.filed": Law(low=0, high=100, areas="between"),
    "projects.rate.started": Law(low=0, high=100, areas="between"),
    "projects.rate.producing": Law(low=0, high=100, areas="between"),
    "projects.rate.started-of-planned": Law(rising=STAGE, low=0, high=100, areas="between"),
    "projects.rate.invested": Law(
        rising=("project.invested.total",),
        falling=SIZE,
        units={SIZE: -1, ("project.invested.total",): 1},
        low=0,
        areas="between",
    ),
    "projects.rate.at-capacity": Law(
        rising=("project.output",),
        falling=("project.planned-output",),
        units={("project.output",): 1, ("project.planned-output",): -1},
        low=0,
        areas="between",
    ),
    "projects.filed.over-1bn": count((*STAGE, *SIZE), units={SIZE: 0}, sizes=("size",)),
    "projects.filed.over-5bn": count((*STAGE, *SIZE), units={SIZE: 0}, sizes=("size",)),
    "projects.filed.over-10bn": count((*STAGE, *SIZE), units={SIZE: 0}, sizes=("size",)),
    "projects.major.started": count(STAGE),
    "projects.major.completed": count(STAGE),
    "investment.major-industry": total("project.invested"),
    "developer.red-lines": Law(
        rising=("developer.liabilities", "developer.interest-bearing-debt", "developer.short-term-debt"),
        falling=("developer.cash",),
        units={COLOURS: 0},
        low=0,
        high=3,
    ),
    "production.accidents": count(()),
    "production.accident-deaths": count(("accident.deaths",), units={("accident.deaths",): 1}),
    "production.accidents.major": count(ACCIDENT),
    "arrears.outstanding": total("arrears.owed"),
    "finance.institutions.npl": Law(rising=("bank.npl",), units={("bank.npl",): 1, ("bank.loans",): 0}, areas="between"),
    "storage.capacity": total("storage.power"),
    "water.section.class": Law(rising=SOME_POLLUTANTS, falling=(OXYGEN,), low=0, high=5),
    "water.tli": Law(
        rising=("water.sample.chla", "water.sample.tp", "water.sample.tn", "water.sample.codmn"), falling=("water.sample.secchi",)
    ),
    "water.sections.good-share": Law(falling=("water.section.class",), low=0, high=100, areas="between"),
    "water.sections.meeting-share": Law(falling=("water.section.class",), low=0, high=100, areas="between"),
    "water.tn-class": Law(rising=("water.sample.tn",), low=0, high=5),
    "water.body-grade": Law(rising=SOME_POLLUTANTS, falling=(OXYGEN,), low=0, high=4),
    "taihu.water-class": Law(rising=SOME_POLLUTANTS, falling=(OXYGEN,), low=0, high=5),
    "taihu.bloom-grade": Law(rising=("algae.density", "taihu.bloom-area"), low=0, high=4),
    "taihu.algae": Law(rising=("algae.density",), units={("algae.density",): 1}, areas="between"),
}
"""What holds for each formula; those that make days of shorter readings have theirs in `test_air_day` and `test_meters`."""

BOUNDED = sorted(name for name, law in LAWS.items() if (law.low, law.high) != (float("-inf"), float("inf")))
MOVED = sorted((name, one) for name, law in LAWS.items() for one in (*law.rising, *law.falling))
IN_UNITS = sorted((name, group) for name, law in LAWS.items() for group in law.units or ())
OF_AREAS = sorted(name for name, law in LAWS.items() if law.areas)


def test_every_formula_has_its_law() -> None:
    assert LAWS.keys() == {name for name, formula in FORMULAS.items() if formula.reduce is None}


@pytest.mark.parametrize("formula", sorted(LAWS))
@few
@given(SEEDS)
def test_a_formula_gives_figures_and_never_one_that_is_none(formula: str, seed: int) -> None:
    found = figures(formula, world(formula, seed))
    assert found or formula in (
        "income.low.monitored",
        "households.unassisted-share",
        *(name for name in LAWS if name.startswith("projects.rate")),
    )
    assert all(isfinite(value) for value in found.values())


@pytest.mark.parametrize("formula", sorted(LAWS))
@few
@given(SEEDS)
def test_what_comes_later_changes_no_figure_before(formula: str, seed: int) -> None:
    whole = world(formula, seed)
    known, then = figures(formula, whole), figures(formula, until(whole, date(2026, 2, 14) if "air" in formula else date(2026, 2, 28)))
    assert then.items() <= known.items()


@pytest.mark.parametrize(("formula", "name"), MOVED)
@few
@given(SEEDS, MORE)
def test_more_of_an_input_moves_the_last_figure_one_way_only(formula: str, name: str, seed: int, more: float) -> None:
    before = world(formula, seed)
    after = more_at_last(before, [name], _more(name, more))
    one, other = figures(formula, before), figures(formula, after)
    if one and other:
        change = other[max(other)] - one[max(one)]
        assert change >= -1e-9 * abs(one[max(one)]) if name in LAWS[formula].rising else change <= 1e-9 * abs(one[max(one)])


def _more(name: str, more: float) -> float:
    return 1.0 if worlds.CATALOGUE.indicators[name].classes else more


@pytest.mark.parametrize(("formula", "group"), IN_UNITS)
@few
@given(SEEDS, UNITS)
def test_a_figure_follows_the_unit_of_its_inputs_and_nothing_else(formula: str, group: Names, seed: int, times: float) -> None:
    law, values = LAWS[formula], world(formula, seed)
    power = (law.units or {})[group]
    sizes = {name: FORMULAS[formula].parameters[name] * times for name in law.sizes}
    expected = {key: pytest.approx(value * times**power, rel=1e-9, abs=1e-9) for key, value in figures(formula, values).items()}
    assert figures(formula, scaled(values, group, times), sizes) == expected


@pytest.mark.parametrize("formula", BOUNDED)
@few
@given(SEEDS)
def test_a_figure_keeps_its_bounds(formula: str, seed: int) -> None:
    law = LAWS[formula]
    assert all(law.low - 1e-9 <= value <= law.high + 1e-9 for value in figures(formula, world(formula, seed)).values())


@pytest.mark.parametrize("formula", sorted(LAWS))
@few
@given(SEEDS)
def test_the_names_of_entities_and_their_order_do_not_matter(formula: str, seed: int) -> None:
    values = world(formula, seed)
    expected = {key: pytest.approx(value, rel=1e-12) for key, value in figures(formula, values).items()}
    assert figures(formula, renamed(values)) == expected


@pytest.mark.parametrize("formula", OF_AREAS)
@few
@given(SEEDS, SEEDS)
def test_two_areas_together_are_their_sum_or_lie_between_them(formula: str, seed: int, another: int) -> None:
    one, other = world(formula, seed), world(formula, another)
    first, second, both = (figures(formula, values) for values in (one, other, together(one, other)))
    for key in first.keys() & second.keys() & both.keys():
        parts = sorted((first[key], second[key]))
        if LAWS[formula].areas == "sum":
            assert both[key] == pytest.approx(sum(parts))
        else:
            assert parts[0] - 1e-9 * abs(parts[0]) <= both[key] <= parts[1] + 1e-9 * abs(parts[1])
