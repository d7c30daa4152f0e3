"""Projects: the rates of 四库五率, and what of the year was filed, started, completed and spent, from the ledger of projects.

A project that is silent keeps what was last known of it. It counts for the year in which it reached a stage: reached by the period, and
not by the end of last year. A ledger that does not reach back to last year cannot tell these apart: the count is flagged as approximate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import fsum
from operator import attrgetter

from shared.judgement.derivations.formula import Derive, Formula, derived
from shared.judgement.derivations.funnel import COMPLETED, FILED, PRODUCING, STARTED, Project, Rates, rate, rates
from shared.judgement.derivations.over_entities import Members, last_known
from shared.judgement.derivations.statistics import APPROXIMATE
from shared.judgement.view import Point, View
from shared.model.period import Period

OVER_1BN, OVER_5BN, FROM_10BN = 10.0, 50.0, 100.0
"""Sizes of filed projects in 亿元: more than 10, more than 50; 百亿级 has exactly 100 too."""


def _stage_rate(which: Callable[[Rates], float | None]) -> Derive:
    """Return a derivation: one of the rates between stages."""

    def derive(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
        for period, stages in last_known(view.entities(inputs[0])).items():
            value = which(rates(Project(point.value) for point in stages.values()))
            if value is not None:
                yield derived(period, value, stages.values())

    return derive


def _started_of_planned(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Return how many of the projects that should have started this year by the period have, percent; the plan is a month of the year."""
    plans = view.entities(inputs[1])
    for period, stages in last_known(view.entities(inputs[0])).items():
        year, month = Period.year(period.calendar_year), period.ordinal % 12 + 1
        months = {name: point for name, points in plans.items() for point in points if point.period == year and point.value <= month}
        reached = [stages[name] for name in months if name in stages and stages[name].value >= STARTED]
        value = rate(len(reached), len(months))
        if value is not None:
            yield derived(period, value, (*stages.values(), *months.values()))


def _invested(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Return money spent since the start over total investment, of the projects that started, percent."""
    stages, totals, spent = (last_known(view.entities(name)) for name in inputs)
    for period, members in stages.items():
        amounts = [(point, _at(totals, period).get(name), _at(spent, period).get(name)) for name, point in members.items()]
        value = rates(Project(point.value, total.value if total else 0.0, paid.value if paid else 0.0) for point, total, paid in amounts)
        if value.invested is not None:
            yield derived(period, value.invested, [one for project in amounts for one in project if one is not None])


def _at_capacity(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Return output over planned output of producing projects since January, percent; a month without output known is in neither."""
    stages, plans = last_known(view.entities(inputs[0])), view.entities(inputs[1])
    outputs = view.entities(inputs[2])
    for period in sorted({point.period for points in outputs.values() for point in points}):
        reached = _at(stages, period)
        known, parts = list[Project](), list[Point]()
        for name, point in reached.items():
            months = [one for one in outputs.get(name, ()) if one.period <= period and one.period.calendar_year == period.calendar_year]
            plan = [one for one in plans.get(name, ()) if one.period.calendar_year <= period.calendar_year]
            if plan and months and point.value >= PRODUCING:
                output = fsum(month.value for month in months)
                known.append(Project(point.value, output=output, planned_output=plan[-1].value * len(months) / 12))
                parts += (*months, plan[-1])
        value = rates(known).at_capacity
        if value is not None:
            yield derived(period, value, parts)


def _filed(least: float, *, inclusive: bool = False) -> Derive:
    """Return a derivation: projects filed this year with a total investment above `least` 亿元 (parameter `size`), or of just that too."""

    def derive(view: View, inputs: Sequence[str], parameters: Mapping[str, float]) -> Iterable[Point]:
        size = parameters.get("size", least)
        totals = last_known(view.entities(inputs[1]))

        def counts(name: str, period: Period) -> bool:
            total = _at(totals, period).get(name)
            return total is not None and (total.value >= size if inclusive else total.value > size)

        return _reached_this_year(view, inputs[0], FILED, counts)

    return derive


def _major_reached(stage: float) -> Derive:
    """Return a derivation: major projects that reached a stage this year; nothing where no project is defined as major."""

    def derive(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
        major = {name for name in view.entities(inputs[0]) if view.entity(name).major}
        return _reached_this_year(view, inputs[0], stage, lambda name, _: name in major) if major else ()

    return derive


def _major_spent(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Return what was spent since January on major projects; one that is silent keeps its last sum of the year."""
    columns = {name: points for name, points in view.entities(inputs[0]).items() if view.entity(name).major}
    for period, members in last_known(columns).items():
        parts = [point for point in members.values() if point.period.calendar_year == period.calendar_year]
        yield derived(period, fsum(point.value for point in parts), parts)


def _reached_this_year(view: View, stage_of: str, stage: float, counts: Callable[[str, Period], bool]) -> Iterator[Point]:
    """Yield how many projects reached a stage since January, of those that count."""
    known = last_known(view.entities(stage_of))
    for period, members in known.items():
        before = _at(known, Period.month(period.calendar_year - 1, 12))
        new = [name for name, point in members.items() if point.value >= stage and not _has_reached(before, name, stage)]
        note = "" if before else APPROXIMATE
        yield derived(period, float(sum(counts(name, period) for name in new)), members.values(), note)


def _has_reached(members: Members, name: str, stage: float) -> bool:
    return name in members and members[name].value >= stage


def _at(known: Mapping[Period, Members], period: Period) -> Members:
    """Return what was known at the end of a period; nothing before the first report."""
    if period in known:
        return known[period]
    return known[max(earlier)] if (earlier := [one for one in known if one <= period]) else {}


_STAGE = ("project.stage",)
_SIZED = ("project.stage", "project.total-investment")
_SOURCE = "四库五率 of a neighbouring city's platform"
_MAJOR = "a project is major when its definition says so"

FORMULAS = (
    Formula("projects.rate.filed", _STAGE, _stage_rate(attrgetter("filed")), {}, _SOURCE),
    Formula("projects.rate.started", _STAGE, _stage_rate(attrgetter("started")), {}, _SOURCE),
    Formula(
        "projects.rate.started-of-planned",
        ("project.stage", "project.planned-start"),
        _started_of_planned,
        {},
        "开工率 of provincial lists: of the starts planned by now; another convention, for a plan that means it",
    ),
    Formula("projects.rate.producing", _STAGE, _stage_rate(attrgetter("producing")), {}, _SOURCE),
    Formula("projects.rate.invested", (*_SIZED, "project.invested.total"), _invested, {}, _SOURCE),
    Formula(
        "projects.rate.at-capacity",
        ("project.stage", "project.planned-output", "project.output"),
        _at_capacity,
        {},
        f"{_SOURCE}; formula unverified",
    ),
    Formula("projects.filed.over-1bn", _SIZED, _filed(OVER_1BN), {"size": OVER_1BN}, "超10亿元: more than 10 亿元"),
    Formula("projects.filed.over-5bn", _SIZED, _filed(OVER_5BN), {"size": OVER_5BN}, "超50亿元: more than 50 亿元"),
    Formula(
        "projects.filed.over-10bn",
        _SIZED,
        _filed(FROM_10BN, inclusive=True),
        {"size": FROM_10BN},
        "百亿级: 100 亿元 or more; that 100 counts is unverified",
    ),
    Formula("projects.major.started", _STAGE, _major_reached(STARTED), {}, _MAJOR),
    Formula("projects.major.completed", _STAGE, _major_reached(COMPLETED), {}, _MAJOR),
    Formula("investment.major-industry", ("project.invested",), _major_spent, {}, _MAJOR),
)
