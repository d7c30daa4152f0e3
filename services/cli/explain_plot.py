"""A small plot in the terminal: the value against its plan over the year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.text import Text
from uniplot import plot_to_string

from services.cli.explain_view import Lang
from services.cli.screen import out
from shared.judgement.verdict import StatusVerdict
from shared.model.period import Period
from xiheng.scoreboard.v1 import scoreboard_service_pb2 as messages

_WIDTH, _HEIGHT, _MARGIN = 60, 10, 20
_FEWEST = 2
"""Values from which there is a course to be drawn."""


class Curve(NamedTuple):
    """Points of a curve: months of the year passed, and values."""

    months: list[float]
    values: list[float]


def print_plot(verdict: StatusVerdict, points: Sequence[messages.Point], lang: Lang) -> None:
    """Draw the value and the plan of the year's periods; nothing where nobody watches, or there is no course to see yet."""
    if not out.is_terminal:
        return
    value, plan = curves(verdict, points)
    if len(value.values) < _FEWEST:
        return
    drawn = plot_to_string(
        [value.values, plan.values],
        [value.months, plan.months],
        lines=True,
        color=False if out.no_color else ["cyan", "white"],
        legend_labels=[lang.label("实际", "value"), lang.label("计划", "plan")],
        width=min(_WIDTH, max(out.width - _MARGIN, _FEWEST)),
        height=_HEIGHT,
        x_min=0,
        x_max=12,
        x_gridlines=[3, 6, 9, 12],
        x_unit=" " + lang.label("月", "months"),
    )
    out.print(Text.from_ansi(drawn))


def curves(verdict: StatusVerdict, points: Iterable[messages.Point]) -> tuple[Curve, Curve]:
    """Return the value and the plan; that of a total goes on to the number wanted at the end of the year."""
    value, plan = Curve([], []), Curve([], [])
    for one in points:
        month = _months(Period.parse(one.period))
        for curve, known, number in ((value, one.HasField("value"), one.value), (plan, one.HasField("plan_value"), one.plan_value)):
            if known:
                curve.months.append(month)
                curve.values.append(number)
    wanted = verdict.facts.numbers.get("wanted")
    if verdict.facts.formula.startswith("cumulative.") and wanted is not None and plan.months and plan.months[-1] < 12:
        plan.months.append(12.0)
        plan.values.append(wanted)
    return value, plan


def _months(period: Period) -> float:
    """Return how many months of its year have passed at the end of a period."""
    last = period.last_day
    return last.month - 1 + last.day / 31 if period.whole_months == last.month - 1 else float(last.month)
