"""Questions about statuses: now, as of a day, as known at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from services.scoreboard.past import Wanted, known_by, of_key, points_of, statuses_of_the_past
from services.scoreboard.projection import HISTORY, LATEST, Key
from shared.model.period import Period
from shared.runtime.database import reading
from xiheng.events.v1.verdict_pb2 import TargetStatusEvent

ANY = Wanted()


class Queries:
    """Reads statuses; thread-safe, blocks."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = reading(engine)

    def statuses(self, wanted: Wanted) -> list[TargetStatusEvent]:
        """Return one status of each key, ordered by plan, target, area."""
        if wanted.as_of is None and wanted.known_ms is None:
            return self._events(of_key(sa.select(LATEST.c.event), LATEST, wanted).order_by(LATEST.c.plan, LATEST.c.target, LATEST.c.area))
        with self._engine.connect() as connection:
            found = dict(statuses_of_the_past(connection, wanted))
        return [found[key] for key in sorted(found)]

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

    def _events(self, query: sa.Select[Any]) -> list[TargetStatusEvent]:
        with self._engine.connect() as connection:
            return [TargetStatusEvent.FromString(row.event) for row in connection.execute(query)]


def _bounds(wanted: Wanted) -> Iterator[sa.ColumnElement[bool]]:
    if wanted.as_of is not None:
        yield HISTORY.c.period_end_ms <= Period.day(wanted.as_of).end_ms()
    yield from known_by(HISTORY, wanted.known_ms)
