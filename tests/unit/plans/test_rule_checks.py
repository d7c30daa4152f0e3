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
        ("severity: red, when: 'value(\"debt\") >'", "spec.when", "Syntax error"),
        ("severity: red, when: 'value(\"debt\" > 1.0'", "spec.when", "Syntax error: missing ')'"),
        ("severity: red, when: \"value('debt')\\n  > = 1.0\"", "spec.when", "Syntax error"),
        (f"severity: red, when: {HIGH}, reset: 'valu(\"debt\") < 1.0'", "spec.reset", "unknown function 'valu'"),
        (f"when: {HIGH}, bands: [{{severity: red, when: '1 +'}}]", "spec.bands.0.when", "Syntax error"),
        ("severity: red, when: legs() >= 1, of: {one: '(1'}", "spec.of.one", "Syntax error"),
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


@pytest.mark.parametrize(
    ("spec", "at"),
    [
        ("severity: red, when: 'value(\"debt\" > 1.0'", "'}"),
        ("severity: red, when: 'value(\"dept\") > 1.0'", "dept"),
        ('severity: red, when: "value(\\"debt\\") > 1.0 || valu(1.0) > 2.0"', "valu("),
        (f"severity: red, when: {HIGH}, reset: 'value(\"debt\") < previous(''dept'')'", "dept''"),
        (f"when: {HIGH}, bands: [{{severity: red, when: 'value(\"dept\") > 2.0'}}]", "dept"),
        ('severity: red, when: legs() >= 1, of: {one: \'value("debt") > 1.0 &&\n    value("dept") > 1.0\'}', "dept"),
    ],
)
def test_a_mistake_in_an_expression_has_line_and_column_in_the_file(tmp_path: Path, spec: str, at: str) -> None:
    (problem,) = found(tmp_path, rule(spec))
    _, line, column, _ = problem.split(":", 3)
    written = (tmp_path / "0.yaml").read_text(encoding="utf-8").split("\n")[int(line) - 1]
    assert written[int(column) - 1 :].lstrip().startswith(at.lstrip()), (problem, written)


BLOCK = """\
apiVersion: xiheng.dev/v1
kind: RiskRule
metadata: {{name: debt.high, namespace: p}}
spec:
  names: {{zh: 规则, en: Rule}}
  family: debt
  severity: red
  when: {style}
    value("debt") > 1.0
    && value("dept") > 1.0
"""


@pytest.mark.parametrize("style", ["|", ">-", "|-", ""])
def test_so_has_one_in_a_block_of_lines(tmp_path: Path, style: str) -> None:
    (problem,) = found(tmp_path, BLOCK.format(style=style))
    assert problem.startswith("0.yaml:10:15: RiskRule/debt.high spec.when: indicator 'dept' is not defined"), problem


@pytest.mark.parametrize(
    ("spec", "field", "words"),
    [
        ("severity: red, over: entity, when: 'value(\"debt\") > 1.0'", "spec.over", "nothing that it reads is about entities"),
        ("severity: red, over: target, when: 'value(\"debt\") > 1.0'", "spec.when", "unknown function 'value'; known are best_before"),
        ("severity: red, over: target, for: 2, when: level() >= 4", "spec.for", "a rule over targets reads the verdict that is shown"),
        ("severity: red, over: target, when: level() + 1.0 >= 4.0", "spec.when", "gives no yes or no"),
        ("severity: red, over: entity, when: 'highest(\"works\") > 1.0'", "spec.when", "highest() and last() read, by the day"),
    ],
)
def test_a_rule_reads_what_it_is_walked_over(tmp_path: Path, spec: str, field: str, words: str) -> None:
    problems = found(tmp_path, rule(spec))
    assert any(f"RiskRule/debt.high {field}: " in one and words in one for one in problems), problems


def test_sound_rules_over_entities_and_targets_have_no_mistakes(tmp_path: Path) -> None:
    over_entities = rule('severity: red, over: entity, when: \'value("works") < previous("works")\'', name="debt.works")
    over_targets = rule(
        "severity: red, over: target, when: 'level() >= 4 && level() > best_before() && chance() < 50'", name="debt.targets"
    )
    assert found(tmp_path, over_entities, over_targets) == []


def test_every_expression_of_a_rule_is_told_at_once(tmp_path: Path) -> None:
    problems = found(tmp_path, rule("when: '(', reset: ')', bands: [{severity: red, when: ']'}], of: {a: '['}"))
    assert [one.split(" ")[2] for one in problems] == ["spec.bands.0.when:", "spec.of.a:", "spec.reset:", "spec.when:"]


def test_a_rule_is_named_family_first(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, rule(f"severity: red, when: {HIGH}", name="high.debt"))
    assert "spec.family: rules are named family first: 'high.debt' does not begin with debt." in problem
