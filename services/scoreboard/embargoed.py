"""Verdicts on values under embargo: of each key the last one that counts, for insiders alone. No gauge, watcher or history knows them."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from services.scoreboard.projection import METADATA, decoded, write_latest
from shared.events.kafka_client import Record
from shared.runtime.database import reading
from xiheng.events.v1.verdict_pb2 import TargetStatusEvent

EMBARGOED = sa.Table(
    "embargoed",
    METADATA,
    sa.Column("plan", sa.Text, primary_key=True),
    sa.Column("target", sa.Text, primary_key=True),
    sa.Column("area", sa.Text, primary_key=True),
    sa.Column("source_offset", sa.BigInteger),
    sa.Column("source_ordinal", sa.Integer),
    sa.Column("event", sa.LargeBinary),
)


class EmbargoedStatuses:
    """Takes them in and lists them; thread-safe, blocks."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def apply(self, connection: sa.Connection, records: list[Record]) -> int:
        """Take in records inside a transaction; one whose origin is not higher than the last of its key has no effect."""
        rows = [_row(event) for record in records if (event := decoded(record)) is not None]
        if rows:
            write_latest(connection, self._engine, EMBARGOED, rows)
        return len(records)

    def listed(self, areas: Collection[str], *, plan: str = "", area: str = "") -> list[TargetStatusEvent]:
        """Return those of some areas that are still under embargo, ordered by plan, target, area.

        Args:
            areas: Areas that the caller may see.
            plan: Only this one; empty: all.
            area: Only this one of them; empty: all.
        """
        query = sa.select(EMBARGOED.c.event).where(EMBARGOED.c.area.in_(areas))
        named = ((EMBARGOED.c.plan, plan), (EMBARGOED.c.area, area))
        wanted = query.where(*(column == value for column, value in named if value))
        with reading(self._engine).connect() as connection:
            rows = connection.execute(wanted.order_by(EMBARGOED.c.plan, EMBARGOED.c.target, EMBARGOED.c.area))
            events = [TargetStatusEvent.FromString(row.event) for row in rows]
        return [event for event in events if event.status]


def _row(event: TargetStatusEvent) -> dict[str, object]:
    return {
        "plan": event.plan,
        "target": event.target,
        "area": event.area,
        "source_offset": event.origin.offset,
        "source_ordinal": event.origin.ordinal,
        "event": event.SerializeToString(),
    }
