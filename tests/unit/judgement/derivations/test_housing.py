"""Housing indicators: months of supply, growth of sales, and rates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.demo.data.real import price_index
from shared.judgement.derivations.housing import chained
from tests.unit.judgement.derivations.given import Given, month

AREA = st.integers(1, 10**9)


def supply(stock: float, sold: list[float], **parameters: float) -> dict[str, float]:
    view = Given({"housing.stock-area": {"2026-06": stock}, "housing.sold-area": month("2025-07", sold)})
    return view.derive("housing.destocking-months", **parameters)


def test_months_of_supply_are_the_stock_over_the_mean_of_twelve_months() -> None:
    assert supply(3_600_000.0, [200_000.0] * 12) == {"2026-06": 18.0}


def test_the_window_is_a_parameter() -> None:
    assert supply(600_000.0, [300_000.0] * 6 + [100_000.0] * 6, window=6.0) == {"2026-06": 6.0}
    assert supply(600_000.0, [300_000.0] * 6 + [100_000.0] * 6) == {"2026-06": 3.0}


def test_a_window_with_a_gap_or_without_sales_gives_no_months() -> None:
    assert supply(1.0, [200_000.0] * 11) == {}
    assert supply(1.0, [0.0] * 12) == {}


@given(st.lists(AREA, min_size=12, max_size=12), st.sampled_from([6, 12, 18, 36]))
def test_a_stock_of_exactly_so_many_months_is_exactly_so_many(sold: list[int], months: int) -> None:
    assert supply(12 * months * sum(sold) / 144, [float(one) for one in sold])["2026-06"] == months


@given(AREA, st.lists(AREA, min_size=12, max_size=12), st.permutations(range(12)), st.integers(1, 1000))
def test_only_the_sum_of_sales_counts_and_more_stock_lasts_longer(stock: int, sold: list[int], order: list[int], more: int) -> None:
    months = supply(stock, [float(one) for one in sold])["2026-06"]
    assert supply(stock, [float(sold[one]) for one in order])["2026-06"] == months
    assert supply(stock * more, [float(one) for one in sold])["2026-06"] >= months


def test_sales_are_compared_since_january() -> None:
    view = Given({"housing.sold-area": {**month("2025-01", [100.0, 100.0]), **month("2026-01", [80.0, 100.0])}})
    assert view.derive("housing.sales.growth") == {"2026-01": pytest.approx(-20.0), "2026-02": pytest.approx(-10.0)}


@pytest.mark.parametrize(
    ("indicator", "above", "below", "share"),
    [
        ("housing.vouchers.redeemed-share", "housing.vouchers.redeemed", "housing.vouchers.issued", 80.0),
        ("housing.delivery-rate", "housing.delivery.done", "housing.delivery.due", 80.0),
        ("provident-fund.loan-rate", "provident-fund.loans", "provident-fund.deposits", 80.0),
    ],
)
def test_a_rate_is_one_count_over_the_other_and_nothing_over_nothing(indicator: str, above: str, below: str, share: float) -> None:
    assert Given({above: {"2026-06": 1200.0}, below: {"2026-06": 1500.0}}).derive(indicator) == {"2026-06": share}
    assert Given({above: {"2026-06": 0.0}, below: {"2026-06": 0.0}}).derive(indicator) == {}


def test_the_price_target_reads_the_published_change_on_last_year() -> None:
    view = Given({"housing.price.new.yoy": {"2026-06": 96.1}, "housing.price.second-hand.yoy": {"2026-06": 94.9}})
    assert view.derive("housing.price-index")["2026-06"] == pytest.approx(-3.9)
    assert view.derive("housing.price-index.second-hand")["2026-06"] == pytest.approx(-5.1)


def test_a_year_that_is_not_published_is_chained_of_twelve_months_and_says_so() -> None:
    steps = {one.month: one.new_mom for one in price_index()}
    view = Given({"housing.price.new.mom": steps, "housing.price.new.yoy": {"2026-05": 95.5}})
    found = {point.period.text: point for point in view.derived_points("housing.price-index")}
    assert [found[period].note for period in ("2026-05", "2026-06")] == ["", "approximate"]
    assert found["2026-05"].value == pytest.approx(-4.5)
    assert found["2026-06"].value == pytest.approx(96.1 - 100, abs=0.28), "published: 96.1"
    assert min(found) == "2023-12", "twelve months are needed"


@given(st.lists(st.floats(90, 110), min_size=12, max_size=12), st.permutations(range(12)), st.integers(0, 11))
def test_a_chain_is_free_of_order_and_rises_with_every_step(steps: list[float], order: list[int], position: int) -> None:
    assert chained([steps[one] for one in order]) == pytest.approx(chained(steps))
    assert chained([step + (number == position) for number, step in enumerate(steps)]) > chained(steps)


def test_twelve_published_months_chain_to_the_published_year_within_03_points() -> None:
    months = price_index()
    windows = [months[end - 12 : end] for end in range(12, len(months) + 1)]
    new = [abs(chained([one.new_mom for one in window]) - window[-1].new_yoy) for window in windows]
    second_hand = [abs(chained([one.second_mom for one in window]) - window[-1].second_yoy) for window in windows]
    assert len(windows) == 31
    assert (max(new), max(second_hand)) == pytest.approx((0.28, 0.21), abs=0.005)


def test_all_published_months_chain_to_896_of_new_and_830_of_second_hand_homes() -> None:
    months = price_index()
    assert chained([one.new_mom for one in months]) == pytest.approx(89.6, abs=0.05)
    assert chained([one.second_mom for one in months]) == pytest.approx(83.0, abs=0.05)
