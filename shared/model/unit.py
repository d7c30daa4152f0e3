"""Units that can be converted into each other. Only exact ratios: 亿元 and 亿美元 are different dimensions, never converted."""

from __future__ import annotations

from typing import Final

# Each line is one dimension; the number is how many of its base a unit is.
_DIMENSIONS: Final[tuple[dict[str, float], ...]] = (
    {"cny": 1.0, "wan_cny": 1e4, "million_cny": 1e6, "yi_cny": 1e8},
    {"usd": 1.0, "wan_usd": 1e4, "million_usd": 1e6, "yi_usd": 1e8},
    {"person": 1.0, "wan_person": 1e4},
    {"percent": 1.0, "ratio": 100.0, "per_mille": 0.1},
    {"m2": 1.0, "wan_m2": 1e4, "mu": 10_000 / 15, "hectare": 1e4, "km2": 1e6},
    {"cm": 1.0, "m": 100.0, "km": 1e5},
    {"l": 0.001, "m3": 1.0, "wan_m3": 1e4},
    {"kwh": 1.0, "mwh": 1e3, "wan_kwh": 1e4, "gwh": 1e6},
    {"kw": 0.001, "mw": 1.0, "wan_kw": 10.0},
    {"gj": 1.0, "tj": 1e3},
    {"kg": 0.001, "tonne": 1.0, "wan_tonne": 1e4},
    {"tce": 1.0, "wan_tce": 1e4},
    {"tco2": 1.0, "wan_tco2": 1e4},
    {"ug_per_m3": 1.0, "mg_per_m3": 1e3},
    {"ug_per_l": 0.001, "mg_per_l": 1.0},
)
_OF: Final = {unit: (number, size) for number, dimension in enumerate(_DIMENSIONS) for unit, size in dimension.items()}


def conversion(unit: str, wanted: str) -> float | None:
    """Return the factor that turns a value in `unit` into one in `wanted`; None when there is none.

    The factor for equal units is 1. Ratios are those of the metric system; 1 亩 (mu) = 1/15 ha.
    """
    if unit == wanted:
        return 1.0
    if unit not in _OF or wanted not in _OF or _OF[unit][0] != _OF[wanted][0]:
        return None
    return _OF[unit][1] / _OF[wanted][1]


def convertible(wanted: str) -> tuple[str, ...]:
    """Return the units that can be converted into `wanted`, itself first."""
    others = next((dimension for dimension in _DIMENSIONS if wanted in dimension), {})
    return (wanted, *(unit for unit in others if unit != wanted))
