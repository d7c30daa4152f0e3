"""A whole dashboard: every panel where Grafana puts it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from deploy.grafana.picture.answers import Answer
from deploy.grafana.picture.curves import curves
from deploy.grafana.picture.panels import Box, bars, numbers, status_words, table
from services.demo.report.drawing.element import drawing, element, text

_COLUMN, _ROW, _TOP, _GAP = 56.0, 30.0, 44.0, 8.0
_COLUMNS = 24
_STYLE = (
    "text{font:12px system-ui,'Noto Sans CJK SC',sans-serif;fill:#1f2937}.title{font-size:14px;font-weight:600}.name{font-size:19px;font-weight:700}"
    ".head{fill:#6b7280;font-weight:600}.grid{stroke:#e5e7eb}.frame{fill:#ffffff;stroke:#d1d5db}"
)


def picture(board: Mapping[str, Any], answers: Mapping[int, Answer], *, name: str) -> str:
    """Return a dashboard as SVG.

    Args:
        board: As Grafana keeps it.
        answers: What each panel's queries answered, by the panel's id.
        name: Unique on a page.
    """
    ends = [one["gridPos"]["y"] + one["gridPos"]["h"] for one in board["panels"]]
    width, height = _COLUMN * _COLUMNS, _TOP + _ROW * max(ends)
    parts = [element("style", Markup(_STYLE)), element("rect", width=width, height=height, fill="#f3f4f6")]  # noqa: S704 - a constant
    parts.append(text(board["title"], 12, 28, class_="name"))
    for panel in board["panels"]:
        parts += _panel(panel, answers[panel["id"]])
    told = "; ".join(panel["title"] for panel in board["panels"])
    svg = drawing(parts, name=name, title=board["title"], description=told, height=height, view_width=width)
    return str(svg).replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1) + "\n"


def _panel(panel: Mapping[str, Any], answer: Answer) -> list[Markup]:
    at, field = panel["gridPos"], panel["fieldConfig"]["defaults"]
    outer = Box(at["x"] * _COLUMN + _GAP / 2, _TOP + at["y"] * _ROW, at["w"] * _COLUMN - _GAP, at["h"] * _ROW - _GAP)
    inner = Box(outer.x + 10, outer.y + 32, outer.width - 20, outer.height - 42)
    frame = element("rect", x=outer.x, y=outer.y, width=outer.width, height=outer.height, rx=4, class_="frame")
    return [frame, text(panel["title"], outer.x + 10, outer.y + 21, class_="title"), *_content(panel["type"], inner, answer, field)]


def _content(kind: str, box: Box, answer: Answer, field: Mapping[str, Any]) -> list[Markup]:
    unit, steps = field.get("unit", "short"), field["thresholds"]["steps"]
    if kind == "timeseries":
        return curves(box, answer.lines, unit)
    if kind == "bargauge":
        return bars(box, answer.values, unit, steps)
    return numbers(box, answer.values, unit, steps) if kind == "stat" else table(box, answer, status_words())
