"""CO2 of energy that a park uses, per tonne of coal equivalent, and the line of a zero-carbon park (发改环资〔2025〕910号, 2025)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

KGCE_PER_KWH = 0.1229
"""Coal equivalent of electricity at its own heat, kgce/kWh: GB/T 2589-2020, annex A."""

GRID_FACTORS: Mapping[int, float] = {2021: 0.6451, 2022: 0.5978, 2023: 0.5827}
"""Average CO2 of electricity in Jiangsu by year, kg/kWh: 生态环境部 and 国家统计局, 电力二氧化碳排放因子 of each year; 2021, 2022 unverified."""

RESIDUAL_FACTOR = 0.6096
"""National average CO2 without traded non-fossil electricity, kg/kWh: the same, 2023. It counts where green electricity is taken off."""

HEAT_FACTOR = 0.11
"""CO2 of bought heat, t/GJ: default of the accounting guides of 国家发展改革委 (2013 to 2015); unverified."""

LARGE_PARK_TCE = 1e6
"""Energy used in a year from which a park is large, tce."""

LINE, LARGE_LINE = 0.20, 0.30
"""Most CO2 per unit of energy of a zero-carbon park, tCO2/tce: parks of 200 000 to 1 000 000 tce a year, and large ones. Smaller ones are
held to the first (unverified)."""


@dataclass(frozen=True, slots=True)
class Use:
    """What a park used in one span of time."""

    energy: float
    """All energy, tce."""
    direct: float
    """CO2 of fuel burnt in the park, t."""
    electricity: float
    """kWh."""
    green: float = 0.0
    """Of it green electricity, by contract or certificate, kWh."""
    heat: float = 0.0
    """Bought, GJ."""


def grid_factor(year: int, factors: Mapping[int, float] = GRID_FACTORS) -> tuple[int, float] | None:
    """Return the year and value of the factor in force: the year's own, else the last one published before it; None before the first.

    Example: 2026 is reckoned with the factor of 2023.
    """
    known = max((one for one in factors if one <= year), default=None)
    return None if known is None else (known, factors[known])


def location_based(use: Use, factor: float, *, heat_factor: float = HEAT_FACTOR) -> float:
    """Return the CO2 of a use, t, with the average factor of the place, kg/kWh, on all electricity, green or not."""
    return use.direct + use.electricity * factor / 1000 + use.heat * heat_factor


def market_based(use: Use, factor: float = RESIDUAL_FACTOR, *, heat_factor: float = HEAT_FACTOR) -> float:
    """Return the CO2 of a use, t: green electricity counts nothing, the rest has the residual factor, kg/kWh."""
    return use.direct + max(use.electricity - use.green, 0.0) * factor / 1000 + use.heat * heat_factor


def zero_carbon_line(annual_tce: float) -> float:
    """Return the most CO2 per unit of energy, tCO2/tce, for a park that uses that much energy in a year, tce."""
    return LARGE_LINE if annual_tce >= LARGE_PARK_TCE else LINE


def coal_equivalent(kwh: float) -> float:
    """Return electricity in tce. Example: 1 000 000 kWh are 122.9 tce."""
    return kwh * KGCE_PER_KWH / 1000


def clean_share(use: Use) -> float | None:
    """Return green electricity as a share of all energy, percent, at most 100; None without energy."""
    return min(100 * coal_equivalent(use.green) / use.energy, 100.0) if use.energy > 0 else None
