"""Closing: when a day or month is over, an entity's shorter readings in it become one value, which is kept like any other.

Values made so are series of the area with the area itself as their child: they stand below values given for the entity, and above those
that children sent up. They follow from the readings and the clock alone. A late reading makes its period anew, and no other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from shared.judgement.cell import WITHDRAWN, Cell
from shared.judgement.places import Ints
from shared.judgement.reductions import Into
from shared.judgement.series import Series, SeriesKey, parse_cell_key
from shared.judgement.slots import FINAL
from shared.judgement.state import AreaState, PartitionState
from shared.model.period import Period, PeriodLength
from shared.model.status import ObservationStatus

_ESTIMATED = int(ObservationStatus.ESTIMATED)
_MOST_REVISIONS = 65535
_CELLS_AT_ONCE = 512
"""Cells of hours that are looked at together: some 10 MB."""


class _Source(NamedTuple):
    """A cell of readings, and the series that its periods become."""

    cell: Cell
    first: int
    """Ordinal of the first longer period in it."""
    into: Series


def close_periods(state: PartitionState, area: AreaState) -> dict[Series, list[int]]:
    """Work out the periods that are over and of which readings changed since the last call; return what changed.

    Cells are kept waiting until every period that they have readings of is over.
    """
    changed: dict[Series, list[int]] = defaultdict(list)
    for (into, per, _), sources in _grouped(state, area).items():
        over = _first_unfinished(into.length, state.now_ms)
        for start in range(0, len(sources), _CELLS_AT_ONCE):
            rows = _Rows(area, sources[start : start + _CELLS_AT_ONCE], per, over)
            for series, ordinal in rows.write(into, state):
                series.forget(ordinal)
                changed[series].append(ordinal)
    return changed


def _grouped(state: PartitionState, area: AreaState) -> dict[tuple[Into, int, int], list[_Source]]:
    """Return the waiting cells by what they become, how many readings a longer period has, and their size."""
    reductions, found = state.index.reductions, defaultdict(list)
    for number in area.slots.take_waiting() if reductions else ():
        cell = area.slots.cells[number]
        _, key, _ = parse_cell_key(cell.key)
        if key.child or not key.entity:
            continue
        for into in reductions.get((key.indicator, key.length), ()):
            series = area.get(SeriesKey(into.indicator, key.entity, area.code, into.length))
            first = Period.containing(into.length, Period(key.length, cell.first).start).ordinal
            per = _A_DAY[key.length] if into.length is PeriodLength.DAY else cell.size
            found[into, per, cell.size].append(_Source(cell, first, series))
    return found


_A_DAY = {PeriodLength.HOUR: 24, PeriodLength.MINUTE15: 96, PeriodLength.MINUTE5: 288}


def _first_unfinished(length: PeriodLength, now_ms: int) -> int:
    """Return the ordinal of the period that the clock stands in: all before it are over."""
    return Period.at(length, now_ms).ordinal


class _Rows:
    """Longer periods of some cells of one size, a row each, as vectors over the columns of the area."""

    def __init__(self, area: AreaState, sources: Sequence[_Source], per: int, over: int) -> None:
        """Read what is there of the periods before `over`; cells with readings after them wait on.

        Args:
            area: Whose cells they are.
            sources: The cells.
            per: Readings of a longer period.
            over: Ordinal of the first longer period that is not over.
        """
        self._area, self._sources = area, sources
        size = sources[0].cell.size
        positions = (np.array([one.cell.base for one in sources])[:, None] + np.arange(size)).reshape(-1, per)
        ordinals = (np.array([one.first for one in sources])[:, None] + np.arange(size // per)).ravel()
        any_used = np.frombuffer(area.slots.received, dtype=np.int64)[positions].any(axis=1)
        early = np.flatnonzero(any_used & (ordinals >= over)) // (size // per)
        area.slots.waiting.update(sources[one].cell.number for one in set(early.tolist()))
        rows = np.flatnonzero(any_used & (ordinals < over))
        self._ordinals, self._positions = ordinals[rows], positions[rows]
        self._of: Ints = rows // (size // per)

    def write(self, into: Into, state: PartitionState) -> Iterator[tuple[Series, int]]:
        """Write the values of the rows where they differ from what is kept; yield the (series, ordinal) of those.

        What is written goes before what it replaces by revision, received time and event: a parent that both are sent to keeps the last.
        """
        if not len(self._ordinals):
            return
        slots, places = self._area.slots, self._places()
        at = np.array([place.base - place.first for place in places])[self._of] + self._ordinals
        values, statuses = self._made(into)
        revisions, received = self._latest()
        columns = (np.frombuffer(slots.values), np.frombuffer(slots.statuses, dtype=np.uint8))
        kept_received = np.frombuffer(slots.received, dtype=np.int64)
        known = kept_received[at] != 0
        differs = np.where(known, (columns[0][at] != values) | (columns[1][at] != statuses), statuses != WITHDRAWN)
        rows = np.flatnonzero(differs)
        at = at[rows]
        columns[0][at], columns[1][at] = values[rows], statuses[rows]
        kept_received[at] = np.maximum(kept_received[at], received[rows])
        kept_revisions = np.frombuffer(slots.revisions, dtype=np.uint32)
        kept_revisions[at] = np.maximum(kept_revisions[at], revisions[rows])
        np.frombuffer(slots.events, dtype=np.uint64)[at] = state.now_ms
        for row, ordinal in zip(rows.tolist(), self._ordinals[rows].tolist(), strict=True):
            slots.changed[places[self._of[row]].number] = state.offset
            yield self._sources[self._of[row]].into, ordinal

    def _places(self) -> list[Cell]:
        """Return the cell that all rows of each source go into: a month's days, or a year's months; its own where it has no row."""
        places = [one.cell for one in self._sources]
        present, first = np.unique(self._of, return_index=True)
        for source, ordinal in zip(present.tolist(), self._ordinals[first].tolist(), strict=True):
            places[source] = self._sources[source].into.cell(ordinal)
        return places

    def _made(self, into: Into) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.uint8]]:
        """Return the values of the rows, and their statuses: withdrawn where there is none, estimated where the formula says so."""
        slots, positions = self._area.slots, self._positions
        used = np.frombuffer(slots.received, dtype=np.int64)[positions] != 0
        used &= np.frombuffer(slots.statuses, dtype=np.uint8)[positions] != WITHDRAWN
        values = into.values(np.where(used, np.frombuffer(slots.values)[positions], np.nan))
        statuses = np.where(into.estimates & ~used.all(axis=1), _ESTIMATED, FINAL)
        return np.nan_to_num(values), np.where(np.isnan(values), WITHDRAWN, statuses).astype(np.uint8)

    def _latest(self) -> tuple[npt.NDArray[np.uint32], Ints]:
        """Return the revisions of the readings of each row together, and when the last was received; withdrawn ones count."""
        revisions = np.frombuffer(self._area.slots.revisions, dtype=np.uint32)[self._positions].sum(axis=1, dtype=np.int64)
        received: Ints = np.frombuffer(self._area.slots.received, dtype=np.int64)[self._positions].max(axis=1)
        return np.minimum(revisions, _MOST_REVISIONS).astype(np.uint32), received
