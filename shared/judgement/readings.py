"""Readings shorter than a day, looked at day by day: of each the highest and the last."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from shared.judgement.cell import WITHDRAWN, Cell
from shared.judgement.series import Series
from shared.judgement.view import Day
from shared.model.period import Period, PeriodLength

_A_DAY = {PeriodLength.HOUR: 24, PeriodLength.MINUTE15: 96, PeriodLength.MINUTE5: 288}


def days_of(series: Series) -> tuple[Day, ...]:
    """Return the days that a series of readings has any of, ascending."""
    per = _A_DAY.get(series.key.length)
    if per is None:
        return ()
    return tuple(day for bucket in sorted(series.cells) for day in _days(series, series.cells[bucket], per))


def _days(series: Series, cell: Cell, per: int) -> Iterator[Day]:
    """Yield the days of a cell. Vectors over its columns live no longer than this: the columns grow in place."""
    slots, end = series.slots, cell.base + cell.size
    there = np.frombuffer(slots.received, dtype=np.int64)[cell.base : end] != 0
    there &= np.frombuffer(slots.statuses, dtype=np.uint8)[cell.base : end] != WITHDRAWN
    values = np.where(there, np.frombuffer(slots.values)[cell.base : end], -np.inf).reshape(-1, per)
    numbers = np.arange(per) * there.reshape(-1, per)
    rows = [(int(row), int(values[row].argmax()), int(numbers[row].argmax())) for row in np.flatnonzero(there.reshape(-1, per).any(axis=1))]
    del there, values, numbers
    for row, highest, last in rows:
        first = cell.first + row * per
        at_highest, at_last = series.point(first + highest), series.point(first + last)
        if at_highest is not None and at_last is not None:
            yield Day(Period(PeriodLength.DAY, first // per), at_highest, at_last)
