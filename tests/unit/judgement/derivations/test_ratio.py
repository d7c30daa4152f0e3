"""What each side of a ratio did to its change."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.judgement.derivations.ratio import effects

WHOLE = st.integers(1, 10**9).map(Fraction)
SIDES = st.tuples(WHOLE, WHOLE)


def test_more_debt_and_less_revenue_are_told_apart() -> None:
    by_debt, by_resources = effects((1080.0, 900.0), (1200.0, 800.0))
    assert (100 * by_debt, 100 * by_resources) == pytest.approx((14.1667, 15.8333), abs=1e-4)


@given(SIDES, SIDES)
def test_both_effects_add_up_to_the_change_exactly(before: tuple[Fraction, Fraction], now: tuple[Fraction, Fraction]) -> None:
    assert sum(effects(before, now)) == now[0] / now[1] - before[0] / before[1]


@given(SIDES, SIDES)
def test_the_way_back_undoes_the_way_there(before: tuple[Fraction, Fraction], now: tuple[Fraction, Fraction]) -> None:
    assert effects(before, now) == tuple(-effect for effect in effects(now, before))


@given(SIDES, WHOLE)
def test_a_side_that_did_not_move_had_no_effect(before: tuple[Fraction, Fraction], other: Fraction) -> None:
    assert effects(before, (other, before[1]))[1] == 0
    assert effects(before, (before[0], other))[0] == 0


@given(SIDES, SIDES, WHOLE)
def test_effects_do_not_depend_on_the_unit(before: tuple[Fraction, Fraction], now: tuple[Fraction, Fraction], scale: Fraction) -> None:
    scaled = effects((before[0] * scale, before[1] * scale), (now[0] * scale, now[1] * scale))
    assert scaled == effects(before, now)
