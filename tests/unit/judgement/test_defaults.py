"""A status names the unverified defaults that it stands on, in its facts and in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from shared.judgement.assess_all import assess_all
from shared.judgement.report_json import status_json
from shared.judgement.verdict import StatusVerdict
from shared.model.manifests import Manifest
from shared.model.period import Period
from tests.unit.judgement.builders import area, indicator, observe, plan, target

SUPPLY = "housing.destocking-months"
PARTS = [
    indicator("housing.stock-area", unit="m2", kind="stock", accumulation="stock"),
    indicator("housing.sold-area", unit="m2", accumulation="single"),
]
SOLD = {("housing.sold-area", Period.month(2025, 7).shift(back).text): 100.0 for back in range(12)}


def judged(note: str = "未经核实的默认值", given: float | None = None, **parameters: float) -> StatusVerdict:
    """The status of months of supply, whose number wanted has a note; the formula's parameters are those of the plan."""
    manifests: list[Manifest] = [
        area("320200"),
        plan(),
        *PARTS,
        indicator(SUPPLY, unit="month", kind="rate", accumulation="rate", derivation={"formula": SUPPLY, "parameters": parameters}),
        target(
            SUPPLY,
            shape="level",
            comparator="at_most_parameter",
            unit="month",
            better="down",
            value=None,
            parameter={"value": 18, "note": note},
        ),
    ]
    rows = {**SOLD, ("housing.stock-area", "2026-06"): 1700.0} | ({(SUPPLY, "2026-06"): given} if given is not None else {})
    (status,) = assess_all(manifests, [observe("320200", rows)], now_ms=Period.parse("2026-07-10").end_ms()).statuses
    return status


def test_the_number_wanted_and_the_formula_with_its_parameters_are_named() -> None:
    status = judged()
    assert status.facts.texts["defaults"] == f"parameter=18.0; {SUPPLY} window = 12"
    explanation = status_json(status)["explanation"]
    assert f"Unverified defaults: the number wanted, 18 (parameter.value); the formula of “{SUPPLY}” (window = 12)." in explanation["en"]
    assert "未经核实的默认值：目标数18（parameter.value）；" in explanation["zh"]


def test_a_number_with_a_document_is_no_default() -> None:
    assert judged("锡政发〔2026〕9号").facts.texts["defaults"] == f"{SUPPLY} window = 12"


def test_a_parameter_that_the_plan_sets_is_no_default() -> None:
    assert judged(window=6).facts.texts["defaults"] == f"parameter=18.0; {SUPPLY}"


def test_a_value_that_was_given_stands_on_no_formula() -> None:
    assert judged(given=17.0).facts.texts["defaults"] == "parameter=18.0"


def test_nothing_is_said_where_there_is_no_default() -> None:
    status = judged("锡政发〔2026〕9号", given=17.0)
    assert "defaults" not in status.facts.texts
    assert "默认值" not in status_json(status)["explanation"]["zh"]


def compared(value: float, **wants: Any) -> StatusVerdict:
    """The status of a rate of which 5 % is wanted, in June."""
    rate = indicator("rate", unit="percent", kind="rate", accumulation="rate", noise=wants.pop("noise", 0.0))
    manifests: list[Manifest] = [area("320200"), plan(), rate, target("rate", shape="level", unit="percent", value=5.0, **wants)]
    rows = {("rate", "2026-05"): 5.2, ("rate", "2026-06"): value}
    (status,) = assess_all(manifests, [observe("320200", rows)], now_ms=Period.parse("2026-07-10").end_ms()).statuses
    return status


@pytest.mark.parametrize(
    ("value", "wants", "named"),
    [
        (4.6, {}, "tolerance=0.5"),
        (5.0, {}, None),
        (4.4, {}, None),
        (4.6, {"tolerance": 0.5}, None),
        (5.3, {"comparator": "around"}, "band=0.5"),
        (5.0, {"comparator": "around"}, None),
        (5.3, {"comparator": "around", "band": 0.5}, None),
        (4.95, {"noise": None}, "tolerance=0.5; noise=0.1"),
        (4.95, {"noise": 0.1}, "tolerance=0.5"),
    ],
)
def test_a_tolerance_or_a_noise_is_named_where_it_decides_and_nobody_set_it(value: float, wants: dict[str, Any], named: str | None) -> None:
    status = compared(value, **wants)
    assert status.facts.texts.get("defaults") == named
    if named and "noise" in named:
        assert "a revision noise of 0.1 (noise)." in status_json(status)["explanation"]["en"]
