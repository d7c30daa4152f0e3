"""Debt and fiscal indicators: what stands over what, what is an estimate, and which gaps stay gaps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.judgement.derivations.given import Given, Values

REVENUES = ("fiscal.revenue.general", "fiscal.transfers", "fiscal.revenue.fund", "fiscal.revenue.state-capital")
AMOUNT = st.floats(0.01, 1e5)


def resources(**of_general: float) -> dict[str, Values]:
    """Four revenues, three of them zero; months are written m2025_12."""
    months = {text[1:].replace("_", "-"): value for text, value in of_general.items()}
    return {REVENUES[0]: months, **{name: dict.fromkeys(months, 0.0) for name in REVENUES[1:]}}


def test_the_resources_of_a_december_are_those_of_the_year_and_no_estimate() -> None:
    view = Given({name: {"2025-12": value} for name, value in zip(REVENUES, (1225.39, 265.0, 830.0, 14.0), strict=True)})
    assert view.derive("fiscal.resources") == {"2025-12": pytest.approx(2334.39)}
    assert view.notes("fiscal.resources") == {"2025-12": ""}


def test_within_the_year_last_years_rest_stands_in_and_is_flagged_as_an_estimate() -> None:
    view = Given(resources(m2025_06=500.0, m2025_12=1000.0, m2026_06=450.0))
    assert view.derive("fiscal.resources") == {"2025-12": 1000.0, "2026-06": 950.0}
    assert view.notes("fiscal.resources")["2026-06"] == "estimate"


def test_a_month_without_the_same_month_of_last_year_has_no_resources() -> None:
    assert list(Given(resources(m2025_12=1000.0, m2026_06=450.0)).derive("fiscal.resources")) == ["2025-12"]


def test_a_revenue_that_is_missing_leaves_a_gap_and_never_counts_as_zero() -> None:
    assert Given({name: {"2025-12": 1.0} for name in REVENUES[1:]}).derive("fiscal.resources") == {}


def ratios(general: float, special: float, hidden: float, platform: float, flow: float) -> tuple[float, float]:
    values = {
        "debt.statutory.general": general,
        "debt.statutory.special": special,
        "debt.hidden": hidden,
        "debt.platform": platform,
        "fiscal.resources": flow,
    }
    view = Given({name: {"2025-12": value} for name, value in values.items()})
    return view.derive("debt.ratio.official")["2025-12"], view.derive("debt.ratio")["2025-12"]


def test_the_official_ratio_leaves_the_platforms_out_and_the_wide_one_has_them() -> None:
    assert ratios(400.0, 600.0, 200.0, 600.0, 900.0) == pytest.approx((133.33333, 200.0), abs=1e-4)


def test_a_ratio_on_a_line_lies_on_it_although_its_parts_are_decimals() -> None:
    assert ratios(360.2, 540.3, 180.1, 0.0, 900.5) == (120.0, 120.0)


@given(AMOUNT, AMOUNT, AMOUNT, AMOUNT, AMOUNT, st.floats(0.01, 100))
def test_ratios_do_not_depend_on_the_unit_and_the_wide_one_is_never_below(
    general: float, special: float, hidden: float, platform: float, flow: float, scale: float
) -> None:
    official, wide = ratios(general, special, hidden, platform, flow)
    assert wide >= official > 0
    assert ratios(*(scale * one for one in (general, special, hidden, platform, flow))) == pytest.approx((official, wide), rel=1e-9)


@given(AMOUNT, AMOUNT, AMOUNT, st.floats(0, 1e4), st.floats(0, 0.99))
def test_more_debt_and_less_revenue_both_raise_the_ratio(general: float, special: float, flow: float, more: float, fall: float) -> None:
    before, _ = ratios(general, special, 0.0, 0.0, flow)
    assert ratios(general + more, special, 0.0, 0.0, flow)[0] >= before
    assert ratios(general, special, 0.0, 0.0, flow * (1 - fall))[0] >= before * (1 - 1e-9)


def test_the_interest_shares_have_each_their_own_expenditure_and_are_estimates_before_december() -> None:
    view = Given(
        {
            "debt.interest.general": {"2025-06": 30.0, "2025-12": 62.0},
            "fiscal.expenditure.general": {"2025-06": 600.0, "2025-12": 1274.84},
            "debt.interest.special": {"2025-12": 90.5},
            "fiscal.expenditure.fund": {"2025-12": 905.0},
        }
    )
    assert view.derive("debt.interest-share.general") == {"2025-06": 5.0, "2025-12": pytest.approx(4.863, abs=1e-3)}
    assert view.notes("debt.interest-share.general") == {"2025-06": "estimate", "2025-12": ""}
    assert view.derive("debt.interest-share.special") == {"2025-12": 10.0}


LIMITS = {"general": {"2026": 500.0}, "special": {"2026": 800.0}}
STOCKS = {"debt.statutory.general": {"2026-06": 450.0}, "debt.statutory.special": {"2026-06": 600.0}}


def test_the_use_of_the_limit_is_told_of_both_kinds_apart_and_together() -> None:
    view = Given(STOCKS, {"debt.limit": LIMITS})
    assert view.derive("debt.limit-use.general") == {"2026-06": 90.0}
    assert view.derive("debt.limit-use.special") == {"2026-06": 75.0}
    assert view.derive("debt.limit-use") == {"2026-06": pytest.approx(80.769, abs=1e-3)}


def test_the_use_of_both_limits_waits_for_both_of_the_same_year() -> None:
    assert Given(STOCKS, {"debt.limit": {"general": LIMITS["general"]}}).derive("debt.limit-use") == {}
    assert Given(STOCKS, {"debt.limit": {"general": {"2025": 500.0}}}).derive("debt.limit-use.general") == {}


def test_the_service_rate_is_principal_and_interest_of_twelve_months() -> None:
    paid = {"debt.interest.general": 25.0, "debt.interest.special": 50.0, "debt.principal-due": 225.0, "fiscal.resources": 2000.0}
    assert Given({name: {"2025-12": value} for name, value in paid.items()}).derive("debt.service-rate") == {"2025-12": 15.0}


def test_overdue_and_new_debt_are_shares_of_statutory_debt() -> None:
    view = Given(
        {
            "debt.statutory.general": {"2025-12": 400.0, "2026-06": 420.0},
            "debt.statutory.special": {"2025-12": 600.0, "2026-06": 630.0},
            "debt.overdue": {"2026-06": 2.1},
        }
    )
    assert view.derive("debt.overdue-rate") == {"2026-06": 0.2}
    assert view.derive("debt.new-rate") == {"2026-06": pytest.approx(5.0)}


def test_hidden_debt_is_resolved_against_the_plan_of_its_own_year() -> None:
    view = Given({"debt.hidden.paid": {"2025-12": 168.0, "2026-06": 84.0}, "debt.hidden.plan": {"2026": 175.0}})
    assert view.derive("debt.hidden.resolved") == {"2026-06": 48.0}


def test_new_hidden_debt_is_the_figure_that_the_bureau_reports() -> None:
    assert Given({"debt.new-hidden": {"2026-05": 1.2}}).derive("debt.hidden.new") == {"2026-05": 1.2}
