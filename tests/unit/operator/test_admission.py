"""What `plan check` refuses is refused; what only comes later is a warning; what is no definition is let pass."""

from __future__ import annotations

from typing import Any

import pytest

from services.operator.admitting import Examiner
from services.operator.domain.admission import Wanted, answer, concerns, wanted
from shared.model.manifests import Manifest
from tests.unit.judgement.builders import area, indicator, plan, target
from tests.unit.operator.builders import in_force, raw, thing

ALL = [area("320200", level="city"), indicator("jobs"), plan(), target("jobs")]


def world(*objects: Manifest, registered: tuple[Manifest, ...] = (), absence: str = "") -> Wanted:
    return wanted([thing(one) for one in objects], in_force(*registered), absence)


def test_a_sound_definition_is_taken_among_those_of_cluster_and_registry() -> None:
    assert answer(thing(ALL[3]), world(ALL[2], registered=(ALL[0], ALL[1]))) == (True, (), ())


def test_what_contradicts_another_definition_is_refused_in_the_words_of_plan_check() -> None:
    found = answer(thing(target("jobs", unit="percent")), world(*ALL[:3]))
    assert not found.allowed
    assert found.refusals[0].startswith("spec.unit: ")


def test_a_number_in_force_is_not_written_over() -> None:
    found = answer(thing(target("jobs", value=90.0)), world(*ALL, registered=tuple(ALL)))
    assert [one.partition(":")[0] for one in found.refusals] == ["spec.value"]


def test_what_it_refers_to_may_come_later() -> None:
    found = answer(thing(ALL[3]), world(ALL[2]))
    assert found.allowed
    assert found.warnings == (
        "spec.indicator: indicator 'jobs' is not defined; define it or correct the id; it takes effect when that is there",
    )


def test_without_the_registry_it_says_what_was_not_compared() -> None:
    found = answer(thing(ALL[3]), world(*ALL, absence="registry: no answer"))
    assert (found.allowed, found.warnings) == (
        True,
        ("not compared with what is in force, and not in force yet: registry: no answer",),
    )


def test_an_object_counts_as_it_is_on_the_cluster_before_it_is_handed_over() -> None:
    percent = indicator("jobs", unit="percent", kind="rate", accumulation="rate")
    assert not answer(thing(ALL[3]), world(percent, ALL[2], registered=tuple(ALL))).allowed


@pytest.mark.parametrize(
    ("new", "old", "expected"),
    [
        (raw(ALL[3]), None, True),
        (raw(ALL[3]), raw(ALL[3]), False),
        (raw(ALL[3]) | {"status": {"state": "pending"}}, raw(ALL[3]), False),
        (raw(ALL[3], finalizers=["one"]), raw(ALL[3]), False),
        (raw(ALL[3], labels={"office": "a"}), raw(ALL[3]), True),
        (raw(target("jobs", value=1.0), deletionTimestamp="2026-01-01T00:00:00Z"), raw(ALL[3]), False),
        ({"kind": "Platform", "spec": {}}, None, False),
        (None, raw(ALL[3]), False),
    ],
)
def test_only_changes_of_definitions_are_looked_at(new: Any, old: Any, *, expected: bool) -> None:
    assert concerns({"object": new, "oldObject": old}) is expected


def test_a_no_is_never_said_by_what_was_read_before() -> None:
    moment, worlds = [100.0], [world(ALL[2]), world(*ALL[:3])]
    examiner = Examiner(lambda: worlds.pop(0), clock=lambda: moment[0])
    request = {"object": raw(ALL[1]), "oldObject": None}
    assert examiner.examine(request).allowed
    moment[0] += 0.5
    assert examiner.examine({"object": raw(ALL[3]), "oldObject": None}) == (True, (), ())
    assert worlds == []
