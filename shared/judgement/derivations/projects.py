"""四库五率: rates and counts over the funnel of projects (definition of a neighbouring city's platform; Wuxi's own text was not found)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from shared.judgement.derivations.formula import Formula, derived
from shared.judgement.derivations.over_entities import last_known
from shared.judgement.view import Point, View
from shared.model.period import Period

SIGNED, FILED, STARTED, COMPLETED, PRODUCING = 1.0, 2.0, 3.0, 4.0, 5.0
"""Positions of the stages negotiating, signed, filed, started, completed, producing, at-capacity."""


def rate(above: float, below: float) -> float | None:
    """Return above / below in percent; None where nothing is below.

    Examples of the source's published rows: 62 of 72 = 86.1 %, 38 of 62 = 61.3 %, 2 of 38 = 5.3 %.
    """
    return 100 * above / below if below > 0 else None


def _stage_rate(numerator: float, denominator: float) -> Callable[[View, Sequence[str], Mapping[str, float]], Iterable[Point]]:
    """Return a derivation: projects at the one stage or later over those at the other or later."""

    def derive(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
        for period, stages in last_known(view.entities(inputs[0])).items():
            reached = [point.value for point in stages.values()]
            value = rate(sum(stage >= numerator for stage in reached), sum(stage >= denominator for stage in reached))
            if value is not None:
                yield derived(period, value, stages.values())

    return derive


def _invested(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Return investment since the start over total investment, of the projects that started, in percent."""
    totals, invested = view.entities(inputs[1]), view.entities(inputs[2])
    for period, stages in last_known(view.entities(inputs[0])).items():
        started = [name for name, point in stages.items() if point.value >= STARTED]
        whole, done = _sum_at(totals, started, period), _sum_at(invested, started, period)
        value = rate(done, whole)
        if value is not None:
            yield derived(period, value, stages.values())


def _sum_at(values: Mapping[str, Sequence[Point]], names: Sequence[str], period: Period) -> float:
    known = ([point for point in values.get(name, ()) if point.period <= period] for name in names)
    return sum(points[-1].value for points in known if points)


_STAGE = ("project.stage",)
_SOURCE = "四库五率 of a neighbouring city's platform"

FORMULAS = (
    Formula("projects.rate.filed", _STAGE, _stage_rate(FILED, SIGNED), {}, _SOURCE),
    Formula("projects.rate.started", _STAGE, _stage_rate(STARTED, FILED), {}, _SOURCE),
    Formula("projects.rate.producing", _STAGE, _stage_rate(PRODUCING, STARTED), {}, _SOURCE),
    Formula("projects.rate.invested", ("project.stage", "project.total-investment", "project.invested.total"), _invested, {}, _SOURCE),
)
