"""Ambient air standards by the day that they rule: breakpoints of the index, limits, weights. What a day is judged by never changes later.

GB 3095-2012 with HJ 633-2012 and HJ 663-2013 hold until 2026-02-28; GB 3095-2026 with HJ 633-2026 and HJ 663-2026 from 2026-03-01, first with
transition limits, from 2031-01-01 with final ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

Item = Literal["so2", "no2", "co", "pm10", "pm25", "o3", "o3-1h"]
"""Means of a natural day; `o3` the day's highest 8-hour mean, `o3-1h` its highest hour. CO in mg/m³, all others in µg/m³."""

ITEMS: tuple[Item, ...] = ("so2", "no2", "co", "pm10", "pm25", "o3")
"""The items without which a day has no index: those of the monitoring programme."""

LEVELS = (0, 50, 100, 150, 200, 300, 400, 500)
"""Individual indices at the breakpoints."""

_BREAKPOINTS_2012: Mapping[Item, tuple[int, ...]] = {
    "so2": (0, 50, 150, 475, 800, 1600, 2100, 2620),
    "no2": (0, 40, 80, 180, 280, 565, 750, 940),
    "co": (0, 2, 4, 14, 24, 36, 48, 60),
    "pm10": (0, 50, 150, 250, 350, 420, 500, 600),
    "pm25": (0, 35, 75, 115, 150, 250, 350, 500),
    "o3": (0, 100, 160, 215, 265, 800),
    "o3-1h": (0, 160, 200, 300, 400, 800, 1000, 1200),
}
_BREAKPOINTS_2026: Mapping[Item, tuple[int, ...]] = {
    **{item: breakpoints for item, breakpoints in _BREAKPOINTS_2012.items() if item != "o3-1h"},
    "pm10": (0, 50, 120, 250, 350, 420, 500, 600),
    "pm25": (0, 35, 60, 115, 150, 250, 350, 500),
}


@dataclass(frozen=True, slots=True, eq=False)
class AirStandard:
    """The standards in force from one day on."""

    id: str
    first_day: date
    breakpoints: Mapping[Item, tuple[int, ...]]
    """Concentrations at `LEVELS` of the items of the daily report: HJ 633, table of individual indices."""
    ozone_ceiling: int | None
    """Index of an 8-hour mean above the last breakpoint; None: the highest hour speaks for it."""
    limits: Mapping[Item, float]
    """GB 3095, class 二级: year means, CO of a day, O3 of 8 hours."""
    weights: Mapping[Item, float]
    """Weights of the composite index: HJ 663."""


_ONE_EACH: Mapping[Item, float] = dict.fromkeys(ITEMS, 1.0)
_WEIGHTS_2026: Mapping[Item, float] = {"so2": 1.0, "no2": 2.0, "co": 1.0, "pm10": 1.0, "pm25": 3.0, "o3": 2.0}
_LIMITS_2012: Mapping[Item, float] = {"so2": 60.0, "no2": 40.0, "co": 4.0, "pm10": 70.0, "pm25": 35.0, "o3": 160.0}
_LIMITS_2026: Mapping[Item, float] = {**_LIMITS_2012, "pm10": 60.0, "pm25": 30.0}
_LIMITS_2031: Mapping[Item, float] = {"so2": 20.0, "no2": 30.0, "co": 4.0, "pm10": 50.0, "pm25": 25.0, "o3": 160.0}

AIR_2012 = AirStandard("2012", date(2012, 2, 29), _BREAKPOINTS_2012, None, _LIMITS_2012, _ONE_EACH)
AIR_2026 = AirStandard("2026", date(2026, 3, 1), _BREAKPOINTS_2026, 300, _LIMITS_2026, _WEIGHTS_2026)
AIR_2031 = AirStandard("2031", date(2031, 1, 1), _BREAKPOINTS_2026, 300, _LIMITS_2031, _WEIGHTS_2026)

STANDARDS = (AIR_2012, AIR_2026, AIR_2031)
"""Ascending by first day. Earlier days, and those under GB 3095-2012 before it held everywhere, are judged by the first."""


@lru_cache(maxsize=16_384)
def standard_on(day: date) -> AirStandard:
    """Return the standards in force on a day."""
    return next((one for one in reversed(STANDARDS) if one.first_day <= day), STANDARDS[0])
