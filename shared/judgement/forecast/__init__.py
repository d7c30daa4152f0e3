"""Forecasts of a year's end: totals from sums since January, levels from their last value, and how long a total can still be reached."""

from __future__ import annotations

from shared.judgement.forecast.level import forecast_level
from shared.judgement.forecast.reach import Reach, reach
from shared.judgement.forecast.spread import Interval, Spread
from shared.judgement.forecast.total import Forecast, forecast_total
from shared.judgement.forecast.track import LINEAR, Shares, Track, tracks, up_to

__all__ = [
    "LINEAR",
    "Forecast",
    "Interval",
    "Reach",
    "Shares",
    "Spread",
    "Track",
    "forecast_level",
    "forecast_total",
    "reach",
    "tracks",
    "up_to",
]
