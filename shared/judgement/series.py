"""Series: one indicator, of an area or one of its entities or children, in one period length."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from shared.judgement.cell import WITHDRAWN, Cell, Entry, bucket_of
from shared.judgement.places import Places
from shared.judgement.ranks import is_unsaid, plain_revision
from shared.judgement.slots import Slots
from shared.judgement.view import Point
from shared.model.period import Period, PeriodLength
from shared.model.status import ObservationStatus


class SeriesKey(NamedTuple):
    """Identity of a series within its area; `entity` and `child` are empty where there is none."""

    indicator: str
    entity: str
    child: str
    length: PeriodLength


class Series:
    """The cells of a series, and its points as they are read."""

    __slots__ = ("_by_period", "_changed", "_taken_back", "area", "cells", "key", "last", "number", "places", "points", "short", "slots")

    def __init__(self, area: str, key: SeriesKey, slots: Slots, places: Places) -> None:
        """Make a series without values; `slots` and `places` are those that all series of its area share."""
        self.area = area
        self.key = key
        self.slots = slots
        self.places = places
        self.short = key.length > PeriodLength.DAY
        """Its periods are shorter than a day."""
        self.number = places.add(short=self.short)
        """Its number among the series of the area."""
        self.cells: dict[int, Cell] = {}
        self.last: Cell | None = None
        """The cell that was asked for last."""
        self.points: dict[int, Point | None] = {}
        """Points already built, by ordinal; None for a withdrawn value. Readings shorter than a day are not kept here."""
        self._by_period: Mapping[Period, Point] | None = None
        self._changed: set[int] = set()
        """Ordinals that changed since these were put together."""
        self._taken_back: tuple[Period, ...] = ()

    def cell(self, ordinal: int) -> Cell:
        """Return the cell that holds a period, made when it is not there."""
        cell = self.last
        if cell is not None and cell.first <= ordinal < cell.end:
            return cell
        bucket, first, size = bucket_of(self.key.length, ordinal)
        cell = self.cells.get(bucket)
        if cell is None:
            cell = self.cells[bucket] = Cell(cell_key(self.area, self.key, bucket), first, size, self.slots)
        self.last = cell
        self.places.put(self.number, cell)
        return cell

    def entry(self, ordinal: int) -> Entry | None:
        """Return what won in a period, withdrawn or not; None without a value."""
        held = self._held(ordinal)
        return None if held is None else held[0].entry(held[1])

    def point(self, ordinal: int) -> Point | None:
        """Return the point of a period; None without a value or with a withdrawn one."""
        try:
            return self.points[ordinal]
        except KeyError:
            entry = self.entry(ordinal)
            point = None if entry is None else point_of(Period(self.key.length, ordinal), entry)
            if not self.short:
                self.points[ordinal] = point
            return point

    def revision(self, ordinal: int) -> Entry | None:
        """Return what stands in a period where it took the place of another value, or is the end of one; else None."""
        held = self._held(ordinal)
        if held is None:
            return None
        cell, slot = held
        entry = cell.entry(slot)
        is_one = plain_revision(entry.revision) > 0 or entry.status == WITHDRAWN or cell.superseded.get(slot)
        return entry if is_one else None

    def stated(self, ordinal: int) -> list[Entry]:
        """Return every value that was received for a period, also those that another one went before; without withdrawals."""
        held = self._held(ordinal)
        if held is None:
            return []
        cell, slot = held
        return [one for one in (*cell.losers(slot), cell.entry(slot)) if one.status != WITHDRAWN]

    def _held(self, ordinal: int) -> tuple[Cell, int] | None:
        """Return the cell and slot of a period; None without a value."""
        bucket, first, _ = bucket_of(self.key.length, ordinal)
        cell, slot = self.cells.get(bucket), ordinal - first
        return (cell, slot) if cell is not None and cell.holds(slot) else None

    def by_period(self) -> Mapping[Period, Point]:
        """Return its points, ascending; kept, with what changed put in its place: not for series of which there are thousands."""
        if self._changed and self._by_period is not None:
            self._by_period = self._revised(self._by_period)
        self._changed.clear()
        if self._by_period is None:
            ordinals = list(self.ordinals())
            self._by_period = {point.period: point for ordinal in ordinals if (point := self.point(ordinal)) is not None}
            whole = len(self._by_period) == len(ordinals)
            self._taken_back = () if whole else tuple(self._without_value(ordinals))
        return self._by_period

    def _revised(self, known: Mapping[Period, Point]) -> Mapping[Period, Point] | None:
        """Return points with those that changed; None where periods came or went: then all are looked at."""
        revised = {point.period: point for ordinal in self._changed if (point := self.point(ordinal)) is not None}
        return {**known, **revised} if len(revised) == len(self._changed) and revised.keys() <= known.keys() else None

    def taken_back(self) -> tuple[Period, ...]:
        """Return the periods that were stated and have no value now, ascending; kept like the points."""
        self.by_period()
        return self._taken_back

    def _without_value(self, ordinals: Iterable[int]) -> Iterator[Period]:
        for ordinal in ordinals:
            entry = self.entry(ordinal)
            if entry is not None and entry.status == WITHDRAWN and not is_unsaid(entry.revision):
                yield Period(self.key.length, ordinal)

    def forget(self, ordinal: int) -> None:
        """Forget the point of a period: its value changed."""
        self.points.pop(ordinal, None)
        if self._by_period is not None:
            self._changed.add(ordinal)

    def ordinals(self) -> Iterator[int]:
        """Return the ordinals that have a value, withdrawn or not, ascending."""
        for bucket in sorted(self.cells):
            cell = self.cells[bucket]
            for slot in cell.used():
                yield cell.first + slot


def key_of(series: Series) -> SeriesKey:
    """Return what series are ordered by."""
    return series.key


def first_moment_concerned(changed: Mapping[Series, list[int]], embargoed: Collection[str]) -> datetime:
    """Return the beginning of the earliest period in which an area's points may be other ones after changes.

    Args:
        changed: Ordinals that changed, by series of the area.
        embargoed: Indicators of which values may be hidden: not all that a child has stated counts.
    """
    return min(_first_moment(series, ordinals, hidden=series.key.indicator in embargoed) for series, ordinals in changed.items())


def _first_moment(series: Series, ordinals: Collection[int], *, hidden: bool) -> datetime:
    period = Period(series.key.length, min(ordinals))
    year = period.calendar_year
    if series.key.child and (hidden or not any(one not in ordinals for one in _stated_in(series, year))):
        # Sums wait for a child in every period of a year in which it reports: with its first value, or its last, all of them change.
        return Period.year(year).start
    return period.start


def _stated_in(series: Series, year: int) -> Iterator[int]:
    for cell in series.cells.values():
        if _year_of(series, cell.first) <= year <= _year_of(series, cell.end - 1):
            for ordinal in map(cell.first.__add__, cell.used()):
                if _year_of(series, ordinal) == year and series.point(ordinal) is not None:
                    yield ordinal


def _year_of(series: Series, ordinal: int) -> int:
    return Period(series.key.length, ordinal).calendar_year


def cell_key(area: str, key: SeriesKey, bucket: int) -> str:
    """Return the table key of a cell: `s/area/indicator/entity/child/length/bucket`; ids hold no slash."""
    return f"s/{area}/{key.indicator}/{key.entity}/{key.child}/{int(key.length)}/{bucket}"


def parse_cell_key(text: str) -> tuple[str, SeriesKey, int]:
    """Return (area, series, bucket) of a key that `cell_key` made."""
    _, area, indicator, entity, child, length, bucket = text.split("/")
    return area, SeriesKey(indicator, entity, child, PeriodLength(int(length))), int(bucket)


def point_of(period: Period, entry: Entry) -> Point | None:
    """Return the point that an entry makes; None for a withdrawal."""
    if entry.status == WITHDRAWN:
        return None
    return Point(period, entry.value, plain_revision(entry.revision), entry.received_ms, entry.event_id, ObservationStatus(entry.status))
