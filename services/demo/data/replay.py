"""Everything that is replayed, in the order of its arrival, and the ticks of the clock. All of it but the real series is synthetic."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import chain
from operator import attrgetter
from typing import Final

from services.demo.data.accidents import accidents
from services.demo.data.developers import developers
from services.demo.data.figures import figures
from services.demo.data.finances import finances
from services.demo.data.homes import homes
from services.demo.data.hotline import hotline
from services.demo.data.households import households
from services.demo.data.ledgers import ledgers
from services.demo.data.parks import parks
from services.demo.data.projects import projects
from services.demo.data.readings import readings
from services.demo.data.real import CITY, real_series
from services.demo.data.registers import registers
from services.demo.data.reported import TODAY, Reported, end_of_day
from services.demo.data.stations import station_air
from services.demo.data.waters import waters
from shared.model.catalogue import Catalogue

SEED: Final = 2026
_WEEKS = 29


def demo_data(catalogue: Catalogue, *, seed: int = SEED, scale: float = 1.0) -> list[Reported]:
    """Return all observations of the replay in the order of their arrival, none later than today.

    Args:
        catalogue: The definitions; what it lacks is left out.
        seed: The same seed gives the same data; another one other noise around the same story.
        scale: Air stations for each district, but at least one altogether; each brings about 29 000 hours. Everything else is about
            90 000 observations.
    """
    districts = [code for code, area in catalogue.areas.items() if area.parent == CITY]
    rows = {_key(one): one for one in _made_up(catalogue, districts, seed=seed)}
    rows |= {_key(one): one for one in real_series(catalogue)}  # the real goes before the made up
    hours = station_air(catalogue, districts, seed=seed, stations=max(round(scale * len(districts)), 1))
    last_ms = demo_ticks()[-1]
    return sorted((one for one in chain(rows.values(), hours) if one.received_ms <= last_ms), key=attrgetter("received_ms"))


def demo_ticks() -> list[int]:
    """Return the times that the clock is moved to, milliseconds: the end of every Monday of the year so far, the last one today's."""
    return [end_of_day(TODAY - timedelta(weeks=weeks)) for weeks in range(_WEEKS - 1, -1, -1)]


clock_steps = demo_ticks
"""The same by its older name."""


def _made_up(catalogue: Catalogue, districts: list[str], *, seed: int) -> Iterator[Reported]:
    yield from figures(catalogue, CITY, districts, seed=seed)
    yield from registers(catalogue, CITY, districts, seed=seed)
    for part in (finances, homes, hotline, households, ledgers, accidents, developers, projects, parks, waters, readings):
        yield from part(catalogue, districts, seed=seed)


def _key(one: Reported) -> tuple[str, str, str, str]:
    return one.indicator, one.area, one.entity, one.period
