"""Methods: the product's, and what one would do without it."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from backtest.question import Question
from shared.judgement.forecast import Track, forecast_level, forecast_total
from shared.judgement.forecast.track import shares


class Answer(NamedTuple):
    """What a method says of the year's last value."""

    value: float
    low: float
    high: float
    low_95: float
    high_95: float
    chance: float
    """Of at least what is wanted."""


Method = Callable[[Question], Answer | None]
"""None: the method says nothing, or no interval."""


def product(question: Question) -> Answer | None:
    """Answer as `shared.judgement.outlook` does."""
    if question.kind == "total":
        forecast = forecast_total(question.so_far, question.earlier, question.planned)
        spread = None if forecast is None else forecast.spread
    else:
        spread = forecast_level([*question.earlier, question.so_far], mean=question.kind == "mean")
    if spread is None:
        return None
    inner, outer = spread.interval(0.80), spread.interval(0.95)
    return Answer(spread.value, *inner, *outer, spread.reaches(question.wanted))


Rule = Callable[[Question], float | None]
"""A forecast without an interval; None: it has nothing to go by."""


def run_rate(question: Question) -> float | None:
    """Go on at this year's mean pace; a level stays as it is."""
    return question.reached * 12 / question.month if question.kind == "total" else question.reached


def last_share(question: Question) -> float | None:
    """Take it that last year had the same share of its year by now; a level moves as it did last year."""
    if not question.earlier:
        return run_rate(question)
    last = question.earlier[-1]
    if question.kind != "total":
        return question.reached + last.totals[-1] - _at(last, question.month)
    usual = shares(last)
    return question.reached / usual[question.month] if usual and usual[question.month] > 0 else None


def seasonal_naive(question: Question) -> float | None:
    """Take it that the months left bring what they brought last year; a level ends where it ended last year."""
    if not question.earlier:
        return run_rate(question)
    last = question.earlier[-1]
    return last.totals[-1] if question.kind != "total" else question.reached + last.totals[-1] - _at(last, question.month)


RULES: Mapping[str, Rule] = {
    "run rate": run_rate,
    "last year's share": last_share,
    "last year's months": seasonal_naive,
}


def with_spread(rule: Rule, errors: Mapping[tuple[str, int], Sequence[float]]) -> Method:
    """Return a rule with the spread that its errors had on other series.

    Args:
        rule: The rule.
        errors: By kind and month: truth less forecast in yardsticks, ascending.
    """

    def answer(question: Question) -> Answer | None:
        value, known = rule(question), errors.get((question.kind, question.month))
        if value is None or not known:
            return None
        unit = yardstick(question, value)
        low_95, low, high, high_95 = (value + unit * _quantile(known, share) for share in (0.025, 0.1, 0.9, 0.975))
        missing = (question.wanted - value) / unit if unit else math.copysign(math.inf, question.wanted - value)
        floor = question.reached if question.kind == "total" else -math.inf
        chance = 1.0 if question.wanted <= floor else 1 - bisect_left(known, missing) / len(known)
        return Answer(value, max(low, floor), max(high, floor), max(low_95, floor), max(high_95, floor), chance)

    return answer


def yardstick(question: Question, value: float) -> float:
    """Return what an error is measured by, knowing no more than the question: the forecast, or how far a level moves in a month."""
    if question.kind == "total":
        return abs(value)
    months = [value for year in (*question.earlier, question.so_far) for value in year.totals]
    steps = [(after - before) ** 2 for before, after in pairwise(months)]
    return math.sqrt(sum(steps) / len(steps)) if steps else 0.0


def _at(year: Track, month: int) -> float:
    """Return the value at the end of a month, of the last one known before it."""
    place = bisect_right(year.months, month)
    return year.totals[place - 1] if place else 0.0


def _quantile(ascending: Sequence[float], share: float) -> float:
    return ascending[min(int(share * len(ascending)), len(ascending) - 1)]
