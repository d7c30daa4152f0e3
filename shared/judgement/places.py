"""Places: where the current cell of every series of an area lies, as vectors by number of the series."""

from __future__ import annotations

from array import array

import numpy as np
import numpy.typing as npt

from shared.judgement.cell import Cell

Ints = npt.NDArray[np.int64]


class Places:
    """The cell of each series that was asked for last: the next period is mostly in it too."""

    __slots__ = ("_base", "_cell", "_end", "_first", "_short")

    def __init__(self) -> None:
        self._first = array("q")
        self._end = array("q")
        self._base = array("q")
        self._cell = array("q")
        self._short = array("b")

    def add(self, *, short: bool) -> int:
        """Return the number of a new series, without a cell yet; `short`: its periods are shorter than a day."""
        self._short.append(short)
        for column in (self._first, self._end, self._base, self._cell):
            column.append(0)
        return len(self._first) - 1

    def put(self, series: int, cell: Cell) -> None:
        """Make a cell the current one of a series."""
        self._first[series], self._end[series] = cell.first, cell.end
        self._base[series], self._cell[series] = cell.base, cell.number

    def short(self, series: Ints) -> npt.NDArray[np.bool_]:
        """Return which series have periods shorter than a day."""
        return np.frombuffer(self._short, dtype=np.bool_)[series]

    def find(self, series: Ints, ordinals: Ints) -> tuple[npt.NDArray[np.bool_], Ints, Ints]:
        """Return where periods lie in the current cell of their series; and there, their positions in the columns, and the cells' numbers."""
        first = np.frombuffer(self._first, dtype=np.int64)[series]
        inside = (ordinals >= first) & (ordinals < np.frombuffer(self._end, dtype=np.int64)[series])
        if not inside.all():
            series, ordinals, first = series[inside], ordinals[inside], first[inside]
        positions = np.frombuffer(self._base, dtype=np.int64)[series] + (ordinals - first)
        return inside, positions, np.frombuffer(self._cell, dtype=np.int64)[series]
