"""Keeping heads: now and then the end of the ledger's hash chain is recorded on Kafka, where it cannot be written anew together with the ledger.

The ledger notes where, so that neither can be taken away alone.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

import sqlalchemy as sa

from services.notifier.ledger import append, head
from services.notifier.lifecycle.line import Step
from services.notifier.lifecycle.writing_down import read
from services.notifier.lines import line_of_recorded
from services.notifier.tables import LEDGER
from shared.events.ledger_heads import NOTIFIER, record_head
from shared.model.chain import Link
from shared.model.errors import Unavailable
from shared.model.kept_heads import KeptHead
from shared.runtime import metrics
from shared.runtime.database import reading
from shared.runtime.lifecycle import Life

_log = logging.getLogger(__name__)


class HeadKeeper:
    """Records the ledger's end where it has moved. Another instance that does the same does no harm."""

    def __init__(self, engine: sa.Engine, address: str, *, every_seconds: float, now_ms: Callable[[], int]) -> None:
        """Take its place.

        Args:
            engine: Database of the ledger.
            address: Kafka's brokers.
            every_seconds: Time between two records: so much of the ledger's end nobody else vouches for.
            now_ms: The machine's time.
        """
        self._engine = engine
        self._address = address
        self._every_seconds = every_seconds
        self._now_ms = now_ms

    async def keep(self, life: Life) -> None:
        """Record until the end of the life; while Kafka or the database is away it is tried again."""
        while not life.stopping:
            await life.rest(self._every_seconds)
            try:
                await asyncio.to_thread(self.record)
                metrics.LEDGER_UNRECORDED.set(0)
            except (Unavailable, sa.exc.OperationalError) as error:
                metrics.LEDGER_UNRECORDED.set(1)
                _log.warning("head of the ledger cannot be recorded, trying again", extra={"code": "head-unrecorded", "error": str(error)})

    def record(self) -> None:
        """Record the ledger's end unless that was done, and note it in the ledger; blocks.

        Whoever ends between the two records the same end once more.

        Raises:
            Unavailable: If Kafka is away.
        """
        with reading(self._engine).connect() as connection:
            end = unrecorded_end(connection)
        if end is None:
            return
        offset = record_head(self._address, NOTIFIER, KeptHead(end.number, end.hash, self._now_ms()))
        now_ms = self._now_ms()
        with self._engine.begin() as connection:
            append(connection, [line_of_recorded(end, offset, now_ms)], now_ms)


def unrecorded_end(connection: sa.Connection) -> Link | None:
    """Return the ledger's end; None: since the last one that was recorded nothing came but the note of it."""
    is_note = LEDGER.c.step == Step.HEAD_RECORDED.value
    newest = sa.select(LEDGER.c.link, LEDGER.c.body).order_by(LEDGER.c.line.desc()).limit(1)
    last = connection.execute(newest.where(~is_note)).one_or_none()
    note = connection.execute(newest.where(is_note)).one_or_none()
    if last is None or (note is not None and last.link <= int(read(note.body, None).facts["head"])):
        return None
    return head(connection)
