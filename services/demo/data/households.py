"""Synthetic households that are kept in sight, by pseudonym: income, necessary spending, members, property, help. Amounts in yuan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from services.demo.data import paths
from services.demo.data.releases import Habit
from services.demo.data.reported import Reported, months
from services.demo.data.shapes import weights
from shared.model.catalogue import Catalogue

_POOR, _BURDENED, _OTHERS = 78, 42, 30
"""Below the edge of 低保; above it with spending that weighs on them; looked at and above all lines."""
_MONTHS = months(2026, 6)
_BEHIND = "320213"
"""District that helps every other household only; elsewhere all are helped within two months."""
_NEVER = 13


def households(catalogue: Catalogue, districts: Sequence[str], *, seed: int) -> Iterator[Reported]:
    """Yield what is known of every household in each month."""
    spec = catalogue.indicator("household.income")
    if spec is None:
        return
    rng = paths.draws(seed, "households")
    areas, parts = weights(districts)
    habits = {area: Habit(spec, rng) for area in areas}
    waiting = 0
    for number in range(_POOR + _BURDENED + _OTHERS):
        area, name = areas[int(rng.choice(len(areas), p=parts))], f"synthetic-household-{number + 1:03d}"
        income, spending, members = _means(number, rng)
        helped_from = int(rng.integers(1, 3)) if number < _POOR + _BURDENED else _NEVER
        if area == _BEHIND and number < _POOR + _BURDENED:
            waiting += 1
            helped_from = _NEVER if waiting % 2 else helped_from
        for position, month in enumerate(_MONTHS, 1):
            facts = {
                "income": round(income * float(rng.uniform(0.97, 1.03)), 2),
                "rigid-spending": round(spending, 2),
                "members": float(members),
                "property-over-limit": 0.0,
                "assisted": float(position >= helped_from),
            }
            for fact, value in facts.items():
                received_ms = habits[area].arrival(month)
                yield Reported(area, "livelihood", f"household.{fact}", area, name, month.text, value, "", received_ms, real=False)


def _means(number: int, rng: np.random.Generator) -> tuple[float, float, int]:
    """Return income a head, necessary spending of the household, and members."""
    members = int(rng.integers(1, 6))
    if number < _POOR:
        return float(rng.uniform(500, 1650)), float(rng.uniform(0, 600)), members
    income = float(rng.uniform(2200, 5800))
    if number < _POOR + _BURDENED:
        return income, income * members * float(rng.uniform(0.55, 0.9)), members
    return income, income * members * float(rng.uniform(0.05, 0.4)), members
