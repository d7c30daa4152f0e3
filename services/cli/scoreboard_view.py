"""Statuses on a terminal: the ladder, and the table, worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from rich.text import Text

from services.cli.screen import STATUS_STYLE, number, out, table
from shared.model.status import TargetStatus

_WORST_FIRST = (6, 5, 4, 8, 9, 3, 2, 1, 7)


def print_ladder(statuses: Iterable[Mapping[str, Any]]) -> None:
    """Print how many targets have which status, as a bar."""
    counts = Counter(TargetStatus[one["status"].upper()] for one in statuses)
    bar = Text()
    for status in TargetStatus:
        bar.append("█" * counts[status], style=STATUS_STYLE[status])
    out.print(bar)
    line = Text()
    for status in TargetStatus:
        if counts[status]:
            line.append(f"■ {status.chinese} {status.word} {counts[status]}   ", style=STATUS_STYLE[status])
    out.print(line)


def print_statuses(statuses: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> None:
    """Print a line for each status, worst first.

    Args:
        statuses: As in the JSON of `status`.
        names: Name of each target; a missing one shows its id.
    """
    made = table("", "status", "target", "area", "period", "value", "plan", "unit", "explanation")
    for one in sorted(statuses, key=lambda one: (_WORST_FIRST.index(TargetStatus[one["status"].upper()]), one["target"])):
        status = TargetStatus[one["status"].upper()]
        made.add_row(
            Text(" ".join(filter(None, (status.chinese, status.word, one["strength"]))), style=STATUS_STYLE[status]),
            f"{names.get(one['target'], '')} {one['target']}".strip(),
            one["area"],
            one["period"],
            number(one["value"]),
            number(one["plan_value"]),
            one["unit"],
            one["explanation"]["zh"],
        )
    out.print(made)
