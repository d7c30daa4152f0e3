"""From hours to a day at a station: means, highest 8-hour means, and which of them are valid (GB 3095, table of validity; HJ 663).

Hours of a day are the columns of a matrix, one day a row; a missing hour is NaN, and so is a result that is not valid.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
"""Days × 24 hours."""
Vector = npt.NDArray[np.float64]
"""One value a day."""

HOURS_OF_DAY = 20
"""Least valid hours of a day's mean (GB 3095-2012 and GB 3095-2026, table 4)."""

HOURS_OF_WINDOW = 6
"""Least valid hours of an 8-hour mean (likewise)."""

WINDOWS = 14
"""Least valid 8-hour means of a day (HJ 663-2026, 6.1.2, secondary source); fewer count where the highest is above the limit all the same."""

WINDOW_LIMIT = 160.0
"""That limit, µg/m³."""

_SPAN = 8


def day_means(hours: Matrix, *, least: int = HOURS_OF_DAY) -> Vector:
    """Return the mean of each day that has enough hours."""
    count = np.count_nonzero(~np.isnan(hours), axis=1)
    return np.where(count >= least, np.nansum(hours, axis=1) / np.maximum(count, 1), np.nan)


def highest_windows(hours: Matrix, *, least: int = HOURS_OF_WINDOW, windows: int = WINDOWS, limit: float = WINDOW_LIMIT) -> Vector:
    """Return the highest 8-hour mean of each day (MDA8): windows of eight hours that lie wholly within the day, 17 of them.

    Args:
        hours: Ozone of each hour, µg/m³.
        least: Valid hours that a window needs.
        windows: Valid windows that a day needs, unless its highest is above `limit`.
        limit: See `windows`, µg/m³.
    """
    view = np.lib.stride_tricks.sliding_window_view(hours, _SPAN, axis=1)
    count = np.count_nonzero(~np.isnan(view), axis=2)
    valid = count >= least
    means = np.where(valid, np.nansum(view, axis=2) / np.maximum(count, 1), -np.inf)
    highest = means.max(axis=1)
    enough = (valid.sum(axis=1) >= windows) | (highest > limit)
    return np.where(enough & np.isfinite(highest), highest, np.nan)


def highest_hours(hours: Matrix, *, least: int = HOURS_OF_DAY) -> Vector:
    """Return the highest hour of each day that has enough of them (unverified: the least is that of a mean)."""
    enough = np.count_nonzero(~np.isnan(hours), axis=1) >= least
    return np.where(enough, np.where(np.isnan(hours), -np.inf, hours).max(axis=1), np.nan)
