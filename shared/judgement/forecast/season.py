"""The season of a level: what its steps into each month usually have beside the drift, as far as it stands out of the noise.

    season d = mean over years of z = (step - m g) / sqrt(g), for each month; from three repeated months on, else 0
    counts w = max(0, 1 - 1.25 W / B), B = sum of n d^2 / (months - 1), W the variance within months, n steps a month

m is the drift, g how long a step took, in usual gaps. The weight is James and Stein's positive part (1961).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

FEWEST_REPEATED = 3
"""Steps into months that were seen before, from which on a season is looked for."""
DOUBT = 1.25
"""How many times the noise within months is held against their differences."""


class Season(NamedTuple):
    """The usual step of each month, besides the drift, as far as it counts."""

    steps: Mapping[int, float]
    variances: Mapping[int, float]
    """Variance of each of them."""
    lost: float
    """Degrees of freedom that it takes from what is left."""


NO_SEASON = Season({}, {}, 0.0)


def season(months: Sequence[int], sizes: Sequence[float]) -> Season:
    """Return the season of steps beside a drift, by the month that each ends with."""
    by_month: dict[int, list[float]] = defaultdict(list)
    for month, size in zip(months, sizes, strict=True):
        by_month[month].append(size)
    repeated, differing = len(sizes) - len(by_month), len(by_month) - 1
    if repeated < FEWEST_REPEATED or not differing:
        return NO_SEASON
    means = {month: sum(found) / len(found) for month, found in by_month.items()}
    explained = sum(len(found) * means[month] * means[month] for month, found in by_month.items())
    # Of a season that repeats exactly nothing is left within its months but rounding, which may be below 0.
    within = max(sum(size * size for size in sizes) - explained, 0.0) / repeated
    between = explained / differing
    if between <= DOUBT * within:
        return NO_SEASON
    counts = 1 - DOUBT * within / between
    variances = {month: counts * within / len(found) for month, found in by_month.items()}
    return Season({month: counts * mean for month, mean in means.items()}, variances, counts * differing)
