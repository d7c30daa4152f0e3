"""Synthetic parks: meters of electricity, and by month what else a park uses and emits. Three keep the zero-carbon line, the others do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from services.demo.data import paths
from services.demo.data.readings import METERED_DAYS, METERS, meter
from services.demo.data.releases import reports
from services.demo.data.reported import TODAY, Reported, arrival
from services.demo.data.shapes import weights
from shared.model.catalogue import Catalogue
from shared.model.manifests import Entity
from shared.model.period import Period

_PARKS = 15
_GREENEST = 3
"""Parks that buy nearly all of their electricity green and burn little."""
_KWH_A_DAY = 54_000.0
_TCE_A_MONTH = 400.0
_SILENT_FROM = "2026-06"
"""All parks are late with what they report by month."""
_FIRST = date(2025, 1, 1)


def park_definitions(districts: Sequence[str]) -> list[Entity]:
    """Return the parks, and the meter of each."""
    areas, _ = weights(districts)
    return [one for number in range(1, _PARKS + 1) for one in _definitions(number, areas[(number - 1) % len(areas)])]


def parks(catalogue: Catalogue, districts: Sequence[str], *, seed: int) -> Iterator[Reported]:
    """Yield the days of each park's meter, but those that the meter itself reports by the quarter of an hour, and the months of the rest."""
    if "parks.zero-carbon" not in catalogue.indicators:
        return
    areas, _ = weights(districts)
    for number in range(1, _PARKS + 1):
        area, park = areas[(number - 1) % len(areas)], _park(number)
        rng = paths.draws(seed, park)
        yield from _meter_days(area, number, rng)
        is_green = number <= _GREENEST
        for indicator, level in (
            ("park.energy", _TCE_A_MONTH),
            ("park.direct-emissions", 30.0 if is_green else 150.0),
            ("park.green-electricity", (0.96 if is_green else 0.55) * _KWH_A_DAY * 30),
        ):
            values = np.round(level * np.exp(0.03 * rng.standard_normal(paths.PATH)), 1)
            yield from reports(catalogue, indicator, area, values, rng, entity=park, silent_from=_SILENT_FROM)


def _meter_days(area: str, number: int, rng: np.random.Generator) -> Iterator[Reported]:
    days = (TODAY - _FIRST).days - (METERED_DAYS if number <= METERS else 0)
    values = np.round(_KWH_A_DAY * np.exp(0.08 * rng.standard_normal(days)), 1)
    for offset, value in enumerate(values.tolist()):
        day = Period.day(_FIRST + timedelta(days=offset))
        received_ms = arrival(day, 1, 5)
        yield Reported(area, "environment", "meter.electricity.daily", area, meter(number), day.text, value, "", received_ms, real=False)


def _definitions(number: int, area: str) -> list[Entity]:
    park = _park(number)
    return [
        _entity(park, {"zh": f"合成园区{number}", "en": f"Synthetic park {number}"}, {"type": "park", "area": area}),
        _entity(
            meter(number),
            {"zh": f"合成园区{number}电表", "en": f"Meter of synthetic park {number}"},
            {"type": "meter", "area": area, "parent": park},
        ),
    ]


def _entity(name: str, names: dict[str, str], spec: dict[str, str]) -> Entity:
    return Entity.model_validate({"metadata": {"name": name}, "spec": {"names": names, **spec}})


def _park(number: int) -> str:
    return f"synthetic-park-{number:02d}"
