"""What an area sends up to its parent when its values change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from shared.judgement.area_view import AreaView
from shared.judgement.cell import FINAL, WITHDRAWN, Entry
from shared.judgement.event import Observations
from shared.judgement.reviewed import sent_up
from shared.judgement.series import Series
from shared.judgement.state import PartitionState
from shared.judgement.view import Point
from shared.model.period import Period, PeriodLength


class Row(NamedTuple):
    """One value sent up."""

    indicator: str
    entity: str
    length: PeriodLength
    ordinal: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class RollUp:
    """Values of a child area for its parent."""

    parent: str
    child: str
    rows: tuple[Row, ...]

    def __add__(self, later: RollUp) -> RollUp:
        """Return both in one: a parent folds the same values and is judged once."""
        return RollUp(self.parent, self.child, tuple(dict.fromkeys((*self.rows, *later.rows))))

    def observations(self) -> Observations:
        """Return the values as a batch of the parent."""
        return _columns(self.parent, self.child, self.rows)


def roll_up(state: PartitionState, view: AreaView, changed: Mapping[Series, list[int]], derived: Iterable[str]) -> RollUp | None:
    """Return what the area sends up after the given changes; None without a parent or without anything to send.

    Readings shorter than a day are not sent up one by one: they go up as what is derived from them.

    Args:
        state: The partition's state, the changes folded in.
        view: The area's view, refreshed.
        changed: Ordinals that changed, by series of the area.
        derived: Derived indicators that read a changed one.
    """
    area = state.index.areas.get(view.area)
    if area is None or area.spec.parent is None:
        return None
    rows = sorted({*_direct(state, view, changed), *_derived(state, view, changed, derived)})
    return RollUp(area.spec.parent, view.area, tuple(rows)) if rows else None


def _direct(state: PartitionState, view: AreaView, changed: Mapping[Series, list[int]]) -> Iterator[Row]:
    for series, ordinals in changed.items():
        key = series.key
        rule = _rule(state, key.indicator)
        if rule == "none" or key.length > PeriodLength.DAY or (rule == "pool") != bool(key.entity):
            continue
        for ordinal in ordinals:
            if view.hides(key.indicator, Period(key.length, ordinal)):
                continue
            entry = series.entry(ordinal) if key.entity else _resolved(view, series, ordinal)
            if entry is not None:
                yield Row(key.indicator, key.entity, key.length, ordinal, entry)


def _resolved(view: AreaView, series: Series, ordinal: int) -> Entry | None:
    """Return the area's own value over all lanes; a withdrawal where nothing is left."""
    point = view.point(series.key.indicator, Period(series.key.length, ordinal))
    known = None if series.key.child else series.entry(ordinal)
    if point is not None:
        return _entry(point)._replace(revision=sent_up(point, known, view.trail(series.key.indicator, point.period)))
    return None if known is None else known._replace(status=WITHDRAWN, value=0.0)


def _derived(state: PartitionState, view: AreaView, changed: Mapping[Series, list[int]], derived: Iterable[str]) -> Iterator[Row]:
    names = [name for name in derived if _rule(state, name) not in ("none", "pool")]
    if not names:
        return
    earliest = min(Period(series.key.length, min(ordinals)).start for series, ordinals in changed.items())
    for name in names:
        for point in view.points(name):
            if point.period.end > earliest and point.period.length <= PeriodLength.DAY:
                yield Row(name, "", point.period.length, point.period.ordinal, _entry(point))


def _entry(point: Point) -> Entry:
    return Entry(point.revision, point.received_ms, point.event_id, int(point.status), point.value)


def _rule(state: PartitionState, indicator: str) -> str:
    spec = state.index.indicators.get(indicator)
    return "none" if spec is None else spec.roll_up.rule


def _columns(parent: str, child: str, rows: Sequence[Row]) -> Observations:
    dictionary = {key: position for position, key in enumerate(dict.fromkeys(row[:3] for row in rows))}
    entries = [row.entry for row in rows]
    return Observations(
        area=parent,
        child=child,
        indicators=[key[0] for key in dictionary],
        entities=[key[1] for key in dictionary],
        lengths=[key[2] for key in dictionary],
        series=[dictionary[row[:3]] for row in rows],
        periods=[row.ordinal for row in rows],
        values=[entry.value for entry in entries],
        revisions=[entry.revision for entry in entries],
        statuses=[entry.status or FINAL for entry in entries],
        received_times_ms=[entry.received_ms for entry in entries],
        origin_event_ids=[entry.event_id for entry in entries],
    )
