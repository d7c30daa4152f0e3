"""The real series: what would have been said of them, and what came. Too short to calibrate on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from services.demo.data.real import real_series
from shared.judgement.forecast import Spread, Track, forecast_level, forecast_total
from shared.model.catalogue import Catalogue
from shared.model.manifests import IndicatorSpec
from shared.model.period import Period
from shared.plans.loading import load_folder

_PLAN = Path(__file__).parents[1] / "plans" / "wuxi-2026"
_ASKED_AT = frozenset({3, 6, 9})


class Shown(NamedTuple):
    """A projection of a real series, and what came."""

    name: str
    unit: str
    after: Period
    spread: Spread
    came: float


def shown() -> list[Shown]:
    """Return the projections after each quarter of every year whose end is known."""
    catalogue = Catalogue.from_manifests(load_folder(_PLAN).manifests)
    reported = sorted(real_series(catalogue), key=lambda one: (one.indicator, Period.parse(one.period).end))
    found: list[Shown] = []
    for name, rows in groupby(reported, key=lambda one: one.indicator):
        values = {Period.parse(row.period): row.value for row in rows}
        if spec := catalogue.indicator(name):
            found += _of(spec, list(_years(values)))
    return found


def _years(values: dict[Period, float]) -> Iterator[Track]:
    for year, periods in groupby(values, key=lambda period: period.calendar_year):
        months = list(periods)
        yield Track(year, tuple(period.last_day.month for period in months), tuple(values[period] for period in months))


def _of(spec: IndicatorSpec, years: Sequence[Track]) -> Iterator[Shown]:
    for number, whole in enumerate(years):
        if whole.months[-1] == 12:
            for count, month in enumerate(whole.months, 1):
                so_far = Track(whole.year, whole.months[:count], whole.totals[:count])
                spread = _spread(spec, so_far, years[:number]) if month in _ASKED_AT else None
                if spread is not None:
                    yield Shown(spec.names.en, spec.unit, Period.month(whole.year, month), spread, whole.totals[-1])


def _spread(spec: IndicatorSpec, so_far: Track, earlier: Sequence[Track]) -> Spread | None:
    if spec.kind == "flow":
        forecast = forecast_total(so_far, earlier)
        return None if forecast is None else forecast.spread
    return forecast_level([*earlier, so_far], mean=spec.accumulation == "year-to-date")
