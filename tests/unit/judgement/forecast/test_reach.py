"""The last day on which a year's number can still be reached."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from shared.judgement.forecast.reach import reach
from shared.judgement.forecast.track import Track
from tests.unit.judgement.forecast.tracking import EARLIER, INCREMENTS, earlier_years, track

TEN = [[10.0] * 12]


@pytest.mark.parametrize(
    ("wanted", "last_day"),
    [
        (60.0, date(2026, 11, 30)),  # 10 missing: December is enough
        (55.0, date(2026, 12, 15)),  # 5 missing: 16 of December's 31 days, rounded up
        (100.0, date(2026, 7, 31)),  # 50 missing: five months
        (110.0, date(2026, 6, 30)),  # all six months, from the first day on
        (111.0, date(2026, 6, 12)),  # too late now: with 45 reached by May 66 were missing, six months and 18 days of June
    ],
)
def test_the_best_months_are_counted_back_from_the_end_of_the_year(wanted: float, last_day: date) -> None:
    this = track(2026, [10.0, 10.0, 10.0, 5.0, 10.0, 5.0])
    found = reach(this, earlier_years(TEN), wanted)
    assert found is not None
    assert found.best == pytest.approx(110.0)
    assert found.last_day == last_day


def test_what_the_best_pace_never_led_to_has_no_day() -> None:
    found = reach(track(2026, [10.0] * 6), earlier_years(TEN), 500.0)
    assert found is not None
    assert found.best == pytest.approx(120.0)
    assert found.last_day is None


def test_each_month_is_as_good_as_it_ever_was() -> None:
    years = earlier_years([[5.0] * 11 + [45.0], [10.0] * 12])
    found = reach(track(2026, [10.0] * 6), years, 119.0)
    assert found is not None
    # July to November 10, December 45.
    assert found.best == pytest.approx(60.0 + 50.0 + 45.0)


def test_a_month_without_anything_before_is_an_average_one_of_the_best_year() -> None:
    years = earlier_years([[0.0, 0.0, 60.0, 0.0, 0.0, 60.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]])
    found = reach(track(2026, [0.0] * 6), years, 50.0)
    assert found is not None
    assert found.best == pytest.approx(60.0)


def test_a_year_that_leads_takes_its_lead_along() -> None:
    found = reach(track(2026, [20.0] * 6), earlier_years(TEN), 200.0)
    assert found is not None
    assert found.best == pytest.approx(240.0)


def test_without_earlier_years_this_year_s_best_month_counts() -> None:
    found = reach(Track(2026, (2, 3), (10.0, 30.0)), [], 100.0)
    assert found is not None
    assert found.best == pytest.approx(30.0 + 9 * 20.0)


def test_nothing_seen_and_the_end_of_the_year_give_nothing() -> None:
    assert reach(track(2026, [0.0] * 6), [], 100.0) is None
    assert reach(track(2026, [1.0] * 12), [], 100.0) is None


@given(INCREMENTS, st.integers(1, 11), EARLIER, st.floats(1.0, 5000.0), st.floats(1.0, 5000.0))
def test_more_has_to_begin_earlier(increments: list[float], month: int, years: list[list[float]], one: float, other: float) -> None:
    this = track(2026, increments[:month])
    low, high = (reach(this, earlier_years(years), this.totals[-1] + missing) for missing in sorted((one, other)))
    assume(low is not None)
    assert low is not None
    assert high is not None
    assert high.last_day is None or (low.last_day is not None and high.last_day <= low.last_day)


@given(INCREMENTS, st.integers(1, 11), EARLIER, st.floats(1.0, 5000.0))
def test_the_day_is_still_to_come_exactly_when_the_best_suffices(
    increments: list[float], month: int, years: list[list[float]], missing: float
) -> None:
    this = track(2026, increments[:month])
    wanted = this.totals[-1] + missing
    found = reach(this, earlier_years(years), wanted)
    assume(found is not None)
    assert found is not None
    assume(abs(found.best - wanted) > 1e-6 * wanted)
    last_month_end = date(2026 + month // 12, month % 12 + 1, 1)
    assert (found.best > wanted) == (found.last_day is not None and (last_month_end - found.last_day).days <= 1)
