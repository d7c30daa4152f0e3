"""Cells: the values of one series in one bucket, kept so that the order of arrival leaves no trace.

A bucket is a century of years, a year of quarters or months, a month of days or hours, a day of anything shorter. Inside it a period
has a fixed slot, so that a slot is found by subtraction and equal content is equal bytes.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from shared.judgement.ranks import is_rank, plain_revision
from shared.judgement.slots import FINAL, Slots
from shared.model.period import PeriodLength
from shared.model.status import ObservationStatus

__all__ = ["FINAL", "WITHDRAWN", "Cell", "Effect", "Entry", "bucket_of", "content_of"]

WITHDRAWN = int(ObservationStatus.WITHDRAWN)


class Effect(IntEnum):
    """What came of folding a value."""

    NONE = 0
    """Nothing: it was known, or what is known goes before it."""
    KEPT = 1
    """The cell is another one, but says the same: the rank alone is higher."""
    CHANGED = 2
    """The cell says something else."""


class Entry(NamedTuple):
    """A value of a slot; entries compare by what wins: revision, received time, event id, then status and value for a total order."""

    revision: int
    """Or rank."""
    received_ms: int
    event_id: int
    status: int
    value: float


Content = tuple[int, int, float]
"""Revision, status, value: two entries that agree in them say the same."""


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
    """Values of one series in one bucket.

    `superseded` keeps, by slot, every other distinct (revision, status, value) that was received: for revisions in both times and for
    the revision noise.
    """

    __slots__ = ("__weakref__", "base", "end", "first", "key", "number", "size", "slots", "superseded")

    def __init__(self, key: str, first: int, size: int, slots: Slots | None = None) -> None:
        """Make an empty cell.

        Args:
            key: Key in the state table.
            first: Ordinal of the period in its first slot.
            size: Number of slots.
            slots: Where its slots are allotted; absent: columns of its own.
        """
        self.key = key
        self.first = first
        self.size = size
        self.end = first + size
        """Ordinal after its last period."""
        self.slots = Slots() if slots is None else slots
        self.number, self.base = self.slots.allot(self)
        """Its number among the cells of the area, and the position of its first slot in the columns."""
        self.superseded: dict[int, dict[Content, Entry]] = {}

    def put(self, slot: int, entry: Entry) -> Effect:
        """Fold one value in.

        Idempotent and order-free: of equal (revision, value, status) the earliest receipt is kept, and the highest entry wins. Of ranked
        entries only the highest is kept.
        """
        if not self.holds(slot):
            self._write(slot, entry)
        elif is_rank(entry.revision):
            return self._put_ranked(slot, entry)
        elif not self._put_given(slot, entry):
            return Effect.NONE
        self.slots.put[self.base + slot].append(entry)
        return Effect.CHANGED

    def _put_ranked(self, slot: int, entry: Entry) -> Effect:
        known = self.entry(slot)
        if known >= entry:
            return Effect.NONE
        if not is_rank(known.revision):
            self.superseded.setdefault(slot, {})[content_of(known)] = known
        self._write(slot, entry)
        says_the_same = known[1:] == entry[1:] and plain_revision(known.revision) == plain_revision(entry.revision)
        return Effect.KEPT if says_the_same else Effect.CHANGED

    def _put_given(self, slot: int, entry: Entry) -> bool:
        known, content = self.entry(slot), content_of(entry)
        if content == content_of(known):
            return entry < known and self._received_earlier(slot, entry)
        others = self.superseded.setdefault(slot, {})
        same = others.get(content)
        if same is not None and same <= entry:
            return False
        if entry < known:
            others[content] = entry
        else:
            others.pop(content, None)
            others[content_of(known)] = known
            self._write(slot, entry)
        return True

    def _received_earlier(self, slot: int, entry: Entry) -> bool:
        """Date the winner back; another one may win now."""
        others = self.superseded.get(slot, {})
        best = max(others.values(), default=entry)
        if entry < best:
            others[content_of(entry)] = entry
            entry = others.pop(content_of(best))
        self._write(slot, entry)
        return True

    def losers(self, slot: int) -> list[Entry]:
        """Return what a slot held besides its winner, ascending."""
        return sorted(self.superseded.get(slot, {}).values())

    def put_last(self, slot: int) -> list[Entry]:
        """Return what the last event put into a slot one by one, the winner or not."""
        return self.slots.put.get(self.base + slot, [])

    def holds(self, slot: int) -> bool:
        """Tell whether a slot is in use."""
        return self.slots.received[self.base + slot] != 0

    def entry(self, slot: int) -> Entry:
        """Return the winner of a slot in use."""
        at, slots = self.base + slot, self.slots
        return Entry(slots.revisions[at], slots.received[at], slots.events[at], slots.statuses[at], slots.values[at])

    def used(self) -> list[int]:
        """Return the slots in use, ascending."""
        received = self.slots.received[self.base : self.base + self.size]
        return [slot for slot, moment in enumerate(received) if moment]

    def _write(self, slot: int, entry: Entry) -> None:
        at, slots = self.base + slot, self.slots
        slots.revisions[at], slots.received[at], slots.events[at], slots.statuses[at], slots.values[at] = entry


def content_of(entry: Entry) -> Content:
    """Return what an entry says, whenever it came."""
    return entry.revision, entry.status, entry.value
