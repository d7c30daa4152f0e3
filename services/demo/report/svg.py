"""Small plots as SVG: text stays text, colours come from the page's style sheet."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape


class Line(NamedTuple):
    """One curve: its class in the style sheet, its name, and its points."""

    kind: str
    name: str
    values: Sequence[float | None]


def stacked(counts: Sequence[tuple[str, str, int]], *, label: str, width: int = 640) -> Markup:
    """Return a bar of parts, each (class, name, count)."""
    total = max(sum(count for *_, count in counts), 1)
    parts, left = [], 0.0
    for kind, name, count in counts:
        size = width * count / total
        if count:
            parts.append(
                _tag(
                    "rect",
                    f"<title>{escape(name)} {count}</title>",
                    x=left,
                    y=0,
                    width=max(size - 1, 1),
                    height=22,
                    **{"class": f"s-{kind}"},
                )
            )
        if size > 18:
            parts.append(_tag("text", str(count), x=left + size / 2, y=15.5, **{"class": "in", "text-anchor": "middle"}))
        left += size
    return _svg(parts, width, 22, label)


def bars(rows: Sequence[tuple[str, float]], *, lines: Sequence[tuple[float, str, str]], unit: str, label: str, width: int = 640) -> Markup:
    """Return horizontal bars with threshold lines, each (value, class, name); a bar has the class of the highest line it passes."""
    left, right, step, top = 90, 70, 26, 22
    highest = max([value for _, value in rows] + [value for value, *_ in lines] + [1.0]) * 1.05
    scale = (width - left - right) / highest
    parts = []
    for number, (name, value) in enumerate(rows):
        y = top + number * step
        kind = next((kind for bound, kind, _ in reversed(lines) if value > bound), "calm")
        parts += [
            _tag("text", name, x=left - 8, y=y + 14, **{"text-anchor": "end"}),
            _tag(
                "rect",
                f"<title>{escape(name)} {value:.1f}</title>",
                x=left,
                y=y + 3,
                width=max(value * scale, 1),
                height=15,
                **{"class": f"a-{kind}"},
            ),
            _tag("text", f"{value:.1f}{unit}", x=left + value * scale + 6, y=y + 14, **{"class": "num"}),
        ]
    bottom = top + len(rows) * step
    for value, kind, name in lines:
        x = left + value * scale
        parts.append(_tag("line", "", x1=x, x2=x, y1=top - 4, y2=bottom, **{"class": f"rule r-{kind}"}))
        parts.append(_tag("text", name, x=x, y=top - 8, **{"class": "small", "text-anchor": "middle"}))
    return _svg(parts, width, bottom + 4, label)


def curves(
    lines: Sequence[Line], labels: Sequence[str], *, label: str, width: int = 640, height: int = 220, level: float | None = None
) -> Markup:
    """Return line curves over labelled positions, with a level drawn across."""
    left, right, top, bottom = 46, 14, 12, 26
    known = [value for line in lines for value in line.values if value is not None] + ([level] if level is not None else [])
    ticks = round_ticks(min(known), max(known))
    low, high = ticks[0], ticks[-1]

    def x_of(position: int) -> float:
        return left + (width - left - right) * position / max(len(labels) - 1, 1)

    def y_of(value: float) -> float:
        return top + (height - top - bottom) * (1 - (value - low) / (high - low))

    parts = []
    for tick in ticks:
        parts.append(_tag("line", "", x1=left, x2=width - right, y1=y_of(tick), y2=y_of(tick), **{"class": "grid"}))
        parts.append(_tag("text", f"{tick:g}", x=left - 6, y=y_of(tick) + 4, **{"class": "small", "text-anchor": "end"}))
    every = max(1, math.ceil(len(labels) / 8))
    small = {"class": "small", "text-anchor": "middle"}
    parts += [_tag("text", labels[position], x=x_of(position), y=height - 8, **small) for position in range(0, len(labels), every)]
    if level is not None:
        parts.append(_tag("line", "", x1=left, x2=width - right, y1=y_of(level), y2=y_of(level), **{"class": "rule"}))
    for line in lines:
        places = [(x_of(position), y_of(value)) for position, value in enumerate(line.values) if value is not None]
        parts.append(_path(places, line))
    return _svg(parts, width, height, label)


def spark(lines: Sequence[Line], *, label: str, width: int = 150, height: int = 42) -> Markup:
    """Return a small plot without axes, from 0 or the lowest value up."""
    known = [value for line in lines for value in line.values if value is not None]
    if not known:
        return Markup("")
    low, high = min(*known, 0.0) if min(known) > 0 else min(known), max(known)
    if min(known) > 0.5 * high > 0:
        low = min(known) - 0.2 * (high - min(known) or high)
    span = (high - low) or 1.0
    parts = []
    for line in lines:
        count = max(len(line.values) - 1, 1)
        places = [
            (3 + (width - 6) * position / count, 3 + (height - 6) * (1 - (value - low) / span))
            for position, value in enumerate(line.values)
            if value is not None
        ]
        parts.append(_path(places, line))
        if line.kind == "value" and places:
            parts.append(_tag("circle", "", cx=places[-1][0], cy=places[-1][1], r=2.6, **{"class": "dot"}))
    return _svg(parts, width, height, label)


def round_ticks(low: float, high: float, *, count: int = 5) -> list[float]:
    """Return round numbers that cover a range."""
    span = (high - low) or abs(high) or 1.0
    power = 10 ** math.floor(math.log10(span / count))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power * count >= span)
    first = math.floor(low / step)
    last = max(math.ceil(high / step), first + 1)
    return [round(number * step, 10) for number in range(first, last + 1)]


def _path(places: Iterable[tuple[float, float]], line: Line) -> Markup:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    return _tag("polyline", f"<title>{escape(line.name)}</title>", points=points, **{"class": f"curve c-{line.kind}"})


def _tag(name: str, content: str, **attributes: object) -> Markup:
    shown = " ".join(f'{key}="{escape(f"{value:.1f}" if isinstance(value, float) else str(value))}"' for key, value in attributes.items())
    inner = content if content.startswith("<title>") else escape(content)
    return Markup(f"<{name} {shown}>{inner}</{name}>")  # noqa: S704 - everything in it is escaped


def _svg(parts: Iterable[Markup], width: int, height: int, label: str) -> Markup:
    box = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return Markup(f'<svg {box} role="img" aria-label="{escape(label)}"><title>{escape(label)}</title>{"".join(parts)}</svg>')  # noqa: S704
