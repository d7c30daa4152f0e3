"""Manifests: strict, frozen, and the same after a round trip through JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from shared.model.manifests import KINDS, PLAN_KINDS, Area, Indicator
from shared.model.period import PeriodLength
from shared.plans.loading import load_folder
from tests.unit.judgement.builders import area, indicator, manifest, target

PLAN = load_folder(Path(__file__).parents[3] / "plans" / "wuxi-2026")


def test_every_manifest_of_a_plan_survives_json() -> None:
    for one in PLAN.manifests:
        assert KINDS[one.kind].model_validate_json(one.document(), strict=True) == one


def test_a_document_leaves_out_what_has_its_default() -> None:
    assert json.loads(area("320200", level="city").document()) == {
        "apiVersion": "xiheng.dev/v1",
        "kind": "Area",
        "metadata": {"name": "320200"},
        "spec": {"names": {"zh": "名 320200", "en": "320200"}, "level": "city"},
    }


@pytest.mark.parametrize("name", ["", "A", "a_b", "-a", "a-", "a.", "无锡", "a" * 254, "a b", "a\n"])
def test_a_name_that_kubernetes_would_refuse_is_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        area(name)


@pytest.mark.parametrize("name", ["a", "0", "320200-jkq", "jobs.urban-new", "a" * 253])
def test_a_name_that_kubernetes_would_take_is_taken(name: str) -> None:
    assert area(name).name == name


def test_fields_are_camel_case_in_files_and_unknown_ones_are_refused() -> None:
    spec = {"names": {"zh": "名", "en": "n"}, "type": "item", "area": "320200", "plannedEnd": "2026-12-31"}
    assert KINDS["Entity"].model_validate({"metadata": {"name": "e"}, "spec": spec}).spec.planned_end.year == 2026
    with pytest.raises(ValidationError):
        KINDS["Entity"].model_validate({"metadata": {"name": "e"}, "spec": {**spec, "colour": "red"}})


def test_a_manifest_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        area("320200").spec.level = "city"


def test_a_manifest_is_of_its_kind_and_version() -> None:
    given = json.loads(area("320200").document())
    for change in ({"kind": "Indicator"}, {"apiVersion": "v1"}):
        with pytest.raises(ValidationError):
            Area.model_validate({**given, **change})


def test_only_what_belongs_to_a_plan_has_one() -> None:
    assert target("jobs").plan == "plan-2026"
    assert area("320200").plan == ""
    assert {"Target", "RiskRule", "Subscriber"} == PLAN_KINDS


@pytest.mark.parametrize(
    ("accumulation", "periods", "stored"),
    [
        ("year-to-date", ["month", "year"], PeriodLength.MONTH),
        ("year-to-date", ["quarter"], PeriodLength.MONTH),
        ("year-to-date", ["year"], PeriodLength.YEAR),
        ("single", ["quarter", "year"], PeriodLength.QUARTER),
        ("single", ["minute15"], PeriodLength.MINUTE15),
    ],
)
def test_a_year_to_date_figure_is_kept_by_the_month_that_ends_it(accumulation: str, periods: list[str], stored: PeriodLength) -> None:
    one = indicator("i", accumulation=accumulation, periods=periods)
    assert isinstance(one, Indicator)
    assert one.spec.stored_length is stored
    assert [length.word for length in one.spec.lengths] == periods


def test_names_are_never_empty() -> None:
    with pytest.raises(ValidationError):
        manifest("Area", "a", names={"zh": "", "en": "n"}, level="city")
