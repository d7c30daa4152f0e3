"""Synthetic hours of air stations: the volume of a city's sensors, with a day's rhythm and weather that lasts some days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from services.demo.data.reported import TODAY, Reported, arrival
from shared.model.period import Period

_LEVELS = {"so2": 6.0, "no2": 28.0, "co": 0.6, "o3": 85.0, "pm10": 45.0, "pm25": 25.0}
"""Typical level of each item, µg/m³ (CO: mg/m³)."""
_FIRST = date(2026, 1, 1)


def station_hours(areas: list[str], rng: np.random.Generator, *, stations: int) -> Iterator[Reported]:
    """Yield the hours of some stations an area, from 1 January to yesterday."""
    days = (TODAY - _FIRST).days
    hours = np.arange(24)
    rhythm = 1 + 0.25 * np.sin((hours - 8) / 24 * 2 * np.pi)
    for area in areas:
        weather = np.exp(0.3 * np.convolve(rng.standard_normal(days + 6), np.ones(7) / 7, "valid"))
        for number in range(1, stations + 1):
            entity = f"synthetic-station-{area}-{number}"
            for item, level in _LEVELS.items():
                values = np.round(level * np.outer(weather, rhythm) * np.exp(0.15 * rng.standard_normal((days, 24))), 2)
                yield from _readings(area, entity, f"air.hourly.{item}", values.tolist())


def _readings(area: str, entity: str, indicator: str, values: list[list[float]]) -> Iterator[Reported]:
    for offset, day_values in enumerate(values):
        day = Period.day(_FIRST + timedelta(days=offset))
        received_ms, text = arrival(day, 1, 6), day.text
        for hour, value in enumerate(day_values):
            yield Reported(received_ms, area, "environment", indicator, area, entity, f"{text}T{hour:02d}", value)
