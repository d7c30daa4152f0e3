"""Totals of a year: what must hold whatever the numbers, and cases worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from shared.judgement.forecast import LINEAR, Spread, forecast_total
from shared.judgement.forecast.student import probability
from shared.judgement.forecast.track import Track
from tests.unit.judgement.forecast.tracking import EARLIER, INCREMENTS, earlier_years, scaled, track

MONTHS = st.integers(3, 11)
ONGOING = INCREMENTS.filter(lambda year: sum(year[:3]) > 1e-6)


def spread(this: Track, earlier: list[Track]) -> Spread:
    """The spread of a year's total."""
    found = forecast_total(this, earlier)
    assert found is not None
    assert found.spread is not None
    return found.spread


@given(ONGOING, MONTHS, EARLIER)
def test_the_total_never_falls_below_what_is_reached(increments: list[float], month: int, years: list[list[float]]) -> None:
    this = track(2026, increments[:month])
    found = spread(this, earlier_years(years))
    assert this.totals[-1] <= found.interval(0.95).low <= found.interval(0.80).low <= found.value


@given(ONGOING, MONTHS, EARLIER, st.floats(0.0, 1e4), st.floats(0.0, 1e4))
def test_the_chance_falls_with_the_target(increments: list[float], month: int, years: list[list[float]], one: float, other: float) -> None:
    found = spread(track(2026, increments[:month]), earlier_years(years))
    assert found.reaches(min(one, other)) >= found.reaches(max(one, other))


@given(ONGOING, MONTHS, EARLIER, st.floats(0.0, 1000.0), st.floats(1.0, 1e4))
def test_the_chance_rises_with_the_value(increments: list[float], month: int, years: list[list[float]], more: float, wanted: float) -> None:
    less, better = increments[:month], [*increments[: month - 1], increments[month - 1] + more]
    lower = spread(track(2026, less), earlier_years(years))
    assert spread(track(2026, better), earlier_years(years)).reaches(wanted) >= lower.reaches(wanted) - 1e-9


@given(ONGOING, MONTHS, EARLIER, st.floats(1e-3, 1e3), st.floats(1.0, 1e4))
def test_the_unit_makes_no_difference(increments: list[float], month: int, years: list[list[float]], factor: float, wanted: float) -> None:
    this, earlier = track(2026, increments[:month]), earlier_years(years)
    assume(abs(this.totals[-1] - wanted) > 1e-6 * wanted)
    found = spread(this, earlier)
    other = spread(scaled(this, factor), [scaled(one, factor) for one in earlier])
    assert other.value == pytest.approx(factor * found.value, rel=1e-6)
    assert other.reaches(factor * wanted) == pytest.approx(found.reaches(wanted), abs=1e-6)


@given(ONGOING, MONTHS, EARLIER)
def test_a_target_that_is_reached_is_certain(increments: list[float], month: int, years: list[list[float]]) -> None:
    this = track(2026, increments[:month])
    assert spread(this, earlier_years(years)).reaches(this.totals[-1]) == 1.0


@given(INCREMENTS, EARLIER, st.floats(0.0, 1e5))
def test_at_the_end_of_the_year_all_is_decided(increments: list[float], years: list[list[float]], wanted: float) -> None:
    this = track(2026, increments)
    assert spread(this, earlier_years(years)).reaches(wanted) == float(this.totals[-1] >= wanted)


def test_an_even_year_after_an_even_year_goes_on() -> None:
    found = spread(track(2026, [10.0] * 6), earlier_years([[10.0] * 12]))
    assert found.value == pytest.approx(120.0)
    assert 85 < found.interval(0.95).low < found.interval(0.80).low < 115
    assert 125 < found.interval(0.80).high < found.interval(0.95).high < 155


def test_half_a_year_by_hand() -> None:
    # Last year 40 of 100 by June, straight in each half. K = 0.4: P = (0.2 + 0.4) / 1.4 = 0.4286; this year 8 a month. Steps are even, so
    # the pace is 8 / (P / 6) = 112; with one earlier year the lumpiness is 0.01 * 0.05 / (0.05 + 4 * 0.005) = 0.00714, as no step strays.
    last = [40 / 6] * 6 + [10.0] * 6
    found = spread(track(2026, [8.0] * 6), earlier_years([last]))
    decay = [0.8 ** (age + 0.5) for age in range(6)]
    shape = 0.6 / 1.4
    lumpiness = 0.01 * 0.05 / 0.07
    u = lumpiness * (sum(one * one for one in decay) / sum(decay) ** 2 * 6 / shape + 1 / (1.4 * shape))
    counts = 0.0225 / (0.0225 + u)
    rest = (1 - shape) * (counts * 112 + (1 - counts) * 100)
    scale = rest * (0.0225 * (1 - counts) + lumpiness * (1 + 1 / 1.4) / (1 - shape)) ** 0.5
    assert found.centre == pytest.approx(48 + rest)
    assert found.scale == pytest.approx(scale)
    assert found.freedom == 4
    assert found.reaches(110.0) == pytest.approx(1 - probability((110 - 48 - rest) / scale, 4))


def test_without_earlier_years_there_is_no_interval_before_three_values() -> None:
    found = forecast_total(track(2026, [10.0, 10.0]), [])
    assert found is not None
    assert found.value == pytest.approx(120.0)
    assert found.spread is None
    assert forecast_total(track(2026, [10.0, 10.0, 10.0]), []) != found


def test_nothing_yet_and_nothing_before_is_no_forecast() -> None:
    assert forecast_total(track(2026, [0.0] * 5), []) is None


def test_nothing_yet_after_a_year_that_ended_well_leans_on_that_year() -> None:
    found = spread(track(2026, [0.0] * 6), earlier_years([[0.0] * 11 + [100.0]]))
    assert 50 < found.value < 100
    assert found.interval(0.80).low < 60


def test_a_season_of_earlier_years_is_expected_again() -> None:
    late = [1.0] * 6 + [9.0] * 6
    found = spread(track(2026, [1.0] * 6), earlier_years([late, late]))
    assert found.value == pytest.approx(60.0, rel=0.1)


def test_years_that_wander_widen_the_interval() -> None:
    this = track(2026, [5.0] * 6)
    alike = earlier_years([[5.0] * 12] * 3)
    wandering = earlier_years([[8.0] * 6 + [2.0] * 6, [2.0] * 6 + [8.0] * 6, [5.0] * 12])
    assert spread(this, wandering).scale > 3 * spread(this, alike).scale


def test_missing_months_are_one_longer_step() -> None:
    this = Track(2026, (2, 4, 6), (20.0, 40.0, 60.0))
    assert spread(this, []).value == pytest.approx(120.0)


def test_a_plan_of_steps_is_the_shape_without_earlier_years() -> None:
    half = tuple(0.9 * (0.5 if 6 <= month < 12 else float(month == 12)) + 0.1 * linear for month, linear in enumerate(LINEAR))
    found = forecast_total(Track(2026, (3, 5, 6), (0.0, 5.0, 60.0)), [], half)
    assert found is not None
    assert 100 < found.value < 130
