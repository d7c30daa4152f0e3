"""Water: classes of sections, the lake, the share of good sections, trophic index and algae."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.judgement.derivations import FORMULAS
from shared.judgement.view import Point
from shared.model.manifests import EntitySpec
from shared.model.manifests.metadata import Names
from tests.unit.judgement.derivations.given import Given, Values

GOOD = {"ph": 7.5, "do": 7.0, "codmn": 3.5, "nh3n": 0.4, "tp": 0.04}
JUNE = "2026-06"


def lake(parent: str | None = "taihu") -> EntitySpec:
    """A point of a lake."""
    return EntitySpec(names=Names(zh="点位", en="point"), type="section", area="320200", water_kind="lake", parent=parent)


def samples(sections: Mapping[str, Mapping[str, float]], month: str = JUNE) -> dict[str, dict[str, Values]]:
    """Values of one month by indicator and section."""
    found: dict[str, dict[str, Values]] = {}
    for section, sample in sections.items():
        for item, value in sample.items():
            found.setdefault(f"water.sample.{item}", {})[section] = {month: value}
    return found


def each(view: Given, formula: str, entity: str) -> list[Point]:
    """What a formula derives of an entity."""
    found = FORMULAS[formula]
    assert found.each is not None
    return list(found.each(view, entity, found.inputs, found.parameters))


def test_a_section_is_as_bad_as_its_worst_item_and_says_which() -> None:
    view = Given(by_entity=samples({"s": {**GOOD, "tp": 0.3, "do": 4.0}}))
    (point,) = each(view, "water.section.class", "s")
    assert (point.period.text, point.value, point.note) == (JUNE, 3.0, "do tp+0.50")


def river(**more: str) -> EntitySpec:
    """A section of a river, or the river."""
    return EntitySpec.model_validate({"names": {"zh": "断面", "en": "section"}, "type": "section", "area": "320200", **more})


@pytest.mark.parametrize(("wanted", "note"), [("II", "tp+0.50"), ("", ""), ("III", ""), ("I", "codmn+0.75 tp+6.50")])
def test_items_are_too_many_for_the_class_that_the_section_itself_should_meet(wanted: str, note: str) -> None:
    sample = {"ph": 7.5, "do": 8.0, "codmn": 3.5, "nh3n": 0.1, "tp": 0.15}
    view = Given(by_entity=samples({"s": sample}), definitions={"s": river(targetClass=wanted)})
    (point,) = each(view, "water.section.class", "s")
    assert (point.value, set(point.note.split())) == (2.0, set(note.split()))


def test_sections_meet_their_own_class_or_not() -> None:
    classes: dict[str, Values] = {"a": {JUNE: 1.0}, "b": {JUNE: 2.0}, "c": {JUNE: 2.0}, "d": {JUNE: 3.0}}
    definitions = {"a": river(targetClass="II"), "b": river(targetClass="II"), "d": river(targetClass="IV")}
    view = Given(by_entity={"water.section.class": classes}, definitions=definitions)
    assert view.derive("water.sections.meeting-share") == {JUNE: 75.0}
    assert view.derive("water.sections.good-share") == {JUNE: 75.0}


def test_a_water_body_is_graded_by_its_sections_alone() -> None:
    foul = {**GOOD, "nh3n": 2.5}
    given_sections = samples({**{f"s{number}": GOOD for number in range(4)}, "foul": foul, "elsewhere": foul})
    definitions = {f"s{number}": river(parent="canal") for number in range(4)} | {"foul": river(parent="canal")}
    view = Given(by_entity=given_sections, definitions=definitions)
    assert [point.value for point in each(view, "water.body-grade", "canal")] == [1.0]
    few = Given(by_entity=samples({"s0": GOOD, "foul": foul}), definitions=definitions)
    assert [point.value for point in each(few, "water.body-grade", "canal")] == [2.0]
    assert each(view, "water.body-grade", "elsewhere") == []


def test_nitrogen_has_a_class_apart_in_lakes_alone() -> None:
    sample = samples({"p": {**GOOD, "tn": 1.6}, "r": {**GOOD, "tn": 1.6}})
    view = Given(by_entity=sample, definitions={"p": lake()})
    assert [point.value for point in each(view, "water.tn-class", "p")] == [4.0]
    assert each(view, "water.tn-class", "r") == []
    assert each(view, "water.section.class", "p")[0].value == 2.0


def test_limits_of_phosphorus_are_those_of_the_kind_of_water() -> None:
    view = Given(by_entity=samples({"river": {**GOOD, "tp": 0.06}, "point": {**GOOD, "tp": 0.06}}), definitions={"point": lake()})
    assert [each(view, "water.section.class", name)[0].value for name in ("river", "point")] == [1.0, 3.0]


def test_a_sample_without_a_basic_item_gives_no_class() -> None:
    view = Given(by_entity=samples({"s": {"ph": 7.0, "tp": 0.3}}))
    assert each(view, "water.section.class", "s") == []


def test_the_trophic_index_of_the_checked_example() -> None:
    view = Given(by_entity=samples({"p": {"chla": 20.0, "tp": 0.05, "tn": 1.08, "secchi": 0.5, "codmn": 4.0}}), definitions={"p": lake()})
    assert each(view, "water.tli", "p")[0].value == pytest.approx(52.72, abs=0.005)


def test_a_lake_is_the_class_of_its_mean_sample_and_not_of_its_worst_point() -> None:
    view = Given(
        by_entity=samples({"a": {**GOOD, "tp": 0.03}, "b": {**GOOD, "tp": 0.06}, "river": {**GOOD, "tp": 0.9}}),
        definitions={"a": lake(), "b": lake()},
    )
    assert view.derive("taihu.water-class") == {JUNE: 2.0}


def test_points_of_another_lake_do_not_count() -> None:
    view = Given(
        by_entity=samples({"a": {**GOOD, "tp": 0.03}, "b": {**GOOD, "tp": 0.9}}), definitions={"a": lake(None), "b": lake("lihu-lake")}
    )
    assert view.derive("taihu.water-class") == {JUNE: 2.0}


def test_the_share_of_good_sections_counts_every_month_since_january() -> None:
    classes = {"a": {"2026-01": 2.0, "2026-02": 3.0}, "b": {"2026-01": 1.0, "2026-02": 2.0}, "p": {"2026-01": 5.0, "2026-02": 5.0}}
    view = Given(by_entity={"water.section.class": classes}, definitions={"p": lake()})
    assert view.derive("water.sections.good-share") == {"2026-01": 100.0, "2026-02": 75.0}


def test_a_share_waits_for_every_section() -> None:
    view = Given(by_entity={"water.section.class": {"a": {"2026-01": 2.0, "2026-02": 2.0}, "b": {"2026-01": 4.0}}})
    assert view.derive("water.sections.good-share") == {"2026-01": 50.0}


def test_algae_are_the_mean_of_points_and_of_their_days() -> None:
    days = {"a": {"2026-06-01": 1e6, "2026-06-30": 3e6}, "b": {"2026-06-15": 4e6, "2026-06-30": 4e6}}
    assert Given(by_entity={"algae.density": days}).derive("taihu.algae") == {JUNE: 3e6}


@given(st.lists(st.integers(0, 5), min_size=1, max_size=8))
def test_a_share_is_bounded_and_free_of_order(classes: list[int]) -> None:
    def share(values: list[int]) -> float:
        sections = {f"s{number}": {JUNE: float(value)} for number, value in enumerate(values)}
        return Given(by_entity={"water.section.class": sections}).derive("water.sections.good-share")[JUNE]

    assert 0 <= share(classes) <= 100
    assert share(classes) == share(classes[::-1])
