"""What a plan says about its alerts names only what is there, and can hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.plans.folders import document, found, rule

PERSON = document("Subscriber", "li", "{names: {zh: 李, en: Li}, onlyWhenNamed: true}", plan="p")
RULE = rule('when: value("debt") > 1.0, severity: blue, runbook: r, owner: o, reference: r')


def problems(folder: Path, alerting: str, *others: str) -> list[str]:
    """Mistakes of a plan `q` with a rule, a person and what it says about its alerts, as `field: words`."""
    plan = document("Plan", "q", f"{{names: {{zh: 计划, en: Plan}}, area: '320200', year: 2026, alerting: {alerting}}}")
    of_q = [one.replace("namespace: p", "namespace: q") for one in (RULE, PERSON, *others)]
    return [one.split("Plan/q ")[-1] for one in found(folder, plan, *of_q)]


SOUND = """{
  defaultEscalation: duty,
  escalation: {duty: {stages: [{afterMinutes: 0, rota: r}, {afterMinutes: 30, tell: [li]}]}},
  rotas: {r: {persons: [li], start: 2026-01-05, changes: [{person: li, start: '2026-10-01T09:00', end: '2026-10-02T09:00'}]}},
  maintenance: [{name: w, matchers: [family=debt], weekly: {start: '22:00', end: '06:00'}, reason: r}],
  inhibition: [{name: i, above: true, equal: [rule]}], flapDamping: {}}"""


def test_a_plan_that_says_all_of_it_is_sound(tmp_path: Path) -> None:
    assert problems(tmp_path, SOUND.replace("\n", " ")) == []


@pytest.mark.parametrize(
    ("alerting", "field", "words"),
    [
        ("{defaultEscalation: duty}", "defaultEscalation", "there is no chain 'duty'"),
        ("{escalation: {duty: {stages: [{afterMinutes: 1}]}}}", "escalation.duty.stages.0", "the stage tells nobody"),
        (
            "{escalation: {duty: {stages: [{afterMinutes: 1, tell: [wang]}]}}}",
            "escalation.duty.stages.0.tell.0",
            "subscriber 'wang' is not defined",
        ),
        ("{escalation: {duty: {stages: [{afterMinutes: 1, rota: r}]}}}", "escalation.duty.stages.0.rota", "there is no rota 'r'"),
        (
            "{escalation: {duty: {stages: [{afterMinutes: 9, tell: [li]}, {afterMinutes: 1, tell: [li]}]}}}",
            "escalation.duty.stages.1.afterMinutes",
            "it is before the stage above it",
        ),
        ("{rotas: {r: {persons: [wang], start: 2026-01-05}}}", "rotas.r.persons.0", "subscriber 'wang' is not defined"),
        (
            "{rotas: {r: {persons: [li], start: 2026-01-05, changes: [{person: li, start: '2026-10-01T09:00', end: '2026-10-01T09:00'}]}}}",
            "rotas.r.changes.0.end",
            "it is not after start",
        ),
        ("{maintenance: [{name: w, reason: r}]}", "maintenance.0", "a window has either start and end, or weekly"),
        (
            "{maintenance: [{name: w, start: '2026-10-01T09:00', reason: r}]}",
            "maintenance.0",
            "a window has either start and end, or weekly",
        ),
        (
            "{maintenance: [{name: w, start: '2026-10-01T09:00', end: '2026-09-01T09:00', reason: r}]}",
            "maintenance.0.end",
            "it is not after start",
        ),
        ("{inhibition: [{name: i, equal: [area]}]}", "inhibition.0", "source and target are the same alerts"),
        ("{inhibition: [{name: i, above: true, equal: [area]}]}", "inhibition.0.equal", "an area is not above itself"),
        ("{inhibition: [{name: i, source: [rule=debt.hihg]}]}", "inhibition.0.source.0", "there is no rule 'debt.hihg'"),
        ("{inhibition: [{name: i, target: ['severity=pink']}]}", "inhibition.0.target.0", "there is no severity 'pink'"),
        ("{inhibition: [{name: i, target: [colour=red]}]}", "inhibition.0.target.0", "is no matcher; write NAME=VALUE"),
        ("{rotas: {r: {persons: [li], start: 2026-01-05, handOver: '9'}}}", "rotas.r.handOver", "is no hour; write one such as '07:30'"),
        ("{flapDamping: {changes: 1}}", "flapDamping.changes", "should be greater than or equal to 2"),
    ],
)
def test_what_names_nothing_or_can_never_hold_is_told(tmp_path: Path, alerting: str, field: str, words: str) -> None:
    (problem,) = problems(tmp_path, alerting)
    assert problem.startswith(f"spec.alerting.{field}: ")
    assert words in problem


def test_a_subscribers_chain_is_one_of_its_plan(tmp_path: Path) -> None:
    other = document("Subscriber", "wang", "{names: {zh: 王, en: Wang}, escalation: dyt}", plan="p")
    (problem,) = problems(tmp_path, "{escalation: {duty: {stages: [{afterMinutes: 1, tell: [li]}]}}}", other)
    assert "spec.escalation: the plan has no chain 'dyt'" in problem
