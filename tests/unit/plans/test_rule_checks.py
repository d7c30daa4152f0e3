"""Rules: every expression compiles, reads what exists, and gives a yes or no."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.plans.folders import found, rule

HIGH = "'value(\"debt\") > 1.0'"


def test_a_sound_rule_has_no_mistakes(tmp_path: Path) -> None:
    assert found(tmp_path, rule(f"severity: red, when: {HIGH}")) == []


@pytest.mark.parametrize(
    ("spec", "field", "words"),
    [
        ("severity: red, when: 'value(\"debt\") >'", "spec.when", "line 1, column 16: Syntax error"),
        ("severity: red, when: 'value(\"debt\" > 1.0'", "spec.when", "line 1, column 19: Syntax error: missing ')'"),
        ("severity: red, when: \"value('debt')\\n  > = 1.0\"", "spec.when", "line 2, column 5: Syntax error"),
        (f"severity: red, when: {HIGH}, reset: 'valu(\"debt\") < 1.0'", "spec.reset", "line 1, column 1: unknown function 'valu'"),
        (f"when: {HIGH}, bands: [{{severity: red, when: '1 +'}}]", "spec.bands.0.when", "line 1, column 4: Syntax error"),
        ("severity: red, when: legs() >= 1, of: {one: '(1'}", "spec.of.one", "line 1, column 3: Syntax error"),
        (
            "severity: red, when: 'value(\"dept\") > 1.0'",
            "spec.when",
            "indicator 'dept' is not defined; define it or correct the id; did you",
        ),
        ("severity: red, when: 'value(\"works\") > 1.0'", "spec.when", "'works' is about entities of type item"),
        (f"severity: red, period: quarter, when: {HIGH}", "spec.when", "'debt' is kept by the month, the rule walks by the quarter"),
        ("severity: red, when: 'value(\"debt\") + 1 > 2.0'", "spec.when", "gives no yes or no even with every value there"),
        ("severity: red, when: 'value(\"debt\") > 1.0 && foo'", "spec.when", "gives no yes or no even with every value there"),
        ("severity: red, when: 'value(\"debt\")'", "spec.when", "gives no yes or no even with every value there"),
        (f"when: {HIGH}", "spec.severity", "a rule needs a severity, or bands"),
        (f"severity: pink, when: {HIGH}", "spec.severity", "'pink' is not one of"),
        (f"severity: red, when: {HIGH}, bands: [{{severity: red, when: {HIGH}}}]", "spec.bands", "severity is fixed"),
        (f"when: {HIGH}, bands: [{{severity: blue, when: {HIGH}}}, {{severity: red, when: {HIGH}}}]", "spec.bands", "worst first"),
        ("severity: red, when: legs() >= 1", "spec.when", "legs() counts the legs of `of`, and there are none"),
        (f"severity: red, when: {HIGH}, for: 0", "spec.for", "should be greater than or equal to 1"),
        (f"severity: red, when: {HIGH}, areas: [nowhere]", "spec.areas.0", "area 'nowhere' is not defined"),
    ],
)
def test_a_rule_that_would_never_speak_is_told(tmp_path: Path, spec: str, field: str, words: str) -> None:
    problems = found(tmp_path, rule(spec))
    assert any(f"RiskRule/debt.high {field}: " in one and words in one for one in problems), problems


def test_every_expression_of_a_rule_is_told_at_once(tmp_path: Path) -> None:
    problems = found(tmp_path, rule("when: '(', reset: ')', bands: [{severity: red, when: ']'}], of: {a: '['}"))
    assert [one.split(" ")[2] for one in problems] == ["spec.bands.0.when:", "spec.of.a:", "spec.reset:", "spec.when:"]


def test_a_rule_is_named_family_first(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, rule(f"severity: red, when: {HIGH}", name="high.debt"))
    assert "spec.family: rules are named family first: 'high.debt' does not begin with debt." in problem
