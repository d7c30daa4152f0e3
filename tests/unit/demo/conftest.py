"""The demo's data, generated and judged once for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.demo.data.replay import demo_data, demo_ticks
from services.demo.data.reported import Reported
from shared.judgement.assess_all import Assessment, assess_all
from shared.model.catalogue import Catalogue
from shared.model.manifests import Manifest
from shared.plans.checking import check_folder
from tests.unit.demo.taking_in import events

PLAN = Path(__file__).parents[3] / "plans" / "wuxi-2026"


@pytest.fixture(scope="session")
def manifests() -> list[Manifest]:
    checked = check_folder(PLAN)
    assert not checked.problems
    return checked.manifests


@pytest.fixture(scope="session")
def catalogue(manifests: list[Manifest]) -> Catalogue:
    return Catalogue.from_manifests(manifests)


@pytest.fixture(scope="session")
def rows(catalogue: Catalogue) -> list[Reported]:
    return demo_data(catalogue)


@pytest.fixture(scope="session")
def judged(manifests: list[Manifest], catalogue: Catalogue, rows: list[Reported]) -> Assessment:
    return assess_all(manifests, events(rows, catalogue), now_ms=demo_ticks()[-1])
