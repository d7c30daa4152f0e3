"""Cells: the values of one series in one bucket, kept so that the order of arrival leaves no trace.

A bucket is a century of years, a year of quarters or months, a month of days or hours, a day of anything shorter. Inside it a period
has a fixed slot, so that a slot is found by subtraction and equal content is equal bytes.
"""

from __future__ import annotations

from array import array
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from shared.model.period import PeriodLength
from shared.model.status import ObservationStatus

FINAL = int(ObservationStatus.FINAL)
WITHDRAWN = int(ObservationStatus.WITHDRAWN)


class Entry(NamedTuple):
    """A value of a slot; entries compare by what wins: revision, received time, event id, then status and value for a total order."""

    revision: int
    received_ms: int
    event_id: int
    status: int
    value: float


@lru_cache(maxsize=65536)
def bucket_of(length: PeriodLength, ordinal: int) -> tuple[int, int, int]:
    """Return (bucket, ordinal of its first slot, number of slots) of a period."""
    match length:
        case PeriodLength.YEAR:
            return ordinal // 100, ordinal // 100 * 100, 100
        case PeriodLength.QUARTER:
            return ordinal // 4, ordinal // 4 * 4, 4
        case PeriodLength.MONTH:
            return ordinal // 12, ordinal // 12 * 12, 12
        case PeriodLength.DAY | PeriodLength.HOUR:
            slots = 1 if length is PeriodLength.DAY else 24
            day = date.fromordinal(ordinal // slots)
            first = day.replace(day=1).toordinal()
            return day.year * 12 + day.month - 1, first * slots, monthrange(day.year, day.month)[1] * slots
        case _:
            slots = 96 if length is PeriodLength.MINUTE15 else 288
            return ordinal // slots, ordinal // slots * slots, slots


class Cell:
    """Values of one series in one bucket, in columns by slot.

    A slot whose received time is 0 is unused. `superseded` keeps, by slot, every other distinct (revision, value, status) that was
    received, in ascending order: for revisions in both times and for the revision noise.
    """

    __slots__ = ("events", "first", "key", "received", "revisions", "size", "statuses", "superseded", "values")

    def __init__(self, key: str, first: int, size: int) -> None:
        self.key = key
        self.first = first
        self.size = size
        self.values = array("d", bytes(8 * size))
        self.received = array("q", bytes(8 * size))
        self.events = array("Q", bytes(8 * size))
        self.revisions: array[int] | None = None
        """None: all 0."""
        self.statuses: array[int] | None = None
        """None: all final."""
        self.superseded: dict[int, tuple[Entry, ...]] = {}

    def put(self, slot: int, entry: Entry) -> bool:
        """Fold one value in; return whether the slot changed.

        Idempotent and order-free: of equal (revision, value, status) the earliest receipt is kept, and the highest entry wins.
        """
        if not self.received[slot]:
            self._write(slot, entry)
            return True
        entries = {_content(known): known for known in (self.entry(slot), *self.superseded.get(slot, ()))}
        known = entries.get(_content(entry))
        if known is not None and known <= entry:
            return False
        entries[_content(entry)] = entry
        *others, winner = sorted(entries.values())
        self._write(slot, winner)
        if others:
            self.superseded[slot] = tuple(others)
        return True

    def put_free(self, slots: npt.NDArray[np.int64], values: npt.NDArray[np.float64], received_ms: int, event_id: int) -> None:
        """Write final values of revision 0 into unused slots, all from one event; `slots` and `values` are of one length."""
        np.frombuffer(self.values, dtype=np.float64)[slots] = values
        np.frombuffer(self.received, dtype=np.int64)[slots] = received_ms
        np.frombuffer(self.events, dtype=np.uint64)[slots] = event_id

    def entry(self, slot: int) -> Entry:
        """Return the winner of a slot in use."""
        return Entry(
            self.revisions[slot] if self.revisions else 0,
            self.received[slot],
            self.events[slot],
            self.statuses[slot] if self.statuses else FINAL,
            self.values[slot],
        )

    def used(self) -> Iterator[int]:
        """Return the slots in use, ascending."""
        return (slot for slot, received in enumerate(self.received) if received)

    def _write(self, slot: int, entry: Entry) -> None:
        self.values[slot] = entry.value
        self.received[slot] = entry.received_ms
        self.events[slot] = entry.event_id
        if entry.revision or self.revisions:
            self.revisions = self.revisions or array("H", bytes(2 * self.size))
            self.revisions[slot] = entry.revision
        if entry.status != FINAL or self.statuses:
            self.statuses = self.statuses or array("B", bytes([FINAL]) * self.size)
            self.statuses[slot] = entry.status


def _content(entry: Entry) -> tuple[int, int, float]:
    return entry.revision, entry.status, entry.value
