"""Periods: texts and periods are one to one, arithmetic is that of time."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.model.errors import InvalidPeriod
from shared.model.period import Period, PeriodLength, is_range

MINUTES = frozenset({PeriodLength.MINUTE15, PeriodLength.MINUTE5})
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2999, 12, 31))  # noqa: DTZ001 - local times are naive
PERIODS = st.builds(Period.containing, st.sampled_from(PeriodLength), MOMENTS)
COUNTS = st.integers(-500, 500)


@given(PERIODS)
def test_text_and_period_are_one_to_one(period: Period) -> None:
    minutes = period.length if period.length in MINUTES else PeriodLength.MINUTE15
    assert Period.parse(period.text, minutes=minutes) == period


@given(PERIODS, PERIODS)
def test_different_periods_of_a_kind_have_different_texts(one: Period, other: Period) -> None:
    if {one.length, other.length} != MINUTES:
        assert (one.text == other.text) == (one == other)


@given(st.sampled_from(PeriodLength), MOMENTS)
def test_a_period_contains_the_moment_it_was_made_of_and_the_next_one_does_not(length: PeriodLength, moment: datetime) -> None:
    period = Period.containing(length, moment)
    assert period.start <= moment < period.end
    assert period.shift(1).start == period.end
    assert Period.containing(length, period.start) == period
    assert Period.containing(length, period.end - timedelta(microseconds=1)) == period


@given(PERIODS, COUNTS, COUNTS)
def test_shifts_add_up_and_keep_the_order_of_time(period: Period, first: int, second: int) -> None:
    assert period.shift(first).shift(second) == period.shift(first + second)
    assert (period.shift(first) < period.shift(second)) == (first < second)
    assert (period.shift(first).start < period.shift(second).start) == (first < second)


@given(PERIODS)
def test_a_year_before_lies_in_last_year_at_the_same_place(period: Period) -> None:
    before = period.a_year_before()
    assert (before.length, before.calendar_year) == (period.length, period.calendar_year - 1)
    if (period.start.month, period.start.day) != (2, 29):
        assert before.text == period.text.replace(f"{period.calendar_year:04d}", f"{period.calendar_year - 1:04d}", 1)


@given(st.sampled_from(PeriodLength), MOMENTS)
def test_shorter_periods_lie_in_longer_ones(length: PeriodLength, moment: datetime) -> None:
    period = Period.containing(length, moment)
    for longer in (one for one in PeriodLength if one < length):
        around = Period.containing(longer, moment)
        assert around.start <= period.start < period.end <= around.end


@given(PERIODS)
def test_the_last_day_is_the_day_before_its_end_or_of_it(period: Period) -> None:
    assert period.start.date() <= period.last_day <= period.end.date()
    if period.length <= PeriodLength.DAY:
        assert period.last_day == period.end.date() - timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2026", Period.year(2026)),
        ("2026-Q2", Period(PeriodLength.QUARTER, 2026 * 4 + 1)),
        ("2026-07", Period.month(2026, 7)),
        ("2026-07-15", Period.day(date(2026, 7, 15))),
        ("2026-07-15T08", Period(PeriodLength.HOUR, date(2026, 7, 15).toordinal() * 24 + 8)),
        ("2026-07-15T08:15", Period(PeriodLength.MINUTE15, date(2026, 7, 15).toordinal() * 96 + 33)),
        ("2026-01/2026-07", Period.month(2026, 7)),
        ("2024-02-29", Period.day(date(2024, 2, 29))),
    ],
)
def test_the_forms_of_a_period(text: str, period: Period) -> None:
    assert Period.parse(text) == period


def test_five_minutes_are_read_where_the_indicator_has_them() -> None:
    period = Period.parse("2026-07-15T08:05", minutes=PeriodLength.MINUTE5)
    assert (period.length, period.text) == (PeriodLength.MINUTE5, "2026-07-15T08:05")
    assert period.end - period.start == timedelta(minutes=5)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is not one of"),
        ("June", "is not one of"),
        ("2026-7", "is not one of"),
        ("2026-Q5", "is not one of"),
        ("2026-07-15 08", "is not one of"),
        ("2026-07-15T08:15:00", "is not one of"),
        ("1899", "before 1900"),
        ("2026-13", "is not in the calendar"),
        ("2025-02-29", "is not in the calendar"),
        ("2026-07-15T24", "is not in the calendar"),
        ("2026-07-15T08:07", "must begin at a multiple of 15 minutes"),
        ("2026-02/2026-07", "must begin in January"),
        ("2025-01/2026-07", "must begin in January and end in the same year"),
        ("2026-07/2026-01", "must begin in January"),
        ("2026-Q1/2026-Q2", "must be written in months"),
        ("2026-01/", "is not one of"),
        ("2026-01/2026-02/2026-03", "must begin in January"),
    ],
)
def test_what_is_no_period_is_refused_with_a_reason(text: str, words: str) -> None:
    with pytest.raises(InvalidPeriod, match=words):
        Period.parse(text)


def test_the_29th_of_february_is_compared_with_the_28th() -> None:
    assert Period.parse("2024-02-29").a_year_before().text == "2023-02-28"
    assert Period.parse("2024-02-29T13").a_year_before().text == "2023-02-28T13"
    assert Period.parse("2024-02").a_year_before().text == "2023-02"


def test_an_end_is_an_instant_of_the_plans_zone() -> None:
    assert Period.parse("2026-06").end_ms() == 1_782_835_200_000  # 2026-06-30T16:00Z


def test_only_a_range_is_one() -> None:
    assert is_range("2026-01/2026-07")
    assert not is_range("2026-07")


def test_a_length_has_its_word() -> None:
    assert [length.word for length in PeriodLength] == ["year", "quarter", "month", "day", "hour", "minute15", "minute5"]
