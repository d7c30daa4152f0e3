"""A synthetic ledger of major projects: how many are filed, started, completed in each month, and which project each of them is.

Projects move on in the order in which they came, so that none is started before it is filed, or completed before it is started.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from services.demo.data import paths
from services.demo.data.paths import Floats
from services.demo.data.shapes import SHARES, weights

NEGOTIATING, SIGNED, FILED, STARTED, COMPLETED, PRODUCING, AT_CAPACITY = range(7)
OPENING = -1
"""Month of what had happened by December of the year before last."""

_FILED = (86, 82, "work")
"""Filed with more than 1 bn yuan last year, the total that this year's pace leads to, shape of the year; as many smaller ones."""
_STARTED, _COMPLETED = (104, 111, "sign"), (92, 101, "build")
_OVER_5BN, _OVER_10BN = (7, 7, 7), (1, 2, 1)
"""Of those filed with more than 1 bn, in each half-year; 10 bn or more is among more than 5 bn."""
_OPENING = {FILED: 51, STARTED: 60, PRODUCING: 4, AT_CAPACITY: 2}
_PRODUCING = (0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 6, 7, 8, 8, 9, 10, 10, 11)
"""Projects that began to produce in the months so far."""
_STILL_SIGNED, _STILL_NEGOTIATING = 53, 35


@dataclass(slots=True)
class Project:
    """One project: its total investment, 亿元, and the month in which it reached each stage that it reached."""

    size: float
    reached: dict[int, int] = field(default_factory=dict)
    area: str = ""
    name: str = ""

    def stage(self, month: int) -> int | None:
        """Return its stage at the end of a month; None before it is known."""
        return max((stage for stage, since in self.reached.items() if since <= month), default=None)


def ledger(districts: Sequence[str], *, seed: int) -> list[Project]:
    """Return the projects with names and areas."""
    rng = paths.draws(seed, "projects")
    projects = list(_moved_on(rng))
    areas, parts = weights(districts)
    for number, project in enumerate(projects, 1):
        project.area, project.name = areas[int(rng.choice(len(areas), p=parts))], f"synthetic-project-{number:03d}"
    return projects


def _moved_on(rng: np.random.Generator) -> Iterator[Project]:
    """Yield the projects after all months."""
    opening = [Project(_size(rng), {stage: OPENING}) for stage, count in _OPENING.items() for _ in range(count)]
    filed, started = (deque(one for one in opening if stage in one.reached) for stage in (FILED, STARTED))
    completed: deque[Project] = deque()
    yield from opening
    queues = ((filed, STARTED, started, _each(_STARTED, rng)), (started, COMPLETED, completed, _each(_COMPLETED, rng)))
    producing = np.diff(_PRODUCING, prepend=0)
    for month, new in enumerate(_filed(rng)):
        yield from new
        filed.extend(new)
        for waiting, stage, then, counts in queues:
            for _ in range(int(counts[month])):
                project = waiting.popleft()
                project.reached[stage] = month
                then.append(project)
        for _ in range(int(producing[month])):
            completed.popleft().reached[PRODUCING] = month
    for stage, count in ((SIGNED, _STILL_SIGNED), (NEGOTIATING, _STILL_NEGOTIATING)):
        yield from (Project(_size(rng), {stage: int(rng.integers(0, paths.PATH))}) for _ in range(count))


def _filed(rng: np.random.Generator) -> Iterator[list[Project]]:
    """Yield the projects filed in each month: as many small ones as large ones."""
    counts = _each(_FILED, rng).astype(int)
    sizes = iter(_sizes(counts, rng))
    for month, count in enumerate(counts.tolist()):
        large = [Project(next(sizes), _before_filing(month, rng)) for _ in range(count)]
        yield [*large, *(Project(round(float(rng.uniform(2.0, 9.5)), 1), _before_filing(month, rng)) for _ in range(count))]


def _sizes(counts: Floats, rng: np.random.Generator) -> Iterator[float]:
    """Yield the sizes of the large projects in the order of their filing; so many of each half-year are above 50 and from 100 亿元 on."""
    for half, (over_5bn, over_10bn) in enumerate(zip(_OVER_5BN, _OVER_10BN, strict=True)):
        number = int(counts[6 * half : 6 * half + 6].sum())
        sizes = rng.uniform(10.5, 45.0, number)
        chosen = rng.permutation(number)[:over_5bn]
        sizes[chosen] = rng.uniform(52.0, 90.0, over_5bn)
        sizes[chosen[:over_10bn]] = 100.0
        yield from np.round(sizes, 1).tolist()


def _before_filing(month: int, rng: np.random.Generator) -> dict[int, int]:
    signed = max(month - int(rng.integers(0, 3)), OPENING)
    return {NEGOTIATING: max(signed - int(rng.integers(0, 4)), OPENING), SIGNED: signed, FILED: month}


def _each(told: tuple[float, float, str], rng: np.random.Generator) -> Floats:
    """Return how many there are in each month."""
    last_year, this_year, shape = told
    return paths.each_month(np.round(paths.sums(last_year, this_year, SHARES[shape], wiggle=0.1, rng=rng)))


def _size(rng: np.random.Generator) -> float:
    return round(float(rng.lognormal(2.6, 0.6)), 1)
