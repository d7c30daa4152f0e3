"""Synthetic accidents at work: one record each, in the district and on the day that it happened; none is 较大 or worse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from services.demo.data import paths
from services.demo.data.reported import Reported, arrival
from services.demo.data.shapes import weights
from shared.model.catalogue import Catalogue
from shared.model.period import Period

_HALF_YEAR = 181
"""Days; this year's accidents end with June, because a month that is under way compares with no whole one."""
_SPANS = (
    (2025, 0, _HALF_YEAR, 62, 38),
    (2025, _HALF_YEAR, 365, 62, 36),
    (2026, 0, _HALF_YEAR, 56, 34),
)
"""Year, first day, end, accidents, deaths; one death an accident at most."""


def accidents(catalogue: Catalogue, districts: Sequence[str], *, seed: int) -> Iterator[Reported]:
    """Yield deaths, serious injuries and loss (万元) of every accident, spread evenly over each span."""
    if catalogue.indicator("accident.deaths") is None:
        return
    rng = paths.draws(seed, "accidents")
    areas, parts = weights(districts)
    for year, first, end, count, deaths in _SPANS:
        edges = np.linspace(first, end, count + 1)
        for number, offset in enumerate(rng.uniform(edges[:-1], edges[1:]).tolist()):
            day = Period.day(date(year, 1, 1) + timedelta(days=int(offset)))
            died = (number + 1) * deaths // count - number * deaths // count
            area = areas[int(rng.choice(len(areas), p=parts))]
            yield from _record(f"synthetic-accident-{year}-{int(offset):03d}-{number:02d}", area, day, float(died), rng)


def _record(accident: str, area: str, day: Period, deaths: float, rng: np.random.Generator) -> Iterator[Reported]:
    injuries, loss = float(rng.integers(0, 3)), round(float(rng.uniform(5, 240)), 1)
    received_ms = arrival(day, 1, int(rng.integers(7, 20)))
    for name, value in (("deaths", deaths), ("serious-injuries", injuries), ("loss", loss)):
        yield Reported(area, "risk", f"accident.{name}", area, accident, day.text, value, "", received_ms, real=False)
