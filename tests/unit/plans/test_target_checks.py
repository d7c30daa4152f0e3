"""Targets: what each comparator needs, and what would have no effect."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.plans.folders import found, target

FIELDS = {
    "indicator": "debt",
    "shape": "level",
    "comparator": "at_least",
    "value": "5",
    "unit": "percent",
    "better": "up",
    "cadence": "month",
}


def with_fields(**changes: str) -> str:
    """A sound target with some fields changed; an empty text leaves one out."""
    return target(", ".join(f"{field}: {value}" for field, value in {**FIELDS, **changes}.items() if value))


def test_the_base_is_sound(tmp_path: Path) -> None:
    assert found(tmp_path, with_fields()) == []


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"indicator": "dept"}, "spec.indicator", "indicator 'dept' is not defined; define it or correct the id; did you mean 'debt'?"),
        ({"unit": "ratio"}, "spec.unit", "'ratio' differs from the indicator's 'percent'"),
        ({"indicator": "works", "unit": "project"}, "spec.shape", "shape level does not fit an indicator of kind register"),
        ({"comparator": "all_done", "value": ""}, "spec.comparator", "shape level cannot be judged by all_done; it can by around"),
        ({"cadence": "week"}, "spec.cadence", "'week' is not one of"),
        ({"value": ""}, "spec.value", "at_least needs the number wanted"),
        ({"comparator": "rising"}, "spec.value", "rising does not read it; leave it out"),
        ({"comparator": "at_least_parameter", "value": ""}, "spec.parameter", "at_least_parameter needs a parameter"),
        ({"comparator": "at_least_parameter", "value": "", "parameter": "{value: 5}"}, "spec.parameter.note", "is missing; add it"),
        ({"comparator": "in_step_with", "value": ""}, "spec.reference", "in_step_with needs the other indicator"),
        (
            {"comparator": "in_step_with", "value": "", "shape": "growth_yoy"},
            "spec.reference",
            "in_step_with needs the other indicator",
        ),
        (
            {"comparator": "in_step_with", "value": "", "shape": "growth_yoy", "reference": "debt"},
            "spec.reference",
            "an indicator is always in step with itself",
        ),
        (
            {"comparator": "in_step_with", "value": "", "shape": "growth_yoy", "reference": "gdp"},
            "spec.reference",
            "indicator 'gdp' is not defined",
        ),
        ({"reference": "jobs"}, "spec.reference", "at_least does not read it"),
        ({"band": "1"}, "spec.band", "at_least does not read it"),
        ({"band": "0", "comparator": "around"}, "spec.band", "should be greater than 0"),
        ({"allowedMisses": "1"}, "spec.allowedMisses", "at_least does not read it"),
        ({"tolerance": "-1"}, "spec.tolerance", "should be greater than or equal to 0"),
        ({"limits": "[{effectiveFrom: 2026-01-01, floor: 1}]"}, "spec.limits", "at_least does not read it"),
        (
            {"comparator": "within_external_limit", "value": "", "limits": "[{effectiveFrom: 2026-01-01}]"},
            "spec.limits.0",
            "a limit needs a floor, a ceiling or both",
        ),
        (
            {"comparator": "within_external_limit", "value": "", "limits": "[{effectiveFrom: 2026-01-01, floor: 2, ceiling: 1}]"},
            "spec.limits.0",
            "floor 2.0 is above ceiling 1.0",
        ),
        (
            {
                "comparator": "within_external_limit",
                "value": "",
                "limits": "[{effectiveFrom: 2026-01-01, floor: 2}, {effectiveFrom: 2026-01-01, floor: 3}]",
            },
            "spec.limits.1.effectiveFrom",
            "two limits begin on 2026-01-01",
        ),
        ({"curve": "{kind: by-hand}"}, "spec.curve.points", "a curve by hand needs points"),
        ({"curve": "{kind: linear, points: {6: 0.5}}"}, "spec.curve.points", "a linear curve has no points"),
        ({"curve": "{kind: steps, points: {13: 0.5}}"}, "spec.curve.points.13", "points are months 1 to 12"),
        ({"curve": "{kind: steps, points: {6: 1.5}}"}, "spec.curve.points.6", "points are months 1 to 12"),
        ({"curve": "{kind: steps, points: {6: 0.5, 9: 0.4}}"}, "spec.curve.points", "the share reached cannot fall"),
        ({"areas": "[{area: nowhere, value: 1}]"}, "spec.areas.0.area", "area 'nowhere' is not defined"),
        ({"areas": "[{area: '320205', value: 1}, {area: '320205', value: 2}]"}, "spec.areas.1.area", "area '320205' has its value already"),
        ({"areas": "[{area: '320200', value: 1}]"}, "spec.areas.0.area", "area '320200' has its value already"),
        ({"chapter": "-1"}, "spec.chapter", "should be greater than or equal to 0"),
    ],
)
def test_a_target_that_cannot_be_judged_as_written_is_told(tmp_path: Path, changes: dict[str, str], field: str, words: str) -> None:
    problems = found(tmp_path, with_fields(**changes))
    assert any(f"Target/t {field}: {words}" in one for one in problems), problems


def test_a_class_is_one_of_the_indicators(tmp_path: Path) -> None:
    fields = "indicator: lake, shape: class, comparator: steadily_at_or_better, unit: class, better: up, cadence: month"
    assert found(tmp_path, target(f"{fields}, className: III")) == []
    (problem,) = found(tmp_path, target(f"{fields}, className: three"))
    assert "spec.className: 'three' is not a class of 'lake'; it has I, II, III, IV" in problem


def test_the_same_target_twice_is_told(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, with_fields(), with_fields())
    assert problem.startswith("1.yaml:3: Target/t metadata.name: is defined twice; the first one is ")
