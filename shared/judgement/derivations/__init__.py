"""Derivations: formulas that turn observations into an observation of another indicator, by their id."""

from __future__ import annotations

from collections.abc import Mapping

from shared.judgement.derivations import (
    air,
    bloom,
    debt,
    energy,
    housing,
    livelihood,
    low_income,
    parks,
    projects,
    red_lines,
    safety,
    water,
)
from shared.judgement.derivations.formula import Formula

FORMULAS: Mapping[str, Formula] = {
    formula.id: formula
    for module in (air, bloom, debt, energy, housing, livelihood, low_income, parks, projects, red_lines, safety, water)
    for formula in module.FORMULAS
}
"""Every formula by its id, which is mostly the id of the indicator that it derives."""

__all__ = ["FORMULAS", "Formula"]
