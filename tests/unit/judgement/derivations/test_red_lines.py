"""三道红线: lines, colours, and what never changes a colour."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.judgement.derivations import FORMULAS
from shared.judgement.derivations.red_lines import GROWTH_CAPS, Balance, colour, passed
from tests.unit.judgement.derivations.given import Given

AMOUNT = st.integers(0, 10**6).map(float)
BALANCES = st.builds(Balance, *[AMOUNT] * 7)
SOUND = Balance(liabilities=850, advance_receipts=500, assets=1000, debt=250, short_term_debt=100, cash=100, equity=150)
"""On all three lines: 350 / 500 = 70 %, 150 / 150 = 100 %, 100 / 100 = 1."""


def test_on_the_lines_is_green_and_allows_the_most_growth() -> None:
    assert passed(SOUND) == (False, False, False)
    assert GROWTH_CAPS[colour(SOUND)] == 15.0


@pytest.mark.parametrize(
    ("change", "lines", "cap"),
    [
        ({"liabilities": 850.1}, (True, False, False), 10.0),
        ({"debt": 250.1}, (False, True, False), 10.0),
        ({"short_term_debt": 100.1}, (False, False, True), 10.0),
        ({"cash": 99.9}, (False, True, True), 5.0),
        ({"advance_receipts": 250.0, "cash": 90.0}, (True, True, True), 0.0),
        ({"equity": 0.0}, (False, True, False), 10.0),
        ({"short_term_debt": 0.0}, (False, False, False), 15.0),
    ],
)
def test_each_line_that_is_passed_costs_a_colour(change: dict[str, float], lines: tuple[bool, bool, bool], cap: float) -> None:
    balance = SOUND._replace(**change)
    assert passed(balance) == lines
    assert GROWTH_CAPS[colour(balance)] == cap


@given(BALANCES, st.sampled_from([0.25, 8.0, 1024.0]))
def test_a_colour_does_not_depend_on_the_unit(balance: Balance, scale: float) -> None:
    assert colour(Balance(*(scale * amount for amount in balance))) == colour(balance)


@given(BALANCES, AMOUNT)
def test_more_cash_is_never_worse_and_more_debt_never_better(balance: Balance, more: float) -> None:
    assert colour(balance._replace(cash=balance.cash + more)) <= colour(balance)
    assert colour(balance._replace(debt=balance.debt + more)) >= colour(balance)
    assert colour(balance._replace(short_term_debt=balance.short_term_debt + more)) >= colour(balance)


@given(BALANCES)
def test_there_are_four_colours(balance: Balance) -> None:
    assert 0 <= colour(balance) <= 3


def test_a_developer_has_a_colour_in_each_quarter_with_a_whole_balance_sheet() -> None:
    inputs = FORMULAS["developer.red-lines"].inputs
    sheets = {name: {"a": {"2026-Q1": amount, "2026-Q2": amount}} for name, amount in zip(inputs, SOUND, strict=True)}
    sheets["developer.cash"] = {"a": {"2026-Q2": 99.9}, "b": {"2026-Q2": 1.0}}
    assert Given(by_entity=sheets).derive_each("developer.red-lines") == {"a": {"2026-Q2": 2.0}}
    assert Given(by_entity=sheets).derive_each("developer.red-lines", gearing=101.0, cash=99.0) == {"a": {"2026-Q2": 0.0}}
