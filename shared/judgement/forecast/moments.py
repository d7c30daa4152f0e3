"""Moments: the values of a level in order of time, and the steps between them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from shared.judgement.forecast.track import Track

Moment = tuple[int, float]
"""Months since the year 0, and the value at the end of that month; of means since January, the mean of the months since the one before."""


class Steps(NamedTuple):
    """How a value moved from each moment to the next."""

    months: Sequence[int]
    """Month that each ends with, 1 to 12."""
    sizes: Sequence[float]
    lengths: Sequence[float]
    """How long each took, in usual gaps."""

    def beside(self, drift: float) -> list[float]:
        """Return what each step had beside a drift (a usual gap), as that of one usual gap of a random walk."""
        return [(size - drift * length) / math.sqrt(length) for size, length in zip(self.sizes, self.lengths, strict=True)]


def moments(known_years: Sequence[Track], *, mean: bool) -> list[Moment]:
    """Return the moments of all years, ascending."""
    return [moment for track in known_years for moment in _moments(track, mean)]


def usual_gap(found: Sequence[Moment]) -> int:
    """Return the months between most moments, 1 or more; there are two moments at least."""
    gaps = [after[0] - before[0] for before, after in pairwise(found)]
    return max(sorted(set(gaps)), key=gaps.count)


def steps(found: Sequence[Moment], gap: int) -> Steps:
    """Return the steps between moments."""
    return Steps(
        [(ordinal - 1) % 12 + 1 for ordinal, _ in found[1:]],
        [after[1] - before[1] for before, after in pairwise(found)],
        [(after[0] - before[0]) / gap for before, after in pairwise(found)],
    )


@lru_cache(maxsize=16384)
def _moments(track: Track, mean: bool) -> tuple[Moment, ...]:
    values = _months_alone(track) if mean else track.totals
    return tuple((12 * track.year + month, value) for month, value in zip(track.months, values, strict=True))


def _months_alone(track: Track) -> list[float]:
    """Return what the months since the value before had, which mean since January and number of months tell."""
    sums = [(0, 0.0), *((month, month * mean) for month, mean in zip(track.months, track.totals, strict=True))]
    return [(after[1] - before[1]) / (after[0] - before[0]) for before, after in pairwise(sums)]
