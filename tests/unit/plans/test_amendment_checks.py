"""Amendments name a document, an approver and a day, and change something that the target has."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.plans.folders import found, target

FIELDS = "indicator: jobs, shape: cumulative, comparator: at_least, value: 5, unit: person, better: up, cadence: month"
PAPER = "document: 文, approver: 市人大"


def amended(amendments: str, fields: str = FIELDS) -> str:
    """A target with amendments."""
    return target(f"{fields}, amendments: [{amendments}]")


def test_an_amendment_with_document_approver_and_day_is_sound(tmp_path: Path) -> None:
    assert found(tmp_path, amended(f"{{effectiveFrom: 2026-09-01, {PAPER}, value: 4}}")) == []


@pytest.mark.parametrize(
    ("amendments", "field", "words"),
    [
        ("{effectiveFrom: 2026-09-01, approver: 甲, value: 4}", ".0.document", "is missing; add it"),
        ("{effectiveFrom: 2026-09-01, document: '', approver: 甲, value: 4}", ".0.document", "is empty"),
        ("{effectiveFrom: 2026-09-01, document: 文, value: 4}", ".0.approver", "is missing; add it"),
        (f"{{{PAPER}, value: 4}}", ".0.effectiveFrom", "is missing; add it"),
        (f"{{effectiveFrom: soon, {PAPER}, value: 4}}", ".0.effectiveFrom", "should be a valid date"),
        (f"{{effectiveFrom: 2026-09-01, {PAPER}}}", ".0", "it changes nothing"),
        (f"{{effectiveFrom: 2026-09-01, {PAPER}, value: 5}}", ".0", "it changes nothing"),
        (f"{{effectiveFrom: 2027-09-01, {PAPER}, value: 4}}", ".0.effectiveFrom", "does not lie in the plan's year 2026"),
        (f"{{effectiveFrom: 2026-09-01, {PAPER}, className: II}}", ".0.className", "'II' is not a class of 'jobs'"),
        (
            f"{{effectiveFrom: 2026-09-01, {PAPER}, areas: [{{area: '320205', value: 1}}]}}",
            ".0.areas.0.area",
            "area '320205' has no value of its own",
        ),
        (
            f"{{effectiveFrom: 2026-09-01, {PAPER}, value: 4}}, {{effectiveFrom: 2026-08-01, {PAPER}, value: 3}}",
            "",
            "amendments stand in the order of their days",
        ),
        (
            f"{{effectiveFrom: 2026-09-01, {PAPER}, value: 4}}, {{effectiveFrom: 2026-09-01, {PAPER}, value: 3}}",
            ".1.effectiveFrom",
            "something else holds from 2026-09-01 already",
        ),
    ],
)
def test_an_amendment_that_does_not_hold_is_told(tmp_path: Path, amendments: str, field: str, words: str) -> None:
    problems = found(tmp_path, amended(amendments))
    assert any(f"Target/t spec.amendments{field}: " in one and words in one for one in problems), problems


def test_a_number_where_the_target_wants_none_is_told(tmp_path: Path) -> None:
    fields = "indicator: debt, shape: level, comparator: falling, unit: percent, better: down, cadence: month"
    (problem,) = found(tmp_path, amended(f"{{effectiveFrom: 2026-09-01, {PAPER}, value: 4}}", fields))
    assert "spec.amendments.0.value: falling wants no number that could be changed" in problem


def test_a_parameter_and_a_class_are_amended_too(tmp_path: Path) -> None:
    parameter = "indicator: debt, shape: level, comparator: at_most_parameter, parameter: {value: 9, note: 默认}, unit: percent, better: down, cadence: month"
    assert found(tmp_path, amended(f"{{effectiveFrom: 2026-09-01, {PAPER}, value: 4}}", parameter)) == []
    lake = "indicator: lake, shape: class, comparator: steadily_at_or_better, className: II, unit: class, better: up, cadence: month"
    assert found(tmp_path, amended(f"{{effectiveFrom: 2026-09-01, {PAPER}, className: III}}", lake)) == []
