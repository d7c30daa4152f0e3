"""House prices over the months: two lines around 100."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from services.demo.report.drawing.element import anchor_at, drawing, element, share, text
from services.demo.report.drawing.scale import Scale, month_labels, month_ordinal, round_scale
from services.demo.report.words import figure

_TOP, _BOTTOM = 10, 24
_LEFT, _RIGHT = 0.09, 0.985
"""Where the first and the last month lie, as shares of the width: room for the levels and for the dots."""
_SAME = 100.0
"""As a year or a month before."""


class PriceLine(NamedTuple):
    """One market: its class in the style sheet (`new` or `second`), its name and its indices, one a month."""

    kind: str
    name: str
    values: Sequence[float]


def price_lines(months: Sequence[str], lines: Sequence[PriceLine], *, name: str, title: str, height: float = 230) -> Markup:
    """Return the lines over months such as `2026-06`, ascending; no months give no drawing."""
    if not months:
        return Markup("")
    scale = round_scale([_SAME, *(value for line in lines for value in line.values)])
    ordinals = [month_ordinal(month) for month in months]
    parts = [*_levels(scale, height), *_months(ordinals, height), _curves(ordinals, lines, scale, height)]
    parts += [_end(line, scale, height) for line in lines]
    told = "；".join(f"{line.name} {months[0]} {figure(line.values[0])}, {months[-1]} {figure(line.values[-1])}" for line in lines)
    return drawing(parts, name=name, title=title, description=told, height=height, class_="prices")


def _y(scale: Scale, value: float, height: float) -> float:
    return _TOP + (1 - scale.part(value)) * (height - _TOP - _BOTTOM)


def _part(ordinal: int, ordinals: Sequence[int]) -> float:
    return _LEFT + (_RIGHT - _LEFT) * (ordinal - ordinals[0]) / max(ordinals[-1] - ordinals[0], 1)


def _levels(scale: Scale, height: float) -> list[Markup]:
    parts = []
    for tick in scale.ticks:
        y, same = _y(scale, tick, height), tick == _SAME
        parts.append(element("line", x1=share(_LEFT - 0.01), x2="100%", y1=y, y2=y, class_="same" if same else "grid"))
        parts.append(text(figure(tick), 0, y + 4, class_="strong" if same else "small"))
    return parts


def _months(ordinals: Sequence[int], height: float) -> list[Markup]:
    parts = []
    for label in month_labels(ordinals[0], ordinals[-1]):
        part = _part(label.ordinal, ordinals)
        x = share(part)
        parts.append(element("line", x1=x, x2=x, y1=height - _BOTTOM, y2=height - _BOTTOM + 4, class_="tick"))
        parts.append(text(label.text, x, height - 5, class_="small", anchor=anchor_at(part)))
    return parts


def _curves(ordinals: Sequence[int], lines: Sequence[PriceLine], scale: Scale, height: float) -> Markup:
    """Return the curves in a box of their own that is stretched; the style sheet keeps the strokes as they are."""
    drawn = []
    for line in lines:
        places = zip(ordinals, line.values, strict=True)
        points = " ".join(f"{1000 * _part(ordinal, ordinals):.1f},{1000 * (1 - scale.part(value)):.1f}" for ordinal, value in places)
        drawn.append(element("polyline", points=points, class_=f"curve curve-{line.kind}", vector_effect="non-scaling-stroke"))
    box = {"viewBox": "0 0 1000 1000", "preserveAspectRatio": "none", "width": "100%", "overflow": "visible"}
    return element("svg", *drawn, x=0, y=_TOP, height=height - _TOP - _BOTTOM, **box)


def _end(line: PriceLine, scale: Scale, height: float) -> Markup:
    """Return the mark of the last month: a dot for new homes, a square for second-hand ones."""
    y = _y(scale, line.values[-1], height)
    if line.kind == "new":
        return element("circle", cx=share(_RIGHT), cy=y, r=4, class_="dot-new")
    return element("rect", x=share(_RIGHT), y=y - 4, width=8, height=8, transform="translate(-4 0)", class_="dot-second")
