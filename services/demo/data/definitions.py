"""Definitions that the demo adds to the plan's: entities whose attributes its synthetic data need."""

from __future__ import annotations

from services.demo.data.developers import developer_definitions
from services.demo.data.parks import park_definitions
from services.demo.data.projects import project_definitions
from services.demo.data.readings import gauge_definitions
from services.demo.data.real import CITY
from shared.model.catalogue import Catalogue
from shared.model.manifests import Entity


def demo_entities(catalogue: Catalogue, *, seed: int) -> list[Entity]:
    """Return the synthetic entities; the same seed gives the same, and they are those that `demo_data` of that seed speaks of."""
    districts = [code for code, area in catalogue.areas.items() if area.parent == CITY]
    return [
        *project_definitions(districts, seed=seed),
        *park_definitions(districts),
        *developer_definitions(districts),
        *gauge_definitions(districts),
    ]
