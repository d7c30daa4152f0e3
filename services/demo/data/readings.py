"""Synthetic readings of meters, gauges and points that report every day or several times an hour, in the weeks or years worth looking at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from services.demo.data import paths
from services.demo.data.paths import Floats
from services.demo.data.reported import TODAY, Reported, arrival
from services.demo.data.shapes import SEASONS, weights
from shared.model.catalogue import Catalogue
from shared.model.manifests import Entity
from shared.model.period import Period


class Gauge(NamedTuple):
    """Entities of one kind that all report one indicator."""

    indicator: str
    stem: str
    entities: int
    areas: str
    first: date
    days: int
    slots: int
    """Readings a day."""
    low: float
    high: float
    rhythm: str
    """`day`: highest in the afternoon; `growth`: rising through the span; `algae`: a year's season at the level of last year (low) and of
    this year (high); `rain`: up after noon, down by night."""


_LAST_YEAR = date(2025, 1, 1)
_SINCE_LAST_YEAR = (TODAY - _LAST_YEAR).days
METERS, METERED_DAYS = 8, 14
"""Meters that report by the quarter of an hour, and for how many days."""
_GAUGES = (
    Gauge("meter.electricity", "meter", METERS, "all", TODAY - timedelta(days=METERED_DAYS), METERED_DAYS, 96, 220.0, 900.0, "day"),
    Gauge("vpp.adjustable-capacity", "load", 12, "all", _LAST_YEAR, _SINCE_LAST_YEAR, 1, 26.0, 49.0, "growth"),
    Gauge("algae.density", "algae-point", 6, "lake", _LAST_YEAR, _SINCE_LAST_YEAR, 1, 1.9e7, 1.6e7, "algae"),
    Gauge("flood.water-depth", "water-gauge", 8, "all", date(2026, 6, 27), 3, 288, 0.0, 24.0, "rain"),
)

_RAIN = (0.5, 1.0, 0.4)
"""How hard it rains on each of the three days."""
_LOW_LYING = {2: 0.85}
"""The one place, by number from 0, where water stands above 15 cm on the wettest day."""


def gauge_definitions(districts: Sequence[str]) -> list[Entity]:
    """Return the water gauges on roads."""
    gauge = next(one for one in _GAUGES if one.rhythm == "rain")
    areas, _ = weights(districts, gauge.areas)
    return [_definition(gauge, number, areas[number % len(areas)]) for number in range(gauge.entities)]


def _definition(gauge: Gauge, number: int, area: str) -> Entity:
    names = {"zh": f"合成积水点{number + 1}", "en": f"Synthetic water gauge {number + 1}"}
    return Entity.model_validate(
        {"metadata": {"name": _entity(gauge.stem, number + 1)}, "spec": {"names": names, "type": "point", "area": area}}
    )


def readings(catalogue: Catalogue, districts: Sequence[str], *, seed: int) -> Iterator[Reported]:
    """Yield the readings of every gauge, reported by the district that it stands in."""
    for gauge in _GAUGES:
        spec = catalogue.indicator(gauge.indicator)
        if spec is None:
            continue
        areas, _ = weights(districts, gauge.areas)
        for number in range(gauge.entities):
            entity = _entity(gauge.stem, number + 1)
            values = _values(gauge, number, paths.draws(seed, entity))
            yield from _days(gauge, spec.service or "environment", areas[number % len(areas)], entity, values.tolist())


def meter(number: int) -> str:
    """Return the name of a meter, counted from 1."""
    return _entity("meter", number)


def _entity(stem: str, number: int) -> str:
    return f"synthetic-{stem}-{number:02d}"


def _values(gauge: Gauge, number: int, rng: np.random.Generator) -> Floats:
    size = gauge.days * gauge.slots
    passed = np.arange(size) / size
    hour = np.arange(size) % gauge.slots / max(gauge.slots, 1)
    match gauge.rhythm:
        case "day":
            share = 0.5 - 0.5 * np.cos((hour - 0.1) * 2 * np.pi)
        case "algae":
            return _algae(gauge, rng)
        case "rain":
            day = np.repeat(_RAIN, gauge.slots)
            share = np.clip(np.sin((hour - 0.5) * 2 * np.pi), 0.0, 1.0) * day * _LOW_LYING.get(number, float(rng.uniform(0.2, 0.4)))
        case _:
            share = passed
    noise = np.exp(0.08 * rng.standard_normal(size))
    return np.round((gauge.low + (gauge.high - gauge.low) * share) * noise, 1)


def _algae(gauge: Gauge, rng: np.random.Generator) -> Floats:
    dates = [gauge.first + timedelta(days=offset) for offset in range(gauge.days)]
    levels = [(gauge.low if one.year < TODAY.year else gauge.high) * SEASONS["algae"][one.month - 1] for one in dates]
    return np.round(np.array(levels) * np.exp(0.08 * rng.standard_normal(gauge.days)))


def _days(gauge: Gauge, service: str, area: str, entity: str, values: list[float]) -> Iterator[Reported]:
    step = 1440 // gauge.slots
    clock = [""] if gauge.slots == 1 else [f"T{slot * step // 60:02d}:{slot * step % 60:02d}" for slot in range(gauge.slots)]
    for offset in range(gauge.days):
        day = Period.day(gauge.first + timedelta(days=offset))
        received_ms = arrival(day, 1, 5)
        for slot, value in enumerate(values[offset * gauge.slots : (offset + 1) * gauge.slots]):
            yield Reported(area, service, gauge.indicator, area, entity, day.text + clock[slot], value, "", received_ms, real=False)
