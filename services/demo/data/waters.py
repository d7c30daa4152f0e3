"""Synthetic monthly samples of river and lake sections: every item of GB 3838-2002, at levels of class II to III but for a few months."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from services.demo.data import paths
from services.demo.data.releases import reports
from services.demo.data.reported import Reported
from services.demo.data.shapes import weights
from shared.model.catalogue import Catalogue

_SECTIONS = 18
"""River sections."""

_ITEMS: Mapping[str, float] = {
    "ph": 7.7, "do": 8.1, "codmn": 3.8, "cod": 13.0, "bod5": 2.5, "nh3n": 0.42, "tp": 0.09, "tn": 1.9, "cu": 0.004, "zn": 0.02,
    "se": 0.0004, "as": 0.002, "hg": 0.00002, "cd": 0.0001, "cr6": 0.004, "pb": 0.001, "cyanide": 0.002, "phenol": 0.0006,
    "oil": 0.01, "las": 0.05, "sulfide": 0.005, "fluoride": 0.5,
}  # fmt: skip
_LAKE: Mapping[str, float] = {"tp": 0.038, "tn": 1.1, "chla": 18.0, "secchi": 0.5}
"""What differs in the lake, and what is measured there alone."""
_POOR: Mapping[int, tuple[int, ...]] = {3: (2, 3, 7), 11: (6, 14), 16: (9, 13)}
"""River sections, by number, and the months of the path in which their permanganate index is worse than class III."""
_POOR_TIMES = 2.2


def waters(catalogue: Catalogue, districts: Sequence[str], *, seed: int) -> Iterator[Reported]:
    """Yield the samples of each month: of made-up river sections, and of the points in the lake that the plan defines."""
    areas, _ = weights(districts)
    for number in range(1, _SECTIONS + 1):
        months = np.ones(paths.PATH)
        months[list(_POOR.get(number, ()))] = _POOR_TIMES
        section = f"synthetic-section-{number:02d}"
        yield from _sampled(catalogue, section, areas[(number - 1) % len(areas)], _ITEMS, months, seed)
    for name, one in sorted(catalogue.entities.items()):
        if one.type == "section" and one.water_kind == "lake":
            yield from _sampled(catalogue, name, one.area, {**_ITEMS, **_LAKE}, np.ones(paths.PATH), seed)


def _sampled(
    catalogue: Catalogue, section: str, area: str, levels: Mapping[str, float], organic: paths.Floats, seed: int
) -> Iterator[Reported]:
    """Yield the items of one section; `organic` multiplies its permanganate index by month."""
    rng = paths.draws(seed, section)
    for item, level in levels.items():
        values = _samples(level, organic if item == "codmn" else 1.0, rng)
        yield from reports(catalogue, f"water.sample.{item}", area, values, rng, entity=section)


def _samples(level: float, times: paths.Floats | float, rng: np.random.Generator) -> paths.Floats:
    """Return the months of one item, with as many digits as laboratories give: three."""
    spread = 0.02 if level in (_ITEMS["ph"], _ITEMS["do"]) else 0.10
    values = times * level * np.exp(spread * rng.standard_normal(paths.PATH))
    digits = 2 - int(np.floor(np.log10(level)))
    return np.round(values, digits)
