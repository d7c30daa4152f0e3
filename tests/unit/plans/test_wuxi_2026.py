"""The first plan: what it leaves open is explicit, and everything is named in both languages."""

from __future__ import annotations

import re
from pathlib import Path

from shared.model.catalogue import Catalogue
from shared.plans.checking import check_folder

FOLDER = check_folder(Path(__file__).parents[3] / "plans" / "wuxi-2026")
PLAN = Catalogue.from_manifests(FOLDER.manifests)
TARGETS = {name: target.spec for (_, name), target in PLAN.targets.items()}
HAN = re.compile(r"[\u3400-\u9fff]")


def test_areas_are_the_city_its_seven_parts_and_the_zone() -> None:
    assert {code: area.level for code, area in PLAN.areas.items()} == {
        "320200": "city",
        **dict.fromkeys(("320205", "320206", "320211", "320213", "320214"), "district"),
        **dict.fromkeys(("320281", "320282"), "county"),
        "320200-jkq": "zone",
    }
    assert {area.parent for code, area in PLAN.areas.items() if code != "320200"} == {"320200"}
    assert all(area.source == "GB/T 2260" for code, area in PLAN.areas.items() if code != "320200-jkq")


def test_every_indicator_of_a_target_has_the_targets_name() -> None:
    assert all(spec.indicator == name and PLAN.indicators[name].names == spec.names for name, spec in TARGETS.items())


def test_a_number_that_the_plan_leaves_open_is_a_default_and_says_so_in_both_languages() -> None:
    open_numbers = {name: spec.parameter for name, spec in TARGETS.items() if spec.comparator.endswith("_parameter")}
    assert len(open_numbers) == 25
    for name, parameter in open_numbers.items():
        assert parameter is not None, name
        assert "未经核实的默认值" in parameter.note, name
        assert "unverified default" in parameter.note, name


def test_a_band_that_the_plan_leaves_open_is_a_number_and_says_so() -> None:
    around = [spec for spec in TARGETS.values() if spec.comparator == "around"]
    assert around
    assert all(spec.band is not None and "默认参数" in spec.note and "default parameter" in spec.note for spec in around)


def test_what_is_only_watched_stands_on_no_document_of_the_plan() -> None:
    watched = {name for name, spec in TARGETS.items() if spec.origin == "watch"}
    assert len(watched) == 6
    assert {name for name, spec in TARGETS.items() if not spec.document.number} == watched


def test_items_that_the_plan_names_are_listed_by_the_registers_of_its_targets() -> None:
    registers = {spec.register_indicator for spec in PLAN.entities.values() if spec.register_indicator}
    assert registers == {
        "bids.national",
        "policy.milestones",
        "public-projects.milestones",
        "roads.dead-ends",
        "transport.milestones",
        "transport.projects",
    }
    assert all(TARGETS[name].shape == "register" for name in registers)
