"""A small plot of one target: its value against the plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from services.demo.report.data import PeriodPoint
from services.demo.report.drawing.element import drawing, element, text
from services.demo.report.drawing.scale import Scale, round_scale
from services.demo.report.words import figure

_WIDTH, _HEIGHT = 300, 100
_RIGHT, _TOP, _BOTTOM = 6, 8, 22
_DIGIT = 6.4
"""Width of a digit of a tick's label, about."""

Place = tuple[float, float]


class _Frame(NamedTuple):
    """Where a day and a number lie in the drawing."""

    scale: Scale
    first: date
    last: date
    left: float

    def place(self, day: date, value: float) -> Place:
        """Return x and y."""
        return self.x(day), self.y(value)

    def x(self, day: date) -> float:
        """Return where a day lies; a single one in the middle."""
        days = (self.last - self.first).days
        part = (day - self.first).days / days if days else 0.5
        return self.left + part * (_WIDTH - _RIGHT - self.left)

    def y(self, value: float) -> float:
        """Return where a number lies."""
        return _TOP + (1 - self.scale.part(value)) * (_HEIGHT - _TOP - _BOTTOM)


def spark(series: Sequence[PeriodPoint], *, name: str, title: str) -> Markup:
    """Return value (line with a dot at its end) and plan (dashed) over time; nothing when neither has a number."""
    known = [value for one in series for value in (one.value, one.plan_value) if value is not None]
    if not known:
        return Markup("")
    frame = _frame(series, known)
    plan = [frame.place(one.end, one.plan_value) for one in series if one.plan_value is not None]
    value = [frame.place(one.end, one.value) for one in series if one.value is not None]
    parts = [*_axes(series, frame), *_curve(plan, "plan"), *_curve(value, "value")]
    if value:
        parts.append(element("circle", cx=value[-1][0], cy=value[-1][1], r=3.2, class_="dot-value"))
    return drawing(parts, name=name, title=title, description=_told(series), height=_HEIGHT, view_width=_WIDTH, class_="spark")


def _frame(series: Sequence[PeriodPoint], known: Sequence[float]) -> _Frame:
    scale = round_scale(known, steps=2)
    widest = max(len(figure(tick)) for tick in scale.ticks)
    return _Frame(scale, series[0].end, series[-1].end, _DIGIT * widest + 10)


def _axes(series: Sequence[PeriodPoint], frame: _Frame) -> list[Markup]:
    parts = []
    for tick in frame.scale.ticks:
        y = frame.y(tick)
        parts += [
            element("line", x1=frame.left - 4, x2=_WIDTH, y1=y, y2=y, class_="grid"),
            text(figure(tick), frame.left - 8, y + 4, class_="small", anchor="end"),
        ]
    ends = {series[0].period: "start", series[-1].period: "end"} if len(series) > 1 else {series[0].period: "middle"}
    days = {one.period: one.end for one in series}
    return [*parts, *(text(period, frame.x(days[period]), _HEIGHT - 5, class_="small", anchor=at) for period, at in ends.items())]


def _curve(places: Sequence[Place], kind: str) -> list[Markup]:
    if len(places) == 1:
        (x, y), *_ = places
        return [element("line", x1=x - 8, x2=x + 8, y1=y, y2=y, class_=f"curve curve-{kind}")] if kind == "plan" else []
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    return [element("polyline", points=points, class_=f"curve curve-{kind}")] if places else []


def _told(series: Sequence[PeriodPoint]) -> str:
    return "；".join(f"{one.period} 实际 value {figure(one.value)}, 计划 plan {figure(one.plan_value)}" for one in series)
