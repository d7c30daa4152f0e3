"""Synthetic budgets and debts of the districts: inputs of 综合财力, debt ratios, interest shares and the rules of fiscal stress.

The sum of the districts' general revenue meets the published figure of the city; everything else is made up. Amounts in 亿元.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from services.demo.data import paths
from services.demo.data.paths import DECEMBER, Floats
from services.demo.data.releases import reports
from services.demo.data.reported import Reported
from services.demo.data.shapes import SHARES, weights
from shared.model.catalogue import Catalogue

_FLOWS: Mapping[str, tuple[float, float, str]] = {
    "fiscal.revenue.general": (1225.39, 1248.0, "revenue"),
    "fiscal.transfers": (265.0, 270.0, "even"),
    "fiscal.revenue.fund": (830.0, 790.0, "work"),
    "fiscal.revenue.state-capital": (14.0, 14.5, "half"),
    "fiscal.revenue.land": (715.0, 672.0, "work"),
    "fiscal.expenditure.general": (1274.84, 1302.0, "work"),
    "fiscal.expenditure.fund": (905.0, 880.0, "work"),
    "debt.interest.general": (25.5, 25.9, "work"),
    "debt.interest.special": (52.0, 53.0, "work"),
    "debt.principal-due": (210.0, 214.0, "even"),
}
"""Sums since January of the city: last year's total, the total that this year's pace leads to, the shape of the year."""
_PULLED: Mapping[tuple[str, str], tuple[float, float]] = {
    ("fiscal.revenue.land", "320206"): (1.0, 0.78),
    ("fiscal.revenue.fund", "320206"): (1.0, 0.93),
    ("debt.interest.special", "320206"): (1.55, 1.75),
    ("fiscal.revenue.land", "320211"): (1.0, 0.80),
}
"""How far a district departs from the city, last year and this year: land sales fall, interest passes 10 % of fund spending."""

_RATIO: Mapping[str, tuple[float, float]] = {"320282": (1.12, 1.27), "320206": (1.88, 2.14)}
"""Statutory and hidden debt over twelve months' resources, last December and this June: one passes 120 %, one 200 %."""
_USUAL_RATIO = (0.72, 0.92)
_STOCKS: Mapping[str, float] = {"debt.statutory.general": 0.34, "debt.statutory.special": 0.51, "debt.hidden": 0.15, "debt.platform": 1.45}
"""Stocks as shares of statutory and hidden debt."""
_NEW_HIDDEN = ("320281", 5, 1.2)
"""District, month of 2026 and amount of a newly found hidden debt."""
_RESOURCES = ("fiscal.revenue.general", "fiscal.transfers", "fiscal.revenue.fund", "fiscal.revenue.state-capital")


def finances(catalogue: Catalogue, districts: Sequence[str], *, seed: int) -> Iterator[Reported]:
    """Yield budgets since January and debts at the end of each month, by district."""
    areas, parts = weights(districts)
    for area, part in zip(areas, parts.tolist(), strict=True):
        rng = paths.draws(seed, f"finances/{area}")
        flows = {name: _flow(name, area, part, rng) for name in _FLOWS}
        columns = {**flows, **_debts(area, flows, rng), "debt.new-hidden": _new_hidden(area), "debt.overdue": np.zeros(paths.PATH)}
        for name, values in columns.items():
            yield from reports(catalogue, name, area, np.round(values, 4), rng)


def _flow(name: str, area: str, part: float, rng: np.random.Generator) -> Floats:
    last_year, this_year, shape = _FLOWS[name]
    before, now = _PULLED.get((name, area), (1.0, 1.0))
    return paths.sums(part * before * last_year, part * now * this_year, SHARES[shape], wiggle=0.04, rng=rng)


def _debts(area: str, flows: Mapping[str, Floats], rng: np.random.Generator) -> dict[str, Floats]:
    resources = np.sum([flows[name] for name in _RESOURCES], axis=0)
    before, now = _RATIO.get(area) or (float(rng.uniform(*_USUAL_RATIO)),) * 2
    ratio = paths.line(before * 0.97, before, now, wiggle=0.002, rng=rng)
    debt = ratio * _twelve_months(resources)
    return {name: share * debt for name, share in _STOCKS.items()}


def _twelve_months(since_january: Floats) -> Floats:
    """Return sums of twelve months; last year's months, whose year before is not known, take last year's whole."""
    whole = np.full(paths.PATH, since_january[DECEMBER])
    whole[12:] += since_january[12:] - since_january[:6]
    return whole


def _new_hidden(area: str) -> Floats:
    since_january = np.zeros(paths.PATH)
    district, month, amount = _NEW_HIDDEN
    if area == district:
        since_january[DECEMBER + month :] = amount
    return since_january
