"""Shapes of a year by month, and how large the areas are. Plausible, not published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from services.demo.data.paths import Floats

SHARES: Mapping[str, tuple[float, ...]] = {
    "even": tuple(month / 12 for month in range(1, 13)),
    "work": (0.07, 0.12, 0.21, 0.30, 0.39, 0.49, 0.57, 0.65, 0.74, 0.83, 0.91, 1.0),
    "build": (0.02, 0.05, 0.12, 0.20, 0.29, 0.40, 0.49, 0.58, 0.68, 0.79, 0.89, 1.0),
    "sign": (0.10, 0.16, 0.29, 0.37, 0.46, 0.57, 0.63, 0.70, 0.79, 0.87, 0.94, 1.0),
    "jobs": (0.09, 0.16, 0.27, 0.36, 0.45, 0.54, 0.62, 0.70, 0.79, 0.87, 0.94, 1.0),
    "spring": (0.12, 0.22, 0.34, 0.44, 0.50, 0.53, 0.56, 0.60, 0.68, 0.79, 0.90, 1.0),
    "half": (0.0, 0.0, 0.0, 0.0, 0.0, 0.45, 0.45, 0.45, 0.45, 0.45, 0.45, 1.0),
    # Quarters of Wuxi's output and incomes as published: 2025 first half 46.1 %, 2023 first quarter 31 % of the year's income.
    "output": (0.07, 0.145, 0.219, 0.30, 0.38, 0.4611, 0.54, 0.62, 0.706, 0.80, 0.90, 1.0),
    "income": (0.12, 0.22, 0.313, 0.385, 0.45, 0.513, 0.59, 0.67, 0.757, 0.84, 0.92, 1.0),
    "revenue": (0.13, 0.20, 0.28, 0.38, 0.46, 0.55, 0.63, 0.69, 0.77, 0.86, 0.92, 1.0),
}
"""Share of the year's total since January, by month."""

SEASONS: Mapping[str, tuple[float, ...]] = {
    "pm25": (1.62, 1.56, 1.46, 1.37, 1.28, 1.20, 1.12, 1.06, 1.02, 1.00, 0.99, 1.0),
    "good-days": (0.86, 0.88, 0.92, 0.95, 0.95, 0.95, 0.95, 0.96, 0.98, 0.99, 1.0, 1.0),
    "ozone": (0.45, 0.52, 0.68, 0.84, 0.98, 1.06, 1.06, 1.07, 1.06, 1.04, 1.01, 1.0),
    "algae": (0.15, 0.12, 0.20, 0.50, 1.10, 1.60, 2.00, 2.20, 1.90, 1.20, 0.60, 0.30),
}
"""Level of each month over that of the year; for figures since January, the level since January."""

_ALL = {
    "320281": 0.22,
    "320282": 0.11,
    "320205": 0.11,
    "320206": 0.11,
    "320211": 0.10,
    "320213": 0.09,
    "320214": 0.21,
    "320200-jkq": 0.05,
}
_WEIGHTS: Mapping[str, Mapping[str, float]] = {
    "all": _ALL,
    "rural": {"320281": 0.26, "320282": 0.38, "320205": 0.16, "320206": 0.15, "320211": 0.05},
    "lake": {"320282": 0.45, "320211": 0.40, "320200-jkq": 0.08, "320214": 0.07},
}
"""Weight of each area: in the city's economy, in its countryside, on the shore of the lake."""


def weights(areas: Iterable[str], kind: str = "all") -> tuple[list[str], Floats]:
    """Return the areas that have a part in something, and their weights, which sum to 1; an area without a known weight counts as small."""
    known = _WEIGHTS[kind]
    parts = {area: known.get(area, 0.05 if area not in _ALL else 0.0) for area in areas}
    taking_part = [area for area, weight in parts.items() if weight > 0]
    scale = np.array([parts[area] for area in taking_part], dtype=np.float64)
    return taking_part, scale / scale.sum()
