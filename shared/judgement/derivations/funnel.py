"""四库五率: four libraries of projects, each within the one before, and the five rates between them.

签约库 holds projects signed or later, 备案库 filed or later, 开工库 started or later, 投产库 producing or later. 备案率 = filed / signed,
开工率 = started / filed, 投资完成率 = money spent / total investment of started projects, 投产率 = producing / started, 达效率 = output /
planned output of producing projects. Source: the running platform of a neighbouring city in Jiangsu; Wuxi's own text was not found, and
the formula of 达效率 is unverified.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

SIGNED, FILED, STARTED, COMPLETED, PRODUCING = 1.0, 2.0, 3.0, 4.0, 5.0
"""Positions of the stages negotiating, signed, filed, started, completed, producing, at-capacity."""


class Project(NamedTuple):
    """What is known of one project; amounts in one unit, such as 亿元."""

    stage: float
    """Position of its stage, from 0."""
    total: float = 0.0
    """Total investment."""
    spent: float = 0.0
    """Money spent since the start."""
    output: float = 0.0
    """Output of the months known since January."""
    planned_output: float = 0.0
    """Planned output of the same months."""


class Libraries(NamedTuple):
    """How many projects each library holds."""

    signed: int
    filed: int
    started: int
    producing: int


class Rates(NamedTuple):
    """The five rates, percent; None where nothing stands below the line."""

    filed: float | None
    started: float | None
    invested: float | None
    producing: float | None
    at_capacity: float | None


def libraries(projects: Iterable[Project]) -> Libraries:
    """Return how many projects have reached each library; a project in one is in those before it too."""
    stages = [project.stage for project in projects]
    return Libraries(*(sum(stage >= least for stage in stages) for least in (SIGNED, FILED, STARTED, PRODUCING)))


def rates(projects: Iterable[Project]) -> Rates:
    """Return the five rates of some projects, in any order.

    Example, a published row: 72 signed, 62 filed, 38 started, 2 producing, 218 of 817.6 亿元 spent: 86.1, 61.3, 26.7 and 5.3 %.
    """
    listed = sorted(projects)
    held = libraries(listed)
    started = [project for project in listed if project.stage >= STARTED]
    producing = [project for project in listed if project.stage >= PRODUCING]
    return Rates(
        filed=rate(held.filed, held.signed),
        started=rate(held.started, held.filed),
        invested=rate(sum(one.spent for one in started), sum(one.total for one in started)),
        producing=rate(held.producing, held.started),
        at_capacity=rate(sum(one.output for one in producing), sum(one.planned_output for one in producing)),
    )


def rate(above: float, below: float) -> float | None:
    """Return above / below in percent; None where nothing is below."""
    return 100 * above / below if below > 0 else None
