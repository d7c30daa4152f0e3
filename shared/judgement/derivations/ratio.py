"""Ratios, and what each side of one did to its change.

A debt ratio rises when debt rises, and when land revenue falls without any new debt; which of both it was decides what is to be done.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from shared.judgement.derivations.formula import Earlier, Formula, Series, Sides, no_other, share, total
from shared.judgement.view import Point, View

Number = TypeVar("Number", float, Fraction)


def ratio(
    name: str,
    inputs: tuple[str, ...],
    sides: Sides,
    source: str,
    *,
    parameters: Mapping[str, float] | None = None,
    scale: float = 100.0,
    cumulated: bool = False,
    earlier: Earlier = no_other,
) -> Formula:
    """Return the formula of a ratio, in percent unless `scale` says otherwise."""

    def derive(view: View, read: Sequence[str], numbers: Mapping[str, float]) -> Iterable[Point]:
        return share(*sides(view, read, numbers), scale)

    return Formula(name, inputs, derive, parameters or {}, source, sides, scale, cumulated, earlier=earlier)


def sums(above: int) -> Sides:
    """Return the sides of a ratio of sums: the first `above` inputs over the others."""

    def sides(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> tuple[Series, Series]:
        return total(view, inputs[:above]), total(view, inputs[above:])

    return sides


def effects(before: tuple[Number, Number], now: tuple[Number, Number]) -> tuple[Number, Number]:
    """Return what numerator and denominator did to a ratio's change; both add up to it exactly.

    Each side's effect is its change with the other side held at the mean of both moments, so that neither goes first (the Shapley value
    of two factors). Arguments are (numerator, denominator), denominators not zero.

    Example: 1080 / 900 becomes 1200 / 800, in percent 120 becomes 150: (1200 - 1080) / 2 * (1 / 900 + 1 / 800) = 14.17 points by the
    numerator, (1080 + 1200) / 2 * (1 / 800 - 1 / 900) = 15.83 by the denominator.
    """
    (above, below), (above_now, below_now) = before, now
    by_above = (above_now - above) * (1 / below + 1 / below_now) / 2
    by_below = (above + above_now) * (1 / below_now - 1 / below) / 2
    return by_above, by_below
