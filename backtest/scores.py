"""Scores of answers whose truth is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from statistics import fmean
from typing import NamedTuple, TypeVar

from backtest.asking import Asked

Key = TypeVar("Key", bound=Hashable)


class Score(NamedTuple):
    """How good answers are."""

    answers: int
    inside_80: float
    """Share of truths inside the 80 % interval; 0.80 is right."""
    inside_95: float
    error: float
    """Mean distance of the projection from the truth, in sizes of the family's."""
    interval: float
    """Mean interval score at 80 % (Gneiting and Raftery 2007, 6.2), in sizes: width, plus ten times what the truth lies outside; less is better."""
    brier: float
    """Mean squared difference of chance and outcome (Brier 1950); less is better, 0.25 is a coin's."""


class Bin(NamedTuple):
    """Chances that are alike, and what came of them."""

    answers: int
    said: float
    """Mean chance."""
    came: float
    """Share that was reached."""


def score(asked: Sequence[Asked]) -> Score:
    """Return the score of answers; at least one."""
    return Score(
        len(asked),
        fmean(one.answer.low <= one.truth <= one.answer.high for one in asked),
        fmean(one.answer.low_95 <= one.truth <= one.answer.high_95 for one in asked),
        fmean(abs(one.answer.value - one.truth) / one.story.size for one in asked),
        fmean(_interval_score(one) / one.story.size for one in asked),
        fmean((one.answer.chance - one.reached) ** 2 for one in asked),
    )


def scores(asked: Iterable[Asked], by: Callable[[Asked], Key]) -> dict[Key, Score]:
    """Return the score of each group, in the order in which groups first come."""
    groups: dict[Key, list[Asked]] = defaultdict(list)
    for one in asked:
        groups[by(one)].append(one)
    return {key: score(group) for key, group in groups.items()}


def reliability(asked: Iterable[Asked], bins: int = 10) -> list[Bin]:
    """Return the reliability of chances, in bins of equal width; empty ones are left out."""
    groups: dict[int, list[Asked]] = defaultdict(list)
    for one in asked:
        groups[min(int(one.answer.chance * bins), bins - 1)].append(one)
    return [Bin(len(of), fmean(one.answer.chance for one in of), fmean(one.reached for one in of)) for _, of in sorted(groups.items())]


def _interval_score(one: Asked) -> float:
    low, high, truth = one.answer.low, one.answer.high, one.truth
    return high - low + 10 * (max(low - truth, 0.0) + max(truth - high, 0.0))
