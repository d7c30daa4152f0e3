"""Registers, lists of items with a state or percent done each: `all_done` and `all_covered`.

Items are those defined for the register and those that were reported; cancelled ones count nowhere. A register is judged by the month:
what was known of its items at the month's end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from shared.judgement.evaluators.case import Case
from shared.judgement.verdict import Facts, Ladder, Reading
from shared.judgement.view import Point
from shared.model.manifests import EntitySpec
from shared.model.period import Period
from shared.model.register import CANCELLED, DONE
from shared.model.status import TargetStatus

LATE_AT_RISK = 0.10
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
    items = items_at(case, period)
    done = [name for name, (_, point) in items.items() if point is not None and point.value >= DONE]
    late = [name for name, (spec, _) in items.items() if name not in done and _is_late(spec, period.last_day)]
    numbers = {"items": float(len(items)), "done": float(len(done)), "late": float(len(late))}
    share = len(done) / len(items) if items else None
    return Reading(
        period=period,
        status=_done_status(items, done, late),
        value=None if share is None else share * 100,
        facts=Facts("register.all-done/1", numbers, _texts(case, items, done, late)),
        plan_value=100.0 if items else None,
        attainment=share,
        inputs=tuple(case.input(point, entity=name) for name, (_, point) in items.items() if point is not None),
    )


def all_covered(case: Case, period: Period) -> Reading:
    """Judge a fixed list of items that should all report progress: every one in the last period on track, from 90 % at risk, else off."""
    items = items_at(case, period)
    expected = max(case.wanted or 0.0, float(len(items)))
    covered = [name for name, (_, point) in items.items() if point is not None and point.period == period]
    ladder = Ladder(float(len(covered)), ((TargetStatus.ON_TRACK, expected), (TargetStatus.AT_RISK, COVERED_AT_RISK * expected)))
    silent = [name for name in items if name not in covered]
    return Reading(
        period=period,
        status=ladder.status if expected else TargetStatus.UNASSESSABLE,
        value=float(len(covered)),
        facts=Facts(
            "register.all-covered/1",
            {"items": expected, "covered": float(len(covered))},
            {"silent": _names(items, silent), **({} if expected else {"missing": "items"})},
        ),
        plan_value=expected,
        attainment=len(covered) / expected if expected else None,
        flip_value=ladder.flip_value() if expected else None,
        inputs=tuple(case.input(point, entity=name) for name, (_, point) in items.items() if point is not None),
    )


def reported_months(case: Case) -> list[Period]:
    """Return the periods of the plan's year in which any item was reported, ascending."""
    year = case.plan.spec.year
    found = {point.period for points in case.view.entities(case.name).values() for point in points}
    return sorted(period for period in found if period.calendar_year == year)


def items_at(case: Case, period: Period) -> Items:
    """Return the items that count at the end of a period, with their last known points."""
    defined = case.view.register_items(case.name)
    reported = case.view.entities(case.name)
    found = {name: (case.view.entity(name), _last(reported.get(name, ()), period)) for name in sorted({*defined, *reported})}
    return {
        name: (spec, point)
        for name, (spec, point) in found.items()
        if (point is not None or name in defined) and not (point is not None and point.value == CANCELLED)
    }


def _last(points: Sequence[Point], period: Period) -> Point | None:
    known = [point for point in points if point.period <= period]
    return known[-1] if known else None


def _is_late(spec: EntitySpec, day: date) -> bool:
    return spec.planned_end is not None and spec.planned_end < day


def _done_status(items: Items, done: Sequence[str], late: Sequence[str]) -> TargetStatus:
    if not items:
        return TargetStatus.UNASSESSABLE
    if len(done) == len(items):
        return TargetStatus.ACHIEVED
    if not late:
        return TargetStatus.ON_TRACK
    ensured = any(ENSURED in items[name][0].strength for name in late)
    return TargetStatus.OFF_TRACK if ensured or len(late) > LATE_AT_RISK * len(items) else TargetStatus.AT_RISK


def _texts(case: Case, items: Items, done: Sequence[str], late: Sequence[str]) -> dict[str, str]:
    if not items:
        return {"missing": f"items of {case.name}"}
    waiting = [(spec.planned_end, spec.names.zh) for name, (spec, _) in items.items() if name not in done and spec.planned_end]
    next_due = min(waiting, default=None)
    return {
        "late_items": _names(items, late),
        **({"next_due": f"{next_due[1]} {next_due[0]}"} if next_due else {}),
    }


def _names(items: Items, names: Sequence[str]) -> str:
    """Return the Chinese names of the first five items; the numbers say how many there are."""
    return "、".join(items[name][0].names.zh for name in names[:5])
