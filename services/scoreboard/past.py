"""Both times: what was known at a time, and what is to be said as of a day.

What was known is what was said last by then. As of a day, the verdicts on the periods that were over count, as far as they were known; the
clock stands at the end of the day. A period whose value was withdrawn has no verdict from then on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property, partial
from typing import Any, NamedTuple

import sqlalchemy as sa

from services.scoreboard.projection import HISTORY, LATEST, RETRACTED, Key
from shared.events.verdicts import SentStatus, status_from_message, status_message
from shared.judgement.as_of import told_as_of
from shared.model.period import Period
from xiheng.events.v1.verdict_pb2 import TargetStatus, TargetStatusEvent


class Wanted(NamedTuple):
    """Which statuses; empty fields stand for all."""

    plan: str = ""
    target: str = ""
    area: str = ""
    as_of: date | None = None
    """The clock stands at the end of this day; periods that end later are ignored. None: the clock as it stood."""
    known_ms: int | None = None
    """Only what was known by then."""


_NEWEST_FIRST = (HISTORY.c.source_offset.desc(), HISTORY.c.source_ordinal.desc())


def of_key(query: sa.Select[Any], table: sa.Table, wanted: Wanted) -> sa.Select[Any]:
    """Return a query of what is wanted of a table that has plan, target and area."""
    named = ((table.c.plan, wanted.plan), (table.c.target, wanted.target), (table.c.area, wanted.area))
    return query.where(*(column == value for column, value in named if value))


def statuses_of_the_past(connection: sa.Connection, wanted: Wanted, keys: sa.Select[Any]) -> Iterator[tuple[Key, TargetStatusEvent]]:
    """Yield one status of each key of which anything was known, in no order.

    Args:
        connection: Where they are kept.
        wanted: At which times.
        keys: Query of `latest` for the plan, target and area of those that are asked for.
    """
    among = partial(_of_keys, keys.subquery())
    # What is known now was said last: nothing has to be looked for.
    last_known = keys.add_columns(LATEST.c.event) if wanted.known_ms is None else _last_known(among, wanted.known_ms)
    known = dict(_events(connection, last_known))
    if wanted.as_of is None:
        yield from known.items()
        return
    clock_ms = Period.day(wanted.as_of).end_ms()
    own = dict(_events(connection, _last_own(among, wanted.known_ms, clock_ms)))
    overdue = _Overdue(connection, among, wanted.known_ms)
    for key, event in known.items():
        found = _as_of(event, own.get(key), clock_ms, partial(overdue.lacking, key))
        if found is not None:
            yield key, found


def known_by(table: sa.Table, known_ms: int | None) -> Iterator[sa.ColumnElement[bool]]:
    """Yield the condition that a row was known at a time; None: now."""
    if known_ms is not None:
        yield table.c.known_ms <= known_ms


def points_of(connection: sa.Connection, wanted: Wanted) -> Iterator[TargetStatusEvent]:
    """Yield the last verdict on each period of a key that has a value, in the order of the periods."""
    clock_ms = None if wanted.as_of is None else Period.day(wanted.as_of).end_ms()
    holding = _holding(lambda query: of_key(query, HISTORY, wanted), wanted.known_ms, clock_ms).subquery()
    published = [] if clock_ms is None else [holding.c.official_ms <= clock_ms]
    query = sa.select(HISTORY.c.event).join(holding, _same(HISTORY, holding)).where(*published).order_by(holding.c.period_end_ms)
    for row in connection.execute(query):
        yield TargetStatusEvent.FromString(row.event)


_KEY = ("plan", "target", "area")
_PLACE = (*_KEY, "source_offset", "source_ordinal", "period_end_ms")
"""Where a status stands; the end of its period tells the partition."""

_Among = Callable[[sa.Select[Any]], sa.Select[Any]]
"""Restricts a query of the history to what is asked for."""


def _of_keys(keys: sa.Subquery, query: sa.Select[Any]) -> sa.Select[Any]:
    return query.join(keys, _same(HISTORY, keys, _KEY))


def _columns(table: sa.FromClause, *names: str) -> list[sa.ColumnElement[Any]]:
    return [table.c[name] for name in names]


def _same(one: sa.FromClause, other: sa.FromClause, names: tuple[str, ...] = _PLACE) -> sa.ColumnElement[bool]:
    return sa.and_(*(one.c[name] == other.c[name] for name in names))


def _first(table: sa.FromClause, per: tuple[str, ...], *order: sa.ColumnElement[Any]) -> sa.Label[int]:
    """Return the column that is 1 for the first row in an order, of those that agree in some columns."""
    return sa.func.row_number().over(partition_by=_columns(table, *per), order_by=order).label("place")


def _last_known(among: _Among, known_ms: int) -> sa.Select[Any]:
    place = _first(HISTORY, _KEY, *_NEWEST_FIRST)
    ranked = among(sa.select(*_columns(HISTORY, *_PLACE), place)).where(*known_by(HISTORY, known_ms))
    return _whole(ranked.subquery())


def _last_own(among: _Among, known_ms: int | None, clock_ms: int) -> sa.Select[Any]:
    """Return the query of each key's verdict on the last period that was over and published."""
    holding = _holding(among, known_ms, clock_ms).subquery()
    published = sa.select(*_columns(holding, *_PLACE), _first(holding, _KEY, holding.c.period_end_ms.desc()))
    return _whole(published.where(holding.c.official_ms <= clock_ms).subquery())


