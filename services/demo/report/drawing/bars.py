"""Bars of areas against warning lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from services.demo.report.data import AreaFigure, Words
from services.demo.report.drawing.element import anchor_at, drawing, element, share, text
from services.demo.report.drawing.scale import Scale, round_scale
from services.demo.report.words import SEVERITY_SYMBOL, SEVERITY_WORDS, figure
from shared.model.status import Severity

_TOP, _ROW, _BOTTOM = 18, 40, 24
"""Heights in pixels: names of the lines, one area, the axis."""


class Line(NamedTuple):
    """A warning line."""

    value: float
    severity: Severity
    inclusive: bool
    """The line itself already counts as passed."""

    def passed(self, value: float) -> bool:
        """Return whether a value stands beyond the line."""
        return value >= self.value if self.inclusive else value > self.value


DEBT_LINES = (
    Line(120.0, Severity.YELLOW, inclusive=True),
    Line(200.0, Severity.ORANGE, inclusive=True),
    Line(300.0, Severity.RED, inclusive=True),
)
"""Percent; bands are half-open: 120 is yellow."""
DESTOCKING_LINES = (Line(18.0, Severity.YELLOW, inclusive=False), Line(36.0, Severity.RED, inclusive=False))
"""Months; 18 itself is still calm."""


def band(value: float, lines: Sequence[Line]) -> Severity | None:
    """Return the worst line passed; None: none."""
    return max((line.severity for line in lines if line.passed(value)), default=None)


def area_bars(figures: Sequence[AreaFigure], lines: Sequence[Line], *, unit: Words, name: str, title: str) -> Markup:
    """Return one bar an area, the highest first, with the lines across; no figures give no drawing."""
    if not figures:
        return Markup("")
    ordered = sorted(figures, key=lambda one: -one.value)
    scale = round_scale([0.0, *(one.value for one in ordered), *(line.value for line in lines)])
    height = _TOP + _ROW * len(ordered) + _BOTTOM
    parts = [*_axis(scale, height, unit), *(_line_name(line, scale) for line in lines)]
    parts += [_row(one, lines, scale, _TOP + _ROW * number, unit) for number, one in enumerate(ordered)]
    told = "；".join(f"{one.area.zh} {one.area.en} {figure(one.value)} {_band_words(band(one.value, lines))}" for one in ordered)
    return drawing(parts, name=name, title=title, description=told, height=height, class_="bars")


def _axis(scale: Scale, height: float, unit: Words) -> list[Markup]:
    parts = [element("line", x1=0, x2="100%", y1=height - _BOTTOM, y2=height - _BOTTOM, class_="grid")]
    for tick in scale.ticks:
        x = share(scale.part(tick))
        parts.append(element("line", x1=x, x2=x, y1=height - _BOTTOM, y2=height - _BOTTOM + 4, class_="tick"))
        label = figure(tick) + (f" {unit.en}" if tick == scale.ticks[-1] else "")
        parts.append(text(label, x, height - 4, class_="small", anchor=anchor_at(scale.part(tick))))
    return parts


def _line_name(line: Line, scale: Scale) -> Markup:
    part = scale.part(line.value)
    label = f"{SEVERITY_SYMBOL[line.severity]} {'≥' if line.inclusive else '>'}\u2009{figure(line.value)}"
    return text(label, share(part), 12, class_="line-name", anchor=anchor_at(part))


def _crossing(line: Line, scale: Scale, top: float) -> Markup:
    """Return the piece of a line that crosses one bar: over the names of areas it would be in the way."""
    x = share(scale.part(line.value))
    return element("line", x1=x, x2=x, y1=top + 18, y2=top + 37, class_="rule")


def _row(one: AreaFigure, lines: Sequence[Line], scale: Scale, top: float, unit: Words) -> Markup:
    severity = band(one.value, lines)
    english = element("tspan", f"  {one.area.en}", class_="small", lang="en")
    words = element("tspan", f" {_band_words(severity)}", class_="small wide")
    mark = f" {SEVERITY_SYMBOL[severity]}" if severity else ""
    return element(
        "g",
        element("title", f"{one.area.zh} {one.area.en}: {figure(one.value)} {unit.zh}"),
        element("text", one.area.zh, english, x=0, y=top + 15),
        element("text", f"{figure(one.value)} {unit.zh}{mark}", words, x="100%", y=top + 15, class_="figure", text_anchor="end"),
        element(
            "rect",
            x=0,
            y=top + 21,
            width=share(max(scale.part(one.value), 0.0)),
            height=12,
            rx=1.5,
            class_=f"bar-{severity.word if severity else 'calm'}",
        ),
        *(_crossing(line, scale, top) for line in lines),
    )


def _band_words(severity: Severity | None) -> str:
    return " ".join(SEVERITY_WORDS[severity]) if severity else "正常 normal"
