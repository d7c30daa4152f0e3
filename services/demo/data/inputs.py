"""Synthetic inputs of the derivations: debt, revenue, homes and the hotline, by district."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from services.demo.data.reported import Reported, arrival, months
from shared.model.period import Period

_MONTHS = [*months(2025), *months(2026, 6)]

_DEBT_RATIO = {"320282": 1.32, "320206": 2.10}
"""Statutory and hidden debt over twelve months' resources, where it is not 0.75: one district above each of the first two lines."""
_MONTHS_OF_STOCK = {"320211": 23.0, "320206": 39.5}
"""Months that the unsold stock would last, where it is not 12 to 15."""
_NEW_HIDDEN = ("320281", Period.month(2026, 5), 1.2)
"""A newly found hidden debt, 亿元."""


def debt_and_revenue(areas: list[str], rng: np.random.Generator) -> Iterator[Reported]:
    """Yield monthly debt positions (亿元, stocks) and fiscal months (亿元, since January) of each area."""
    for area in areas:
        size = float(rng.uniform(6, 14))
        monthly = {"fiscal.revenue.general": size, "fiscal.transfers": size * 0.2, "fiscal.revenue.fund": size * 0.7}
        monthly |= {"fiscal.revenue.state-capital": size * 0.02, "fiscal.revenue.land": size * 0.6}
        monthly |= {"fiscal.expenditure.general": size * 1.1, "fiscal.expenditure.fund": size * 0.7}
        resources = 12 * size * 1.92
        debt = resources * _DEBT_RATIO.get(area, 0.75)
        for number, period in enumerate(_MONTHS):
            passed, grown = period.ordinal % 12 + 1, 1 + 0.002 * number
            for indicator, amount in monthly.items():
                yield _row(indicator, area, period, amount * passed * float(rng.normal(1, 0.01)))
            stocks = {"debt.statutory.general": 0.35, "debt.statutory.special": 0.5, "debt.hidden": 0.15, "debt.platform": 0.4}
            for indicator, share in stocks.items():
                yield _row(indicator, area, period, debt * share * grown)
            new = _NEW_HIDDEN[2] if area == _NEW_HIDDEN[0] and period.calendar_year == 2026 and period >= _NEW_HIDDEN[1] else 0.0
            yield _row("debt.new-hidden", area, period, new)
            yield _row("debt.overdue", area, period, 0.0)
            yield _row("debt.interest.general", area, period, size * 0.02 * passed)
            yield _row("debt.interest.special", area, period, size * 0.03 * passed)


def homes(areas: list[str], rng: np.random.Generator) -> Iterator[Reported]:
    """Yield unsold stock (m²) and sales of the month (m²) of each area."""
    for area in areas:
        sold = float(rng.uniform(4e4, 9e4))
        lasting = _MONTHS_OF_STOCK.get(area, float(rng.uniform(12, 15)))
        for number, period in enumerate(_MONTHS):
            this_month = sold * float(rng.normal(1, 0.05))
            # The worst districts drift over their line during the year.
            drift = 0.8 + 0.2 * number / (len(_MONTHS) - 1) if area in _MONTHS_OF_STOCK else 1.0
            yield _row("housing.sold-area", area, period, round(this_month))
            yield _row("housing.stock-area", area, period, round(sold * lasting * drift))


def hotline(area: str, rng: np.random.Generator) -> Iterator[Reported]:
    """Yield the city's 12345 tickets of each month."""
    for period in _MONTHS:
        requests = round(float(rng.normal(52_000, 3_000)))
        assigned = round(requests * 0.97)
        counts = {"requests": requests, "assigned": assigned, "accepted-in-time": round(assigned * 0.985)}
        revisited = round(requests * 0.4)
        counts |= {"revisited": revisited, "solved": round(revisited * 0.93), "rated": round(revisited * 0.8)}
        counts["satisfied"] = round(counts["rated"] * 0.885)
        for name, count in counts.items():
            yield _row(f"hotline.{name}", area, period, count, service="livelihood")


def _row(indicator: str, area: str, period: Period, value: float, *, service: str = "risk") -> Reported:
    return Reported(arrival(period, 12), area, service, indicator, area, "", period.text, round(value, 4))
