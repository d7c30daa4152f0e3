"""Questions: what was known of a series at a moment of its year, what was wanted, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from shared.judgement.forecast import LINEAR, Shares, Track

YEAR = 2026
"""The year that is asked about; years before it are known."""

Kind = Literal["total", "level", "mean"]
"""A sum since January, the value of a moment, a mean since January."""


class Story(NamedTuple):
    """A series as it really went, and the number wanted of its last year."""

    kind: Kind
    earlier: tuple[Track, ...]
    whole: Track
    """The year asked about, to its end."""
    wanted: float
    size: float
    """What errors are measured by, in the unit of the series: last year's total, or how far a level usually moves in a year."""
    planned: Shares = LINEAR


class Question(NamedTuple):
    """A story cut off at a moment of its last year."""

    kind: Kind
    earlier: tuple[Track, ...]
    so_far: Track
    wanted: float
    planned: Shares

    @property
    def month(self) -> int:
        """The last month known, 1 to 11."""
        return self.so_far.months[-1]

    @property
    def reached(self) -> float:
        """The last value known."""
        return self.so_far.totals[-1]


def questions(story: Story) -> list[Question]:
    """Return a question for each value of a year but the last."""
    whole = story.whole
    return [_cut(story, count) for count in range(1, len(whole.months)) if whole.months[count - 1] < 12]


def _cut(story: Story, count: int) -> Question:
    so_far = Track(story.whole.year, story.whole.months[:count], story.whole.totals[:count])
    return Question(story.kind, story.earlier, so_far, story.wanted, story.planned)


def track(year: int, values: Sequence[float], months: Sequence[int] = range(1, 13)) -> Track:
    """Return the track of twelve monthly values, as far as `months` are published."""
    return Track(year, tuple(months), tuple(values[month - 1] for month in months))
