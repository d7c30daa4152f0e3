"""Algal blooms: HJ 1098-2020 水华遥感与地面监测评价技术规范 (in force since 2020-04-12), and signs of hypoxic black water (湖泛)."""

from __future__ import annotations

GRADES = ("none", "not-obvious", "light", "moderate", "heavy")
"""无水华, 无明显水华, 轻度水华, 中度水华, 重度水华."""

DENSITIES = (2e6, 1e7, 5e7, 1e8)
"""Algal density from which each grade above `none` begins, cells/L."""

SHARES = (10.0, 30.0, 60.0)
"""Share of the water area under bloom from which light, moderate and heavy begin, percent; any bloom below is not obvious (unverified)."""

TAIHU_KM2 = 2338.1
"""Water area of Lake Taihu, km²."""

HYPOXIC = 2.0
"""Dissolved oxygen below which water beneath a bloom may turn black, mg/L (unverified)."""


def density_grade(density: float) -> int:
    """Return the position in `GRADES` of an algal density in cells/L."""
    return sum(density >= limit for limit in DENSITIES)


def area_grade(share: float) -> int:
    """Return the position in `GRADES` of the share of the water area under bloom, percent."""
    return int(share > 0) + sum(share >= limit for limit in SHARES)


def bloom_grade(density: float | None, share: float | None) -> int | None:
    """Return the worse of both grades; None where neither is known."""
    grades = [
        *([] if density is None else [density_grade(density)]),
        *([] if share is None else [area_grade(share)]),
    ]
    return max(grades, default=None)


def hypoxic_signs(oxygen: float, chlorophyll: float, before: float, *, limit: float = HYPOXIC) -> bool:
    """Tell whether oxygen is below the limit while chlorophyll a rose (unverified).

    Args:
        oxygen: Dissolved oxygen, mg/L.
        chlorophyll: Chlorophyll a, mg/m³.
        before: Chlorophyll a of the sample before, mg/m³.
        limit: Oxygen below which it is a sign, mg/L.
    """
    return oxygen < limit and chlorophyll > before
