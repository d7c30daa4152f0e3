"""Synthetic numbers: paths through given figures, with noise that never moves them, so that a seed changes texture and not the story."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

LAST_JUNE, DECEMBER, JUNE = 5, 11, 17
"""Positions of the figures that noise leaves alone, counted in months from January of last year."""

PATH = JUNE + 1
"""Months of a path: January of last year to June of this year."""


def draws(seed: int, name: str) -> np.random.Generator:
    """Return the random numbers of one series: they depend on the seed and its name, never on what else is generated."""
    return np.random.default_rng([seed, zlib.crc32(name.encode())])


def line(start: float, last_year: float, now: float, *, wiggle: float, rng: np.random.Generator) -> Floats:
    """Return a path from January of last year over its December to this June, with noise of a standard deviation in the unit."""
    path = np.concatenate([np.linspace(start, last_year, DECEMBER + 1), np.linspace(last_year, now, 7)[1:]])
    return path + wiggle * _noise(rng)


def season(last_year: float, this_year: float, shape: Sequence[float], *, wiggle: float, rng: np.random.Generator) -> Floats:
    """Return two levels times the shape of a year; noise as a share of the value."""
    path = np.concatenate([last_year * np.asarray(shape), this_year * np.asarray(shape[:6])])
    return path * (1 + wiggle * _noise(rng))


def sums(last_year: float, this_year: float, shape: Sequence[float], *, wiggle: float, rng: np.random.Generator) -> Floats:
    """Return sums since January: a year's total, then the half-year that leads to another total by the same shape.

    `shape` are the shares of the total by month; noise moves the months, but neither the half-years nor the totals.
    """
    return np.concatenate([last_year * _shares(shape, wiggle, rng), this_year * _shares(shape, wiggle, rng)[:6]])


def each_month(since_january: Floats) -> Floats:
    """Return the months that sums since January are made of."""
    before = np.concatenate([[0.0], since_january[:-1]])
    before[12:13] = 0.0
    return np.asarray(since_january - before, dtype=np.float64)


def dealt(totals: Floats, weights: Floats, rng: np.random.Generator) -> Floats:
    """Deal whole counts since January to areas: each unit of a month falls to an area by weight; columns are areas, no one's sum falls."""
    parts = np.array([rng.multinomial(max(int(count), 0), weights) for count in each_month(totals)], dtype=np.float64)
    return np.concatenate([parts[:12].cumsum(axis=0), parts[12:].cumsum(axis=0)])


def shared(totals: Floats, weights: Floats, decimals: int) -> Floats:
    """Share totals out by weight, rounded so that the areas sum to the total."""
    edges = np.round(np.outer(totals, np.concatenate([[0.0], weights.cumsum()])), decimals)
    return np.round(np.diff(edges, axis=1), decimals)


def _noise(rng: np.random.Generator) -> Floats:
    noise = np.clip(rng.standard_normal(PATH), -2.0, 2.0)
    noise[[LAST_JUNE, DECEMBER, JUNE]] = 0.0
    return noise


def _shares(shape: Sequence[float], wiggle: float, rng: np.random.Generator) -> Floats:
    steps = np.diff(np.asarray(shape, dtype=np.float64), prepend=0.0) * np.exp(wiggle * rng.standard_normal(12))
    for half, wanted in ((slice(0, 6), shape[5]), (slice(6, 12), 1.0 - shape[5])):
        steps[half] *= wanted / (steps[half].sum() or 1.0)
    return np.round(steps.cumsum(), 12)
