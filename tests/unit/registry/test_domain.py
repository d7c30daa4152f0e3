"""What accepting manifests would change."""

from __future__ import annotations

from typing import Any

import pytest

from services.registry.domain import ChangeKind, changes_for, differences, problems_after, read_manifests
from shared.model.catalogue import Catalogue, Key
from shared.model.manifests import Manifest
from tests.unit.judgement.builders import area, indicator, manifest, plan, target

DEFINITIONS = [plan(), area("320200", level="city"), indicator("jobs"), target("jobs")]
CATALOGUE = Catalogue.from_manifests(DEFINITIONS)


def test_equal_manifests_make_no_new_version() -> None:
    changes = changes_for(CATALOGUE, DEFINITIONS, prune=False)
    assert not any(one.is_news for one in changes)
    assert {one.definition.version for one in changes} == {1}


def test_a_changed_manifest_is_the_next_version_and_its_difference_is_named() -> None:
    (change,) = changes_for(CATALOGUE, [target("jobs", value=150.0)], prune=False)
    assert (change.what, change.definition.version) == (ChangeKind.CHANGE_KIND_UPDATED, 2)
    assert list(differences(change.before, change.definition.manifest)) == ["spec.value: 120.0 → 150.0"]


def amended(value: float, *amendments: float, **spec: Any) -> Manifest:
    """A target that was amended to each of the numbers in turn."""
    listed = [
        {"effectiveFrom": f"2026-0{6 + number}-01", "document": f"文{number}", "approver": "市人大", "value": one}
        for number, one in enumerate(amendments)
    ]
    return target("jobs", value=value, amendments=listed, **spec)


@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        pytest.param(amended(120.0), amended(150.0), "spec.value", id="the number"),
        pytest.param(amended(120.0), target("jobs", comparator="rising", value=None), "spec.value", id="no number any more"),
        pytest.param(amended(120.0, 90.0), amended(90.0), "spec.value", id="the amended number in place of the adopted one"),
        pytest.param(amended(120.0, 90.0), amended(120.0), "spec.amendments", id="an amendment taken back"),
        pytest.param(amended(120.0, 90.0), amended(120.0, 95.0), "spec.amendments", id="an amendment changed"),
        pytest.param(
            amended(120.0, areas=[{"area": "320205", "value": 9.0}]),
            amended(120.0, areas=[{"area": "320205", "value": 8.0}]),
            "spec.areas",
            id="an area's own number",
        ),
        pytest.param(
            target("jobs", comparator="at_least_parameter", value=None, parameter={"value": 90.0, "note": "默认"}),
            target("jobs", comparator="at_least_parameter", value=None, parameter={"value": 95.0, "note": "文件"}),
            "spec.parameter.value",
            id="a parameter",
        ),
    ],
)
def test_a_number_in_force_is_amended_and_never_written_over(before: Manifest, after: Manifest, field: str) -> None:
    catalogue = Catalogue.from_manifests([*DEFINITIONS[:3], area("320205", "320200"), before])
    problems = problems_after(catalogue, changes_for(catalogue, [after], prune=False))
    assert field in {one.field for one in problems}
    assert all("amendment" in one.message for one in problems)


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(amended(120.0, 90.0), id="a first amendment"),
        pytest.param(amended(120.0, note="更正说明", owner="人社局"), id="words"),
        pytest.param(amended(120.0, areas=[{"area": "320205", "value": 9.0}]), id="an area that had none"),
    ],
)
def test_amendments_and_words_are_accepted(after: Manifest) -> None:
    catalogue = Catalogue.from_manifests([*DEFINITIONS, area("320205", "320200")])
    changes = changes_for(catalogue, [after], prune=False)
    assert problems_after(catalogue, changes) == []
    assert [one.definition.version for one in changes] == [2]


def test_what_was_retired_may_come_back_with_another_number() -> None:
    retired = CATALOGUE.with_changes(one.definition for one in changes_for(CATALOGUE, [plan()], prune=True))
    assert problems_after(retired, changes_for(retired, [target("jobs", value=150.0)], prune=False)) == []


def test_the_differences_of_lists_are_told_one_by_one() -> None:
    (change,) = changes_for(CATALOGUE, [amended(120.0, 90.0)], prune=False)
    (difference,) = differences(change.before, change.definition.manifest)
    assert difference.startswith('spec.amendments: (none) → [{"effectiveFrom": "2026-06-01"')
    assert list(differences(amended(120.0, 90.0), amended(120.0, 91.0))) == ["spec.amendments.0.value: 90.0 → 91.0"]


