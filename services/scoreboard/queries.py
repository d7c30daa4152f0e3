"""Questions about statuses: now, as of a day, as known at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from services.scoreboard.projection import HISTORY, LATEST, Key
from shared.model.period import Period
from shared.runtime.database import reading
from xiheng.events.v1.verdict_pb2 import TargetStatusEvent


class Wanted(NamedTuple):
    """Which statuses; empty fields stand for all."""

    plan: str = ""
    target: str = ""
    area: str = ""
    as_of: date | None = None
    """Only periods that end no later than this day."""
    known_ms: int | None = None
    """Only what was known by then."""


ANY = Wanted()


class Queries:
    """Reads statuses; thread-safe, blocks."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = reading(engine)

    def statuses(self, wanted: Wanted) -> list[TargetStatusEvent]:
        """Return one status of each key, ordered by plan, target, area."""
        if wanted.as_of is None and wanted.known_ms is None:
            return self._events(
                self._of_key(sa.select(LATEST.c.event), LATEST, wanted).order_by(LATEST.c.plan, LATEST.c.target, LATEST.c.area)
            )
        return [event for _, event in sorted(self._in_the_past(wanted))]

    def history(self, key: Key, *, limit: int, wanted: Wanted = ANY) -> list[TargetStatusEvent]:
        """Return the statuses of a key, the last known first."""
        query = sa.select(HISTORY.c.event).where(*_bounds(wanted)).limit(limit)
        ordered = query.order_by(HISTORY.c.source_offset.desc(), HISTORY.c.source_ordinal.desc())
        return self._events(self._of_key(ordered, HISTORY, Wanted(*key)))

    def points(self, key: Key, wanted: Wanted = ANY) -> list[TargetStatusEvent]:
        """Return the last verdict about each period, in the order of the periods; only those within the bounds of both times."""
        query = self._of_key(sa.select(HISTORY.c.event).where(*_bounds(wanted)), HISTORY, Wanted(*key))
        events = self._events(query.order_by(HISTORY.c.source_offset, HISTORY.c.source_ordinal))
        last = {event.period: event for event in events}
        return sorted(last.values(), key=lambda event: Period.parse(event.period).end_ms())

    def plans_of(self, target: str) -> list[str]:
        """Return the plans that have a status of a target."""
        with self._engine.connect() as connection:
            return list(connection.execute(sa.select(LATEST.c.plan).where(LATEST.c.target == target).distinct()).scalars())

    def _in_the_past(self, wanted: Wanted) -> Iterator[tuple[Key, TargetStatusEvent]]:
        """Yield each key's last verdict about its last period within the bounds."""
        order = (HISTORY.c.period_end_ms.desc(), HISTORY.c.source_offset.desc(), HISTORY.c.source_ordinal.desc())
        rank = sa.func.row_number().over(partition_by=(HISTORY.c.plan, HISTORY.c.target, HISTORY.c.area), order_by=order).label("rank")
        ranked = self._of_key(sa.select(HISTORY, rank), HISTORY, wanted).where(*_bounds(wanted)).subquery()
        with self._engine.connect() as connection:
            for row in connection.execute(sa.select(ranked).where(ranked.c.rank == 1)):
                yield Key(row.plan, row.target, row.area), TargetStatusEvent.FromString(row.event)

    def _of_key(self, query: sa.Select[tuple[bytes]], table: sa.Table, wanted: Wanted) -> sa.Select[tuple[bytes]]:
        named = ((table.c.plan, wanted.plan), (table.c.target, wanted.target), (table.c.area, wanted.area))
        return query.where(*(column == value for column, value in named if value))

    def _events(self, query: sa.Select[tuple[bytes]]) -> list[TargetStatusEvent]:
        with self._engine.connect() as connection:
            return [TargetStatusEvent.FromString(row.event) for row in connection.execute(query)]


def _bounds(wanted: Wanted) -> Iterator[sa.ColumnElement[bool]]:
    if wanted.as_of is not None:
        yield HISTORY.c.period_end_ms <= Period.day(wanted.as_of).end_ms()
    if wanted.known_ms is not None:
        yield HISTORY.c.known_ms <= wanted.known_ms
