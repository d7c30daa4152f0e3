"""Synthetic tickets of the 12345 hotline by district and month; each rate has its own denominator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from services.demo.data import paths
from services.demo.data.paths import Floats
from services.demo.data.releases import reports
from services.demo.data.reported import Reported
from services.demo.data.shapes import weights
from shared.model.catalogue import Catalogue

_A_MONTH = 54_000.0
_ASSIGNED, _REVISITED, _RATED = 0.62, 0.40, 0.30
"""Shares of all requests."""
_IN_TIME, _SOLVED = 0.986, 0.931
"""Accepted in time of those assigned, solved of those revisited."""
_SATISFIED = (0.905, 0.901, 0.896)
"""Satisfied of those rated: last January, last December, this June; it slips below 90 %."""


def hotline(catalogue: Catalogue, districts: Sequence[str], *, seed: int) -> Iterator[Reported]:
    """Yield the counts of each month."""
    areas, parts = weights(districts)
    for area, part in zip(areas, parts.tolist(), strict=True):
        rng = paths.draws(seed, f"hotline/{area}")
        for name, values in _counts(part, rng).items():
            yield from reports(catalogue, f"hotline.{name}", area, np.round(values), rng)


def _counts(part: float, rng: np.random.Generator) -> dict[str, Floats]:
    requests = part * _A_MONTH * np.exp(0.06 * rng.standard_normal(paths.PATH))
    satisfied = paths.line(*_SATISFIED, wiggle=0.001, rng=rng)
    return {
        "requests": requests,
        "assigned": requests * _ASSIGNED,
        "accepted-in-time": requests * _ASSIGNED * _IN_TIME,
        "revisited": requests * _REVISITED,
        "solved": requests * _REVISITED * _SOLVED,
        "rated": requests * _RATED,
        "satisfied": requests * _RATED * satisfied,
    }
