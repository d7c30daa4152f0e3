"""Low-income households: the lines, and the list of those that are kept in sight."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.judgement.derivations.low_income import Hardship, Household, Lines, hardship
from tests.unit.judgement.derivations.given import Given, month

AMOUNT = st.floats(0, 1e5)
HOUSEHOLDS = st.builds(Household, AMOUNT, AMOUNT, st.integers(1, 9).map(float), st.sampled_from([0.0, 1.0]), st.sampled_from([0.0, 1.0]))


def home(income: float, rigid: float = 0.0, members: float = 1.0, property_over_limit: float = 0.0) -> Household:
    return Household(income, rigid, members, property_over_limit, 0.0)


@pytest.mark.parametrize(
    ("household", "found"),
    [
        (home(1166.99), Hardship.SUBSISTENCE),
        (home(1167.0), Hardship.EDGE),
        (home(1750.0), Hardship.EDGE),
        (home(1750.5), None),
        (home(1750.5, rigid=1000.0), Hardship.RIGID_SPENDING),
        (home(1750.5, rigid=1000.0, members=2.0), None),
        (home(6266.66, rigid=4000.0), Hardship.RIGID_SPENDING),
        (home(6266.67, rigid=4000.0), None),
        (home(0.0, property_over_limit=1.0), None),
    ],
)
def test_the_lines_of_wuxi(household: Household, found: Hardship | None) -> None:
    assert hardship(household) is found


@given(HOUSEHOLDS, st.floats(0, 1e5))
def test_less_income_is_never_less_hardship(household: Household, less: float) -> None:
    poorer = household._replace(income=max(household.income - less, 0.0))
    before, now = hardship(household), hardship(poorer)
    assert before is None or (now is not None and now <= before)


@given(HOUSEHOLDS, st.sampled_from([2.0, 0.5]))
def test_only_amounts_against_the_lines_count(household: Household, scale: float) -> None:
    lines = Lines()
    scaled = lines._replace(subsistence=scale * lines.subsistence, income=scale * lines.income)
    dearer = household._replace(income=scale * household.income, rigid_spending=scale * household.rigid_spending)
    assert hardship(dearer, scaled) is hardship(household)


def test_the_list_has_households_in_hardship_helped_ones_done_and_risen_ones_struck_off() -> None:
    view = Given(
        by_entity={
            "household.income": {
                "h1": {"2026-01": 1000.0, "2026-02": 1000.0},
                "h2": {"2026-01": 9000.0, "2026-02": 9000.0},
                "h3": {"2026-01": 5000.0, "2026-02": 1500.0, "2026-03": 8000.0},
            },
            "household.assisted": {"h1": {"2026-02": 1.0}},
        }
    )
    assert view.derive_each("income.low.monitored") == {
        "h1": {"2026-01": 1.0, "2026-02": 100.0},
        "h3": {"2026-02": 1.0, "2026-03": -1.0},
    }
    assert view.derive_each("income.low.monitored", subsistence=900.0, edge=1.0) == {}


def without_help(states: dict[str, list[float]], **parameters: float) -> dict[str, float]:
    """The share without help of households with states from January on."""
    listed = {household: month("2026-01", values) for household, values in states.items()}
    return Given(by_entity={"income.low.monitored": listed}).derive("households.unassisted-share", **parameters)


HELPED = {f"h{number}": [100.0, 100.0, 100.0] for number in range(4)}


def test_a_household_counts_from_the_second_month_without_help_on() -> None:
    assert without_help({**HELPED, "x": [1.0, 1.0, 1.0]}) == {"2026-01": 0.0, "2026-02": 20.0, "2026-03": 20.0}
    assert without_help({**HELPED, "x": [1.0, 100.0, 1.0]}) == {"2026-01": 0.0, "2026-02": 0.0, "2026-03": 0.0}
    assert without_help({**HELPED, "x": [1.0, 1.0, 1.0]}, months=3.0)["2026-02"] == 0.0


def test_one_that_was_struck_off_does_not_count_and_begins_anew() -> None:
    assert without_help({**HELPED, "y": [100.0] * 3, "x": [1.0, -1.0, 1.0]}) == {"2026-01": 0.0, "2026-02": 0.0, "2026-03": 0.0}


def test_a_share_of_fewer_than_five_households_would_tell_of_single_ones() -> None:
    assert without_help(HELPED) == {}
    assert without_help(HELPED, fewest=4.0) == {"2026-01": 0.0, "2026-02": 0.0, "2026-03": 0.0}


def test_a_month_that_lacks_a_household_waits_for_it() -> None:
    found = without_help({**HELPED, "y": [100.0] * 3, "x": [1.0]})
    assert sorted(found) == ["2026-01", "2026-03"]


@given(st.lists(st.lists(st.sampled_from([1.0, 100.0, -1.0]), min_size=4, max_size=4), min_size=5, max_size=8))
def test_help_for_one_household_never_raises_the_share(states: list[list[float]]) -> None:
    listed = {f"h{number}": values for number, values in enumerate(states)}
    helped = {**listed, "h0": [100.0 if value == 1.0 else value for value in listed["h0"]]}
    before, after = without_help(listed), without_help(helped)
    assert before.keys() == after.keys()
    assert all(after[period] <= share for period, share in before.items())
