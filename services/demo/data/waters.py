"""Synthetic monthly samples of river and lake sections: every item of GB 3838-2002 at levels of class II to III, with class and TLI."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from services.demo.data import paths
from services.demo.data.releases import reports
from services.demo.data.reported import Reported
from services.demo.data.shapes import weights
from shared.model.catalogue import Catalogue

_SECTIONS, _POINTS = 18, 6
"""River sections, and points in the lake."""

_ITEMS: Mapping[str, float] = {
    "ph": 7.7, "do": 8.1, "codmn": 4.1, "cod": 15.0, "bod5": 2.8, "nh3n": 0.42, "tp": 0.09, "tn": 1.9, "cu": 0.004, "zn": 0.02,
    "se": 0.0004, "as": 0.002, "hg": 0.00002, "cd": 0.0001, "cr6": 0.004, "pb": 0.001, "cyanide": 0.002, "phenol": 0.0006,
    "oil": 0.01, "las": 0.05, "sulfide": 0.005, "fluoride": 0.5,
}  # fmt: skip
_LAKE: Mapping[str, float] = {"tp": 0.044, "tn": 1.1, "chla": 18.0, "secchi": 0.5}
"""What differs in the lake, and what is measured there alone."""
_TLI = 52.0


def waters(catalogue: Catalogue, districts: Sequence[str], *, seed: int) -> Iterator[Reported]:
    """Yield the samples of each month, the class and, in the lake, the trophic index."""
    for kind, count, stem in (("all", _SECTIONS, "section"), ("lake", _POINTS, "lake-point")):
        areas, _ = weights(districts, kind)
        levels = {**_ITEMS, **(_LAKE if kind == "lake" else {})}
        for number in range(count):
            section, area = f"synthetic-{stem}-{number + 1:02d}", areas[number % len(areas)]
            rng = paths.draws(seed, section)
            for item, level in levels.items():
                yield from reports(catalogue, f"water.sample.{item}", area, _samples(level, rng), rng, entity=section)
            classes = np.where(rng.random(paths.PATH) < 0.6, 1.0, 2.0)
            yield from reports(catalogue, "water.section.class", area, classes, rng, entity=section)
            if kind == "lake":
                index = np.round(_TLI + rng.normal(0, 1.2, paths.PATH), 1)
                yield from reports(catalogue, "water.tli", area, index, rng, entity=section)


def _samples(level: float, rng: np.random.Generator) -> paths.Floats:
    """Return the months of one item, with as many digits as laboratories give: three."""
    spread = 0.02 if level in (_ITEMS["ph"], _ITEMS["do"]) else 0.12
    values = level * np.exp(spread * rng.standard_normal(paths.PATH))
    digits = 2 - int(np.floor(np.log10(level)))
    return np.round(values, digits)
