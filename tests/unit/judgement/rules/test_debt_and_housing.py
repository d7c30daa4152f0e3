"""The rules of the first plan at their lines: which value raises what."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from services.demo.data.real import price_index
from shared.judgement.rules import compile_rule
from shared.judgement.verdict import Episode
from shared.model.manifests import RiskRule
from shared.plans.loading import load_folder
from tests.unit.judgement.derivations.given import Given, Values, month

RULES = {one.name: one for one in load_folder(Path(__file__).parents[4] / "plans" / "wuxi-2026" / "rules").manifests}


def episodes(rule: str, values: Mapping[str, Values]) -> tuple[Episode, ...]:
    found = RULES[rule]
    assert isinstance(found, RiskRule)
    return compile_rule(found).walk(Given(values))


def severity(rule: str, values: Mapping[str, float]) -> str:
    found = episodes(rule, {name: {"2026-06": value} for name, value in values.items()})
    return found[0].severity.word if found else ""


@pytest.mark.parametrize(("months", "word"), [(17.9, ""), (18.0, ""), (18.1, "yellow"), (36.0, "yellow"), (36.1, "red")])
def test_exactly_18_months_raise_nothing_and_exactly_36_are_yellow(months: float, word: str) -> None:
    assert severity("housing.destocking", {"housing.destocking-months": months}) == word


def test_stock_and_sales_that_last_exactly_18_months_raise_nothing() -> None:
    sold = month("2025-07", [200_000.1, 199_999.9] * 6)
    for stock, count in ((18 * 200_000.0, 0), (18 * 200_000.0 + 0.01, 1)):
        derived = Given({"housing.stock-area": {"2026-06": stock}, "housing.sold-area": sold}).derive("housing.destocking-months")
        assert len(episodes("housing.destocking", {"housing.destocking-months": derived})) == count


@pytest.mark.parametrize(
    ("ratio", "word"),
    [(119.9, ""), (120.0, "yellow"), (199.9, "yellow"), (200.0, "orange"), (299.9, "orange"), (300.0, "red"), (301.0, "red")],
)
def test_bands_of_the_debt_ratio_include_their_lower_end_and_not_their_upper_one(ratio: float, word: str) -> None:
    assert severity("debt.ratio-band", {"debt.ratio.official": ratio}) == word


@pytest.mark.parametrize(("amount", "word"), [(0.0, ""), (1e-8, "red")])
def test_one_yuan_of_new_hidden_debt_is_red(amount: float, word: str) -> None:
    assert severity("debt.hidden-increase", {"debt.hidden.new": amount}) == word


@pytest.mark.parametrize(("general", "special", "word"), [(10.0, 10.0, ""), (10.1, 0.0, "orange"), (0.0, 10.1, "orange")])
def test_either_interest_share_above_10_percent_raises(general: float, special: float, word: str) -> None:
    found = severity("debt.interest-share", {"debt.interest-share.general": general, "debt.interest-share.special": special})
    assert found == word


@pytest.mark.parametrize("share", ["general", "special"])
def test_the_line_told_is_the_one_that_was_passed(share: str) -> None:
    values = {"debt.interest-share.general": {"2026-06": 9.0}, "debt.interest-share.special": {"2026-06": 9.0}}
    name = f"debt.interest-share.{share}"
    for given in ({**values, name: {"2026-06": 11.0}}, {name: {"2026-06": 11.0}}):
        (found,) = episodes("debt.interest-share", given)
        assert (found.facts.texts["line_of"], found.facts.numbers["line"]) == (name, 10.0)


def test_the_published_prices_fell_for_15_months_up_to_april_2026() -> None:
    falling = {one.month: one.new_mom for one in price_index()}
    found = episodes("housing.price-falling", {"housing.price.new.mom": falling})
    last = found[-1]
    assert (last.raised_period.text, last.period.text, last.state.word, last.severity.word) == ("2025-07", "2026-05", "resolved", "orange")
    assert [value < 100 for name, value in falling.items() if "2025-02" <= name <= "2026-04"] == [True] * 15


def test_the_published_prices_of_second_hand_homes_fell_three_times_for_half_a_year() -> None:
    falling = {one.month: one.second_mom for one in price_index()}
    found = episodes("housing.second-hand-falling", {"housing.price.second-hand.mom": falling})
    assert [(one.raised_period.text, one.period.text, one.state.word, one.severity.word) for one in found] == [
        ("2023-09", "2024-02", "resolved", "orange"),
        ("2024-08", "2024-10", "resolved", "yellow"),
        ("2025-11", "2026-03", "resolved", "orange"),
    ]
