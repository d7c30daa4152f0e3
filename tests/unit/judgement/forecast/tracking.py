"""Years for tests of the forecast."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from hypothesis import strategies as st

from shared.judgement.forecast import Track

INCREMENTS = st.lists(st.floats(0.0, 1000.0), min_size=12, max_size=12)
EARLIER = st.lists(INCREMENTS.filter(lambda year: sum(year) > 1.0), max_size=3)


def track(year: int, increments: Sequence[float]) -> Track:
    """The sums since January of monthly increments."""
    return Track(year, tuple(range(1, len(increments) + 1)), tuple(accumulate(increments)))


def earlier_years(years: Sequence[Sequence[float]]) -> list[Track]:
    """Whole years up to 2025."""
    return [track(2026 - len(years) + number, increments) for number, increments in enumerate(years)]


def scaled(one: Track, factor: float) -> Track:
    """A year in another unit."""
    return one._replace(totals=tuple(factor * total for total in one.totals))
