"""TLI, the trophic level index of lakes: 湖泊(水库)富营养化评价方法及分级技术规定 (总站生字〔2001〕090号, 2001), kept by 环办〔2011〕22号."""

from __future__ import annotations

from collections.abc import Mapping
from math import log
from typing import NamedTuple


class Part(NamedTuple):
    """One item's own index: 10 × (offset + slope × ln value), and how closely it follows chlorophyll a."""

    offset: float
    slope: float
    correlation: float


PARTS: Mapping[str, Part] = {
    "chla": Part(2.5, 1.086, 1.0),
    "tp": Part(9.436, 1.624, 0.84),
    "tn": Part(5.453, 1.694, 0.82),
    "secchi": Part(5.118, -1.94, 0.83),
    "codmn": Part(0.109, 2.661, 0.83),
}
"""Chlorophyll a in mg/m³, phosphorus, nitrogen and permanganate index in mg/L, Secchi depth in m."""

CLASSES = ("oligotrophic", "mesotrophic", "light-eutrophic", "moderate-eutrophic", "heavy-eutrophic")
"""贫营养, 中营养, 轻度富营养, 中度富营养, 重度富营养."""


def trophic_index(values: Mapping[str, float]) -> float | None:
    """Return the sum of the items' indices, weighed by squared correlation; None where one is missing or not positive.

    Example: chlorophyll a 20 mg/m³, phosphorus 0.050, nitrogen 1.08, permanganate index 4.0 mg/L, Secchi depth 0.5 m: 52.72.
    """
    if any(values.get(item, 0.0) <= 0 for item in PARTS):
        return None
    weights = sum(part.correlation**2 for part in PARTS.values())
    return sum(part.correlation**2 / weights * 10 * (part.offset + part.slope * log(values[item])) for item, part in PARTS.items())


def trophic_class(index: float) -> int:
    """Return the position in `CLASSES`: below 30 oligotrophic, to 50 mesotrophic, to 60 light, to 70 moderate, above it heavy."""
    return (index >= 30) + (index > 50) + (index > 60) + (index > 70)
