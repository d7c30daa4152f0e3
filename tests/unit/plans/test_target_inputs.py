"""What each target of the first plan is made of, and why some can only be reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs.target_inputs import BESIDE, COUNTED, PUBLISHED, inputs_of, made_of, reason
from shared.model.catalogue import Catalogue
from shared.plans.checking import check_folder

CATALOGUE = Catalogue.from_manifests(check_folder(Path(__file__).parents[3] / "plans" / "wuxi-2026").manifests)
INDICATORS = [target.spec.indicator for _, target in sorted(CATALOGUE.targets.items())]

MADE_OF = {
    "arrears.outstanding": "arrears.owed",
    "carbon.intensity.change": "carbon.total gdp.comparable",
    "cpi.change": "cpi.month",
    "debt.hidden.new": "debt.new-hidden",
    "debt.hidden.resolved": "debt.hidden.paid debt.hidden.plan",
    "debt.ratio": "debt.hidden debt.platform debt.statutory.general debt.statutory.special fiscal.revenue.fund",
    "debt.ratio.official": "debt.hidden debt.statutory.general debt.statutory.special fiscal.revenue.general fiscal.transfers",
    "energy.intensity.change": "energy.total gdp.comparable",
    "finance.institutions.npl": "bank.loans bank.npl",
    "hotline.12345.resolution": "hotline.revisited hotline.solved",
    "hotline.12345.response": "hotline.accepted-in-time hotline.assigned",
    "hotline.12345.satisfaction": "hotline.rated hotline.satisfied",
    "housing.destocking-months": "housing.sold-area housing.stock-area",
    "housing.price-index": "housing.price.new.mom housing.price.new.yoy",
    "housing.price-index.second-hand": "housing.price.second-hand.mom housing.price.second-hand.yoy",
    "housing.sales.growth": "housing.sold-area",
    "housing.trade-in": "housing.trade-in.closed",
    "housing.vouchers": "housing.vouchers.issued",
    "income.low.monitored": "household.assisted household.income household.members household.property-over-limit household.rigid-spending",
    "income.per-capita.growth": "income.per-capita",
    "investment.major-industry": "project.invested",
    "microgrid.count": "microgrid.state",
    "production.accident-deaths": "accident.deaths",
    "production.accidents": "accident.deaths",
    "production.accidents.major": "accident.deaths accident.loss accident.serious-injuries",
    "projects.filed.over-10bn": "project.stage project.total-investment",
    "projects.filed.over-1bn": "project.stage project.total-investment",
    "projects.filed.over-5bn": "project.stage project.total-investment",
    "projects.major.completed": "project.stage",
    "projects.major.started": "project.stage",
    "projects.rate.at-capacity": "project.output project.planned-output project.stage",
    "projects.rate.filed": "project.stage",
    "projects.rate.invested": "project.invested.total project.stage project.total-investment",
    "projects.rate.producing": "project.stage",
    "projects.rate.started": "project.stage",
    "senior-school.places": "school.junior-graduates school.places.general",
    "storage.capacity": "storage.power",
    "virtual-power-plant.capacity": "vpp.adjustable-capacity",
    "taihu.algae": "algae.density",
    "air.good-days": "air.hourly.so2 air.hourly.no2 air.hourly.co air.hourly.o3 air.hourly.pm10 air.hourly.pm25",
    "air.good-days.assigned": "air.hourly.so2 air.hourly.no2 air.hourly.co air.hourly.o3 air.hourly.pm10 air.hourly.pm25",
    "air.ozone": "air.hourly.o3",
    "air.pm25": "air.hourly.pm25",
    "air.pm25.assigned": "air.hourly.pm25",
    "parks.zero-carbon": "meter.electricity park.direct-emissions park.energy park.green-electricity park.purchased-heat",
    "taihu.water-class": "water.sample.tp",
    "water.sections.good-share": "water.sample.nh3n",
}
"""What single readings, ledgers and components lead to; some of them, where a longer list adds nothing."""


@pytest.mark.parametrize("indicator", sorted(set(INDICATORS)))
def test_every_target_leads_to_indicators_that_a_service_takes_in(indicator: str) -> None:
    assert all(CATALOGUE.indicators[name].service for name in made_of(indicator, CATALOGUE))


@pytest.mark.parametrize("indicator", sorted(MADE_OF))
def test_a_target_is_made_of_its_inputs(indicator: str) -> None:
    assert set(MADE_OF[indicator].split()) <= set(made_of(indicator, CATALOGUE))


def test_no_target_is_derived_that_the_list_does_not_know() -> None:
    assert {name for name in INDICATORS if CATALOGUE.indicators[name].derivation} <= MADE_OF.keys()
    assert MADE_OF.keys() <= set(INDICATORS)


def test_every_figure_that_is_only_reported_has_its_reason() -> None:
    reported = {name for name in INDICATORS if CATALOGUE.indicators[name].derivation is None}
    assert all(reason(name, CATALOGUE) for name in reported)
    assert PUBLISHED.keys() | COUNTED.keys() <= reported, "no reason for what is derived"


def test_every_component_is_read_or_shown_beside() -> None:
    read = {name for spec in CATALOGUE.indicators.values() if spec.derivation for name in inputs_of(spec.derivation)}
    own = {name for name, spec in CATALOGUE.indicators.items() if spec.derivation} | set(INDICATORS)
    assert set(CATALOGUE.indicators) - read - own == BESIDE.keys()
