"""One panel: its frame and title, and in it a table, bars, or single numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from deploy.grafana.parts import COLOURS as OF_STATUS
from deploy.grafana.picture.answers import Answer, Cell, shown
from services.demo.report.drawing.element import element, text
from shared.model.status import TargetStatus

COLOURS = {
    "green": "#3f8f4f",
    "yellow": "#c99700",
    "orange": "#d9730d",
    "red": "#c4162a",
    "blue": "#1f6feb",
    "super-light-blue": "#5794f2",
    "gray": "#6b7280",
    "purple": "#7c3aed",
}
_ROW = 17.0
_WIDE = 7.2
"""Width of a Latin letter; a Chinese one takes two."""


class Box(NamedTuple):
    """Where something is drawn."""

    x: float
    y: float
    width: float
    height: float


def table(box: Box, answer: Answer, words: Mapping[int, tuple[str, str]]) -> list[Markup]:
    """Return the first rows that fit; a column named status is told by word and colour, one named chance in percent."""
    listed = answer.rows[: int(box.height // _ROW) - 1]
    cells = [[_said(name, cell, words) for name, cell in zip(answer.columns, row, strict=True)] for row in listed]
    widths = _widths([list(answer.columns), *([one[0] for one in row] for row in cells)], box.width)
    parts: list[Markup] = []
    for number, row in enumerate([[(name, "head") for name in answer.columns], *cells]):
        x, y = box.x, box.y + (number + 1) * _ROW - 4
        for (said, look), width in zip(row, widths, strict=True):
            parts.append(element("text", _cut(said, width), x=x, y=y, **_look(look)))
            x += width
    return parts


def bars(box: Box, values: Mapping[str, float], unit: str, steps: Sequence[Mapping[str, Any]]) -> list[Markup]:
    """Return a bar for each value, in the colour of its threshold."""
    most, parts = max([abs(one) for one in values.values()] or [1.0]) or 1.0, list[Markup]()
    height = min(box.height / max(len(values), 1), 26.0)
    for number, (name, value) in enumerate(values.items()):
        y, length = box.y + number * height, (box.width - 250) * abs(value) / most
        parts += [
            text(_cut(name, 170), box.x, y + height * 0.65),
            element("rect", x=box.x + 180, y=y + 3, width=max(length, 2.0), height=max(height - 6, 2.0), fill=colour_of(value, steps)),
            text(shown(value, unit), box.x + 190 + length, y + height * 0.65),
        ]
    return parts


def numbers(box: Box, values: Mapping[str, float], unit: str, steps: Sequence[Mapping[str, Any]]) -> list[Markup]:
    """Return single numbers, large."""
    value = next(iter(values.values()), 0.0)
    place = {"x": box.x + box.width / 2, "y": box.y + box.height / 2 + 16}
    style = f"font-size:44px;font-weight:600;fill:{colour_of(value, steps)}"
    return [element("text", shown(value, unit), text_anchor="middle", style=style, **place)]


def colour_of(value: float, steps: Sequence[Mapping[str, Any]]) -> str:
    """Return the colour of the last threshold that a value has reached."""
    reached = [one["color"] for one in steps if one["value"] is None or value >= one["value"]]
    return COLOURS[reached[-1]]


def _said(name: str, cell: Cell, words: Mapping[int, tuple[str, str]]) -> tuple[str, str]:
    if name == "status" and isinstance(cell, (int, float)) and int(cell) in words:
        return words[int(cell)]
    return shown(cell, "percentunit" if name == "chance" else "short"), ""


def _look(look: str) -> dict[str, str]:
    if look == "head":
        return {"class_": "head"}
    return {"style": f"fill:{COLOURS[look]};font-weight:600"} if look else {}


def _widths(rows: Sequence[Sequence[str]], whole: float) -> list[float]:
    """Return the width of each column: what it needs, long ones cut so that all fit."""
    needed = [max(_length(cell) for cell in column) + 16 for column in zip(*rows, strict=True)]
    rest = max(sum(needed) - whole, 0.0)
    for place in sorted(range(len(needed)), key=lambda one: -needed[one]):
        given = min(rest, max(needed[place] - 90.0, 0.0))
        needed[place], rest = needed[place] - given, rest - given
    return needed


def _length(said: str) -> float:
    return sum(_WIDE * (2 if ord(one) > 0x2E80 else 1) for one in said)


def _cut(said: str, width: float) -> str:
    if _length(said) <= width - 8:
        return said
    while said and _length(said) > width - 18:
        said = said[:-1]
    return f"{said}…"


def status_words() -> dict[int, tuple[str, str]]:
    """Return the words of verdicts and their colours by number, as the tables of Grafana show them."""
    return {int(one): (f"{one.symbol} {one.chinese} {one.word}", OF_STATUS[one]) for one in TargetStatus}
