"""Statuses on a terminal: the ladder, and an entry for each, worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rich.columns import Columns
from rich.console import Console
from rich.text import Text

from services.cli.screen import STATUS_STYLE, number, out, print_entry
from shared.model.status import TargetStatus

_WORST_FIRST = (6, 5, 4, 8, 9, 3, 2, 1, 7)


def print_ladder(statuses: Iterable[Mapping[str, Any]]) -> None:
    """Print how many targets have which status: a bar with a symbol for each target, and what the symbols mean."""
    words = [status_of(one) for one in statuses]
    out.print(ladder(words))
    print_legend(words, out)


def ladder(statuses: Iterable[TargetStatus]) -> Text:
    """Return a bar of symbols, best first."""
    counts = Counter(statuses)
    return Text.assemble(*((status.symbol * counts[status], STATUS_STYLE[status]) for status in TargetStatus))


def print_legend(statuses: Iterable[TargetStatus], console: Console) -> None:
    """Print what the symbols mean and how many of each there are."""
    counts = Counter(statuses)
    parts = [Text(f"{one.symbol} {one.chinese} {one.word} {counts[one]}", style=STATUS_STYLE[one]) for one in TargetStatus if counts[one]]
    console.print(Columns(parts, padding=(0, 2)))


def print_statuses(statuses: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> None:
    """Print an entry for each status, worst first.

    Args:
        statuses: As in the JSON of `status`.
        names: Name of each target; a missing one shows its id.
    """
    for one in sorted(statuses, key=lambda one: (_WORST_FIRST.index(status_of(one)), one["target"])):
        status = status_of(one)
        word = " ".join(filter(None, (status.symbol, status.chinese, status.word, one["strength"])))
        figures = f"{number(one['value'])} / {number(one['plan_value'])} {one['unit']}" if one["value"] is not None else ""
        named = (names.get(one["target"], ""), one["target"], one["area"], one["period"], figures, *_beside(one))
        about = "  ".join(filter(None, named))
        print_entry(Text.assemble((word, STATUS_STYLE[status]), f"  {about}"), one["headline"]["zh"])


def _beside(one: Mapping[str, Any]) -> Iterator[str]:
    """Yield what had been told of its period, who answers for a target, and how much is said beside it: `xiheng explain` has the words."""
    if one["correction"]:
        earlier = status_of(one["correction"])
        yield f"更正 corrected: {earlier.chinese} {earlier.word} {number(one['correction']['value'])}"
    if one["owner"]:
        yield f"牵头 {one['owner']}"
    if one["statements"]:
        yield f"说明 remarks {len(one['statements'])}"


def status_of(one: Mapping[str, Any]) -> TargetStatus:
    """Return the status of an entry of the JSON."""
    return TargetStatus[one["status"].upper()]
