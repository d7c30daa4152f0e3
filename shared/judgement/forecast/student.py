"""Student's t distribution with whole degrees of freedom, in closed form.

Source: Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.7.3 and 26.7.4.
"""

from __future__ import annotations

import math
from functools import lru_cache

_FAR = 1e4
"""No quantile asked for lies beyond: with one degree of freedom that of 0.9999 is 3 183."""


def probability(t: float, freedom: int) -> float:
    """Return the probability of a value up to `t`; `freedom` >= 1."""
    angle = math.atan2(t, math.sqrt(freedom))
    cosine, sine = math.cos(angle), math.sin(angle)
    odd = freedom % 2
    term, total = (cosine, 0.0) if odd else (1.0, 0.0)
    for step in range(1, freedom // 2 + 1):
        total += term
        term *= cosine * cosine * ((2 * step) / (2 * step + 1) if odd else (2 * step - 1) / (2 * step))
    found = 0.5 + (angle + sine * total) / math.pi if odd else 0.5 + sine * total / 2
    # Far out the last bits of the sum go beyond what a probability may be.
    return min(max(found, 0.0), 1.0)


@lru_cache(maxsize=1024)
def quantile(share: float, freedom: int) -> float:
    """Return the value that a share (0.5 to 0.9999) of all values stays below."""
    low, high = 0.0, _FAR
    while high - low > 1e-12 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if probability(middle, freedom) < share else (low, middle)
    return high
