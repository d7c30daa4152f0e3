"""Indicators that contradict themselves or others."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.plans.folders import document, found

BASE = {"unit": "percent", "kind": "rate", "accumulation": "rate", "periods": "[month]"}


def indicator(name: str = "i", **fields: str) -> str:
    """A rate in percent unless said otherwise."""
    spec = ", ".join(f"{field}: {value}" for field, value in {**BASE, **fields}.items())
    return document("Indicator", name, f"{{names: {{zh: 指标, en: Indicator}}, {spec}}}")


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"kind": "class"}, "spec.classes", "a class indicator needs the names of its classes"),
        ({"classes": "[a, b]"}, "spec.classes", "an indicator of kind rate has no classes"),
        ({"kind": "class", "classes": "[a, b, a]"}, "spec.classes.2", "class 'a' is listed twice"),
        ({"periods": "[month, year, month]"}, "spec.periods.2", "month is listed twice"),
        ({"periods": "[]"}, "spec.periods", "is empty; write at least one"),
        ({"periods": "[week]"}, "spec.periods.0", "'week' is not one of"),
        ({"kind": "register"}, "spec.entityType", "a register is reported item by item"),
        ({"range": "{minimum: 2, maximum: 1}"}, "spec.range", "minimum 2.0 is above maximum 1.0"),
        ({"rollUp": "{rule: pool}"}, "spec.rollUp.rule", "pool keeps entities, and this indicator has none"),
        ({"rollUp": "{rule: mean}", "entityType": "park"}, "spec.rollUp.rule", "mean combines areas"),
        ({"rollUp": "{rule: sum}"}, "spec.rollUp.rule", "percentages of areas cannot be added"),
        ({"rollUp": "{rule: weighted-mean}"}, "spec.rollUp.weight", "weighted-mean needs the indicator that weighs"),
        ({"rollUp": "{rule: mean, weight: jobs}"}, "spec.rollUp.weight", "mean does not weigh"),
        ({"rollUp": "{rule: weighted-mean, weight: nothing}"}, "spec.rollUp.weight", "indicator 'nothing' is not defined"),
        ({"derivation": "{formula: debt.ratoi}"}, "spec.derivation.formula", "formula 'debt.ratoi' does not exist; did you mean"),
        ({"derivation": "{formula: debt.ratio, inputs: [jobs]}"}, "spec.derivation.inputs", "the formula reads"),
        ({"derivation": "{formula: housing.price-index, inputs: [nothing]}"}, "spec.derivation.inputs.0", "indicator"),
        ({"release": "{delayDays: -1}"}, "spec.release.delayDays", "should be greater than or equal to 0"),
        ({"service": "weather"}, "spec.service", "'weather' is not one of 'industry'"),
        ({"noise": "-1"}, "spec.noise", "should be greater than or equal to 0"),
    ],
)
def test_an_indicator_that_contradicts_itself_is_told(tmp_path: Path, fields: dict[str, str], field: str, words: str) -> None:
    problems = found(tmp_path, indicator(**fields))
    assert any(f"Indicator/i {field}: {words}" in one for one in problems), problems


def test_a_parameter_that_the_formula_lacks_is_told(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, indicator(derivation="{formula: housing.vouchers, inputs: [debt], parameters: {zeal: 1}}"))
    assert "spec.derivation.parameters.zeal: the formula has no such parameter" in problem


def test_indicators_that_are_derived_from_each_other_are_told_both(tmp_path: Path) -> None:
    problems = found(
        tmp_path,
        indicator("a", derivation="{formula: housing.vouchers, inputs: [b]}"),
        indicator("b", derivation="{formula: housing.vouchers, inputs: [a]}"),
    )
    assert [one.split(": ", 2)[2] for one in problems] == [
        f"the indicator is derived from itself: {way}; break the cycle" for way in ("a ← b ← a", "b ← a ← b")
    ]
