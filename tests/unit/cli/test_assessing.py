"""Assessing files offline: any order, both times, every refused row named."""

from __future__ import annotations

import json
import random
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.cli.__main__ import make_app
from services.cli.assessing import assess_files, assessment_json
from shared.plans.checking import check_folder

PLAN = Path(__file__).parents[3] / "plans" / "wuxi-2026"
MANIFESTS = check_folder(PLAN).manifests
HEADER = "indicator,area,entity,period,value,unit,revision,recorded_at,status"
ROWS = [
    "jobs.urban-new,320200,,2026-05,60000,,,2026-06-10T08:00:00+08:00,",
    "jobs.urban-new,320200,,2026-01/2026-06,72000,,,2026-07-10T08:00:00+08:00,",
    "jobs.urban-new,320200,,2026-06,73000,,1,2026-07-18T08:00:00+08:00,",
    "jobs.urban-new,320200,,2026-08,99000,,,,",
    "debt.new-hidden,320213,,2026-06,1.5,,,,",
    "taihu.water-class,320200,,2026-06,Ⅲ,,,,",
]


def write(folder: Path, rows: list[str], name: str = "a.csv") -> Path:
    file = folder / name
    file.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return file


def status(folder: Path, rows: list[str], *, as_of: date = date(2026, 7, 20), known_at: datetime | None = None) -> dict[str, object]:
    assessment, bad = assess_files(MANIFESTS, [write(folder, rows)], as_of=as_of, known_at=known_at)
    assert (assessment is not None, bad) == (True, [])
    assert assessment is not None
    return next(one for one in assessment_json(assessment)["statuses"] if one["target"] == "jobs.urban-new")


def test_the_same_rows_in_another_order_and_in_two_files_give_the_same_json(tmp_path: Path) -> None:
    wanted, _ = assess_files(MANIFESTS, [write(tmp_path, ROWS)], as_of=date(2026, 7, 20), known_at=None)
    shuffled = random.Random(1).sample(ROWS, len(ROWS))
    files = [write(tmp_path, shuffled[:3], "b.csv"), write(tmp_path, [*shuffled[3:], shuffled[0]], "c.csv")]
    found, _ = assess_files(MANIFESTS, files, as_of=date(2026, 7, 20), known_at=None)
    assert wanted is not None
    assert found is not None
    assert assessment_json(found) == assessment_json(wanted)
    assert len(wanted.statuses) == 142


def test_the_latest_revision_counts_and_later_periods_are_ignored(tmp_path: Path) -> None:
    found = status(tmp_path, ROWS)
    assert (found["value"], found["period"]) == (73_000.0, "2026-06")


@pytest.mark.parametrize(
    ("known_at", "value"),
    [(datetime(2026, 7, 15, tzinfo=UTC), 72_000.0), (datetime(2026, 7, 1, tzinfo=UTC), 60_000.0), (datetime(2026, 6, 1, tzinfo=UTC), None)],
)
def test_what_was_recorded_later_is_hidden(tmp_path: Path, known_at: datetime, value: float | None) -> None:
    assert status(tmp_path, ROWS, known_at=known_at)["value"] == value


def test_the_clock_stands_at_the_end_of_the_day(tmp_path: Path) -> None:
    assert status(tmp_path, ROWS, as_of=date(2026, 6, 15))["period"] == "2026-05"


def test_bad_rows_are_named_with_file_line_field_value_and_reason_and_there_is_no_json(tmp_path: Path) -> None:
    file = write(tmp_path, [ROWS[0], "jobs.urban-new,999999,,2026-06,1,,,,", "jobs.urban-new,320200,,June,1,,,,"])
    result = CliRunner().invoke(make_app(), ["assess", str(file), "--plan", str(PLAN), "--as-of", "2026-07-20", "--format", "json"])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert f"{file}:3: area '999999'" in result.stderr
    assert f"{file}:4: period 'June'" in result.stderr


def test_json_has_the_promised_fields(tmp_path: Path) -> None:
    arguments = ["assess", str(write(tmp_path, ROWS)), "--plan", str(PLAN), "--as-of", "2026-07-20", "--format", "json"]
    found = json.loads(CliRunner().invoke(make_app(), arguments).stdout)
    assert set(found) == {"statuses", "alerts"}
    assert set(found["alerts"][0]) == {
        "id",
        "plan",
        "rule",
        "area",
        "entity",
        "severity",
        "state",
        "raised_period",
        "reason",
        "explanation",
    }
    assert {one["rule"] for one in found["alerts"] if not one["rule"].startswith("target.")} == {"debt.hidden-increase"}


@pytest.mark.parametrize(("option", "value"), [("--as-of", "yesterday"), ("--known-at", "2026-07-15T08:00:00")])
def test_a_wrong_option_is_a_usage_error(tmp_path: Path, option: str, value: str) -> None:
    result = CliRunner().invoke(make_app(), ["assess", str(write(tmp_path, ROWS)), "--plan", str(PLAN), option, value])
    assert result.exit_code == 2
