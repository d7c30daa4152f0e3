"""Readings of a meter in a day or month, with and without gaps."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from shared.judgement.derivations.formula import Matrix
from shared.judgement.derivations.meters import READINGS_A_DAY, span, sums
from shared.model.period import Period

DAYS = arrays(np.float64, (2, READINGS_A_DAY), elements=st.floats(0, 1e6), fill=st.floats(0, 1e6))
DAY = Period.day(date(2026, 6, 3))
FIRST = DAY.ordinal * READINGS_A_DAY
MONTH = Period.month(2026, 6)


def readings(period: Period, value: float = 1.5, without: frozenset[int] = frozenset()) -> dict[int, float]:
    """Equal readings of a whole period but for some positions."""
    first, end = (moment.toordinal() * READINGS_A_DAY for moment in (period.start, period.end))
    return {first + position: value for position in range(end - first) if position not in without}


def test_a_whole_day_and_month_are_their_sums() -> None:
    day = span({**readings(DAY), FIRST - 1: 7.0, FIRST + READINGS_A_DAY: 7.0}, DAY)
    assert (day.total, day.expected, day.whole, day.gaps) == (144.0, 96, True, "")
    month = span(readings(MONTH), MONTH)
    assert (month.total, month.expected) == (4320.0, 30 * 96)
    assert month.estimate() == month.total


def test_missing_readings_are_named_and_made_up_for() -> None:
    found = span(readings(MONTH, without=frozenset({209, 210, 211})), MONTH)
    assert found.gaps == "missing 3 of 2880 from 2026-06-03T04:15"
    assert [period.text for period in found.missing] == ["2026-06-03T04:15", "2026-06-03T04:30", "2026-06-03T04:45"]
    assert found.total < 4320.0
    assert found.estimate() == pytest.approx(4320.0)


def test_too_few_readings_give_no_sum() -> None:
    without = frozenset(range(289))
    assert span(readings(MONTH, without=without), MONTH).estimate() is None
    assert span(readings(MONTH, without=without), MONTH).estimate(0.5) == pytest.approx(4320.0)
    assert span({}, DAY).estimate(0.0) is None


@given(st.dictionaries(st.integers(FIRST - 2, FIRST + READINGS_A_DAY + 1), st.floats(0, 1e6)))
def test_an_estimate_is_never_below_the_readings_that_are_there(values: dict[int, float]) -> None:
    found = span(values, DAY)
    estimate = found.estimate(0.0)
    assert found.present + len(found.missing) == found.expected
    assert found.total == span(dict(sorted(values.items(), reverse=True)), DAY).total
    assert estimate is None if found.present == 0 else estimate is not None and estimate >= found.total


@given(DAYS, st.integers(0, READINGS_A_DAY - 1), st.floats(0, 1e3), st.randoms(use_true_random=False))
def test_a_day_is_free_of_the_order_of_its_readings_and_rises_with_each(days: Matrix, reading: int, more: float, random: object) -> None:
    order = list(range(READINGS_A_DAY))
    random.shuffle(order)  # type: ignore[attr-defined]  # hypothesis gives a `random.Random`
    higher = days.copy()
    higher[:, reading] += more
    np.testing.assert_allclose(sums(days[:, order]), sums(days), rtol=1e-9)
    assert (sums(higher) >= sums(days) * (1 - 1e-9)).all()


@given(DAYS, st.sampled_from([2.0, 1024.0]))
def test_a_day_follows_the_unit_of_its_readings_and_no_other_day(days: Matrix, times: float) -> None:
    assert np.array_equal(sums(times * days), times * sums(days))
    assert np.array_equal(sums(days), np.concatenate([sums(row[None, :]) for row in days]))
