"""Spreads: intervals and chances."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shared.judgement.forecast.spread import Spread, known

ROUNDING = 1e-12
SPREADS = st.builds(Spread, st.floats(-1e6, 1e6), st.floats(0, 1e6), st.integers(1, 30), st.floats(-1e6, 0.0), st.floats(0.0, 1e6))


@given(SPREADS)
def test_intervals_are_nested_around_the_value_and_inside_the_bounds(spread: Spread) -> None:
    inner, outer = spread.interval(0.80), spread.interval(0.95)
    assert spread.floor <= outer.low <= inner.low <= spread.value <= inner.high <= outer.high <= spread.ceiling


@given(SPREADS, st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_more_is_never_likelier_to_be_reached_nor_less_likely_to_be_kept(spread: Spread, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert spread.reaches(low) >= spread.reaches(high) - ROUNDING
    assert spread.stays(low) <= spread.stays(high) + ROUNDING


@given(SPREADS, st.floats(-1e6, 1e6))
def test_chances_are_chances_and_passing_is_no_likelier_than_reaching(spread: Spread, wanted: float) -> None:
    assert 0.0 <= spread.reaches(wanted, strict=True) <= spread.reaches(wanted) <= 1.0
    assert 0.0 <= spread.stays(wanted) <= 1.0


def test_what_is_reached_is_certain_and_what_is_known_decides() -> None:
    assert Spread(50.0, 10.0, 4, floor=40.0).reaches(40.0) == 1.0
    assert Spread(50.0, 10.0, 4, floor=40.0).reaches(40.0, strict=True) < 1.0
    assert Spread(50.0, 10.0, 4, floor=40.0).stays(39.0) == 0.0
    assert (known(5.0).reaches(5.0), known(5.0).reaches(5.0, strict=True), known(5.0).reaches(6.0)) == (1.0, 0.0, 0.0)
    assert (known(5.0).stays(5.0), known(5.0).stays(4.0)) == (1.0, 0.0)
    assert known(5.0).interval(0.95) == (5.0, 5.0)
