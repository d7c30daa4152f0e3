"""Synthetic balance sheets of developers by quarter, 亿元: inputs of 三道红线. One is red, one orange, the others are green or yellow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from services.demo.data import paths
from services.demo.data.releases import reports
from services.demo.data.reported import Reported
from services.demo.data.shapes import weights
from shared.model.catalogue import Catalogue
from shared.model.manifests import Entity

_SOUND: Mapping[str, float] = {
    "assets": 1.0, "liabilities": 0.72, "advance-receipts": 0.20, "interest-bearing-debt": 0.24, "short-term-debt": 0.06, "cash": 0.09,
    "equity": 0.28,
}  # fmt: skip
"""Shares of the assets of a developer that keeps all lines."""
_STRAINED: Mapping[int, Mapping[str, float]] = {
    1: {"liabilities": 0.86, "interest-bearing-debt": 0.34, "short-term-debt": 0.12, "cash": 0.05, "equity": 0.14},
    2: {"interest-bearing-debt": 0.42, "short-term-debt": 0.11, "cash": 0.08},
    3: {"liabilities": 0.79, "equity": 0.21},
}
"""What departs from that, by number of the developer."""
_REPAID = np.linspace(1.09, 1.0, paths.PATH)
"""Interest-bearing debt of those that pass a line: it falls by a twentieth a year, as their colour asks."""
_DEVELOPERS = 8


def developer_definitions(districts: Sequence[str]) -> list[Entity]:
    """Return the developers."""
    areas, _ = weights(districts)
    return [_definition(number, areas[number % len(areas)]) for number in range(1, _DEVELOPERS + 1)]


def developers(catalogue: Catalogue, districts: Sequence[str], *, seed: int) -> Iterator[Reported]:
    """Yield the balance sheets."""
    rng = paths.draws(seed, "developers")
    areas, _ = weights(districts)
    for number in range(1, _DEVELOPERS + 1):
        assets = float(rng.uniform(40, 400)) * np.exp(0.01 * rng.standard_normal(paths.PATH))
        for name, share in {**_SOUND, **_STRAINED.get(number, {})}.items():
            repaid = _REPAID if number in _STRAINED and name == "interest-bearing-debt" else 1.0
            values = np.round(share * assets * repaid, 2)
            yield from reports(catalogue, f"developer.{name}", areas[number % len(areas)], values, rng, entity=_developer(number))


def _definition(number: int, area: str) -> Entity:
    names = {"zh": f"合成房企{number}", "en": f"Synthetic developer {number}"}
    return Entity.model_validate({"metadata": {"name": _developer(number)}, "spec": {"names": names, "type": "developer", "area": area}})


def _developer(number: int) -> str:
    return f"synthetic-developer-{number:02d}"
