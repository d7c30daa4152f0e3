"""Synthetic air of stations: the hours of this year, the volume of a city's sensors, and the days of last year, as an archive keeps them.

It has a day's rhythm, and weather that lasts some days. This year repeats the weather of last year a little cleaner, so that the comparison
of both does not hang on the seed. PM2.5 of every month has the mean that the story's figure since January implies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from services.demo.data import paths
from services.demo.data.paths import Floats
from services.demo.data.reported import TODAY, Reported, arrival
from services.demo.data.shapes import SEASONS
from shared.judgement.derivations.air_day import day_means, highest_hours, highest_windows
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
    "o3": Item(86.0, 0.5, 15, 1),
    "pm10": Item(45.0, -0.4, 8, 1),
    "pm25": Item(25.0, -0.4, 8, 1),
}
_ARCHIVE: Mapping[str, tuple[str, Callable[[Floats], Floats]]] = {
    **{f"air.daily.{name}": (name, day_means) for name in _ITEMS if name != "o3"},
    "air.daily.o3": ("o3", highest_windows),
    "air.daily.o3-1h": ("o3", highest_hours),
}
"""Indicators of a station's days: the item, and what makes a day of its hours."""
_FINE_DUST = (26.0, 25.2)
"""PM2.5 of last year and of this year."""
_CLEANER = 0.97
"""This year's air over last year's."""

_FIRST, _BEGIN = date(2025, 1, 1), date(2026, 1, 1)
_LAST_YEAR, _DAYS = (_BEGIN - _FIRST).days, (TODAY - _FIRST).days
_DATES = [_FIRST + timedelta(days=offset) for offset in range(_DAYS)]
_MONTH_OF_DAY = np.array([12 * (day.year - _FIRST.year) + day.month - 1 for day in _DATES])


def station_air(catalogue: Catalogue, districts: Sequence[str], *, seed: int, stations: int) -> Iterator[Reported]:
    """Yield the air of some stations, shared out to the districts in turn: last year by days, this year by hours up to yesterday."""
    if "air.hourly.pm25" not in catalogue.indicators:
        return
    rng = paths.draws(seed, "air.pm25")
    fine_dust = _months_behind(paths.season(*_FINE_DUST, SEASONS["pm25"], wiggle=0.008, rng=rng))
    weather = _weather(paths.draws(seed, "weather"))
    for number in range(stations):
        area, station = districts[number % len(districts)], f"synthetic-air-station-{number + 1:02d}"
        rng = paths.draws(seed, station)
        hours = {name: _hours(item, weather, rng) for name, item in _ITEMS.items()}
        hours["pm25"] *= (fine_dust / _monthly_means(hours["pm25"]))[_MONTH_OF_DAY][:, None]
        for name, item in _ITEMS.items():
            yield from _readings(area, station, f"air.hourly.{name}", np.round(hours[name], item.decimals))
        for indicator, (name, day_of) in _ARCHIVE.items():
            yield from _days(area, station, indicator, np.round(day_of(hours[name][:_LAST_YEAR]), _ITEMS[name].decimals))


def _weather(rng: np.random.Generator) -> Floats:
    """Return how stagnant the air is, by day of a year, 1 in the mean of its first half; it lasts about a week."""
    days = np.exp(0.5 * np.convolve(rng.standard_normal(_LAST_YEAR + 6), np.ones(7) / 7, "valid"))
    return np.asarray(days / days[:181].mean())


def _hours(item: Item, weather: Floats, rng: np.random.Generator) -> Floats:
    """Return the hours of both years, a day a row."""
    season = 1 - item.summer * np.cos(np.arange(_LAST_YEAR) / 365 * 2 * np.pi)
    rhythm = 1 + 0.3 * np.cos((np.arange(24) - item.peak_hour) / 24 * 2 * np.pi)
    noise = np.exp(0.15 * rng.standard_normal((_LAST_YEAR, 24)))
    year = item.level * float(rng.uniform(0.97, 1.03)) * np.outer(weather * season, rhythm) * noise
    return np.concatenate([year, _CLEANER * year[: _DAYS - _LAST_YEAR]])


def _monthly_means(values: Floats) -> Floats:
    return np.array([values[month == _MONTH_OF_DAY].mean() for month in range(_MONTH_OF_DAY[-1] + 1)])


def _months_behind(since_january: Floats) -> Floats:
    """Return the means of months that means since January imply; the month under way goes on like the last."""
    days = np.bincount(_MONTH_OF_DAY)[: paths.PATH]
    passed = np.concatenate([days[:12].cumsum(), days[12:].cumsum()])
    months = paths.each_month(since_january * passed) / days
    return np.append(months, months[-1])


def _readings(area: str, station: str, indicator: str, hours: Floats) -> Iterator[Reported]:
    """Yield the hours of this year."""
    for day, values in zip(_DATES[_LAST_YEAR:], hours[_LAST_YEAR:].tolist(), strict=True):
        period = Period.day(day)
        received_ms, text = arrival(period, 1, 6), period.text
        for hour, value in enumerate(values):
            yield Reported(area, "environment", indicator, area, station, f"{text}T{hour:02d}", value, "", received_ms, real=False)


def _days(area: str, station: str, indicator: str, values: Floats) -> Iterator[Reported]:
    """Yield the days of last year."""
    for day, value in zip(_DATES, values.tolist(), strict=False):
        period = Period.day(day)
        yield Reported(area, "environment", indicator, area, station, period.text, value, "", arrival(period, 1, 6), real=False)
