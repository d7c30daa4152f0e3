"""The demo's data, generated and judged once for all tests."""

from __future__ import annotations

import pytest

from services.demo.data.replay import SEED, demo_data, demo_ticks
from services.demo.data.reported import Reported
from shared.judgement.assess_all import Assessment, assess_all
from shared.model.catalogue import Catalogue
from shared.model.manifests import Manifest
from tests.unit.demo.taking_in import events, with_entities


@pytest.fixture(scope="session")
def manifests() -> list[Manifest]:
    return with_entities(SEED)


@pytest.fixture(scope="session")
def catalogue(manifests: list[Manifest]) -> Catalogue:
    return Catalogue.from_manifests(manifests)


@pytest.fixture(scope="session")
def rows(catalogue: Catalogue) -> list[Reported]:
    return demo_data(catalogue)


@pytest.fixture(scope="session")
def judged(manifests: list[Manifest], catalogue: Catalogue, rows: list[Reported]) -> Assessment:
    return assess_all(manifests, events(rows, catalogue), now_ms=demo_ticks()[-1])
