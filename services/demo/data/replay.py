"""Everything that is replayed, in the order of its arrival, and the clock's steps."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import numpy as np

from services.demo.data.inputs import debt_and_revenue, homes, hotline
from services.demo.data.progress import progress
from services.demo.data.real import CITY, real_series
from services.demo.data.reported import TODAY, Reported
from services.demo.data.stations import station_hours
from shared.model.catalogue import Catalogue
from shared.model.period import SHANGHAI

SEED = 2026
_FROM_INPUTS = frozenset(
    {
        "debt.ratio",
        "debt.ratio.official",
        "debt.hidden.new",
        "housing.destocking-months",
        "housing.price-index",
        "housing.price-index.second-hand",
        "hotline.12345.resolution",
        "hotline.12345.response",
        "hotline.12345.satisfaction",
    }
)
"""Indicators that the processor derives from reported inputs."""


def demo_data(catalogue: Catalogue, *, seed: int = SEED, stations: int = 1) -> list[Reported]:
    """Return all observations of the replay in the order of their arrival, none later than today.

    Args:
        catalogue: The definitions.
        seed: The same seed gives the same data.
        stations: Synthetic air stations an area; each brings about 29 000 hours.
    """
    rng = np.random.default_rng(seed)
    districts = [code for code, area in catalogue.areas.items() if area.parent]
    rows = {_key(one): one for one in progress(catalogue, _FROM_INPUTS, seed=seed)}
    for part in (debt_and_revenue(districts, rng), homes(districts, rng), hotline(CITY, rng), real_series(catalogue)):
        rows |= {_key(one): one for one in part}  # what is real goes before what was made up
    everything = [*rows.values(), *station_hours(districts, rng, stations=stations)]
    last_ms = clock_steps()[-1]
    return sorted(one for one in everything if one.received_ms <= last_ms)


def clock_steps() -> list[int]:
    """Return the times that the clock is moved to: every Monday's end of the year so far, the last one today's, milliseconds."""
    mondays = (TODAY - timedelta(weeks=weeks) for weeks in range(28, -1, -1))
    return [int(datetime.combine(day + timedelta(days=1), time(), SHANGHAI).timestamp() * 1000) for day in mondays]


def _key(one: Reported) -> tuple[str, str, str, str]:
    return one.indicator, one.area, one.entity, one.period
