"""Methods of a well-kept library, statsmodels: exponential smoothing and structural series, as its users would set them up.

They see the single months of a series, not its totals, and draw paths to the end of the year; of a total the months to come are added to
what was reached. The library is needed here alone: `make backtest` brings it, and nothing else imports this module.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise, product
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from statsmodels.tsa.exponential_smoothing.ets import ETSModel
from statsmodels.tsa.statespace.structural import UnobservedComponents

from backtest.methods import Answer, Method
from backtest.question import Question
from shared.judgement.forecast import Track

_PATHS = 1000
_FEWEST = 10
"""Values of which exponential smoothing can start."""
Paths = npt.NDArray[np.float64]
"""Values to the end of the year, a path a column."""
Fit = Callable[[Sequence[float], int], Iterable[Any]]
"""Yields fitted models of a series with so many values a year."""


class _Steps(NamedTuple):
    """A series as a library takes it: what came in each step, and how many steps make a year."""

    known: Sequence[float]
    a_year: int
    left: int
    """Steps to the end of the year."""


def from_library(fit: Fit) -> Method:
    """Return the method that takes the fitted model of the least AICc; it says nothing where none can be fitted."""

    def answer(question: Question) -> Answer | None:
        steps = _steps(question)
        if min(steps.known) == max(steps.known):
            return None
        with warnings.catch_warnings():
            # What it says of starting values and of optimisers that stopped is its user's to weigh: the least AICc is taken all the same.
            warnings.simplefilter("ignore")
            fitted = [one for one in fit(steps.known, steps.a_year) if math.isfinite(one.aicc)]
            if not fitted:
                return None
            best = min(fitted, key=lambda one: float(one.aicc))
            paths = best.simulate(steps.left, repetitions=_PATHS, anchor="end", rng=np.random.default_rng(question.month))
        return _answer(question, np.asarray(paths, dtype=np.float64).reshape(steps.left, _PATHS))

    return answer


def smoothing(known: Sequence[float], a_year: int) -> Iterable[Any]:
    """Fit the forms of exponential smoothing (Hyndman and others 2008): error, trend and season added, or multiplied where all is positive."""
    # What the library needs to find values to start from.
    if len(known) < _FEWEST:
        return
    seasons = [None, "add"] if a_year > 1 and len(known) >= max(_FEWEST + 2 * (a_year // 2), 2 * a_year) else [None]
    forms = [("add", season) for season in seasons]
    forms += [("mul", season and "mul") for season in seasons if min(known) > 0]
    for (error, season), trend in product(forms, (None, "add")):
        model = ETSModel(
            np.asarray(known),
            error=error,
            trend=trend,
            damped_trend=trend is not None,
            seasonal=season,
            seasonal_periods=a_year if season else None,
            initialization_method="heuristic",
        )
        yield model.fit(disp=False, maxiter=200)


def structural(known: Sequence[float], a_year: int) -> Iterable[Any]:
    """Fit structural series (Harvey 1989): a level that walks, with or without a drift, and with a season where two years are known."""
    seasons = [None, a_year] if len(known) >= 2 * a_year and a_year > 1 else [None]
    for season, trend in product(seasons, ("local level", "local linear deterministic trend")):
        if len(known) >= 4 + (season or 0):
            model = UnobservedComponents(np.asarray(known), level=trend, seasonal=season, stochastic_seasonal=False)
            yield model.fit(disp=False, maxiter=200)


LIBRARY: dict[str, Method] = {
    "exponential smoothing (statsmodels)": from_library(smoothing),
    "structural series (statsmodels)": from_library(structural),
}
"""Methods by name."""


def _steps(question: Question) -> _Steps:
    """Return the single values of a series: of a total what each step added, of a mean since January the months it is the mean of."""
    whole = question.earlier[-1].months if question.earlier else None
    months = whole or (range(1, 13) if question.so_far.months[0] == 1 else range(question.so_far.months[0], 13))
    tracks = (*question.earlier, question.so_far)
    known = [value for track in tracks for value in _single(track, question.kind)]
    return _Steps(known, len(months), sum(month > question.month for month in months))


def _single(track: Track, kind: str) -> list[float]:
    if kind == "level":
        return list(track.totals)
    totals = track.totals if kind == "total" else [mean * month for mean, month in zip(track.totals, track.months, strict=True)]
    return [totals[0], *(after - before for before, after in pairwise(totals))]


def _answer(question: Question, paths: Paths) -> Answer:
    ends = _ends(question, paths)
    low_95, low, middle, high, high_95 = (float(one) for one in np.quantile(ends, (0.025, 0.1, 0.5, 0.9, 0.975)))
    return Answer(middle, low, high, low_95, high_95, float(np.mean(ends >= question.wanted)))


def _ends(question: Question, paths: Paths) -> npt.NDArray[np.float64]:
    """Return the year's last value of each path."""
    if question.kind == "level":
        ends = paths[-1]
    elif question.kind == "mean":
        ends = (question.reached * question.month + paths.sum(axis=0)) / 12
    else:
        ends = question.reached + paths.sum(axis=0)
    return np.asarray(ends, dtype=np.float64)
