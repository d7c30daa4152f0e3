"""Registers, lists of items with a state or percent done each: `all_done` and `all_covered`.

Items are those defined for the register and those that were reported; cancelled ones count nowhere. A register is judged by the month:
what was known of its items at the month's end.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date

from shared.judgement.evaluators.case import Case
from shared.judgement.ladder import Flip, Ladder, Rung
from shared.judgement.verdict import InputReference, Reading
from shared.judgement.view import Point
from shared.model.manifests import EntitySpec
from shared.model.period import Period
from shared.model.register import CANCELLED, DONE
from shared.model.status import TargetStatus

LATE_AT_RISK_PERCENT = 10
"""Share of late items up to which a register is at risk, above it off track."""

COVERED_AT_RISK = 0.90
"""Share of items with progress from which a register is at risk, below it off track."""

ENSURED = "确保"
"""The plan's word for items that must not be late."""

Items = Mapping[str, tuple[EntitySpec, Point | None]]
"""Definition and last known point of each item that counts, in order of name."""


def all_done(case: Case, period: Period) -> Reading:
    """Judge a register whose items should all be done by their planned day.

    None late on track; up to 10 % late at risk; more, or a late 确保 item, off track; all done achieved; no items unassessable.
    """
    formula = "register.all-done/1"
    items = items_at(case, period)
    if not items:
        return _without_items(case, period, formula)
    done = [name for name, (_, point) in items.items() if point is not None and point.value >= DONE]
    late = [name for name, (spec, _) in items.items() if name not in done and _is_late(spec, period.last_day)]
    ensured = [name for name in late if ENSURED in items[name][0].strength]
    numbers = {"items": len(items), "done": len(done), "late": len(late), "late_ensured": len(ensured)}
    share = len(done) / len(items)
    return Reading(
        period=period,
        status=_done_status(len(items), len(done), len(late), ensured=bool(ensured)),
        value=share * 100,
        facts=case.facts(formula, {name: float(count) for name, count in numbers.items()}, _texts(case, items, done, late)),
        plan_value=100.0,
        attainment=share,
        inputs=_inputs(case, items),
    )


def all_covered(case: Case, period: Period) -> Reading:
    """Judge a fixed list of items that should all report progress: every one in the last period on track, from 90 % at risk, else off."""
    formula = "register.all-covered/1"
    listed = _listed(case, period)
    items = {name: (spec, point) for name, (spec, point) in listed.items() if not _is_cancelled(point)}
    expected = max((case.wanted or 0.0) - (len(listed) - len(items)), float(len(items)))
    if not expected:
        return _without_items(case, period, formula)
    covered = [name for name, (_, point) in items.items() if point is not None and point.period == period]
    rungs = (Rung(TargetStatus.ON_TRACK, expected), Rung(TargetStatus.AT_RISK, COVERED_AT_RISK * expected))
    ladder = Ladder(float(len(covered)), rungs)
    flip = _next_count(ladder)
    return Reading(
        period=period,
        status=ladder.status,
        value=float(len(covered)),
        facts=case.facts(
            formula,
            {"items": expected, "covered": float(len(covered))},
            _names(case, items, "silent", [name for name in items if name not in covered]) | flip.texts,
        ),
        plan_value=expected,
        attainment=len(covered) / expected,
        # No ladder: a count of reports has no revision noise, so that every move is at once.
        flip_value=flip.value,
        thresholds=ladder.thresholds(),
        inputs=_inputs(case, items),
    )


def _next_count(ladder: Ladder) -> Flip:
    """Return the nearest whole count with another status: the next better one, on the best one the next worse."""
    best = ladder.rungs[0]
    better = [rung.bound for rung in ladder.rungs if rung.bound > ladder.value]
    count = float(math.ceil(min(better))) if better else math.ceil(best.bound) - 1.0
    return Flip(count, ladder.at(count), bound=count)


def reported_months(case: Case) -> list[Period]:
    """Return the periods of the plan's year in which any item was reported, ascending."""
    year = case.plan.spec.year
    found = {point.period for points in case.view.entities(case.name).values() for point in points}
    return sorted(period for period in found if period.calendar_year == year)


def items_at(case: Case, period: Period) -> Items:
    """Return the items that count at the end of a period, with their last known points."""
    return {name: (spec, point) for name, (spec, point) in _listed(case, period).items() if not _is_cancelled(point)}


def _listed(case: Case, period: Period) -> Items:
    defined = case.view.register_items(case.name)
    reported = case.view.entities(case.name)
    found = {name: (case.view.entity(name), _last(reported.get(name, ()), period)) for name in sorted({*defined, *reported})}
    return {name: (spec, point) for name, (spec, point) in found.items() if point is not None or name in defined}


def _is_cancelled(point: Point | None) -> bool:
    return point is not None and point.value == CANCELLED


def _last(points: Sequence[Point], period: Period) -> Point | None:
    known = [point for point in points if point.period <= period]
    return known[-1] if known else None


def _is_late(spec: EntitySpec, day: date) -> bool:
    return spec.planned_end is not None and spec.planned_end < day


def _done_status(items: int, done: int, late: int, *, ensured: bool) -> TargetStatus:
    if done == items:
        return TargetStatus.ACHIEVED
    if not late:
        return TargetStatus.ON_TRACK
    # In whole numbers: 0.1 times 30 is a little more than 3.
    return TargetStatus.OFF_TRACK if ensured or late * 100 > LATE_AT_RISK_PERCENT * items else TargetStatus.AT_RISK


def _without_items(case: Case, period: Period, formula: str) -> Reading:
    return Reading(period=period, status=TargetStatus.UNASSESSABLE, value=None, facts=case.facts(formula, {}, no_items(case)))


def no_items(case: Case) -> dict[str, str]:
    """Return the texts that say that a register has no items."""
    names = case.indicator.names
    return {"missing": f"items of {case.name}", "missing_zh": f"“{names.zh}”的清单条目", "missing_en": f"items of the list “{names.en}”"}


def _inputs(case: Case, items: Items) -> tuple[InputReference, ...]:
    return tuple(
        case.input(point, entity="" if case.indicator.personal else name) for name, (_, point) in items.items() if point is not None
    )


def _texts(case: Case, items: Items, done: Sequence[str], late: Sequence[str]) -> dict[str, str]:
    waiting = [(spec.planned_end, name) for name, (spec, _) in items.items() if name not in {*done, *late} and spec.planned_end]
    next_due = min(waiting, default=None)
    texts = _names(case, items, "late_items", late)
    return texts | ({"next_due": f"{next_due[0]}", **_names(case, items, "next_item", [next_due[1]])} if next_due else {})


def _names(case: Case, items: Items, text: str, names: Sequence[str]) -> dict[str, str]:
    """Return the names of the first five items that have one, in both languages; the numbers say how many there are. People are never named."""
    if case.indicator.personal:
        return {}
    shown = [spec.names for name in names if (spec := items[name][0]).names.zh != name][:5]
    return {f"{text}_zh": "、".join(one.zh for one in shown), f"{text}_en": ", ".join(one.en for one in shown)} if shown else {}
