"""The history's partitions on PostgreSQL: one for each year in which periods end, made when the first row of a year comes.

A year that nobody asks for any more is detached and dropped in no time, and questions about a year read its partition alone.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from shared.model.period import SHANGHAI, Period


def cover(connection: sa.Connection, *ends_ms: int) -> None:
    """Make the partitions of all years from the first to the last of some ends of periods; those that are there stay.

    Args:
        connection: To PostgreSQL, in a transaction.
        ends_ms: Milliseconds since 1970-01-01 UTC; none: nothing is made.
    """
    years = [year_of(end) for end in ends_ms]
    for year in range(min(years, default=0), max(years, default=-1) + 1):
        # The end of a year's last period is the first moment of the next: it still belongs to the year.
        first, after = Period.year(year - 1).end_ms() + 1, Period.year(year).end_ms() + 1
        connection.execute(
            sa.text(f"CREATE TABLE IF NOT EXISTS history_{year:04} PARTITION OF history FOR VALUES FROM ({first}) TO ({after})")
        )


def year_of(end_ms: int) -> int:
    """Return the year that a period which ends at a moment belongs to."""
    return datetime.fromtimestamp((end_ms - 1) / 1000, SHANGHAI).year


class Years:
    """The years that are known to have their partition. On SQLite there are none to make."""

    def __init__(self, engine: sa.Engine) -> None:
        self._divided = engine.dialect.name == "postgresql"
        self._known: set[int] = set()

    def cover(self, connection: sa.Connection, ends_ms: set[int]) -> None:
        """Make what is missing for some ends of periods, in the transaction that needs it."""
        if not self._divided:
            return
        for end_ms in ends_ms:
            if year_of(end_ms) not in self._known:
                cover(connection, end_ms)

    def keep(self, ends_ms: set[int]) -> None:
        """Remember years whose rows are durable now."""
        self._known |= {year_of(end_ms) for end_ms in ends_ms}
