"""How a rehearsal is shown: months, alerts, score, a warning above the budget."""

from __future__ import annotations

from typing import Any

from rich.table import Table
from rich.text import Text
from uniplot import plot_to_string

from services.cli.rehearsing import Rehearsal
from services.cli.screen import SEVERITY_STYLE, out
from shared.judgement.rehearsal import Score
from shared.model.period import Period

_SHOWN = 50
"""Alerts listed on a screen."""
_FEWEST = 2
_WIDTH, _HEIGHT = 60, 8


def print_rehearsal(found: Rehearsal, *, plot: bool) -> None:
    """Print what would have been sent."""
    table = Table("month 月", "raised 发出", "updated 更新", "resolved 解除", "standing 存续", title=", ".join(found.rules))
    for one in found.months:
        style = "red" if one.raised > found.budget else ""
        table.add_row(one.month, str(one.raised), str(one.updated), str(one.resolved), str(one.standing), style=style)
    out.print(table)
    if plot:
        _print_plot(found)
    _print_alerts(found)
    out.print(summary(found), soft_wrap=True)
    for warning in warnings(found):
        out.print(f"[yellow]warning[/] {warning}", soft_wrap=True)


def rehearsal_json(found: Rehearsal) -> dict[str, Any]:
    """Return the JSON of a rehearsal."""
    return {
        "rules": list(found.rules),
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
        "months": [one._asdict() for one in found.months],
        "alerts": [
            {
                "id": one.id,
                "rule": one.rule,
                "area": one.area,
                "entity": one.entity,
                "severity": one.severity.word,
                "from": one.first.isoformat(),
                "to": one.last.isoformat() if one.last else None,
                "raised_day": one.raised_day.isoformat(),
                "resolved_day": one.resolved_day.isoformat() if one.resolved_day else None,
            }
            for one in found.episodes
        ],
        "score": None
        if found.score is None
        else {**found.score._asdict(), "precision": found.score.precision, "recall": found.score.recall},
        "budget": found.budget,
        "warnings": warnings(found),
    }


def summary(found: Rehearsal) -> str:
    """Return one sentence about all of it."""
    raised = sum(one.raised for one in found.months)
    standing = found.months[-1].standing if found.months else 0
    text = f"{found.first} to {found.last}: {raised} raised, {standing} standing at the end."
    return text if found.score is None else f"{text} {_scored(found.score)}"


def warnings(found: Rehearsal) -> list[str]:
    """Return what speaks against the rules as they are."""
    over = [one for one in found.months if one.raised > found.budget]
    worst = max(over, key=lambda one: one.raised, default=None)
    if worst is None:
        return []
    months = f"{len(over)} of {len(found.months)} months, the most in {worst.month}: {worst.raised}"
    return [f"above the budget of {found.budget} new alerts a month in {months}; raise the lines, or ask for more periods with `for`"]


def _scored(score: Score) -> str:
    def percent(share: float | None) -> str:
        return "none" if share is None else f"{100 * share:.0f} %"

    return (
        f"Precision {percent(score.precision)} ({score.true} of {score.alerts} alerts speak of a known event), "
        f"recall {percent(score.recall)} ({score.found} of {score.events} known events were found)."
    )


def _print_alerts(found: Rehearsal) -> None:
    table = Table("rule 规则", "area 地区", "entity 对象", "severity 级别", "from 起", "to 止", "raised 发出日")
    for one in found.episodes[:_SHOWN]:
        severity = Text(one.severity.word, style=SEVERITY_STYLE[one.severity])
        table.add_row(one.rule, one.area, one.entity, severity, str(one.first), str(one.last or ""), str(one.raised_day))
    if found.episodes:
        out.print(table)
    if len(found.episodes) > _SHOWN:
        out.print(f"and {len(found.episodes) - _SHOWN} more; --format json has them all")


def _print_plot(found: Rehearsal) -> None:
    """Draw the months; nothing where there is no course to see."""
    if len(found.months) < _FEWEST:
        return
    months = [float(Period.parse(one.month).ordinal - Period.parse(found.months[0].month).ordinal) for one in found.months]
    drawn = plot_to_string(
        [[float(one.raised) for one in found.months], [float(found.budget)] * len(months)],
        [months, months],
        lines=True,
        color=False if out.no_color or not out.is_terminal else ["cyan", "white"],
        legend_labels=["raised 发出", "budget 预算"],
        width=_WIDTH,
        height=_HEIGHT,
        y_min=0,
        x_unit=" months 月",
    )
    out.print(Text.from_ansi(drawn))
