"""Simple exponential smoothing: how much of a step stays, and how much comes back.

A value is a level that walks, seen through noise. Neighbouring steps then undo each other: their correlation c lies between -0.5 (noise
alone) and 0 (a walk alone), and the share of a surprise that stays is

    a = 1 - (1 - sqrt(1 - 4 c^2)) / (-2 c),  0.2 at least;  variance of a surprise s^2 = sum of e^2 / degrees / (1 + (1 - a)^2)

c is shrunk: times n / (n + 4) for n steps. This is the moving average of order 1 of Muth, Optimal properties of exponentially weighted
forecasts (1960), by the method of moments.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

SHRINKAGE = 4.0
"""Steps that the belief in a walk counts like."""
LEAST = 0.2
"""Least share of a surprise that stays."""


class Smoothing(NamedTuple):
    """How surprises work."""

    stays: float
    variance: float
    """Of a surprise."""

    def behind(self, steps: Sequence[float]) -> float:
        """Return the smoothed level less the last value, after steps."""
        gap = 0.0
        for step in steps:
            gap = (1 - self.stays) * (gap - step)
        return gap


def smoothing(steps: Sequence[float], degrees: float) -> Smoothing:
    """Return the smoothing of steps, of which `degrees` (above 0) are free."""
    squares = sum(step * step for step in steps)
    undone = sum(one * after for one, after in pairwise(steps)) / squares if squares else 0.0
    correlation = min(max(undone * len(steps) / (len(steps) + SHRINKAGE), -0.5), 0.0)
    comes_back = (1 - math.sqrt(1 - 4 * correlation**2)) / (-2 * correlation) if correlation else 0.0
    stays = max(1 - comes_back, LEAST)
    return Smoothing(stays, squares / degrees / (1 + (1 - stays) ** 2))
