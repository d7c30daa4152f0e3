"""Questions about statuses: now, as of a day, as known at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import sqlalchemy as sa

from services.scoreboard.past import Wanted, known_by, of_key, points_of, statuses_of_the_past
from services.scoreboard.projection import HISTORY, LATEST, Key
from shared.model.period import Period
from shared.runtime.database import reading
from xiheng.events.v1.verdict_pb2 import TargetStatusEvent

ANY = Wanted()
_KEY = (LATEST.c.plan, LATEST.c.target, LATEST.c.area)


class Page(NamedTuple):
    """Which part of a list, in the order of its keys."""

    after: Key | None = None
    """What comes after this one; None: from the first."""
    size: int = 0
    """At most so many keys; 0: all."""


class Answer(NamedTuple):
    """A page of a list."""

    events: list[TargetStatusEvent]
    last: Key | None = None
    """Where the next page begins after; None: there is none."""


WHOLE = Page()


class Queries:
    """Reads statuses; thread-safe, blocks."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = reading(engine)

    def statuses(self, wanted: Wanted) -> list[TargetStatusEvent]:
        """Return one status of each key, ordered by plan, target, area."""
        return self.page(wanted, WHOLE).events

    def page(self, wanted: Wanted, page: Page) -> Answer:
        """Return one status of each key of a page; a key of which nothing was known at the time has none."""
        keys = _keys(wanted, page)
        with self._engine.connect() as connection:
            listed = [Key(*row) for row in connection.execute(keys)] if page.size else []
            if wanted.as_of is None and wanted.known_ms is None:
                events = [TargetStatusEvent.FromString(row.event) for row in connection.execute(keys.add_columns(LATEST.c.event))]
            else:
                found = dict(statuses_of_the_past(connection, wanted, keys))
                events = [found[key] for key in sorted(found)]
        return Answer(events, listed[-1] if listed and len(listed) == page.size else None)

    def history(self, key: Key, *, limit: int, wanted: Wanted = ANY) -> list[TargetStatusEvent]:
        """Return the statuses of a key, the last known first."""
        query = sa.select(HISTORY.c.event).where(*_bounds(wanted)).limit(limit)
        ordered = query.order_by(HISTORY.c.source_offset.desc(), HISTORY.c.source_ordinal.desc())
        return self._events(of_key(ordered, HISTORY, Wanted(*key)))

    def points(self, key: Key, wanted: Wanted = ANY) -> list[TargetStatusEvent]:
        """Return the last verdict on the value of each period, in the order of the periods; only those within the bounds of both times."""
        with self._engine.connect() as connection:
            return list(points_of(connection, wanted._replace(plan=key.plan, target=key.target, area=key.area)))

    def plans_of(self, target: str) -> list[str]:
        """Return the plans that have a status of a target."""
        with self._engine.connect() as connection:
            return list(connection.execute(sa.select(LATEST.c.plan).where(LATEST.c.target == target).distinct()).scalars())

    def areas_of(self, plan: str, target: str) -> list[str]:
        """Return the areas in which a target of a plan has a status, in order."""
        query = sa.select(LATEST.c.area).where(LATEST.c.plan == plan, LATEST.c.target == target).order_by(LATEST.c.area)
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def first_known_ms(self, key: Key) -> int:
        """Return when a key's first status was known, milliseconds since 1970-01-01 UTC; 0: it has none."""
        query = of_key(sa.select(sa.func.min(HISTORY.c.known_ms)), HISTORY, Wanted(*key))
        with self._engine.connect() as connection:
            return connection.execute(query).scalar() or 0

    def _events(self, query: sa.Select[Any]) -> list[TargetStatusEvent]:
        with self._engine.connect() as connection:
            return [TargetStatusEvent.FromString(row.event) for row in connection.execute(query)]


def _keys(wanted: Wanted, page: Page) -> sa.Select[Any]:
    query = of_key(sa.select(*_KEY), LATEST, wanted).order_by(*_KEY)
    if page.after is not None:
        query = query.where(sa.tuple_(*_KEY) > sa.tuple_(*map(sa.literal, page.after)))
    return query.limit(page.size) if page.size else query


def _bounds(wanted: Wanted) -> Iterator[sa.ColumnElement[bool]]:
    if wanted.as_of is not None:
        yield HISTORY.c.period_end_ms <= Period.day(wanted.as_of).end_ms()
    yield from known_by(HISTORY, wanted.known_ms)
