"""`xiheng rules rehearse`: rules on history, months, known events, the budget."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from services.cli.__main__ import make_app

PLAN = Path(__file__).parents[3] / "plans" / "wuxi-2026"
RULE = PLAN / "rules" / "housing.loan-rate.yaml"
SPAN = ("--from", "2025-01-01", "--to", "2025-06-30")
HEAD = "indicator,area,entity,period,value,unit,revision,recorded_at,status\n"
ROWS = """\
provident-fund.loan-rate,320200,,2025-01,80,,,2025-02-10T10:00:00+08:00,
provident-fund.loan-rate,320200,,2025-02,86,,,2025-03-10T10:00:00+08:00,
provident-fund.loan-rate,320200,,2025-03,91,,,2025-04-10T10:00:00+08:00,
provident-fund.loan-rate,320200,,2025-04,83,,,2025-05-10T10:00:00+08:00,
provident-fund.loan-rate,320205,,2025-04,88,,,,
"""


@pytest.fixture
def history(tmp_path: Path) -> Path:
    file = tmp_path / "history.csv"
    file.write_text(HEAD + ROWS, encoding="utf-8")
    return file


def rehearse(history: Path, *arguments: str, rule: Path = RULE) -> tuple[int, str]:
    given = ["rules", "rehearse", str(rule), "--plan", str(PLAN), "--history", str(history), *SPAN, *arguments]
    result = CliRunner().invoke(make_app(), given)
    return result.exit_code, result.output


def rehearsed(history: Path, *arguments: str, rule: Path = RULE) -> dict[str, Any]:
    code, output = rehearse(history, "--format", "json", *arguments, rule=rule)
    assert code == 0, output
    found: dict[str, Any] = json.loads(output)
    return found


def test_months_and_alerts_come_as_they_would_have_been_sent(history: Path) -> None:
    found = rehearsed(history)
    assert [(one["month"], one["raised"], one["updated"], one["resolved"], one["standing"]) for one in found["months"]] == [
        ("2025-01", 0, 0, 0, 0),
        ("2025-02", 0, 0, 0, 0),
        ("2025-03", 1, 0, 0, 1),
        ("2025-04", 0, 1, 0, 1),
        ("2025-05", 1, 0, 1, 1),
        ("2025-06", 0, 0, 0, 1),
    ]
    # A row without `recorded_at` counts from the day on which the calendar awaits it.
    assert [(one["area"], one["severity"], one["raised_day"]) for one in found["alerts"]] == [
        ("320200", "orange", "2025-03-10"),
        ("320205", "yellow", "2025-05-20"),
    ]
    assert (found["score"], found["warnings"]) == (None, [])


def test_known_events_give_precision_and_recall(history: Path, tmp_path: Path) -> None:
    events = tmp_path / "known.csv"
    events.write_text("area,from,to,rule\n320200,2025-02-15,2025-03-20,housing\n320206,2025-02-15,2025-03-20,\n", encoding="utf-8")
    found = rehearsed(history, "--events", str(events))
    assert (found["score"]["precision"], found["score"]["recall"]) == (0.5, 0.5)
    code, output = rehearse(history, "--events", str(events), "--plot")
    assert code == 0
    assert "Precision 50 %" in output
    assert "budget 预算" in output


def test_a_rule_of_the_file_goes_before_that_of_the_plan_and_the_budget_warns(history: Path, tmp_path: Path) -> None:
    sharper = tmp_path / "sharper.yaml"
    sharper.write_text(RULE.read_text(encoding="utf-8").replace("84.0", "70.0").replace("85.0", "75.0"), encoding="utf-8")
    found = rehearsed(history, rule=sharper)
    assert [one["raised"] for one in found["months"]] == [0, 1, 0, 0, 1, 0]
    assert found["budget"] == 20


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--from", "January"), "'January' is not a day"),
        (("--to", "2024-01-01"), "lies before"),
    ],
)
def test_a_span_that_is_none_is_a_usage_error(history: Path, arguments: tuple[str, ...], words: str) -> None:
    code, output = rehearse(history, *arguments)
    assert code == 2
    assert words in output


def test_mistakes_of_rule_history_and_events_are_named_with_file_and_line(history: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text(RULE.read_text(encoding="utf-8").replace("provident-fund.loan-rate", "provident-fund.loan-rat"), encoding="utf-8")
    code, output = rehearse(history, rule=broken)
    assert code == 1
    assert f"{broken}:" in output.replace("\n", "")
    history.write_text(HEAD + "provident-fund.loan-rate,320200,,2025-01,many,,,,\n", encoding="utf-8")
    code, output = rehearse(history)
    assert code == 1
    assert "history.csv:2: value 'many'" in output.replace("\n", "")
    history.write_text(HEAD, encoding="utf-8")
    events = tmp_path / "known.csv"
    for text, words in (("area,from\n", "column 'to' is missing"), ("area,from,to\n320200,x,2025-01-01\n", "known.csv:2: from 'x'")):
        events.write_text(text, encoding="utf-8")
        code, output = rehearse(history, "--events", str(events))
        assert code == 1
        assert words in output.replace("\n", "")


def test_a_file_without_a_rule_is_a_usage_error(history: Path) -> None:
    code, output = rehearse(history, rule=PLAN / "plan.yaml")
    assert code == 2
    assert "there is no RiskRule here" in output.replace("\n", " ")
