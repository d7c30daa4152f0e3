"""Algal blooms: HJ 1098-2020 水华遥感与地面监测评价技术规范 (in force since 2020-04-12)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import fsum

from shared.judgement.derivations.formula import Formula, derived, series
from shared.judgement.derivations.over_entities import everyone
from shared.judgement.view import Point, View

GRADES = ("no-bloom", "slight-bloom", "light-bloom", "moderate-bloom", "heavy-bloom")
"""无水华, 无明显水华, 轻度水华, 中度水华, 重度水华."""

DENSITIES = (2e6, 1e7, 5e7, 1e8)
"""Algal density from which each grade above `none` begins, cells/L."""

SHARES = (10.0, 30.0, 60.0)
"""Share of the water area under bloom from which light, moderate and heavy begin, percent; any bloom below is not obvious (unverified)."""

TAIHU_KM2 = 2338.1
"""Water area of Lake Taihu, km²."""


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


def _grade(view: View, inputs: Sequence[str], parameters: Mapping[str, float]) -> Iterable[Point]:
    """Yield the grade of each day of which the points' mean density or the area under bloom is known."""
    points = {name: {point.period: point for point in days} for name, days in view.entities(inputs[0]).items()}
    densities = {day: list(members.values()) for day, members in everyone(points)}
    areas, water_km2 = series(view, inputs[1]), parameters.get("water_km2", TAIHU_KM2)
    for day in sorted({*densities, *areas}):
        members, area = densities.get(day, []), areas.get(day)
        density = fsum(one.value for one in members) / len(members) if members else None
        grade = bloom_grade(density, None if area is None else 100 * area.value / water_km2)
        if grade is not None:
            yield derived(day, float(grade), [*members, *([] if area is None else [area])])


FORMULAS = (
    Formula(
        "taihu.bloom-grade",
        ("algae.density", "taihu.bloom-area"),
        _grade,
        {"water_km2": TAIHU_KM2},
        "HJ 1098-2020: the worse of density and area; bands of area unverified",
        substitutes=True,
    ),
)
