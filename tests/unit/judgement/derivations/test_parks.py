"""Parks: electricity from meters, CO2 per energy by place and by market, and the zero-carbon line."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping

import numpy as np
import pytest

from shared.judgement.derivations import FORMULAS
from shared.judgement.derivations.meters import sums
from shared.judgement.view import Point
from shared.model.manifests import EntitySpec
from shared.model.manifests.metadata import Names
from shared.model.register import DONE, STARTED
from tests.unit.judgement.derivations.given import Given, Values, month

PARK = "park-a"


def meter(parent: str = PARK) -> EntitySpec:
    """A meter of a park."""
    return EntitySpec(names=Names(zh="电表", en="meter"), type="meter", area="320200", parent=parent)


def days(value: float, *, without: frozenset[int] = frozenset(), number: int = 6) -> dict[str, float]:
    """Equal days of a month of 2026 but for some."""
    return {f"2026-{number:02d}-{day:02d}": value for day in range(1, monthrange(2026, number)[1] + 1) if day not in without}


def each(formula: str, by_indicator: Mapping[str, Values], definitions: Mapping[str, EntitySpec] | None = None) -> list[Point]:
    """What a formula derives of the park."""
    found = FORMULAS[formula]
    assert found.each is not None
    return list(found.each(view(by_indicator, definitions), PARK, found.inputs, found.parameters))


def view(by_indicator: Mapping[str, Values], definitions: Mapping[str, EntitySpec] | None = None) -> Given:
    """A view of the park's values."""
    return Given(by_entity={name: {PARK: values} for name, values in by_indicator.items()}, definitions=definitions or {})


def metered(readings: Mapping[str, Values]) -> list[Point]:
    """The electricity of the park from its meters."""
    found = FORMULAS["park.electricity"]
    assert found.each is not None
    shown = Given(by_entity={"meter.electricity.daily": readings}, definitions={"m1": meter(), "m2": meter(), "other": meter("park-b")})
    return list(found.each(shown, PARK, found.inputs, found.parameters))


def test_a_day_with_gaps_is_made_up_for_and_one_with_many_is_none() -> None:
    whole, gaps, many = np.full(96, 1.5), np.full(96, 1.5), np.full(96, 1.5)
    gaps[:9], many[:10] = np.nan, np.nan
    assert sums(np.array([whole, gaps])).tolist() == pytest.approx([144.0, 144.0])
    assert np.isnan(sums(np.array([many]))[0])


def test_a_month_is_the_sum_of_all_meters_of_the_park() -> None:
    (point,) = metered({"m1": days(100.0), "m2": days(50.0), "other": days(999.0)})
    assert (point.period.text, point.value, point.note) == ("2026-06", 4500.0, "")


def test_missing_days_are_named() -> None:
    (point,) = metered({"m1": days(100.0, without=frozenset({3, 4}))})
    assert point.value == pytest.approx(3000.0)
    assert point.note == "missing 2 of 30 from 2026-06-03"
    assert metered({"m1": days(100.0, without=frozenset(range(3, 8)))}) == []


def test_a_month_waits_for_its_end_and_for_every_meter() -> None:
    assert metered({"m1": days(100.0, without=frozenset({30}))}) == []
    later = {"m1": {**days(100.0), **days(100.0, number=7)}, "m2": days(50.0)}
    assert [point.period.text for point in metered(later)] == ["2026-06"]


USE = {"park.energy": {"2026-06": 10_000.0}, "park.direct-emissions": {"2026-06": 500.0}, "park.electricity": {"2026-06": 10e6}}


def test_intensity_by_the_factor_of_the_place_names_an_older_factor() -> None:
    (point,) = each("park.carbon-intensity", USE)
    assert point.value == pytest.approx((500 + 10e6 * 0.5827 / 1000) / 10_000)
    assert point.note == "factor of 2023"


def test_green_electricity_counts_by_the_market_alone() -> None:
    green = {**USE, "park.green-electricity": {"2026-06": 8e6}}
    assert each("park.carbon-intensity", green)[0].value == each("park.carbon-intensity", USE)[0].value
    assert each("park.carbon-intensity.market", green)[0].value == pytest.approx((500 + 2e6 * 0.6096 / 1000) / 10_000)


def test_a_gap_in_what_is_reported_otherwise_stays_a_gap() -> None:
    heat = {**USE, "park.purchased-heat": {"2026-05": 100.0}}
    assert each("park.carbon-intensity", heat) == []
    assert each("park.carbon-intensity", {name: values for name, values in USE.items() if name != "park.direct-emissions"}) == []


def zero_carbon(by_indicator: Mapping[str, Values], parameters: Mapping[str, float] | None = None) -> float | None:
    """The last state of the park."""
    found = FORMULAS["parks.zero-carbon"]
    assert found.each is not None
    points = list(found.each(view(by_indicator), PARK, found.inputs, {**found.parameters, **(parameters or {})}))
    return points[-1].value if points else None


@pytest.mark.parametrize(
    ("intensity", "monthly_tce", "state"),
    [(0.20, 50_000.0, DONE), (0.21, 50_000.0, STARTED), (0.30, 100_000.0, DONE), (0.31, 100_000.0, STARTED)],
)
def test_the_line_follows_the_size_of_the_park(intensity: float, monthly_tce: float, state: float) -> None:
    year = {"park.carbon-intensity.market": month("2026-01", [intensity] * 12), "park.energy": month("2026-01", [monthly_tce] * 12)}
    last = each("parks.zero-carbon", year)[-1]
    assert (last.period.text, last.value, last.note) == ("2026-12", state, "")


def test_less_than_a_year_is_an_estimate() -> None:
    part = {"park.carbon-intensity.market": month("2026-01", [0.1] * 3), "park.energy": month("2026-01", [50_000.0] * 3)}
    assert [point.note for point in each("parks.zero-carbon", part)] == ["estimate"] * 3


def test_the_clean_share_is_green_electricity_over_all_energy() -> None:
    (point,) = each("park.clean-energy-share", {"park.energy": {"2026-06": 2458.0}, "park.green-electricity": {"2026-06": 10e6}})
    assert point.value == pytest.approx(50.0)


@pytest.mark.parametrize(("least", "state"), [({}, DONE), ({"clean-share": 90.0}, DONE), ({"clean-share": 90.1}, STARTED)])
def test_a_plan_may_ask_for_clean_energy_too(least: dict[str, float], state: float) -> None:
    year = {"park.carbon-intensity.market": month("2026-01", [0.1] * 12), "park.energy": month("2026-01", [50_000.0] * 12)}
    assert zero_carbon(year | {"park.clean-energy-share": month("2026-01", [80.0, 100.0] * 6)}, least) == state


def test_a_month_without_the_clean_share_that_is_asked_for_is_none() -> None:
    year = {"park.carbon-intensity.market": {"2026-01": 0.1}, "park.energy": {"2026-01": 50_000.0}}
    assert zero_carbon(year) == DONE
    assert zero_carbon(year, {"clean-share": 90.0}) is None
