"""Tables that are divided by year on PostgreSQL: a year's partition is made when its first row comes.

A year that nobody asks for any more is detached and dropped in no time, and questions about a year read its partition alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from shared.model.period import SHANGHAI, Period


def cover(connection: sa.Connection, table: str, *moments_ms: int) -> None:
    """Make the partitions of all years from the first to the last of some moments; those that are there stay.

    Args:
        connection: To PostgreSQL, in a transaction.
        table: Name of the table, divided by a column of moments.
        moments_ms: Milliseconds since 1970-01-01 UTC, often ends of periods; none: nothing is made.
    """
    years = [year_of(moment) for moment in moments_ms]
    for year in range(min(years, default=0), max(years, default=-1) + 1):
        # The end of a year's last period is the first moment of the next: it still belongs to the year.
        first, after = Period.year(year - 1).end_ms() + 1, Period.year(year).end_ms() + 1
        connection.execute(
            sa.text(f"CREATE TABLE IF NOT EXISTS {table}_{year:04} PARTITION OF {table} FOR VALUES FROM ({first}) TO ({after})")
        )


def year_of(moment_ms: int) -> int:
    """Return the year that a period which ends at a moment belongs to."""
    return datetime.fromtimestamp((moment_ms - 1) / 1000, SHANGHAI).year


class Years:
    """The years of a table that are known to have their partition. On SQLite there are none to make."""

    def __init__(self, engine: sa.Engine, table: str) -> None:
        self._divided = engine.dialect.name == "postgresql"
        self._table = table
        self._known: set[int] = set()

    def cover(self, connection: sa.Connection, moments_ms: Iterable[int]) -> None:
        """Make what is missing for some moments, in the transaction that needs it."""
        if not self._divided:
            return
        for moment_ms in set(moments_ms):
            if year_of(moment_ms) not in self._known:
                cover(connection, self._table, moment_ms)

    def keep(self, moments_ms: Iterable[int]) -> None:
        """Remember years whose rows are durable now."""
        self._known |= {year_of(moment_ms) for moment_ms in moments_ms}
