"""Units that can be converted into each other. Only exact ratios: 亿元 and 亿美元 are different dimensions, never converted.

They may be written as offices write them, 亿元 or 万人, beside their names here.
"""

from __future__ import annotations

from collections.abc import Mapping
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

WRITTEN: Final[Mapping[str, str]] = {
    "元": "cny", "万元": "wan_cny", "百万元": "million_cny", "亿元": "yi_cny",
    "美元": "usd", "万美元": "wan_usd", "百万美元": "million_usd", "亿美元": "yi_usd",
    "人": "person", "万人": "wan_person", "%": "percent", "％": "percent", "‰": "per_mille",
    "平方米": "m2", "万平方米": "wan_m2", "亩": "mu", "公顷": "hectare", "平方公里": "km2", "平方千米": "km2",
    "厘米": "cm", "米": "m", "公里": "km", "千米": "km", "升": "l", "立方米": "m3", "万立方米": "wan_m3",
    "千瓦时": "kwh", "兆瓦时": "mwh", "万千瓦时": "wan_kwh", "千瓦": "kw", "兆瓦": "mw", "万千瓦": "wan_kw",
    "吉焦": "gj", "太焦": "tj", "公斤": "kg", "千克": "kg", "吨": "tonne", "万吨": "wan_tonne",
    "吨标准煤": "tce", "万吨标准煤": "wan_tce", "微克/立方米": "ug_per_m3", "毫克/立方米": "mg_per_m3", "毫克/升": "mg_per_l",
}  # fmt: skip
"""Units as they are written, where that means one unit alone; 个 and 家 mean many."""


def conversion(unit: str, wanted: str) -> float | None:
    """Return the factor that turns a value in `unit` into one in `wanted`; None when there is none.

    `unit` may be as offices write it. The factor for equal units is 1. Ratios are those of the metric system; 1 亩 (mu) = 1/15 ha.
    """
    unit = WRITTEN.get(unit, unit)
    if unit == wanted:
        return 1.0
    if unit not in _OF or wanted not in _OF or _OF[unit][0] != _OF[wanted][0]:
        return None
    return _OF[unit][1] / _OF[wanted][1]


def convertible(wanted: str) -> tuple[str, ...]:
    """Return the units that can be converted into `wanted`, itself first."""
    others = next((dimension for dimension in _DIMENSIONS if wanted in dimension), {})
    return (wanted, *(unit for unit in others if unit != wanted))
