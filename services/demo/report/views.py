"""What the template needs beside the data: order, groups and drawings."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from services.demo.report.data import PriceMonth, ReportData, TargetRow, Words
from services.demo.report.drawing.ladder import ladder
from services.demo.report.drawing.prices import PriceLine, price_lines
from services.demo.report.drawing.spark import spark
from services.demo.report.summary import BEHIND, GOOD, counted
from shared.model.status import TargetStatus

_ATTENTION = (TargetStatus.BREACHED, TargetStatus.OFF_TRACK, TargetStatus.AT_RISK, TargetStatus.OVERDUE)
"""The order in which targets need attention."""
_BINDING = frozenset({"约束性", "确保"})
"""Strengths that leave no room: they go before others of the same status."""


class WorstTarget(NamedTuple):
    """A target that needs attention, with its plot."""

    row: TargetRow
    plot: Markup


class ChapterView(NamedTuple):
    """A chapter of the plan."""

    number: int
    names: Words
    targets: list[TargetRow]
    good: int
    """Targets on track or better."""
    attention: int
    """Targets behind or breached."""
    ladder: Markup


def worst_first(targets: Sequence[TargetRow]) -> list[TargetRow]:
    """Return the targets that need attention, the worst first: by status, binding ones first, then by attainment."""

    def order(one: TargetRow) -> tuple[int, bool, float, str]:
        attained = math.inf if one.attainment is None else one.attainment
        return _ATTENTION.index(one.status), one.strength not in _BINDING, attained, one.id

    return sorted((one for one in targets if one.status in _ATTENTION), key=order)


def with_plots(targets: Sequence[TargetRow]) -> list[WorstTarget]:
    """Return targets with their plots."""
    return [
        WorstTarget(one, spark(one.series, name=f"target-{number}", title=f"{one.names.zh} {one.names.en}"))
        for number, one in enumerate(targets, 1)
    ]


def chapters(targets: Sequence[TargetRow]) -> list[ChapterView]:
    """Return the chapters in order, their targets by id."""
    by_number: dict[int, list[TargetRow]] = {}
    for one in sorted(targets, key=lambda one: (one.chapter, one.id)):
        by_number.setdefault(one.chapter, []).append(one)
    return [_chapter(number, listed) for number, listed in by_number.items()]


def _chapter(number: int, targets: list[TargetRow]) -> ChapterView:
    counts, names = counted(targets), targets[0].chapter_names
    return ChapterView(
        number,
        names,
        targets,
        good=_count(counts, GOOD),
        attention=_count(counts, (*BEHIND, TargetStatus.BREACHED)),
        ladder=ladder(counts, name=f"chapter-{number}", title=f"{names.zh} {names.en}"),
    )


def _count(counts: Mapping[TargetStatus, int], statuses: Sequence[TargetStatus]) -> int:
    return sum(counts.get(one, 0) for one in statuses)


def whole_ladder(data: ReportData) -> Markup:
    """Return the ladder of all targets."""
    return ladder(counted(data.targets), name="all", title="全部指标 all targets", height=40)


def yearly_prices(months: Sequence[PriceMonth]) -> Markup:
    """Return house prices against the same month of last year."""
    lines = _lines([one.new_yoy for one in months], [one.second_yoy for one in months])
    title = "房价指数，上年同月=100 house prices, same month of last year = 100"
    return price_lines([one.month for one in months], lines, name="prices-year", title=title)


def monthly_prices(months: Sequence[PriceMonth]) -> Markup:
    """Return house prices against the month before."""
    lines = _lines([one.new_mom for one in months], [one.second_mom for one in months])
    title = "房价指数，上月=100 house prices, previous month = 100"
    return price_lines([one.month for one in months], lines, name="prices-month", title=title)


def _lines(new: Sequence[float], second: Sequence[float]) -> list[PriceLine]:
    return [PriceLine("new", "新建商品住宅 new homes", new), PriceLine("second", "二手住宅 second-hand homes", second)]
