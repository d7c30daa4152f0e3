"""Plots of the back-test as SVG files: text stays text, light enough to read on white and on dark pages."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from services.demo.report.drawing.element import drawing, element, text

_WIDTH, _HEIGHT = 640.0, 360.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 52.0, 150.0, 16.0, 44.0
_COLOURS = ("#0b6e99", "#c2410c", "#6b7280", "#7c3aed")
_STYLE = "text{font:13px system-ui,sans-serif;fill:#374151}.grid{stroke:#d1d5db}.wanted{stroke:#6b7280;stroke-dasharray:5 4}"

Point = tuple[float, float]


class Axis(NamedTuple):
    """An axis with its ticks; the first and the last one are its ends."""

    name: str
    ticks: Sequence[float]
    form: str = "{:g}"

    def part(self, value: float) -> float:
        """Return where a value lies, 0 to 1."""
        return (value - self.ticks[0]) / (self.ticks[-1] - self.ticks[0])


class Frame(NamedTuple):
    """The axes, and what is right: a level across, or the diagonal."""

    across: Axis
    up: Axis
    right: Sequence[tuple[Point, Point]]

    def place(self, point: Point) -> Point:
        """Return where a point is drawn."""
        x, y = self.across.part(point[0]), self.up.part(point[1])
        return _LEFT + x * (_WIDTH - _LEFT - _RIGHT), _TOP + (1 - y) * (_HEIGHT - _TOP - _BOTTOM)


def plot(frame: Frame, lines: Mapping[str, Sequence[Point]], *, name: str, title: str, told: str) -> str:
    """Return a plot of named lines.

    Args:
        frame: Axes, and the lines that a perfect method would follow.
        lines: Points of each line, from left to right.
        name: Unique on a page.
        title: What it is.
        told: What it shows, for those who cannot see it.
    """
    parts = [element("style", Markup(_STYLE)), element("rect", width=_WIDTH, height=_HEIGHT, fill="#ffffff"), *_axes(frame)]  # noqa: S704 - a constant
    parts += [_line(frame.place(start), frame.place(end), "wanted") for start, end in frame.right]
    curves = [[frame.place(point) for point in points] for points in lines.values()]
    heights = apart([places[-1][1] + 4 for places in curves])
    for number, (label, places, height) in enumerate(zip(lines, curves, heights, strict=True)):
        parts += _curve(places, label, number, height)
    svg = drawing(parts, name=name, title=title, description=told, height=_HEIGHT, view_width=_WIDTH)
    return str(svg).replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1) + "\n"


def apart(heights: Sequence[float], least: float = 16.0) -> list[float]:
    """Return the heights of labels so that none covers another: from the highest on, each pushed down as far as it has to be."""
    found = list(heights)
    lowest = -math.inf
    for place in sorted(range(len(found)), key=found.__getitem__):
        found[place] = lowest = max(found[place], lowest + least)
    return found


def _axes(frame: Frame) -> list[Markup]:
    parts = []
    for tick in frame.up.ticks:
        x, y = frame.place((frame.across.ticks[0], tick))
        parts += [_line((x, y), (_WIDTH - _RIGHT, y), "grid"), text(frame.up.form.format(tick), x - 8, y + 4, anchor="end")]
    for tick in frame.across.ticks:
        x, y = frame.place((tick, frame.up.ticks[0]))
        parts.append(text(frame.across.form.format(tick), x, y + 18, anchor="middle"))
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    return [
        *parts,
        text(frame.across.name, middle, _HEIGHT - 8, anchor="middle"),
        text(frame.up.name, _WIDTH - _RIGHT + 12, _HEIGHT - _BOTTOM - 6),
    ]


def _curve(places: Sequence[Point], label: str, number: int, height: float) -> list[Markup]:
    colour = _COLOURS[number % len(_COLOURS)]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dots = [element("circle", cx=x, cy=y, r=3, fill=colour) for x, y in places]
    name = element("text", label, x=places[-1][0] + 10, y=height, style=f"fill:{colour};font-weight:600")
    return [element("polyline", points=points, fill="none", stroke=colour, stroke_width=2.0), *dots, name]


def _line(start: Point, end: Point, kind: str) -> Markup:
    return element("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], class_=kind)
