"""The index of a day: published test values under both standards, and laws."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.judgement.derivations.air_index import CATEGORIES, Concentrations, day_index, individual_index, rounded
from shared.judgement.derivations.air_standard import AIR_2012, AIR_2026, AIR_2031, ITEMS, STANDARDS, AirStandard, Item, standard_on

CLEAN: Concentrations = {"so2": 5, "no2": 20, "co": 0.5, "pm10": 30, "pm25": 15, "o3": 80}
STANDARD = st.sampled_from(STANDARDS)
AMOUNT = st.floats(0, 3000)


@pytest.mark.parametrize(
    ("item", "concentration", "index_2026", "index_2012"),
    [
        ("pm25", 35, 50, 50),
        ("pm25", 36, 52, 52),
        ("pm25", 60, 100, 82),
        ("pm25", 61, 101, 83),
        ("pm25", 75, 114, 100),
        ("pm25", 76, 115, 102),
        ("pm10", 120, 100, 85),
        ("pm10", 121, 101, 86),
        ("pm10", 150, 112, 100),
        ("o3", 160, 100, 100),
        ("o3", 161, 101, 101),
        ("o3", 800, 300, 300),
        ("o3", 801, 300, 300),
        ("co", 1.1, 28, 28),
        ("no2", 41, 52, 52),
        ("pm25", 500, 500, 500),
        ("pm25", 900, 500, 500),
        ("so2", 0, 0, 0),
    ],
)
def test_individual_indices_of_the_standards(item: Item, concentration: float, index_2026: int, index_2012: int) -> None:
    assert individual_index(item, concentration, AIR_2026) == index_2026
    assert individual_index(item, concentration, AIR_2012) == index_2012


@pytest.mark.parametrize(
    ("item", "concentration", "read"),
    [("pm25", 60.5, 60), ("pm25", 61.5, 62), ("pm25", 60.5000001, 61), ("co", 1.15, 12), ("co", 1.25, 12), ("co", 0.04, 0)],
)
def test_inputs_are_rounded_half_to_even_as_written(item: Item, concentration: float, read: int) -> None:
    assert rounded(item, concentration) == read


@pytest.mark.parametrize(
    ("day", "standard"),
    [
        (date(2010, 1, 1), AIR_2012),
        (date(2026, 2, 28), AIR_2012),
        (date(2026, 3, 1), AIR_2026),
        (date(2030, 12, 31), AIR_2026),
        (date(2031, 1, 1), AIR_2031),
    ],
)
def test_the_day_of_the_data_decides_the_standard(day: date, standard: AirStandard) -> None:
    assert standard_on(day) is standard


def test_a_day_is_as_bad_as_its_worst_item_and_ties_are_all_primary() -> None:
    found = day_index({**CLEAN, "pm25": 61, "o3": 161}, AIR_2026)
    assert found is not None
    assert (found.value, CATEGORIES[found.category], found.primary) == (101, "light-pollution", ("pm25", "o3"))


def test_an_excellent_day_has_no_primary_pollutant() -> None:
    found = day_index({**CLEAN, "o3": 100}, AIR_2026)
    assert found is not None
    assert (found.value, CATEGORIES[found.category], found.primary) == (50, "excellent", ())


@pytest.mark.parametrize(
    ("value", "category"),
    [
        (35, "excellent"),
        (36, "good"),
        (60, "good"),
        (61, "light-pollution"),
        (116, "moderate-pollution"),
        (151, "heavy-pollution"),
        (251, "severe-pollution"),
    ],
)
def test_categories_begin_above_their_lines(value: float, category: str) -> None:
    found = day_index({**CLEAN, "pm25": value}, AIR_2026)
    assert found is not None
    assert CATEGORIES[found.category] == category


def test_a_missing_item_hides_a_good_day_but_not_a_polluted_one() -> None:
    without: dict[Item, float] = {**CLEAN}
    del without["o3"]
    good, polluted = day_index(without, AIR_2026), day_index({**without, "pm25": 61}, AIR_2026)
    assert good is not None
    assert polluted is not None
    assert (good.published, good.missing) == (False, ("o3",))
    assert (polluted.published, polluted.value) == (True, 101)
    assert day_index({}, AIR_2026) is None


def test_the_highest_hour_of_ozone_counts_in_the_daily_report_of_2012_alone() -> None:
    concentrations: Concentrations = {**CLEAN, "o3": 801, "o3-1h": 900}
    old, new = day_index(concentrations, AIR_2012), day_index(concentrations, AIR_2026)
    assert old is not None
    assert new is not None
    assert (old.value, old.primary) == (350, ("o3-1h",))
    assert (new.value, new.primary) == (300, ("o3",))


@given(STANDARD, st.sampled_from(ITEMS), AMOUNT, AMOUNT)
def test_more_of_an_item_is_never_a_lower_index(standard: AirStandard, item: Item, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0 <= individual_index(item, low, standard) <= individual_index(item, high, standard) <= 500


@given(STANDARD, st.dictionaries(st.sampled_from(ITEMS), AMOUNT, min_size=1))
def test_an_index_is_that_of_an_item_whatever_their_order(standard: AirStandard, day: dict[Item, float]) -> None:
    found = day_index(day, standard)
    assert found is not None
    assert found.value in found.individual.values()
    assert found == day_index(dict(reversed(day.items())), standard)
    assert bool(found.primary) == (found.value > 50)


@given(AMOUNT)
def test_the_new_standard_is_never_milder(value: float) -> None:
    for item in ("pm25", "pm10"):
        assert individual_index(item, value, AIR_2026) >= individual_index(item, value, AIR_2012)
