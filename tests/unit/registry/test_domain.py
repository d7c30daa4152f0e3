"""What accepting manifests would change."""

from __future__ import annotations

from services.registry.domain import ChangeKind, changes_for, differences, problems_after, read_manifests
from shared.model.catalogue import Catalogue
from tests.unit.judgement.builders import area, indicator, plan, target

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


def test_documents_round_trip_and_others_are_problems() -> None:
    manifests, problems = read_manifests([one.document() for one in DEFINITIONS])
    assert (manifests, problems) == (DEFINITIONS, [])
    _, problems = read_manifests([b"{}", b'{"kind": "Pod", "metadata": {"name": "x"}, "spec": {}}'])
    assert {problem.field for problem in problems} >= {"kind"}
