"""Rules of housing at their lines: sales, vouchers, delivery, red lines, the provident fund."""

from __future__ import annotations

import pytest

from tests.unit.judgement.derivations.given import month
from tests.unit.judgement.rules.ruled import RULES, severity, told, walked

SALES = RULES["housing.sales-collapse"]


@pytest.mark.parametrize(("growth", "word"), [(-29.9, ""), (-30.0, "yellow"), (-49.9, "yellow"), (-50.0, "orange"), (-50.1, "orange")])
def test_sales_collapse_from_30_percent_on(growth: float, word: str) -> None:
    found = walked(SALES, {"housing.sales.growth": month("2026-05", [growth, growth])})
    assert [one.severity.word for one in found] == ([word] if word else [])


@pytest.mark.parametrize(("after", "state"), [(-25.0, "raised"), (-20.0, "raised"), (-19.9, "resolved")])
def test_a_collapse_takes_two_months_and_ends_within_20_percent(after: float, state: str) -> None:
    assert told(walked(SALES, {"housing.sales.growth": month("2026-04", [-35.0, -25.0, -35.0])})) == []
    found = told(walked(SALES, {"housing.sales.growth": month("2026-04", [-35.0, -35.0, after])}))
    assert [one[:3] for one in found] == [("2026-05", "2026-06", state)]


@pytest.mark.parametrize(("share", "word"), [(60.0, ""), (59.9, "yellow"), (40.0, "yellow"), (39.9, "orange")])
def test_vouchers_that_are_not_redeemed(share: float, word: str) -> None:
    assert severity("housing.vouchers-unredeemed", {"housing.vouchers.redeemed-share": share}) == word
    assert walked(RULES["housing.vouchers-unredeemed"], {"housing.vouchers.redeemed-share": {"2026-02": share}}) == ()


@pytest.mark.parametrize(("share", "state"), [(64.9, "raised"), (65.0, "resolved")])
def test_vouchers_are_redeemed_again_from_65_percent(share: float, state: str) -> None:
    found = walked(RULES["housing.vouchers-unredeemed"], {"housing.vouchers.redeemed-share": month("2026-05", [59.0, share])})
    assert [one.state.word for one in found] == [state]


@pytest.mark.parametrize(
    ("rate", "word"),
    [(95.0, ""), (94.9, "yellow"), (90.0, "yellow"), (89.9, "orange"), (80.0, "orange"), (79.9, "red")],
)
def test_homes_that_are_not_delivered(rate: float, word: str) -> None:
    assert severity("housing.delivery", {"housing.delivery-rate": rate}) == word


@pytest.mark.parametrize(("colour", "word"), [(0.0, ""), (1.0, ""), (2.0, "orange"), (3.0, "red")])
def test_two_red_lines_are_orange_and_three_are_red(colour: float, word: str) -> None:
    found = walked(RULES["housing.red-lines"], {"developer.red-lines": {"2026-Q2": colour}}, entity="d")
    assert [one.severity.word for one in found] == ([word] if word else [])


@pytest.mark.parametrize(("rate", "word"), [(84.9, ""), (85.0, "yellow"), (90.0, "yellow"), (90.1, "orange")])
def test_a_provident_fund_that_is_nearly_lent_out(rate: float, word: str) -> None:
    assert severity("housing.loan-rate", {"provident-fund.loan-rate": rate}) == word


@pytest.mark.parametrize(("rate", "state"), [(84.9, "raised"), (84.0, "raised"), (83.9, "resolved")])
def test_a_loan_rate_is_over_below_84_percent(rate: float, state: str) -> None:
    found = walked(RULES["housing.loan-rate"], {"provident-fund.loan-rate": month("2026-05", [86.0, rate])})
    assert [one.state.word for one in found] == [state]
