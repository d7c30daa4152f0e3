"""Entities brought together by period: silent ones, early ones, and days of months."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.judgement.derivations.over_entities import everyone, last_known, month_means
from shared.judgement.view import Point
from shared.model.period import Period
from tests.unit.judgement.derivations.given import month, points


def days(first: date, values: list[float]) -> list[Point]:
    """Points of days in a row."""
    return [Point(Period.day(first + timedelta(days=count)), value) for count, value in enumerate(values)]


def test_a_silent_entity_keeps_its_last_state() -> None:
    found = last_known({"a": points({"2026-01": 1.0, "2026-02": 2.0}), "b": points({"2026-01": 5.0})})
    assert {name: point.value for name, point in found[Period.parse("2026-02")].items()} == {"a": 2.0, "b": 5.0}


def test_a_period_that_lacks_a_known_entity_is_left_out_once() -> None:
    columns = {
        "a": {point.period: point for point in points(month("2026-01", [1, 2, 3, 4]))},
        "b": {point.period: point for point in points(month("2026-01", [1, 2]))},
        "c": {point.period: point for point in points(month("2026-02", [1, 2, 3]))},
    }
    assert [(period.text, sorted(members)) for period, members in everyone(columns)] == [
        ("2026-01", ["a", "b"]),
        ("2026-02", ["a", "b", "c"]),
        ("2026-04", ["a", "c"]),
    ]


def test_a_month_has_its_mean_when_its_last_day_is_there() -> None:
    june = days(date(2026, 6, 1), [float(day) for day in range(30)])
    assert {period.text: point.value for period, point in month_means(june).items()} == {"2026-06": 14.5}
    assert month_means(june[:-1]) == {}


def test_a_later_day_closes_a_month_that_lacks_its_last() -> None:
    known = [*days(date(2026, 6, 3), [2.0, 4.0]), *days(date(2026, 7, 1), [9.0])]
    assert {period.text: point.value for period, point in month_means(known).items()} == {"2026-06": 3.0}
    assert [period.text for period in month_means(known[:2], known_to=Period.parse("2026-07-01"))] == ["2026-06"]


@given(st.dictionaries(st.integers(0, 80), st.floats(0, 1e9)), st.randoms(use_true_random=False))
def test_a_mean_lies_among_its_days_whatever_their_order(values: dict[int, float], random: object) -> None:
    known = [Point(Period.day(date(2026, 1, 1) + timedelta(days=offset)), value) for offset, value in values.items()]
    means = month_means(known)
    shuffled = list(known)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a Random
    assert {period: point.value for period, point in means.items()} == {p: point.value for p, point in month_means(shuffled).items()}
    for period, point in means.items():
        within = [day.value for day in known if period.start <= day.period.start < period.end]
        assert min(within) <= point.value or point.value == pytest.approx(min(within))
        assert point.value <= max(within) or point.value == pytest.approx(max(within))
