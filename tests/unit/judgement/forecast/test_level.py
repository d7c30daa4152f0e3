"""Levels: the last value, and how it moved before."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import accumulate

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


def since_january(months: list[float]) -> Iterator[float]:
    """Means since January."""
    return (total / count for count, total in enumerate(accumulate(months), 1))


def test_a_walk_is_expected_where_it_stands() -> None:
    found = forecast_level(years([5.0, 6.0, 5.0, 6.0, 7.0, 8.0]), mean=False)
    assert found is not None
    assert found.value == 8.0
    # Steps 1, -1, 1, 1, 1: variance 1 a month; neighbours -1, -1, 1, 1 undo nothing on the whole.
    assert found.scale == pytest.approx(math.sqrt(6.0))
    assert found.freedom == 5


def test_noise_is_smoothed_and_does_not_add_up() -> None:
    found = forecast_level(years([5.0, 6.0] * 5), mean=False)
    assert found is not None
    # Nine steps, each undone: correlation -8/9 * 9/13, cut off at -0.5; a surprise stays by the least share, 0.2.
    assert found.scale == pytest.approx(math.sqrt((1 + 0.2**2) / (1 + 0.8**2)))
    assert 5.2 < found.value < 5.8


def test_a_mean_since_january_is_forecast_by_its_months() -> None:
    # The months alone are 4, 4, 8, 8, 4, 4, 8, 8: steps 0, 4, 0, -4, 0, 4, 0 do not undo their neighbours, so that 8 is to stay.
    months = [4.0, 4.0, 8.0, 8.0] * 2
    found = forecast_level(years(list(since_january(months))), mean=True)
    assert found is not None
    assert found.value == pytest.approx((8 * 6 + 4 * 8) / 12)
    # 48 / 7 a month; what comes in September stays for four months, in October for three.
    assert found.scale == pytest.approx(math.sqrt(48 / 7 * (16 + 9 + 4 + 1)) / 12)


def test_a_mean_settles_as_the_year_goes_on() -> None:
    months = [4.0, 8.0, 5.0, 7.0, 6.0, 4.0, 8.0, 5.0, 7.0, 6.0, 5.0]
    means = list(since_january(months))
    scales = [found.scale for count in range(6, 12) if (found := forecast_level(years(means[:count]), mean=True)) is not None]
    assert scales == sorted(scales, reverse=True)
    assert scales[-1] < scales[0] / 2


def test_a_season_is_expected_again() -> None:
    season = [float(abs(month - 6)) * 10 for month in range(1, 13)]
    found = forecast_level(years(season, season, season, season[:3]), mean=False)
    assert found is not None
    assert found.value == pytest.approx(season[11])
    assert found.scale == pytest.approx(0.0, abs=1e-6)


def test_a_drift_goes_on_as_far_as_it_stands_out() -> None:
    wavering = [0.0, 1.5, 1.0, 3.5, 4.0, 4.5, 6.5, 6.0, 8.5, 9.0, 9.5, 11.5]
    found = forecast_level(years(wavering, [12.0 + one for one in wavering], [24.0 + one for one in wavering[:6]]), mean=False)
    assert found is not None
    assert 33.0 < found.value < 36.5


def test_quarters_are_steps_of_one() -> None:
    quarters = Track(2025, (3, 6, 9, 12), (1.0, 2.0, 1.0, 2.0))
    found = forecast_level([quarters, Track(2026, (3, 6), (3.0, 4.0))], mean=False)
    assert found is not None
    # Steps 1, -1, 1, 1, 1 of three months each; two are to come.
    assert found.scale > 0
    assert found.value > 3.0


@given(VALUES, st.integers(4, 11), st.floats(-50, 50), st.booleans())
def test_a_shift_of_all_values_shifts_the_forecast(values: list[float], month: int, shift: float, mean: bool) -> None:
    found = forecast_level(years(values[:month]), mean=mean)
    moved = forecast_level(years([one + shift for one in values[:month]]), mean=mean)
    assert found is not None
    assert moved is not None
    assert moved.value == pytest.approx(found.value + shift, abs=1e-6)
    assert moved.scale == pytest.approx(found.scale, abs=1e-6)


@given(VALUES, VALUES, st.integers(1, 11), st.floats(1e-3, 1e3), st.booleans())
def test_the_unit_makes_no_difference(last: list[float], values: list[float], month: int, factor: float, mean: bool) -> None:
    found = forecast_level(years(last, values[:month]), mean=mean)
    other = forecast_level(years([factor * one for one in last], [factor * one for one in values[:month]]), mean=mean)
    assert found is not None
    assert other is not None
    assert other.value == pytest.approx(factor * found.value, rel=1e-6, abs=1e-6 * factor)
    # The scale is a root of differences of squares: what is rounded away of the largest value comes back as its root.
    size = factor * max(1.0, *map(abs, [*last, *values]))
    assert other.scale == pytest.approx(factor * found.scale, rel=1e-5, abs=1e-5 * size)


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
