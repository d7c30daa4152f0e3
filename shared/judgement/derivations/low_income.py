"""Low-income households: which line a household lies below, and the list of those that are to be kept in sight.

低保 below the local line; 低保边缘家庭 below 1.5 times the line (民政部 and others, 2024-05); 刚性支出困难家庭 below last year's local income
per head and with necessary medical and education spending above a local share of income. Property above the limit rules all of them out.
Households are pseudonyms; nothing here is shown by household.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple

from shared.judgement.derivations.formula import Formula, derived, nothing
from shared.judgement.derivations.over_entities import everyone
from shared.judgement.view import Point, View
from shared.model.register import CANCELLED, DONE, STARTED


class Lines(NamedTuple):
    """Local lines."""

    subsistence: float = 1167.0
    """低保, yuan a month and head: Wuxi, 2025."""
    edge: float = 1.5
    """Times the line up to which a household is at its edge."""
    income: float = 75_200 / 12
    """Last year's local income per head, yuan a month: Wuxi, 2025."""
    rigid_share: float = 50.0
    """Necessary spending, percent of income, above which it is a hardship (local line not found: unverified)."""


USUAL = Lines()
"""Of Wuxi; parameters of the formula."""


class Household(NamedTuple):
    """What is known of a household in a month, in the order of the formula's inputs."""

    income: float
    """Yuan a month and head."""
    rigid_spending: float
    """Medical and education, yuan a month, of all members."""
    members: float
    property_over_limit: float
    """1: its property exceeds the limit."""
    assisted: float
    """1: it receives help."""


class Hardship(IntEnum):
    """Why a household is kept in sight, the poorest first."""

    SUBSISTENCE = 1
    """低保."""
    EDGE = 2
    """低保边缘."""
    RIGID_SPENDING = 3
    """刚性支出困难."""


def hardship(one: Household, lines: Lines = USUAL) -> Hardship | None:
    """Return which line a household lies below; None: none.

    Example: the line of 1 167 yuan gives an edge of 1 750.50 yuan: 1 750 lies below it, 1 750.50 does not.
    """
    if one.property_over_limit:
        return None
    if one.income < lines.subsistence:
        return Hardship.SUBSISTENCE
    if one.income < lines.edge * lines.subsistence:
        return Hardship.EDGE
    burdened = 100 * one.rigid_spending > lines.rigid_share * one.income * one.members
    return Hardship.RIGID_SPENDING if burdened and one.income < lines.income else None


def _monitored(view: View, household: str, inputs: Sequence[str], parameters: Mapping[str, float]) -> Iterable[Point]:
    """Return a household's states: in hardship it is started, or done where it is helped; one that rose above all lines is struck off."""
    return _months([view.entities(name).get(household, ()) for name in inputs], Lines(**parameters))


def _months(columns: Sequence[Sequence[Point]], lines: Lines) -> list[Point]:
    """Return the states of one household in the months in which its income is known, from the first hardship on."""
    months: list[Point] = []
    for income in columns[0]:
        others = [_last(column, income) for column in columns[1:]]
        values = [point.value if point else usual for point, usual in zip(others, (0.0, 1.0, 0.0, 0.0), strict=True)]
        household = Household(income.value, *values)
        low = hardship(household, lines) is not None
        if low or months:
            state = (DONE if household.assisted else STARTED) if low else CANCELLED
            months.append(derived(income.period, state, [income, *(point for point in others if point is not None)]))
    return months


def _last(column: Sequence[Point], income: Point) -> Point | None:
    return next((point for point in reversed(column) if point.period <= income.period), None)


_SHARE = {"months": 2.0, "fewest": 5.0}
"""Months without help that count, and households on the list below which a share would tell of single ones."""


def _unassisted(view: View, inputs: Sequence[str], parameters: Mapping[str, float]) -> Iterable[Point]:
    """Yield the share of households in hardship that were not helped in this month nor in those before, percent; of few households none.

    A month that lacks a household of the month before waits for it.
    """
    numbers, waiting = {**_SHARE, **parameters}, Counter[str]()
    listed = {household: {point.period: point for point in points} for household, points in view.entities(inputs[0]).items()}
    for month, members in everyone(listed):
        kept = {household: point for household, point in members.items() if point.value >= STARTED}
        waiting = Counter({household: waiting[household] + 1 for household, point in kept.items() if point.value < DONE})
        if len(kept) >= numbers["fewest"]:
            without = sum(months >= numbers["months"] for months in waiting.values())
            yield derived(month, 100 * without / len(kept), kept.values())


FORMULAS = (
    Formula(
        "income.low.monitored",
        (
            "household.income",
            "household.rigid-spending",
            "household.members",
            "household.property-over-limit",
            "household.assisted",
        ),
        nothing,
        USUAL._asdict(),
        "民政部等 2024-05, 低收入人口认定; local lines are parameters, rigid_share unverified",
        each=_monitored,
    ),
    Formula(
        "households.unassisted-share",
        ("income.low.monitored",),
        _unassisted,
        _SHARE,
        "民政部等 2024-05: compare the data, warn, visit, help; both numbers unverified",
    ),
)
