"""Indicators whose entities are derived: a given value goes before, registers list them, and people are not named."""

from __future__ import annotations

from shared.judgement.area_view import AreaView
from shared.judgement.assess_all import assess_all
from shared.judgement.derivations import FORMULAS
from shared.judgement.fold import fold
from shared.judgement.report_json import status_json
from shared.judgement.state import PartitionState
from shared.model.period import Period
from tests.unit.judgement.builders import area, define, indicator, observe, plan, target

PERSONAL = {"kind": "stock", "accumulation": "single", "entityType": "household", "personal": True, "rollUp": {"rule": "pool"}}
LIST = indicator(
    "income.low.monitored",
    kind="register",
    accumulation="state",
    personal=True,
    rollUp={"rule": "pool"},
    derivation={"formula": "income.low.monitored"},
)
HOUSEHOLDS = [area("320200"), area("320205", "320200"), plan(), LIST, indicator("household.income", **PERSONAL)]


def test_a_list_of_households_is_judged_in_the_city_and_names_none_of_them() -> None:
    wanted = target("income.low.monitored", shape="register", comparator="all_covered", value=None)
    rows = [
        observe("320205", {("household.income", "2026-05"): 900.0, ("household.income", "2026-06"): 950.0}, entity="pseudonym-1"),
        observe("320205", {("household.income", "2026-05"): 1500.0}, entity="pseudonym-2", event_id=8),
        observe("320205", {("household.income", "2026-06"): 9000.0}, entity="pseudonym-3", event_id=9),
    ]
    (status,) = assess_all([*HOUSEHOLDS, wanted], rows, now_ms=Period.parse("2026-07-10").end_ms()).statuses
    assert (status.value, status.plan_value, status.period.text) == (1.0, 2.0, "2026-06")
    assert "pseudonym" not in str(status_json(status))


def test_a_given_colour_goes_before_the_derived_one() -> None:
    sheet = dict(zip(FORMULAS["developer.red-lines"].inputs, (85.0, 50.0, 100.0, 40.0, 10.0, 5.0, 15.0), strict=True))
    quarterly = {"kind": "stock", "accumulation": "stock", "periods": ["quarter"], "entityType": "developer"}
    colour = indicator(
        "developer.red-lines", **{**quarterly, "kind": "class", "accumulation": "state"}, derivation={"formula": "developer.red-lines"}
    )
    state = PartitionState()
    fold(state, define(area("320205"), colour, *(indicator(name, **quarterly) for name in sheet)))
    values = {(name, period): value for name, value in sheet.items() for period in ("2026-Q1", "2026-Q2")}
    fold(state, observe("320205", {**values, ("developer.red-lines", "2026-Q2"): 3.0}, entity="a"))
    found = AreaView(state, state.area("320205")).entities("developer.red-lines")
    assert {entity: [(point.value, point.lane) for point in points] for entity, points in found.items()} == {
        "a": [(2.0, "derived"), (3.0, "given")]
    }
