"""Synthetic stocks and sales of new homes by district, m²: inputs of 去化周期 and of the growth of sales.

The city's sales follow a given growth exactly; each district's stock is its months of supply times its own mean sales of twelve months.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from services.demo.data import paths
from services.demo.data.paths import Floats
from services.demo.data.releases import reports
from services.demo.data.reported import Reported
from services.demo.data.shapes import SHARES, weights
from shared.model.catalogue import Catalogue

_SOLD_LAST_YEAR = 5_200_000.0
_GROWTH = (-14.2, -12.4, -10.1, -8.6, -7.5, -6.3)
"""Growth of the city's sales since January, percent, by month of this year: a fall that narrows."""
_SUPPLY: Mapping[str, tuple[float, float]] = {"320206": (33.4, 38.4), "320211": (17.1, 23.4), "320205": (18.9, 16.8)}
"""Months of supply, last December and this June: one district passes 36, one 18, one falls back below 18."""
_USUAL_SUPPLY = (11.0, 14.5)


def homes(catalogue: Catalogue, districts: Sequence[str], *, seed: int) -> Iterator[Reported]:
    """Yield sales of each month and stocks at its end, by district."""
    rng = paths.draws(seed, "homes")
    areas, parts = weights(districts)
    sold = _sold(parts, rng)
    for area, sales in zip(areas, sold.T, strict=True):
        before, now = _SUPPLY.get(area) or (float(rng.uniform(*_USUAL_SUPPLY)),) * 2
        supply = paths.line(before, before, now, wiggle=0.05, rng=rng)
        for name, values in (("housing.sold-area", sales), ("housing.stock-area", supply * _yearly_mean(sales))):
            yield from reports(catalogue, name, area, np.round(values), rng)


def _sold(parts: Floats, rng: np.random.Generator) -> Floats:
    """Return sales by month and area; their sums grow as the city's do."""
    last_year = paths.sums(_SOLD_LAST_YEAR, 0.0, SHARES["even"], wiggle=0.08, rng=rng)[:12]
    this_year = last_year[:6] * (1 + np.array(_GROWTH) / 100)
    months = paths.each_month(np.concatenate([last_year, this_year]))
    uneven = parts * np.exp(0.08 * rng.standard_normal((paths.PATH, len(parts))))
    return np.asarray(np.round(months[:, None] * uneven / uneven.sum(axis=1, keepdims=True)), dtype=np.float64)


def _yearly_mean(sales: Floats) -> Floats:
    """Return the mean of twelve months up to each one; of as many as there are, before."""
    return np.array([sales[max(0, position - 11) : position + 1].mean() for position in range(len(sales))])
