"""The catalogue answers from the highest version of each definition, in whatever order they came."""

from __future__ import annotations

from itertools import permutations

from shared.judgement.event import Definition
from shared.model.catalogue import Catalogue
from shared.model.manifests import Area, Manifest, Target
from tests.unit.judgement.builders import PLAN, area, indicator, manifest, plan, target


def version(number: int, of: Manifest, *, retired: bool = False) -> Definition:
    return Definition(kind=of.kind, plan=of.plan, name=of.name, version=number, manifest=None if retired else of)


CITY, DISTRICT, VILLAGE = area("320200", level="city"), area("320205", "320200"), area("320205-a", "320205")


def test_manifests_are_found_by_kind_and_id() -> None:
    catalogue = Catalogue.from_manifests(
        [CITY, indicator("jobs"), target("jobs"), plan(), manifest("Entity", "x", type="item", area="320200")]
    )

    assert catalogue.area("320200") is not None
    assert catalogue.indicator("jobs") is not None
    assert catalogue.entity("x") is not None
    assert list(catalogue.plans) == [PLAN]
    assert isinstance(catalogue.targets[PLAN, "jobs"], Target)
    assert catalogue.indicator("320200") is None


def test_an_area_lies_within_all_its_ancestors_and_itself() -> None:
    catalogue = Catalogue.from_manifests([CITY, DISTRICT, VILLAGE])

    assert catalogue.within("320205-a", "320200")
    assert catalogue.within("320205-a", "320205-a")
    assert not catalogue.within("320200", "320205")
    assert not catalogue.within("unknown", "320200")
    assert catalogue.below("320205") == ("320205", "320205-a")
    assert catalogue.below("unknown") == ()


def test_a_cycle_of_areas_does_not_hang_the_question() -> None:
    catalogue = Catalogue.from_manifests([area("a", "b"), area("b", "a")])

    assert catalogue.within("a", "b")
    assert not catalogue.within("a", "c")


def test_the_highest_version_counts_in_any_order() -> None:
    first, second = version(1, DISTRICT), version(2, area("320205", None))
    gone = version(3, DISTRICT, retired=True)

    for order in permutations([first, second, gone]):
        catalogue = Catalogue().with_changes(order)
        assert catalogue.area("320205") is None
        assert catalogue.version("Area", "320205") == 3
    for order in permutations([first, second]):
        assert Catalogue().with_changes(order).areas["320205"].parent is None


def test_a_catalogue_is_not_changed_by_its_successor() -> None:
    before = Catalogue.from_manifests([CITY])
    after = before.with_changes([version(1, DISTRICT)])

    assert list(before.areas) == ["320200"]
    assert list(after.areas) == ["320200", "320205"]
    assert before.version("Area", "320205") == 0
    assert all(isinstance(one.manifest, Area) for one in after.definitions.values())
