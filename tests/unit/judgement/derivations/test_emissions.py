"""CO2 of a park, the factor of a year, and the line of a zero-carbon park."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.judgement.derivations.emissions import (
    GRID_FACTORS,
    Use,
    clean_share,
    coal_equivalent,
    grid_factor,
    location_based,
    market_based,
    zero_carbon_line,
)

AMOUNTS = st.floats(0, 1e9)
USES = st.builds(Use, energy=AMOUNTS, direct=AMOUNTS, electricity=AMOUNTS, green=AMOUNTS, heat=AMOUNTS)


@pytest.mark.parametrize(("year", "known"), [(2020, None), (2021, 2021), (2022, 2022), (2023, 2023), (2026, 2023)])
def test_a_year_has_its_own_factor_or_the_last_one_published(year: int, known: int | None) -> None:
    found = grid_factor(year)
    assert found == (None if known is None else (known, GRID_FACTORS[known]))


def test_the_published_factor_of_jiangsu() -> None:
    assert location_based(Use(energy=1, direct=0, electricity=1e6), GRID_FACTORS[2023]) == pytest.approx(582.7)


def test_green_electricity_counts_nothing_by_market_and_all_by_place() -> None:
    use = Use(energy=2000.0, direct=100.0, electricity=10e6, green=9.5e6, heat=500.0)
    assert location_based(use, 0.5827) == pytest.approx(100 + 5827 + 55)
    assert market_based(use) == pytest.approx(100 + 304.8 + 55)
    assert market_based(use) / use.energy == pytest.approx(0.2299)


def test_a_million_kilowatt_hours_are_122_9_tonnes_of_coal() -> None:
    assert coal_equivalent(1e6) == pytest.approx(122.9)


@pytest.mark.parametrize(("annual", "line"), [(2e5, 0.20), (999_999, 0.20), (1e6, 0.30), (5e6, 0.30), (1e4, 0.20)])
def test_the_line_by_size_of_the_park(annual: float, line: float) -> None:
    assert zero_carbon_line(annual) == line


@given(USES, st.floats(1, 1e9))
def test_green_electricity_never_adds_co2_and_never_takes_off_more_than_electricity(use: Use, more: float) -> None:
    greener = Use(use.energy, use.direct, use.electricity, use.green + more, use.heat)
    assert use.direct <= market_based(greener) <= market_based(use)
    assert location_based(greener, 0.6) == location_based(use, 0.6)


@given(USES)
def test_the_clean_share_is_a_share(use: Use) -> None:
    share = clean_share(use)
    assert share is None if use.energy == 0 else share is not None and 0 <= share <= 100
