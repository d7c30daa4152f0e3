"""Conventions of statistics offices."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.judgement.derivations.formula import Series
from shared.judgement.derivations.statistics import last_december, on_last_year, since_january, single_months, trailing_year
from shared.judgement.view import Point
from shared.model.period import Period
from tests.unit.judgement.derivations.given import Values, month, points

MONTHS = st.lists(st.integers(0, 10**6), min_size=1, max_size=24)


def series(values: Values) -> Series:
    return {point.period: point for point in points(values)}


def shown(found: Series) -> dict[str, float]:
    return {period.text: point.value for period, point in found.items()}


@given(MONTHS)
def test_months_become_sums_since_january_and_months_again(months: list[int]) -> None:
    single = month("2024-01", months)
    assert shown(single_months(since_january(series(single)))) == single


@given(MONTHS)
def test_sums_begin_anew_in_january_and_never_fall_within_a_year(months: list[int]) -> None:
    sums = since_january(series(month("2024-01", months)))
    for period, point in sums.items():
        assert point.value >= (sums[period.shift(-1)].value if period.ordinal % 12 else 0)


def test_a_sum_waits_for_every_month_before_it() -> None:
    assert shown(since_january(series({"2026-01": 1.0, "2026-03": 3.0}))) == {"2026-01": 1.0}


def test_a_february_without_a_january_covers_both_and_says_so() -> None:
    months = single_months(series({"2026-02": 70.0, "2026-03": 110.0}))
    assert {period.text: (point.value, point.note) for period, point in months.items()} == {
        "2026-02": (70.0, "january-february"),
        "2026-03": (40.0, ""),
    }
    assert shown(since_january(months)) == {"2026-02": 70.0, "2026-03": 110.0}
    assert {point.note for point in since_january(months).values()} == {""}


def test_a_month_without_the_one_before_is_not_worked_out() -> None:
    assert shown(single_months(series({"2026-01": 5.0, "2026-04": 20.0, "2026-05": 26.0}))) == {"2026-01": 5.0, "2026-05": 6.0}


def test_a_month_after_a_sum_that_was_restated_says_that_it_is_none() -> None:
    may = Period.parse("2026-05")
    stated = {may: Point(may, 48.0, revision=1, received_ms=900), may.shift(1): Point(may.shift(1), 60.0, received_ms=700)}
    assert single_months(stated)[may.shift(1)].note == "restated"
    caught_up = {may: stated[may], may.shift(1): Point(may.shift(1), 59.0, revision=1, received_ms=950)}
    assert single_months(caught_up)[may.shift(1)].note == ""


@given(st.lists(st.integers(0, 10**6), min_size=24, max_size=24))
def test_twelve_months_are_the_sum_of_the_last_twelve_single_ones(months: list[int]) -> None:
    since = since_january(series(month("2024-01", months)))
    for period, point in trailing_year(since):
        last = period.ordinal - Period.parse("2024-01").ordinal
        assert point.value == sum(months[last - 11 : last + 1])


@pytest.mark.parametrize(("period", "base"), [("2026-12", "2025-12"), ("2026-01", "2025-12"), ("2026-Q3", "2025-Q4"), ("2026", "2025")])
def test_the_last_december_is_the_end_of_the_year_before(period: str, base: str) -> None:
    assert last_december(Period.parse(period)).text == base


def test_growth_is_the_change_on_the_same_period_of_last_year() -> None:
    found = on_last_year(series({"2024-12": 4284.06, "2025-06": 1.0, "2025-12": 4418.47}))
    assert [(point.period.text, round(point.value, 1)) for point in found] == [("2025-12", 3.1)]
