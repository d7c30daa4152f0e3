"""The ladder: how many targets have each status, as one bar."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from services.demo.report.drawing.element import drawing, element, share, text
from services.demo.report.words import STATUS_ENGLISH, STATUS_SYMBOL
from shared.model.status import TargetStatus

_ROOM_FOR_DIGIT = 0.03
"""Share of the bar that one digit needs on a telephone."""
_ROOM_FOR_SYMBOL = 0.06


def ladder(counts: Mapping[TargetStatus, int], *, name: str, title: str, height: float = 26) -> Markup:
    """Return a stacked bar in the order of the statuses; empty counts give an empty bar."""
    total = sum(counts.values())
    parts, left = [], 0.0
    for status in TargetStatus:
        if count := counts.get(status, 0):
            parts.append(_part(status, count, left, count / total, height))
            left += count / total
    told = "；".join(f"{one.chinese} {STATUS_ENGLISH[one]} {counts[one]}" for one in TargetStatus if counts.get(one))
    return drawing(parts, name=name, title=title, description=told or "没有指标 no targets", height=height, class_="ladder")


def _part(status: TargetStatus, count: int, left: float, width: float, height: float) -> Markup:
    pieces = [
        element("title", f"{status.chinese} {STATUS_ENGLISH[status]} {count}"),
        element("rect", x=share(left), y=0.5, width=share(width), height=height - 1, class_=f"fill-{status.word}"),
    ]
    if label := _label(status, count, width):
        pieces.append(text(label, share(left + width / 2), height / 2 + 4.5, class_=f"on-{status.word}", anchor="middle"))
    return element("g", *pieces)


def _label(status: TargetStatus, count: int, width: float) -> str:
    room = _ROOM_FOR_DIGIT * len(str(count))
    if width >= room + _ROOM_FOR_SYMBOL:
        return f"{STATUS_SYMBOL[status]} {count}"
    return str(count) if width >= room else ""