def test_pruning_retires_what_is_not_given_but_keeps_areas_and_indicators() -> None:
    changes = changes_for(CATALOGUE, [plan()], prune=True)
    assert [(one.definition.kind, one.what) for one in changes if one.is_news] == [("Target", ChangeKind.CHANGE_KIND_RETIRED)]


def test_what_was_retired_may_come_back_with_a_higher_version() -> None:
    retired = CATALOGUE.with_changes(one.definition for one in changes_for(CATALOGUE, [plan()], prune=True))
    (change,) = changes_for(retired, [target("jobs")], prune=False)
    assert (change.what, change.definition.version) == (ChangeKind.CHANGE_KIND_CREATED, 3)


def test_a_target_without_its_indicator_is_a_problem_and_named() -> None:
    problems = problems_after(CATALOGUE, changes_for(CATALOGUE, [target("nothing")], prune=False))
    assert ("Target", "nothing", "spec.indicator") in {(problem.kind, problem.name, problem.field) for problem in problems}


def test_documents_round_trip() -> None:
    manifests, problems = read_manifests([one.document() for one in DEFINITIONS])
    assert (manifests, problems) == (DEFINITIONS, [])


@pytest.mark.parametrize(
    ("document", "field", "words"),
    [
        (b"{}", "kind", "is not one of Area"),
        (b"[]", "kind", "is not one of Area"),
        (b"{", "", "this is not JSON"),
        (b"\xce\xde", "", "this is not JSON"),
        (b'{"kind": "Pod", "metadata": {"name": "x"}, "spec": {}}', "kind", "'Pod' is not one of"),
        (b'{"kind": "Area", "metadata": {"name": "x"}, "spec": {"level": "city"}}', "spec.names", "is missing; add it"),
        (b'{"kind": "Area", "metadata": {"name": "x"}, "spec": {"colour": 1}}', "spec.colour", "is not a field of Area"),
    ],
)
def test_what_is_no_manifest_is_a_problem_with_its_field(document: bytes, field: str, words: str) -> None:
    manifests, problems = read_manifests([document, *(one.document() for one in DEFINITIONS)])
    assert manifests == DEFINITIONS
    assert any(one.field == field and words in one.message for one in problems), problems


def test_what_is_retired_goes_out_of_force_under_the_next_version() -> None:
    (change,) = changes_for(CATALOGUE, [], prune=False, retire=[Key("Target", "plan-2026", "jobs")])
    assert (change.what, change.definition.version, change.definition.manifest) == (ChangeKind.CHANGE_KIND_RETIRED, 2, None)
    assert problems_after(CATALOGUE, [change]) == []


def test_what_is_not_in_force_is_not_retired_again() -> None:
    changes = changes_for(CATALOGUE, [], prune=False, retire=[Key("Target", "plan-2026", "jobs")])
    after = CATALOGUE.with_changes(one.definition for one in changes)
    for key in (Key("Target", "plan-2026", "jobs"), Key("Target", "plan-2026", "nothing")):
        assert changes_for(after, [], prune=False, retire=[key]) == []


@pytest.mark.parametrize(
    ("kind", "name", "needed_by"),
    [
        ("Area", "320200", "Plan plan-2026 still needs it (spec.area)"),
        ("Indicator", "jobs", "Target plan-2026/jobs still needs it (spec.indicator)"),
        ("Plan", "plan-2026", "Target plan-2026/jobs still needs it (metadata.namespace)"),
    ],
)
def test_what_something_else_needs_is_not_retired(kind: str, name: str, needed_by: str) -> None:
    problems = problems_after(CATALOGUE, changes_for(CATALOGUE, [], prune=False, retire=[Key(kind, "", name)]))
    assert [(one.kind, one.name) for one in problems] == [(kind, name)]
    assert needed_by in problems[0].message


def test_a_whole_plan_is_retired_at_once() -> None:
    keys = [Key(one.kind, one.plan, one.name) for one in DEFINITIONS]
    changes = changes_for(CATALOGUE, [], prune=False, retire=keys)
    assert len(changes) == 4
    assert problems_after(CATALOGUE, changes) == []


def test_a_rule_that_a_subscriber_names_is_not_retired() -> None:
    rule = manifest("RiskRule", "debt.ratio", family="debt", when='value("jobs") > 1.0', severity="red")
    subscriber = manifest("Subscriber", "office", rules=["debt.ratio"])
    catalogue = Catalogue.from_manifests([*DEFINITIONS, rule, subscriber])
    problems = problems_after(catalogue, changes_for(catalogue, [], prune=False, retire=[Key("RiskRule", "plan-2026", "debt.ratio")]))
    assert [(one.kind, one.plan, one.name) for one in problems] == [("RiskRule", "plan-2026", "debt.ratio")]
