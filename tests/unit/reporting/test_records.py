"""Typed records: which measures they hold, and which of them contradict each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from google.protobuf.message import Message

from services.environment.domain import check_record as check_environment
from services.industry.domain import check_record as check_industry
from services.livelihood.domain import check_record as check_livelihood
from services.risk.domain import check_record as check_risk
from shared.reporting.records import measures_of
from shared.reporting.refusal import Refusal
from xiheng.environment.v1 import records_pb2 as environment
from xiheng.industry.v1 import records_pb2 as industry
from xiheng.livelihood.v1 import records_pb2 as livelihood
from xiheng.risk.v1 import records_pb2 as risk

Check = Callable[[Message], Iterable[Refusal]]


def test_absent_is_not_zero_and_zero_is_reported() -> None:
    part = risk.DebtPosition(hidden_yi_cny=0.0)
    assert [(one.indicator, one.value) for one in measures_of(part)] == [("debt.hidden", 0.0)]


def test_a_state_is_the_number_of_its_class_in_the_catalogue() -> None:
    part = environment.GridResourceMonth(microgrid_state=environment.MICROGRID_STATE_RUNNING)
    assert [(one.indicator, one.value) for one in measures_of(part)] == [("microgrid.state", 2.0)]
    assert list(measures_of(environment.GridResourceMonth())) == []


@pytest.mark.parametrize(
    ("check", "part", "field"),
    [
        (check_risk, risk.FiscalMonth(revenue_land_yi_cny=11, revenue_fund_yi_cny=10), "revenue_land_yi_cny"),
        (check_risk, risk.DebtPosition(new_hidden_yi_cny=11, hidden_yi_cny=10), "new_hidden_yi_cny"),
        (check_risk, risk.HousingMonth(delivery_done=11, delivery_due=10), "delivery_done"),
        (check_risk, risk.DeveloperQuarter(advance_receipts_yi_cny=11, liabilities_yi_cny=10), "advance_receipts_yi_cny"),
        (check_risk, risk.DeveloperQuarter(short_term_debt_yi_cny=11, interest_bearing_debt_yi_cny=10), "short_term_debt_yi_cny"),
        (check_risk, risk.DeveloperQuarter(cash_yi_cny=11, assets_yi_cny=10), "cash_yi_cny"),
        (check_livelihood, livelihood.HotlineMonth(assigned=11, requests=10), "assigned"),
        (check_livelihood, livelihood.HotlineMonth(accepted_in_time=11, assigned=10), "accepted_in_time"),
        (check_livelihood, livelihood.HotlineMonth(solved=11, revisited=10), "solved"),
        (check_livelihood, livelihood.HotlineMonth(satisfied=11, rated=10), "satisfied"),
        (check_industry, industry.ProjectProgress(invested_yi_cny=11, invested_total_yi_cny=10), "invested_yi_cny"),
        (check_environment, environment.ParkMonth(green_electricity_kwh=11, electricity_kwh=10), "green_electricity_kwh"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_part_above_its_whole_is_refused_and_one_that_equals_it_is_taken(check: Check, part: Message, field: str) -> None:
    (refusal,) = check(part)
    assert (refusal.field, "11 is above" in refusal.english, "11 大于" in refusal.chinese) == (field, True, True)
    setattr(part, field, 10)
    assert list(check(part)) == []


@pytest.mark.parametrize(("fine", "refused"), [(60.0, False), (60.1, True)])
def test_two_instruments_may_differ_a_little(fine: float, refused: bool) -> None:
    part = environment.StationHour(pm25_ug_per_m3=fine, pm10_ug_per_m3=50.0)
    assert bool(list(check_environment(part))) == refused


def test_a_part_without_its_whole_is_taken() -> None:
    assert list(check_risk(risk.HousingMonth(delivery_done=11))) == []
    assert list(check_livelihood(livelihood.PriceMonth(cpi_change_percent=0.4))) == []
