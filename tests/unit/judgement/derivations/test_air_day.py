"""Days from hours: what is valid, and the mean or maximum of it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from shared.judgement.derivations.air_day import Matrix, day_means, highest_hours, highest_windows

HOURS = arrays(np.float64, (3, 24), elements=st.one_of(st.just(0.0), st.floats(1e-6, 1000), st.just(math.nan)))


def day(values: dict[int, float], *, other: float = math.nan) -> Matrix:
    """One day with given values in some hours."""
    return np.array([[values.get(hour, other) for hour in range(24)]])


@pytest.mark.parametrize(("hours", "valid"), [(24, True), (20, True), (19, False), (0, False)])
def test_a_mean_needs_twenty_hours(hours: int, valid: bool) -> None:
    found = day_means(day(dict.fromkeys(range(hours), 30.0)))[0]
    assert found == 30.0 if valid else math.isnan(found)


def test_the_highest_window_is_the_worst_eight_hours_within_the_day() -> None:
    assert highest_windows(day(dict.fromkeys(range(10, 18), 180.0), other=40.0))[0] == 180.0
    assert highest_windows(day(dict.fromkeys(range(20, 24), 180.0), other=40.0))[0] == 110.0


def test_a_window_needs_six_hours_and_a_day_fourteen_windows() -> None:
    assert highest_windows(day(dict.fromkeys(range(3, 22), 90.0)))[0] == 90.0
    assert math.isnan(highest_windows(day(dict.fromkeys(range(8, 22), 90.0)))[0])


def test_fewer_windows_count_above_the_limit() -> None:
    assert highest_windows(day(dict.fromkeys(range(10, 18), 161.0)))[0] == 161.0
    assert math.isnan(highest_windows(day(dict.fromkeys(range(10, 18), 160.0)))[0])
    assert math.isnan(highest_windows(day({10: 900.0, 11: 900.0}))[0])


@given(HOURS)
def test_results_lie_between_the_lowest_and_the_highest_hour(hours: Matrix) -> None:
    for reduce in (day_means, highest_windows, highest_hours):
        for row, found in zip(hours, reduce(hours), strict=True):
            if not math.isnan(found):
                assert np.nanmin(row) * (1 - 1e-9) <= found <= np.nanmax(row) * (1 + 1e-9)


@given(HOURS)
def test_a_day_does_not_look_at_its_neighbours(hours: Matrix) -> None:
    for reduce in (day_means, highest_windows, highest_hours):
        alone = np.concatenate([reduce(row[None, :]) for row in hours])
        assert np.array_equal(reduce(hours), alone, equal_nan=True)


@given(HOURS, st.integers(0, 2), st.integers(0, 23), st.floats(0, 500))
def test_a_higher_hour_never_lowers_a_day(hours: Matrix, row: int, hour: int, more: float) -> None:
    higher = hours.copy()
    higher[row, hour] += more
    for reduce in (day_means, highest_windows, highest_hours):
        one, other = reduce(hours), reduce(higher)
        known = ~np.isnan(one)
        assert (other[known] >= one[known] * (1 - 1e-9)).all()


@given(HOURS, st.sampled_from([2.0, 1024.0]))
def test_a_day_follows_the_unit_of_its_hours(hours: Matrix, times: float) -> None:
    for reduce in (day_means, highest_hours):
        assert np.array_equal(reduce(times * hours), times * reduce(hours), equal_nan=True)
    assert np.array_equal(highest_windows(times * hours, limit=times * 160), times * highest_windows(hours), equal_nan=True)


@given(HOURS, st.permutations(range(24)))
def test_only_windows_depend_on_the_order_of_hours(hours: Matrix, order: list[int]) -> None:
    for reduce in (day_means, highest_hours):
        np.testing.assert_allclose(reduce(hours[:, order]), reduce(hours), rtol=1e-12)
