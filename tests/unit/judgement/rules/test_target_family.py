"""Rules of the first plan over its targets at their lines: status, chance, last date, report."""

from __future__ import annotations

from typing import Any

import pytest

from shared.judgement.rules import compile_target_rule
from shared.judgement.rules.target_rule import Answer, Stand
from shared.model.period import Period
from shared.model.status import TargetStatus
from tests.unit.judgement.rules.ruled import RULES

STAND = Stand(Period.month(2026, 6), TargetStatus.ON_TRACK, 3, 80, 100, 0, "")


def answered(rule: str, **fields: Any) -> Answer:
    return compile_target_rule(RULES[rule]).answer(STAND._replace(**fields))


@pytest.mark.parametrize("rule", ["target.worsened", "target.chance-low", "target.last-date-near"])
def test_before_the_report_is_due_parts_of_it_may_be_on_their_way(rule: str) -> None:
    bad = {"status": TargetStatus.OFF_TRACK, "chance": 0, "days_left": 5}
    assert answered(rule, **bad).holds is True
    assert answered(rule, **bad, due=False).holds is False
    assert answered(rule, status=TargetStatus.ON_TRACK, due=False).ends is False


def word(rule: str, **fields: Any) -> str:
    found = answered(rule, **fields)
    return found.severity.word if found.holds else ""


@pytest.mark.parametrize(
    ("best", "status", "severity"),
    [
        (3, TargetStatus.ON_TRACK, ""),
        (2, TargetStatus.ON_TRACK, ""),
        (3, TargetStatus.AT_RISK, "yellow"),
        (4, TargetStatus.AT_RISK, ""),
        (4, TargetStatus.OFF_TRACK, "orange"),
        (5, TargetStatus.OFF_TRACK, ""),
        (3, TargetStatus.BREACHED, "red"),
        (None, TargetStatus.OFF_TRACK, ""),
    ],
)
def test_a_status_has_worsened_against_the_best_of_the_year(best: int | None, status: TargetStatus, severity: str) -> None:
    assert word("target.worsened", best_before=best, status=status) == severity


@pytest.mark.parametrize(("status", "ends"), [(TargetStatus.AT_RISK, False), (TargetStatus.ON_TRACK, True), (TargetStatus.OVERDUE, None)])
def test_it_recovers_on_track_and_waits_for_a_report(status: TargetStatus, ends: bool | None) -> None:
    assert answered("target.worsened", status=status).ends is ends


@pytest.mark.parametrize(("chance", "severity"), [(20, ""), (19, "yellow"), (0, "yellow"), (None, "")])
def test_a_chance_below_20_percent(chance: int | None, severity: str) -> None:
    assert word("target.chance-low", status=TargetStatus.AT_RISK, chance=chance) == severity
    assert word("target.chance-low", status=TargetStatus.ON_TRACK, chance=chance) == ""


def test_a_chance_of_what_the_plan_ensures_is_graver() -> None:
    assert word("target.chance-low", status=TargetStatus.AT_RISK, chance=19, strength="确保") == "orange"


@pytest.mark.parametrize(("chance", "ends"), [(29, False), (30, True)])
def test_a_chance_is_back_at_30_percent(chance: int, ends: bool) -> None:
    assert answered("target.chance-low", status=TargetStatus.AT_RISK, chance=chance).ends is ends


@pytest.mark.parametrize(
    ("days", "severity"), [(31, ""), (30, "yellow"), (15, "yellow"), (14, "orange"), (8, "orange"), (7, "red"), (0, "red"), (-1, "")]
)
def test_the_last_feasible_date_comes_near(days: int, severity: str) -> None:
    assert word("target.last-date-near", status=TargetStatus.AT_RISK, days_left=days) == severity
    assert word("target.last-date-near", status=TargetStatus.ON_TRACK, days_left=days) == ""


@pytest.mark.parametrize(
    ("status", "days", "ends"),
    [
        (TargetStatus.AT_RISK, 45, False),
        (TargetStatus.AT_RISK, 46, True),
        (TargetStatus.AT_RISK, -5, False),
        (TargetStatus.ON_TRACK, 5, True),
    ],
)
def test_a_last_date_that_passed_ends_nothing(status: TargetStatus, days: int, ends: bool) -> None:
    assert answered("target.last-date-near", status=status, days_left=days).ends is ends


@pytest.mark.parametrize(("days", "severity"), [(0, ""), (1, "blue"), (9, "blue"), (10, "yellow"), (29, "yellow"), (30, "orange")])
def test_a_report_that_is_overdue(days: int, severity: str) -> None:
    assert word("target.report-overdue", days_overdue=days, status=TargetStatus.OVERDUE) == severity


def test_a_target_that_nobody_ever_reported_on_is_not_told() -> None:
    assert word("target.report-overdue", days_overdue=40, status=TargetStatus.OVERDUE, reported=False) == ""


@pytest.mark.parametrize(("rule", "month"), [("target.worsened", 3), ("target.chance-low", 4), ("target.last-date-near", 4)])
def test_the_first_months_of_a_year_say_too_little(rule: str, month: int) -> None:
    bad = {"status": TargetStatus.OFF_TRACK, "chance": 0, "days_left": 5}
    assert answered(rule, **bad, month=month).holds is True
    assert answered(rule, **bad, month=month - 1).holds is False
