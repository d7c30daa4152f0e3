"""A panel of values over time: axes, curves, and their names beneath."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime

from markupsafe import Markup

from deploy.grafana.picture.answers import Point, shown
from deploy.grafana.picture.panels import Box
from services.demo.report.drawing.element import element, text
from shared.model.period import SHANGHAI

_COLOURS = (
    "#1f6feb",
    "#c2410c",
    "#3f8f4f",
    "#7c3aed",
    "#c99700",
    "#0e7490",
    "#be185d",
    "#6b7280",
    "#4d7c0f",
    "#9f1239",
    "#1e3a8a",
    "#78350f",
)
_LEFT, _BOTTOM, _NAMES = 64.0, 20.0, 16.0
_DAY = 86_400.0


def curves(box: Box, lines: Mapping[str, Sequence[Point]], unit: str) -> list[Markup]:
    """Return the curves of a panel; where none has a point, nothing but its frame. What is no number is left out, as Grafana does."""
    lines = {name: finite for name, line in lines.items() if (finite := [one for one in line if math.isfinite(one[1])])}
    points = [one for line in lines.values() for one in line]
    if not points:
        return []
    names = _names(box, list(lines))
    plot = Box(box.x + _LEFT, box.y + 6, box.width - _LEFT - 8, box.height - _BOTTOM - _NAMES * names[1] - 10)
    low, high = _ends([value for _, value in points])
    first, last = min(when for when, _ in points), max(when for when, _ in points)

    def place(point: Point) -> Point:
        across = (point[0] - first) / ((last - first) or 1.0)
        return plot.x + across * plot.width, plot.y + plot.height * (1 - (point[1] - low) / (high - low))

    parts = [*names[0]]
    for part in (0.0, 0.25, 0.5, 0.75, 1.0):
        value = low + (high - low) * part
        x, y = place((first, value))
        parts += [
            element("line", x1=x, y1=y, x2=plot.x + plot.width, y2=y, class_="grid"),
            text(shown(value, unit), x - 6, y + 4, anchor="end"),
        ]
    for part, anchor in ((0.0, "start"), (0.5, "middle"), (1.0, "end")):
        when = first + (last - first) * part
        parts.append(text(_moment(when, last - first), place((when, low))[0], plot.y + plot.height + 15, anchor=anchor))
    for number, line in enumerate(lines.values()):
        parts += _curve([place(one) for one in line], _COLOURS[number % len(_COLOURS)])
    return parts


def _ends(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    low = 0.0 if 0 <= low <= high * 0.6 else low
    return (low, high) if high > low else (low - (abs(low) or 1.0) * 0.1, high + (abs(high) or 1.0) * 0.1)


def _curve(places: Sequence[Point], colour: str) -> list[Markup]:
    drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dots = [element("circle", cx=x, cy=y, r=2, fill=colour) for x, y in places] if len(places) < 40 else []
    return [element("polyline", points=drawn, fill="none", stroke=colour, stroke_width=1.6), *dots]


def _names(box: Box, names: Sequence[str]) -> tuple[list[Markup], int]:
    """Return the names of the curves, in lines at the bottom, and how many lines they take; from four lines on the rest is counted."""
    x, row = box.x, 1
    parts: list[tuple[float, int, str, str]] = []
    for number, name in enumerate(names):
        width = 22 + 7.0 * sum(2 if ord(one) > 0x2E80 else 1 for one in name)
        if x + width > box.x + box.width and x > box.x:
            x, row = box.x, row + 1
        if row > 3:
            row = 3
            break
        parts.append((x, row, name, _COLOURS[number % len(_COLOURS)]))
        x += width
    top = box.y + box.height - _NAMES * row
    marks = []
    for left, line, name, colour in parts:
        base = top + _NAMES * line - 4
        marks += [element("rect", x=left, y=base - 8, width=10, height=8, fill=colour), text(name, left + 14, base)]
    return marks, row


def _moment(seconds: float, span: float) -> str:
    moment = datetime.fromtimestamp(seconds, SHANGHAI)
    return moment.strftime("%Y-%m-%d" if span > 2 * _DAY else "%H:%M:%S")
