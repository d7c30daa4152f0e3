"""What the queries of a panel answered, as a picture takes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

Cell = str | float | None
Point = tuple[float, float]
"""Seconds since 1970-01-01 UTC, and a value."""


class Answer(NamedTuple):
    """Of one panel; what it has not is empty."""

    columns: Sequence[str] = ()
    rows: Sequence[Sequence[Cell]] = ()
    lines: Mapping[str, Sequence[Point]] = {}
    """By name, each in the order of time."""
    values: Mapping[str, float] = {}
    """Of bars and single numbers, by name."""


def shown(value: Cell, unit: str = "short") -> str:
    """Return a value as a panel shows it, in the unit of the panel."""
    if value is None or isinstance(value, str):
        return value or ""
    if unit == "percentunit":
        return f"{100 * value:.1f}".removesuffix(".0") + "%"
    if unit == "s":
        return _seconds(value)
    if unit == "bytes":
        return f"{value / 1e6:,.0f} MB"
    return f"{_plain(value)}{ {'percent': ' %', 'obs/s': '/s', 'wps': '/s'}.get(unit, '') }"


def _plain(value: float) -> str:
    if abs(value) >= 1_000_000:
        return f"{value / 1e6:,.1f} M"
    return f"{value:,.0f}" if abs(value) >= 100 or float(value).is_integer() else f"{value:.3g}"


def _seconds(value: float) -> str:
    for size, word in ((86_400.0, "d"), (3_600.0, "h"), (60.0, "min"), (1.0, "s")):
        if abs(value) >= size:
            return f"{value / size:.3g} {word}"
    return f"{value * 1000:.3g} ms"
