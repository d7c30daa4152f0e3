"""Figures of a year from its days: published examples, validity, and a comparison across the change of the standard."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.judgement.derivations.air_index import Concentrations
from shared.judgement.derivations.air_standard import AIR_2012, AIR_2026
from shared.judgement.derivations.air_year import (
    a_year_later,
    composite_index,
    good_share,
    indices_under,
    is_short,
    mean,
    percentile,
)

VALUES = st.lists(st.floats(0, 1000), min_size=1, max_size=40)
CLEAN: Concentrations = {"so2": 5, "no2": 20, "co": 0.5, "pm10": 30, "pm25": 15, "o3": 80}


def days(first: date, pm25: list[float]) -> dict[date, Concentrations]:
    """Days in a row, clean but for PM2.5."""
    return {first + timedelta(days=offset): {**CLEAN, "pm25": value} for offset, value in enumerate(pm25)}


def test_the_share_of_the_published_example() -> None:
    assert good_share([80.0] * 352 + [120.0] * 13) == pytest.approx(96.4, abs=0.05)


def test_a_percentile_lies_between_neighbours() -> None:
    assert percentile(range(1, 11), 90) == pytest.approx(9.1)
    assert percentile([7.0], 90) == 7.0


@given(VALUES, st.floats(0, 100))
def test_a_percentile_is_free_of_order_and_that_of_numpy(values: list[float], percent: float) -> None:
    assert percentile(values, percent) == percentile(reversed(values), percent)
    assert percentile(values, percent) == pytest.approx(float(np.percentile(values, percent)), abs=1e-6)


@given(VALUES)
def test_means_are_free_of_order(values: list[float]) -> None:
    assert mean(values) == mean(values[::-1])
    assert 0 <= good_share(values) <= 100


def test_unchanged_air_turns_from_good_to_polluted_with_the_standard() -> None:
    found = indices_under(days(date(2026, 2, 28), [70.0, 70.0]))
    assert found == {date(2026, 2, 28): 94, date(2026, 3, 1): 110}


def test_last_year_is_judged_by_the_standards_of_this_year() -> None:
    assert (a_year_later(date(2025, 2, 28)), a_year_later(date(2025, 3, 1))) == (AIR_2012, AIR_2026)
    assert a_year_later(date(2024, 2, 29)) is AIR_2012
    before = days(date(2025, 2, 28), [70.0, 70.0])
    assert list(indices_under(before).values()) == [94, 94]
    assert list(indices_under(before, a_year_later).values()) == [94, 110]


def test_days_without_a_published_index_do_not_count() -> None:
    assert indices_under({date(2026, 5, 1): {"pm25": 20.0}, date(2026, 5, 2): {"pm25": 70.0}}) == {date(2026, 5, 2): 110}


def test_the_composite_index_is_the_weighted_sum_over_limits() -> None:
    at_limits = {**AIR_2026.limits}
    assert composite_index(at_limits, AIR_2026) == 10.0
    assert composite_index({**AIR_2012.limits}, AIR_2012) == 6.0
    assert composite_index({**at_limits, "pm25": 15.0}, AIR_2026) == 8.5
    del at_limits["o3"]
    assert composite_index(at_limits, AIR_2026) is None


@pytest.mark.parametrize(
    ("valid", "months", "short"),
    [
        ({1: 27, 2: 25}, 2, False),
        ({1: 26, 2: 28}, 2, True),
        ({1: 31, 2: 24}, 2, True),
        ({1: 31}, 2, True),
        (dict.fromkeys(range(1, 13), 27), 12, False),
        ({**dict.fromkeys(range(1, 13), 27), 2: 25}, 12, True),
    ],
)
def test_too_few_days_are_flagged(valid: dict[int, int], months: int, short: bool) -> None:
    assert is_short(valid, months) is short
