"""Synthetic projects on their way from negotiation to full output: inputs of 四库五率."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from services.demo.data import paths
from services.demo.data.paths import Floats
from services.demo.data.releases import reports
from services.demo.data.reported import Reported
from services.demo.data.shapes import weights
from shared.model.catalogue import Catalogue

_REACHED = (104, 96, 84, 53, 11, 4, 1)
"""Projects that this June are negotiated or further, signed, filed, started, completed, producing, at capacity."""
_INVESTED = 0.2475
"""Invested share of the total investment of the projects that started."""


def projects(catalogue: Catalogue, districts: Sequence[str], *, seed: int) -> Iterator[Reported]:
    """Yield stage, total investment and money spent (亿元) of every project, from the month that it appears."""
    rng = paths.draws(seed, "projects")
    areas, parts = weights(districts)
    last_stages = [sum(number < reached for reached in _REACHED) - 1 for number in range(_REACHED[0])]
    whole = np.round(rng.lognormal(2.0, 0.7, len(last_stages)), 1)
    spent = _spent(np.array(last_stages), whole, rng)
    for number, last in enumerate(last_stages):
        area, project = areas[int(rng.choice(len(areas), p=parts))], f"synthetic-project-{number + 1:03d}"
        stages = _stages(last, rng)
        begun = np.nan_to_num(np.cumsum(stages >= 3) / max(int((stages >= 3).sum()), 1))
        columns = {
            "project.stage": stages,
            "project.total-investment": np.where(np.isnan(stages), np.nan, whole[number]),
            "project.invested.total": np.where(np.isnan(stages), np.nan, np.round(spent[number] * begun, 3)),
        }
        for name, values in columns.items():
            yield from reports(catalogue, name, area, values, rng, entity=project)


def _stages(last: int, rng: np.random.Generator) -> Floats:
    """Return the stage by month, NaN before the project is known; this June it is the last one."""
    reached = np.sort(rng.uniform(0, paths.JUNE, last + 1))
    known = np.searchsorted(reached, np.arange(paths.PATH), side="right") - 1.0
    return np.where(known < 0, np.nan, known)


def _spent(stages: npt.NDArray[np.int64], whole: Floats, rng: np.random.Generator) -> Floats:
    """Return what was spent on each project, so that those that started reach the given share together."""
    parts = np.where(stages >= 3, whole * rng.uniform(0.4, 1.6, len(whole)), 0.0)
    return np.asarray(parts * _INVESTED * whole[stages >= 3].sum() / parts.sum(), dtype=np.float64)
