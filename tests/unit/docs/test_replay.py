"""The year 2025 replayed: published series give the verdicts that history gave."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from docs.replay import OBSERVATIONS, PLAN, observations, replayed
from services.cli.__main__ import make_app
from shared.judgement.assess_all import Assessment
from shared.model.catalogue import Catalogue
from shared.model.manifests import Indicator, Manifest
from shared.model.status import TargetStatus
from shared.plans.checking import check_folder

YEAR_END = date(2026, 2, 1)


def indicators(folder: Path) -> dict[str, Manifest]:
    return {one.name: one for one in check_folder(folder).manifests if isinstance(one, Indicator)}


@pytest.fixture(scope="module")
def found() -> dict[date, Assessment]:
    return replayed()


@pytest.mark.parametrize(
    ("target", "status", "value"),
    [
        ("gdp.growth", TargetStatus.ACHIEVED, 5.1),
        ("retail.growth", TargetStatus.OFF_TRACK, 3.1),
        ("income.per-capita.growth", TargetStatus.AT_RISK, 4.1),
        ("investment.fixed.growth", TargetStatus.OFF_TRACK, -13.3),
        ("trade.growth", TargetStatus.ACHIEVED, 7.6),
    ],
)
def test_the_year_gives_the_verdicts_that_history_gave(
    found: dict[date, Assessment], target: str, status: TargetStatus, value: float
) -> None:
    verdict = next(one for one in found[YEAR_END].statuses if one.target == target)
    assert (verdict.status, verdict.value) == (status, value)


def test_what_was_not_known_yet_is_not_told(found: dict[date, Assessment]) -> None:
    midyear = {one.target: one for one in found[date(2025, 8, 1)].statuses}
    assert (midyear["gdp.growth"].period.text, midyear["gdp.growth"].value) == ("2025-06", 5.3)
    assert midyear["retail.growth"].status is TargetStatus.OVERDUE


def test_published_series_contradict_nothing(found: dict[date, Assessment]) -> None:
    assert {one.rule for one in found[YEAR_END].alerts} == {"housing.price-falling"}


def test_both_bases_of_income_are_told(found: dict[date, Assessment]) -> None:
    numbers = next(one for one in found[YEAR_END].statuses if one.target == "income.per-capita.growth").facts.numbers
    assert (numbers["difference_real"], numbers["difference_nominal"]) == pytest.approx((-1.0, 0.96), abs=0.01)


def test_the_observations_are_those_of_the_published_series() -> None:
    assert OBSERVATIONS.read_text("utf-8") == observations(Catalogue.from_manifests(check_folder(PLAN).manifests))


def test_definitions_outlive_years() -> None:
    this_year = indicators(PLAN.parent / "wuxi-2026")
    assert all(this_year[name] == one for name, one in indicators(PLAN).items())


def test_the_command_of_the_page_works() -> None:
    arguments = ["assess", str(OBSERVATIONS), "--plan", str(PLAN), "--as-of", "2026-02-01", "--format", "json"]
    assert CliRunner().invoke(make_app(), arguments).exit_code == 0
