"""Areas, entities, plans and subscribers that contradict the other definitions."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.model.catalogue import Catalogue
from shared.plans.place_checks import area_mistakes
from tests.unit.judgement.builders import area
from tests.unit.plans.folders import document, found

NAMES = "names: {zh: 甲, en: A}"


def test_a_cycle_of_areas_is_told_at_each_of_them(tmp_path: Path) -> None:
    problems = found(
        tmp_path, *(document("Area", name, f"{{{NAMES}, level: city, parent: {parent}}}") for name, parent in pairwise([*"abca"]))
    )
    assert problems == [
        f"{number}.yaml:4: Area/{ring[0]} spec.parent: areas form a cycle: {' → '.join(ring)}; give one of them another parent"
        for number, ring in enumerate(["abca", "bcab", "cabc"])
    ]


@given(st.lists(st.sampled_from("abcdef"), min_size=6, max_size=6))
def test_areas_have_no_mistake_exactly_when_every_way_up_ends(parents: list[str]) -> None:
    tree = dict(zip("abcdef", parents, strict=True))
    catalogue = Catalogue.from_manifests(area(name, parent) for name, parent in tree.items())
    told = {name for name, parent in tree.items() if list(area_mistakes(area(name, parent), catalogue))}  # type: ignore[arg-type]
    on_a_cycle = set()
    for name, parent in tree.items():
        way, at = [], parent
        while at not in way:
            way.append(at)
            at = tree[at]
        if name in way:
            on_a_cycle.add(name)
    assert told == on_a_cycle


@pytest.mark.parametrize(
    ("kind", "spec", "field", "words"),
    [
        ("Area", "level: city, parent: nowhere", "spec.parent", "area 'nowhere' is not defined"),
        ("Area", "level: city, parent: a", "spec.parent", "areas form a cycle: a → a"),
        ("Entity", "type: item, area: nowhere", "spec.area", "area 'nowhere' is not defined"),
        ("Entity", "type: item, area: '320205', parent: a", "spec.parent", "the entity is its own parent"),
        ("Entity", "type: item, area: '320205', parent: b", "spec.parent", "entity 'b' is not defined"),
        ("Entity", "type: item, area: '320205', register: nothing", "spec.register", "indicator 'nothing' is not defined"),
        ("Entity", "type: item, area: '320205', register: jobs", "spec.register", "indicator 'jobs' is a flow"),
        ("Entity", "type: case, area: '320205', register: works", "spec.type", "'case' differs from the entity type 'item'"),
        (
            "Entity",
            "type: item, area: '320205', plannedStart: 2026-05-01, plannedEnd: 2026-04-01",
            "spec.plannedStart",
            "2026-05-01 is after plannedEnd 2026-04-01",
        ),
        ("Plan", "area: nowhere, year: 2026", "spec.area", "area 'nowhere' is not defined"),
        ("Plan", "area: '320200', year: 2026, timeZone: Mars/North", "spec.timeZone", "'Mars/North' is not a time zone"),
        (
            "Plan",
            "area: '320200', year: 2026, chapters: [{number: 1, names: {zh: 章, en: c}}, {number: 1, names: {zh: 章, en: c}}]",
            "spec.chapters.1.number",
            "chapter 1 is listed twice",
        ),
        ("Plan", "area: '320200', year: 26", "spec.year", "should be greater than or equal to 1990; it is 26"),
    ],
)
def test_a_definition_that_contradicts_others_is_told(tmp_path: Path, kind: str, spec: str, field: str, words: str) -> None:
    (problem,) = found(tmp_path, document(kind, "a", f"{{{NAMES}, {spec}}}"))
    assert problem.startswith(f"0.yaml:4: {kind}/a {field}: {words}")


def test_every_mistake_of_a_subscriber_is_told(tmp_path: Path) -> None:
    spec = f"{{{NAMES}, areas: [x], rules: [y], families: [z], webhook: {{}}}}"
    problems = found(tmp_path, document("Subscriber", "s", spec, plan="p"))
    assert [one.split(" ")[2].rstrip(":") for one in problems] == ["spec.areas.0", "spec.families.0", "spec.rules.0", "spec.webhook"]


@pytest.mark.parametrize(("kind", "plan", "words"), [("Area", "p", "belongs to no plan"), ("Subscriber", "", "belongs to a plan")])
def test_only_kinds_of_a_plan_have_a_namespace(tmp_path: Path, kind: str, plan: str, words: str) -> None:
    spec = f"{{{NAMES}, level: city}}" if kind == "Area" else f"{{{NAMES}}}"
    (problem,) = found(tmp_path, document(kind, "a", spec, plan=plan))
    assert f"{kind}/a metadata.namespace: {kind} {words}" in problem


def test_a_namespace_names_a_plan_that_is_there(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, document("Subscriber", "a", f"{{{NAMES}}}", plan="q"))
    assert "metadata.namespace: plan 'q' is not defined" in problem


def test_each_name_is_in_its_language(tmp_path: Path) -> None:
    problems = found(tmp_path, document("Area", "a", "{names: {zh: Xishan, en: 锡山区}, level: city}"))
    assert [one.split(": ")[1] for one in problems] == ["Area/a spec.names.en", "Area/a spec.names.zh"]


def test_an_entity_may_be_called_by_its_code(tmp_path: Path) -> None:
    assert found(tmp_path, document("Entity", "k-17", "{names: {zh: K17, en: K17}, type: meter, area: '320205'}")) == []
