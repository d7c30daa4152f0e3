"""Levels: the last value, and how it moved before."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.judgement.forecast.level import forecast_level
from shared.judgement.forecast.track import Track

VALUES = st.lists(st.floats(-100.0, 100.0), min_size=12, max_size=12)


def years(*values: list[float]) -> list[Track]:
    """Years up to 2026 by month."""
    first = 2027 - len(values)
    return [Track(first + number, tuple(range(1, len(one) + 1)), tuple(one)) for number, one in enumerate(values)]


def test_a_walk_is_expected_where_it_stands() -> None:
    found = forecast_level(years([5.0, 6.0, 5.0, 6.0, 7.0, 8.0]), mean=False)
    assert found is not None
    assert found.value == 8.0
    # Steps 1, -1, 1, 1, 1: variance 1 a month; neighbours -1, -1, 1, 1 undo nothing on the whole.
    assert found.scale == pytest.approx(math.sqrt(6.0))
    assert found.freedom == 4


def test_noise_that_comes_back_does_not_add_up() -> None:
    found = forecast_level(years([5.0, 6.0] * 5), mean=False)
    assert found is not None
    # Every step undoes the one before: after any number of months the value is at most one step away.
    assert found.scale == pytest.approx(1.0)


def test_a_mean_since_january_settles() -> None:
    # Steps of a mean whose months vary by 1: each is sqrt(1 / a - 1 / b).
    values = [0.0]
    for month in range(1, 10):
        values.append(values[-1] + (-1) ** month * math.sqrt(1 / month - 1 / (month + 1)))
    found = forecast_level(years(values), mean=True)
    assert found is not None
    assert found.scale == pytest.approx(math.sqrt(1.3 * (1 / 10 - 1 / 12)))


def test_what_earlier_years_did_until_december_is_expected_again_as_far_as_it_stands_out() -> None:
    season = [float(abs(month - 6)) * 10 for month in range(1, 13)]
    found = forecast_level(years(season, season, season[:3]), mean=True)
    plain = forecast_level(years(season[:4]), mean=True)
    assert found is not None
    assert plain is not None
    assert season[2] < found.value <= season[11]
    assert plain.value == season[3]


@given(VALUES, st.integers(4, 11), st.floats(-50, 50), st.booleans())
def test_a_shift_of_all_values_shifts_the_forecast(values: list[float], month: int, shift: float, mean: bool) -> None:
    found = forecast_level(years(values[:month]), mean=mean)
    moved = forecast_level(years([one + shift for one in values[:month]]), mean=mean)
    assert found is not None
    assert moved is not None
    assert moved.value == pytest.approx(found.value + shift, abs=1e-6)
    assert moved.scale == pytest.approx(found.scale, abs=1e-6)


@given(VALUES, st.floats(-100, 100))
def test_the_year_s_last_value_is_known(values: list[float], wanted: float) -> None:
    found = forecast_level(years(values), mean=False)
    assert found is not None
    assert found.reaches(wanted) == float(values[-1] >= wanted)


def test_three_steps_are_needed() -> None:
    assert forecast_level(years([1.0, 2.0, 3.0]), mean=False) is None
    assert forecast_level(years([1.0, 2.0, 3.0, 4.0]), mean=False) is not None


def test_a_value_that_never_moved_is_expected_to_stay() -> None:
    found = forecast_level(years([3.0] * 6), mean=False)
    assert found is not None
    assert (found.interval(0.95), found.reaches(3.0), found.reaches(3.1)) == ((3.0, 3.0), 1.0, 0.0)
