"""What the ledger of projects says of the year: filed, started, completed, spent."""

from __future__ import annotations

import pytest

from tests.unit.judgement.derivations.given import Given, project

STAGES = {
    "a": {"2025-12": 2.0, "2026-03": 3.0},
    "b": {"2025-12": 1.0, "2026-02": 2.0},
    "c": {"2026-03": 2.0},
    "d": {"2026-04": 4.0},
}
TOTALS = {"a": {"2025-12": 200.0}, "b": {"2025-12": 10.0}, "c": {"2026-03": 50.5}, "d": {"2026-04": 100.0}}


def ledger(**others: dict[str, dict[str, float]]) -> Given:
    definitions = {name: project(major=name != "c") for name in STAGES}
    named = {name.replace("__", ".").replace("_", "-"): values for name, values in others.items()}
    return Given(by_entity={"project.stage": STAGES, "project.total-investment": TOTALS, **named}, definitions=definitions)


def test_a_project_counts_for_the_year_in_which_it_was_filed_and_by_its_size() -> None:
    assert ledger().derive("projects.filed.over-1bn") == {"2025-12": 1.0, "2026-02": 0.0, "2026-03": 1.0, "2026-04": 2.0}
    assert ledger().derive("projects.filed.over-5bn")["2026-04"] == 2.0


def test_above_is_strict_and_the_class_of_ten_billion_has_exactly_that_too() -> None:
    assert ledger().derive("projects.filed.over-10bn")["2026-04"] == 1.0
    assert ledger().derive("projects.filed.over-1bn")["2026-02"] == 0.0
    assert ledger().derive("projects.filed.over-1bn", size=9.0)["2026-02"] == 1.0


def test_a_ledger_that_does_not_reach_back_to_last_december_is_approximate() -> None:
    assert ledger().notes("projects.filed.over-1bn") == {"2025-12": "approximate", "2026-02": "", "2026-03": "", "2026-04": ""}


def test_a_project_without_a_known_size_is_not_counted() -> None:
    view = Given(by_entity={"project.stage": {"a": {"2026-01": 2.0}}})
    assert view.derive("projects.filed.over-1bn") == {"2026-01": 0.0}


def test_major_projects_are_those_that_are_defined_so() -> None:
    assert ledger().derive("projects.major.started")["2026-04"] == 2.0
    assert ledger().derive("projects.major.completed") == {"2025-12": 0.0, "2026-02": 0.0, "2026-03": 0.0, "2026-04": 1.0}
    assert Given(by_entity={"project.stage": STAGES}).derive("projects.major.started") == {}


def test_money_spent_begins_anew_each_year_and_a_silent_project_keeps_its_sum() -> None:
    spent = {"a": {"2025-12": 9.0, "2026-03": 2.0}, "b": {"2026-02": 1.5, "2026-03": 2.5}, "c": {"2026-03": 70.0}, "d": {"2026-04": 1.0}}
    assert ledger(project__invested=spent).derive("investment.major-industry") == {
        "2025-12": 9.0,
        "2026-02": 1.5,
        "2026-03": 4.5,
        "2026-04": 5.5,
    }


def test_the_rates_are_those_of_the_funnel_at_the_end_of_each_period() -> None:
    assert ledger().derive("projects.rate.filed") == {"2025-12": 50.0, "2026-02": 100.0, "2026-03": 100.0, "2026-04": 100.0}
    assert ledger().derive("projects.rate.started")["2026-04"] == 50.0
    spent = {"a": {"2026-03": 40.0}, "d": {"2026-04": 20.0}}
    assert ledger(project__invested__total=spent).derive("projects.rate.invested")["2026-04"] == pytest.approx(20.0)


def test_starts_can_be_held_against_those_planned_by_now() -> None:
    plans = {"a": {"2026": 3.0}, "b": {"2026": 4.0}, "c": {"2026": 11.0}, "d": {"2025": 1.0}}
    found = ledger(project__planned_start=plans).derive("projects.rate.started-of-planned")
    assert found == {"2026-03": 100.0, "2026-04": 50.0, "2025-12": 0.0}


def test_output_is_compared_with_the_plan_of_the_months_that_are_known() -> None:
    view = Given(
        by_entity={
            "project.stage": {"a": {"2026-01": 5.0}, "b": {"2026-01": 6.0}, "c": {"2026-01": 4.0}},
            "project.planned-output": {"a": {"2025": 24.0}, "b": {"2025": 12.0}, "c": {"2025": 1.0}},
            "project.output": {"a": {"2026-01": 1.0, "2026-02": 2.0}, "b": {"2026-02": 1.0}, "c": {"2026-02": 9.0}},
        }
    )
    assert view.derive("projects.rate.at-capacity") == {"2026-01": 50.0, "2026-02": 80.0}
