"""Livelihood indicators: hotline rates, each with its own denominator, prices, income and school places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from shared.judgement.derivations.formula import Formula, Series, derived, last_years, series
from shared.judgement.derivations.ratio import ratio, sums
from shared.judgement.derivations.statistics import APPROXIMATE, growth, since_january
from shared.judgement.view import Point, View


def _since_january(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> tuple[Series, Series]:
    """Return the sums since January of the first input and of the second."""
    return since_january(series(view, inputs[0])), since_january(series(view, inputs[1]))


def _mean_of_months(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Return the mean of the months since January; the published mean goes before it, so this one is flagged as approximate."""
    for period, point in since_january(series(view, inputs[0])).items():
        yield derived(period, point.value / (period.ordinal % 12 + 1), (point,), APPROXIMATE)


_PLACES = "普通高中招生数 / 初中毕业生数; no official definition found, unverified"

FORMULAS = (
    ratio(
        "hotline.12345.response",
        ("hotline.accepted-in-time", "hotline.assigned"),
        _since_january,
        "accepted in time / assigned; unverified",
        cumulated=True,
    ),
    ratio(
        "hotline.12345.resolution",
        ("hotline.solved", "hotline.revisited"),
        _since_january,
        "solved / revisited; unverified",
        cumulated=True,
    ),
    ratio(
        "hotline.12345.satisfaction",
        ("hotline.satisfied", "hotline.rated"),
        _since_january,
        "satisfied / rated; unverified",
        cumulated=True,
    ),
    Formula("cpi.change", ("cpi.month",), _mean_of_months, {}, "mean of January to N; the published one goes before it"),
    Formula("income.per-capita.growth", ("income.per-capita",), growth, {}, "nominal, year to date on year to date", earlier=last_years),
    ratio("senior-school.places", ("school.places.general", "school.junior-graduates"), sums(1), _PLACES),
)
