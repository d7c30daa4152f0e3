"""AQI: the air quality index of a day, its category and primary pollutants (HJ 633-2026; HJ 633-2012 for days before 2026-03-01)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache

from shared.judgement.derivations.air_standard import ITEMS, LEVELS, AirStandard, Item

CATEGORIES = ("excellent", "good", "light-pollution", "moderate-pollution", "heavy-pollution", "severe-pollution")
"""优, 良, 轻度污染, 中度污染, 重度污染, 严重污染: to 50, 100, 150, 200, 300, and above."""

_CATEGORY_ENDS = (50, 100, 150, 200, 300)

GOOD = 100
"""Highest index of a good day (优良天)."""

Concentrations = Mapping[Item, float]
"""Values of a day by item, CO in mg/m³, others in µg/m³; an item without a valid value is left out."""


@dataclass(frozen=True, slots=True)
class DayIndex:
    """The index of a day in a place."""

    value: int
    individual: Mapping[Item, int]
    """Individual index (IAQI) of each item that is there."""
    missing: tuple[Item, ...]
    """Items of the programme that are not there."""

    @property
    def published(self) -> bool:
        """Whether the index is valid: nothing is missing, or what is there is polluted already (HJ 633-2026, 5.3)."""
        return not self.missing or self.value > GOOD

    @property
    def category(self) -> int:
        """Position in `CATEGORIES`."""
        return bisect_left(_CATEGORY_ENDS, self.value)

    @property
    def primary(self) -> tuple[Item, ...]:
        """Primary pollutants: above 50 every item with the highest individual index, in the order of the standard; else none."""
        return tuple(item for item, one in self.individual.items() if one == self.value) if self.value > LEVELS[1] else ()


def day_index(concentrations: Concentrations, standard: AirStandard) -> DayIndex | None:
    """Return the index of a day: the highest of its individual ones; None without any item.

    Example: PM2.5 of 61 µg/m³ and ozone of 161 µg/m³ are 101 each under HJ 633-2026: light pollution, both primary.
    """
    return _index_of(tuple(concentrations.items()), standard)


@lru_cache(maxsize=16_384)
def _index_of(items: tuple[tuple[Item, float], ...], standard: AirStandard) -> DayIndex | None:
    concentrations = dict(items)
    individual = {item: individual_index(item, concentrations[item], standard) for item in standard.breakpoints if item in concentrations}
    missing = tuple(item for item in ITEMS if item not in concentrations)
    return DayIndex(max(individual.values()), individual, missing) if individual else None


@lru_cache(maxsize=65_536)
def individual_index(item: Item, concentration: float, standard: AirStandard) -> int:
    """Return the IAQI of an item: linear between breakpoints, always rounded up (4.2.6), at most 500.

    The concentration is first rounded to even, to whole µg/m³ or tenths of mg/m³ (GB/T 8170; 4.2.2). Example: PM2.5 of 36 µg/m³ is
    50 / 25 * 1 + 50 = 52; CO of 1.1 mg/m³ is 27.5, so 28.
    """
    breakpoints = standard.breakpoints[item]
    # In integers, tenths of CO as well: a value on a breakpoint has exactly its index.
    value, scale = rounded(item, concentration), 10 if item == "co" else 1
    upper = next((position for position, point in enumerate(breakpoints) if value <= point * scale), None)
    if upper is None:
        return _above(item, standard)
    if upper == 0:
        return 0
    low, high = breakpoints[upper - 1] * scale, breakpoints[upper] * scale
    floor, ceiling = LEVELS[upper - 1], LEVELS[upper]
    return floor + _up((ceiling - floor) * (value - low), high - low)


def rounded(item: Item, concentration: float) -> int:
    """Return a concentration as the standard reads it: whole µg/m³, or tenths of mg/m³ of CO, halves to even.

    Decimals count as written: 1.15 is a half, although the nearest float lies below it.
    """
    written = Decimal(f"{concentration:.12g}") * (10 if item == "co" else 1)
    return int(written.quantize(Decimal(1), ROUND_HALF_EVEN))


def _above(item: Item, standard: AirStandard) -> int:
    if item != "o3":
        return LEVELS[-1]
    # Where the highest hour speaks for it, the 8-hour mean itself says no more than its last breakpoint.
    return standard.ozone_ceiling or LEVELS[len(standard.breakpoints["o3"]) - 1]


def _up(numerator: int, denominator: int) -> int:
    return -(-numerator // denominator)
