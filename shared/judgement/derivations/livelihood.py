"""Livelihood indicators: hotline rates, each with its own denominator, prices, income and school places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from shared.judgement.derivations.formula import Formula, derived, ratio, series, share, since_january
from shared.judgement.view import Point, View


def _rate_since_january(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Return the sum of the first input since January over that of the second, in percent."""
    return share(since_january(series(view, inputs[0])), since_january(series(view, inputs[1])))


def _mean_of_months(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Return the mean of the months since January; the published mean goes before it, so this one is flagged as approximate."""
    for period, point in since_january(series(view, inputs[0])).items():
        yield derived(period, point.value / (period.ordinal % 12 + 1), (point,), "approximate")


def _growth(view: View, inputs: Sequence[str], _: Mapping[str, float]) -> Iterable[Point]:
    """Return the change on the same period of last year, in percent."""
    values = series(view, inputs[0])
    for period in sorted(values):
        before = values.get(period.a_year_before())
        if before is not None and before.value > 0:
            yield derived(period, 100 * (values[period].value / before.value - 1), (values[period], before))


FORMULAS = (
    Formula(
        "hotline.12345.response", ("hotline.accepted-in-time", "hotline.assigned"), _rate_since_january, {}, "accepted in time / assigned"
    ),
    Formula("hotline.12345.resolution", ("hotline.solved", "hotline.revisited"), _rate_since_january, {}, "solved / revisited"),
    Formula("hotline.12345.satisfaction", ("hotline.satisfied", "hotline.rated"), _rate_since_january, {}, "satisfied / rated"),
    Formula("cpi.change", ("cpi.month",), _mean_of_months, {}, "mean of January to N; the published one goes before it"),
    Formula("income.per-capita.growth", ("income.per-capita",), _growth, {}, "nominal, year to date on year to date"),
    Formula("senior-school.places", ("school.places.general", "school.junior-graduates"), ratio(1), {}, "places / graduates; unverified"),
)
