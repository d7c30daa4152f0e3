"""What is said of a derived ratio beside its verdict: both sides, and that it is an estimate."""

from __future__ import annotations

import pytest

from shared.judgement.assess_all import assess_all
from shared.judgement.derivations import FORMULAS
from shared.judgement.report_json import status_json
from shared.judgement.verdict import StatusVerdict
from shared.model.period import Period
from tests.unit.judgement.builders import area, indicator, observe, plan, target

INPUTS = FORMULAS["debt.ratio.official"].inputs
STOCK = {"unit": "yi_cny", "kind": "stock", "accumulation": "stock"}
CITY = [
    area("320200"),
    plan(),
    *(indicator(name, **STOCK) for name in INPUTS),
    indicator("debt.ratio.official", unit="percent", kind="rate", accumulation="rate", derivation={"formula": "debt.ratio.official"}),
    target(
        "debt.ratio.official",
        shape="level",
        comparator="at_most_parameter",
        unit="percent",
        better="down",
        value=None,
        parameter={"value": 120, "note": "a line"},
    ),
]


def judged(*columns: tuple[str, float, float, float, float], given: float | None = None) -> StatusVerdict:
    """The status of a debt ratio whose parts are given as (period, general, special, hidden, resources)."""
    values = {(name, column[0]): value for column in columns for name, value in zip(INPUTS, column[1:], strict=True)}
    if given is not None:
        values["debt.ratio.official", columns[-1][0]] = given
    (status,) = assess_all(CITY, [observe("320200", values)], now_ms=Period.parse("2026-07-10").end_ms()).statuses
    return status


BEFORE, NOW = ("2025-12", 400.0, 600.0, 80.0, 900.0), ("2026-06", 450.0, 650.0, 100.0, 800.0)


def test_more_debt_and_less_revenue_are_told_apart() -> None:
    status = judged(BEFORE, ("2026-05", 1.0, 1.0, 1.0, 900.0), NOW)
    assert status.value == 150.0
    explanation = status_json(status)["explanation"]
    assert (
        "Since December 2025 the ratio has risen by 30 points: its numerator went from 1 080 to 1 200, which added 14.17 points; "
        "its denominator went from 900 to 800, which added 15.83 points."
    ) in explanation["en"]
    assert "分子由1 080变为1 200，推高14.17个百分点；分母由900变为800，推高15.83个百分点" in explanation["zh"]


def test_land_revenue_that_falls_raises_the_ratio_without_any_new_debt() -> None:
    numbers = judged(BEFORE, ("2026-06", 400.0, 600.0, 80.0, 800.0)).facts.numbers
    assert (numbers["by_numerator"], numbers["by_denominator"]) == pytest.approx((0.0, 15.0))


def test_without_a_december_the_period_before_is_compared_with() -> None:
    assert judged(("2026-05", *BEFORE[1:]), NOW).facts.texts["sides_since"] == "2026-05"
    assert "sides_since" not in judged(NOW).facts.texts


def test_of_a_ratio_that_was_given_the_sides_are_not_told() -> None:
    assert "by_numerator" not in judged(BEFORE, NOW, given=140.0).facts.numbers


def test_sums_since_january_are_compared_with_the_same_months_of_last_year() -> None:
    counts = ("hotline.satisfied", "hotline.rated")
    monthly = [indicator(name, unit="ticket", accumulation="single") for name in counts]
    rate = indicator("rate", unit="percent", kind="rate", derivation={"formula": "hotline.12345.satisfaction"})
    wanted = target("rate", shape="level", comparator="at_least", unit="percent", value=90)
    rows = observe(
        "320200",
        {
            (name, f"{year}-0{month}"): count
            for year, pair in ((2025, (90.0, 100.0)), (2026, (88.0, 110.0)))
            for name, count in zip(counts, pair, strict=True)
            for month in (1, 2)
        },
    )
    (status,) = assess_all([area("320200"), plan(), *monthly, rate, wanted], [rows], now_ms=Period.parse("2026-03-10").end_ms()).statuses
    assert status.facts.texts["sides_since"] == "2025-02"
    assert (status.facts.numbers["numerator_before"], status.facts.numbers["denominator"]) == (180.0, 220.0)
