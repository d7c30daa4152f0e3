"""What an area sends up to its parent when its values change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from shared.judgement.area_view import AreaView
from shared.judgement.cell import FINAL, WITHDRAWN, Entry
from shared.judgement.entity_points import by_weight
from shared.judgement.event import Observations
from shared.judgement.ranks import plain_revision, rank_of
from shared.judgement.series import Series, first_moment_concerned
from shared.judgement.state import PartitionState
from shared.judgement.still_to_come import is_to_come
from shared.judgement.view import Point
from shared.model.period import Period, PeriodLength

_ALWAYS = datetime.min  # noqa: DTZ901 - periods have local times


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


def roll_up(
    state: PartitionState, view: AreaView, changed: Mapping[Series, list[int]], derived: Iterable[str], *, anew: bool = False
) -> RollUp | None:
    """Return what the area sends up after the given changes; None without a parent or without anything to send.

    Values that the area works out, of derived indicators and of those that its own children report, go up with a rank, and are withdrawn
    where they end, or are still to come though something was said of them. Others go up as they were given, so that the parent decides as the area does: with what they won over, where the parent
    may not have it or not of the time of its first receipt.
    Readings shorter than a day are not sent up one by one: they go up as what is derived from them.
    Values under embargo go up too, where the indicator's own release is all that they wait for: the parent hides them just as long.

    Args:
        state: The partition's state, the changes folded in.
        view: The area's view, refreshed.
        changed: Ordinals that changed, by series of the area.
        derived: Derived indicators that read a changed one.
        anew: The parent may not have what stood in the slots before.
    """
    area = state.index.areas.get(view.area)
    if area is None or area.spec.parent is None:
        return None
    inside = view.unsealed() if state.index.embargoed else view
    rows = sorted({*_given(state, inside, changed, anew=anew), *_worked_out(state, view, inside, changed, derived)})
    return RollUp(area.spec.parent, view.area, tuple(rows)) if rows else None


def _given(state: PartitionState, view: AreaView, changed: Mapping[Series, list[int]], *, anew: bool) -> Iterator[Row]:
    """Yield what was given, under embargo or not, and the values of entities."""
    for series, ordinals in changed.items():
        key = series.key
        rule = _rule(state, key.indicator)
        if rule == "none" or key.length > PeriodLength.DAY or (rule == "pool") != bool(key.entity):
            continue
        if not key.entity and _works_out(state, view.area, key.indicator, key.length):
            continue
        for ordinal in ordinals:
            # Nobody hides the values of entities: a plan in which they are under embargo is refused.
            if not key.entity or not view.withholds(key.indicator, Period(key.length, ordinal)):
                for entry in _entries_of(state, view, series, ordinal, anew=anew):
                    yield Row(key.indicator, key.entity, key.length, ordinal, entry)


def _entries_of(state: PartitionState, view: AreaView, series: Series, ordinal: int, *, anew: bool) -> Iterator[Entry]:
    """Yield what a parent has to hear of a slot: the entry that stands, and those that it won over where they are news, if only for a moment."""
    key, cell = series.key, series.cell(ordinal)
    slot = ordinal - cell.first
    if not cell.holds(slot):
        return
    if not key.entity and view.trail(key.indicator, Period(key.length, ordinal)) is not None:
        yield _standing(state, view.point(key.indicator, Period(key.length, ordinal)))
    elif key.entity and (chosen := _chosen(state, view.area, series, ordinal)) is not None:
        yield chosen
    else:
        yield cell.entry(slot)
        yield from cell.losers(slot) if anew else cell.put_last(slot)


def _chosen(state: PartitionState, code: str, series: Series, ordinal: int) -> Entry | None:
    """Return the ranked entry of the value of an entity that an area goes by; None: it was given, and there is no other.

    By revisions alone a parent might go by another of them.
    """
    sources = _sources(state, code, series, ordinal)
    if len(sources) == 1 and state.index.indicators[series.key.indicator].derivation is None:
        return None
    entry = next((one for one in reversed(sources) if one.status != WITHDRAWN), sources[-1])
    return entry._replace(revision=rank_of(state.offset, revised=plain_revision(entry.revision) > 0))


def _sources(state: PartitionState, code: str, series: Series, ordinal: int) -> list[Entry]:
    """Return what an area has of a period of an entity; what counts more comes later."""
    children, held = state.index.children.get(code, ()), state.area(code).series
    found = (held.get(series.key._replace(child=child)) for child in (*(one.name for one in children), code, ""))
    ordered = by_weight((one for one in found if one is not None), code)
    return [entry for one in ordered if (entry := one.entry(ordinal)) is not None]


def _standing(state: PartitionState, point: Point | None, *, awaited: bool = True) -> Entry:
    """Return the ranked entry of what stands; of nothing, a withdrawal, which tells whether a value is still to be waited for."""
    if point is None:
        return Entry(rank_of(state.offset, revised=awaited), max(state.now_ms, 1), 0, WITHDRAWN, 0.0)
    rank = rank_of(state.offset, revised=point.revision > 0)
    return Entry(rank, point.received_ms, point.event_id, int(point.status), point.value)


def _works_out(state: PartitionState, area: str, indicator: str, length: PeriodLength) -> bool:
    """Tell whether an area works an indicator out, or once did: its parent then keeps the value of the highest rank."""
    spec = state.index.indicators[indicator]
    return spec.derivation is not None or area in state.index.children or (area, indicator, length) in state.sent_up


def _worked_out(
    state: PartitionState, view: AreaView, inside: AreaView, changed: Mapping[Series, list[int]], derived: Iterable[str]
) -> Iterator[Row]:
    """Yield the points of indicators that the area works out from the first changed period on, and withdraw those that are no more."""
    names = dict.fromkeys((name, state.index.indicators[name].stored_length) for name in derived if name in state.index.indicators)
    for series in changed:
        indicator, entity, child, length = series.key
        if not entity and _rule(state, indicator) != "none" and _works_out(state, view.area, indicator, length):
            # Sums of other lengths wait for a child that reports at this one.
            others = state.area(view.area).of_children.get(indicator, ()) if child else ()
            names |= dict.fromkeys((indicator, one) for one in (length, *(other.key.length for other in others)))
    wanted = [(name, length) for name, length in names if state.index.indicators[name].roll_up.combines and length <= PeriodLength.DAY]
    if wanted:
        earliest = first_moment_concerned(changed, state.index.embargoed)
        for name, length in wanted:
            seen = inside if _is_hidden_as_above(state, name) else view
            since = _ALWAYS if name in state.index.reaching_back else earliest
            points = [point for point in _going_up(view, seen, (name, length)) if point.period.end > since]
            for point in points:
                yield Row(name, "", length, point.period.ordinal, _standing(state, point))
            said = {one for series, ordinals in changed.items() if _is_about(state, series, (name, length)) for one in ordinals}
            for ordinal, awaited in _without_value(state, seen, (name, length), points, said, since):
                yield Row(name, "", length, ordinal, _standing(state, None, awaited=awaited))


def _is_hidden_as_above(state: PartitionState, indicator: str) -> bool:
    """Tell whether the indicator's own release is all that its values wait for.

    A derived value goes up when all that it is made of is released: the parent knows the release of the indicator itself alone.
    """
    own = state.index.embargoed.get(indicator)
    return own is not None and state.index.embargoed_under[indicator] == (own,)


def _going_up(view: AreaView, seen: AreaView, one: tuple[str, PeriodLength]) -> Sequence[Point]:
    """Return the points that a parent may have: those that are seen here, and those that it hides as long as it has to."""
    if seen is view:
        return view.points(*one)
    hidden = [point for point in seen.points(*one) if view.hides(one[0], point.period)]
    return sorted((*view.points(*one), *hidden), key=lambda point: point.period.ordinal)


def _is_about(state: PartitionState, series: Series, one: tuple[str, PeriodLength]) -> bool:
    """Tell whether a series is of an indicator or of what it is derived from."""
    name, length = one
    return series.key.length is length and (series.key.indicator == name or series.key.indicator in state.index.sources.get(name, ()))


def _without_value(
    state: PartitionState, seen: AreaView, one: tuple[str, PeriodLength], points: Sequence[Point], said: Collection[int], earliest: datetime
) -> Iterator[tuple[int, bool]]:
    """Yield the ordinals that have no value and whether one is to come: of those said to change, and those sent before; remember them."""
    key, present = (seen.area, *one), frozenset(point.period.ordinal for point in points)
    known = state.sent_up.get(key, frozenset())
    ended = {ordinal for ordinal in known - present if Period(one[1], ordinal).end > earliest}
    to_come = {ordinal for ordinal in ended.union(said) - present if is_to_come(state, seen, one[0], Period(one[1], ordinal))}
    if not (present | to_come) <= known or ended - to_come:
        state.remember_sent_up(key, (known | present | to_come) - (ended - to_come))
    yield from ((ordinal, ordinal in to_come) for ordinal in sorted(ended | to_come))


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
