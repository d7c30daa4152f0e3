"""Synthetic hours of air stations: the volume of a city's sensors, with a day's rhythm and weather that lasts some days.

PM2.5 of every month has the mean that the city's figure since January implies, so that stations and bureau tell one story.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from services.demo.data import paths
from services.demo.data.figures import path_of
from services.demo.data.paths import Floats
from services.demo.data.reported import TODAY, Reported, arrival
from shared.model.catalogue import Catalogue
from shared.model.period import Period


class Item(NamedTuple):
    """What a station measures."""

    level: float
    """Usual level in winter and summer alike, in the catalogue's unit."""
    summer: float
    """Share by which July lies above (below: negative) the year."""
    peak_hour: int
    """Hour of the day with the highest values."""
    decimals: int


_ITEMS: Mapping[str, Item] = {
    "so2": Item(6.0, -0.2, 10, 1),
    "no2": Item(28.0, -0.35, 20, 1),
    "co": Item(0.6, -0.15, 8, 2),
    "o3": Item(80.0, 0.5, 15, 1),
    "pm10": Item(45.0, -0.4, 8, 1),
    "pm25": Item(25.0, -0.4, 8, 1),
}
_FIRST = date(2026, 1, 1)
_DAYS = (TODAY - _FIRST).days
_MONTH_OF_DAY = np.array([(_FIRST + timedelta(days=offset)).month - 1 for offset in range(_DAYS)])


def station_hours(catalogue: Catalogue, districts: Sequence[str], *, seed: int, stations: int) -> Iterator[Reported]:
    """Yield the hours of some stations, shared out to the districts in turn, from 1 January to yesterday."""
    if "air.hourly.pm25" not in catalogue.indicators:
        return
    fine_dust = _months_behind(path_of("air.pm25", seed=seed)[12:])
    weather = _weather(paths.draws(seed, "weather"))
    for number in range(stations):
        area, station = districts[number % len(districts)], f"synthetic-air-station-{number + 1:02d}"
        rng = paths.draws(seed, station)
        for name, item in _ITEMS.items():
            values = _hours(item, weather, rng)
            if name == "pm25":
                values *= (fine_dust / _monthly_means(values))[_MONTH_OF_DAY][:, None]
            yield from _readings(area, station, f"air.hourly.{name}", np.round(values, item.decimals).tolist())


def _weather(rng: np.random.Generator) -> Floats:
    """Return how stagnant the air is, by day; it lasts about a week."""
    return np.exp(0.5 * np.convolve(rng.standard_normal(_DAYS + 6), np.ones(7) / 7, "valid"))


def _hours(item: Item, weather: Floats, rng: np.random.Generator) -> Floats:
    season = 1 - item.summer * np.cos(np.arange(_DAYS) / 365 * 2 * np.pi)
    rhythm = 1 + 0.3 * np.cos((np.arange(24) - item.peak_hour) / 24 * 2 * np.pi)
    noise = np.exp(0.15 * rng.standard_normal((_DAYS, 24)))
    return np.asarray(item.level * float(rng.uniform(0.9, 1.1)) * np.outer(weather * season, rhythm) * noise, dtype=np.float64)


def _monthly_means(values: Floats) -> Floats:
    return np.array([values[month == _MONTH_OF_DAY].mean() for month in range(_MONTH_OF_DAY[-1] + 1)])


def _months_behind(since_january: Floats) -> Floats:
    """Return the means of months that means since January imply; the month under way goes on like the last."""
    days = np.bincount(_MONTH_OF_DAY)[: len(since_january)]
    months = paths.each_month(since_january * days.cumsum()) / days
    return np.append(months, months[-1])


def _readings(area: str, station: str, indicator: str, values: list[list[float]]) -> Iterator[Reported]:
    for offset, day_values in enumerate(values):
        day = Period.day(_FIRST + timedelta(days=offset))
        received_ms, text = arrival(day, 1, 6), day.text
        for hour, value in enumerate(day_values):
            yield Reported(area, "environment", indicator, area, station, f"{text}T{hour:02d}", value, "", received_ms, real=False)