def _holding(among: _Among, known_ms: int | None, clock_ms: int | None) -> sa.Select[Any]:
    """Return the query of the last verdict on each period that has one, and was over by a moment."""
    columns = _columns(HISTORY, *_PLACE, "period", "official_ms")
    over = [] if clock_ms is None else [HISTORY.c.period_end_ms <= clock_ms]
    asked = among(sa.select(*columns, _first(HISTORY, (*_KEY, "period"), *_NEWEST_FIRST)))
    last = asked.where(HISTORY.c.own, *over, *known_by(HISTORY, known_ms)).subquery()
    later = (RETRACTED.c.source_offset > last.c.source_offset, *known_by(RETRACTED, known_ms))
    gone = sa.exists().where(_same(RETRACTED, last, (*_KEY, "period")), *later)
    return sa.select(*_columns(last, *_PLACE, "official_ms")).where(last.c.place == 1, ~gone)


def _whole(ranked: sa.FromClause) -> sa.Select[Any]:
    """Return the query of the statuses in first place: only of these the events are read."""
    columns = _columns(HISTORY, *_KEY, "event")
    return sa.select(*columns).join(ranked, _same(HISTORY, ranked)).where(ranked.c.place == 1)


def _events(connection: sa.Connection, query: sa.Select[Any]) -> Iterator[tuple[Key, TargetStatusEvent]]:
    for row in connection.execute(query):
        yield Key(row.plan, row.target, row.area), TargetStatusEvent.FromString(row.event)


def _as_of(
    known: TargetStatusEvent, own: TargetStatusEvent | None, clock_ms: int, lacking: Callable[[Period], Mapping[str, str]]
) -> TargetStatusEvent | None:
    told = status_from_message(known)
    last = None if own is None else told if own == known else status_from_message(own)
    verdict = told_as_of(told.verdict, None if last is None else last.verdict, clock_ms, lacking)
    said: SentStatus = last or told
    return None if verdict is None else status_message(verdict, said.origin, said.known_ms)


_FIRST = "first_"
"""Before the names of the texts that tell what the first of several late periods lacked."""


class _Overdue:
    """What was said of the keys of a list while their values were awaited; read when it is first asked for, of all keys at once."""

    def __init__(self, connection: sa.Connection, among: _Among, known_ms: int | None) -> None:
        self._connection = connection
        self._among = among
        self._known_ms = known_ms

    def lacking(self, key: Key, period: Period) -> Mapping[str, str]:
        """Return which areas a sum lacked in a period, as it was last said; empty: it was not."""
        for texts in self._said.get(key, ()):
            for which in ("", _FIRST):
                if texts.get(f"{which}lacking_in") == period.text:
                    return {name.removeprefix(which): text for name, text in texts.items() if name.startswith(f"{which}lacking")}
        return {}

    @cached_property
    def _said(self) -> Mapping[Key, list[Mapping[str, str]]]:
        found: dict[Key, list[Mapping[str, str]]] = defaultdict(list)
        overdue = HISTORY.c.status == TargetStatus.TARGET_STATUS_OVERDUE
        rows = self._among(sa.select(*_columns(HISTORY, *_PLACE))).where(overdue, *known_by(HISTORY, self._known_ms)).subquery()
        query = sa.select(*_columns(HISTORY, *_KEY, "event")).join(rows, _same(HISTORY, rows)).order_by(*_NEWEST_FIRST)
        for key, event in _events(self._connection, query):
            if not {"lacking_in", f"{_FIRST}lacking_in"}.isdisjoint(event.facts.texts):
                found[key].append(event.facts.texts)
        return found
