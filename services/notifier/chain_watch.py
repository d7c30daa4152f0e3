"""Watching the ledger: a slow round in the background checks the whole hash chain from its beginning, and a gauge tells whether it holds."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterator, Sequence

import sqlalchemy as sa

from services.notifier.ledger import head, kept_after, links_between
from shared.model.chain import Kept, Link
from shared.model.chain_verification import Verified, verify
from shared.model.errors import Unavailable
from shared.model.head_notes import verify_both_ways
from shared.model.kept_heads import KeptHead
from shared.runtime import metrics
from shared.runtime.database import reading
from shared.runtime.lifecycle import Life

_log = logging.getLogger(__name__)

_AT_ONCE = 500
_PAUSE_SECONDS = 0.02
"""After so many links or lines: a round takes longer, and nobody waits for it."""


class _Ending(Exception):
    """The process ends in the middle of a round, which then says nothing."""


class ChainWatch:
    """Checks again and again, also against the heads that were recorded elsewhere, so that a chain written anew is noticed too."""

    def __init__(self, engine: sa.Engine, round_seconds: float, recorded: Callable[[], Sequence[KeptHead]]) -> None:
        """Take its place.

        Args:
            engine: Database of the ledger.
            round_seconds: Time between two rounds.
            recorded: Returns the heads that were recorded elsewhere; raises Unavailable when they cannot be read now.
        """
        self._engine = reading(engine)
        self._round_seconds = round_seconds
        self._recorded = recorded
        self._heads: Sequence[KeptHead] | None = None

    async def watch(self, life: Life) -> None:
        """Check until the end of the life; while the database is away a round is left out."""
        while not life.stopping:
            try:
                self._tell(await asyncio.to_thread(self.check, lambda: life.stopping))
            except _Ending:
                return
            except sa.exc.OperationalError as error:
                _log.warning("ledger cannot be read, trying again", extra={"code": "ledger-unread", "error": str(error)})
            await life.rest(self._round_seconds)

    def check(self, is_ending: Callable[[], bool] = lambda: False) -> Verified:
        """Return how far the ledger holds; blocks, with pauses."""
        # Before the ledger's end is read: what is recorded meanwhile may lie behind it.
        self._read_heads()
        with self._engine.connect() as connection:
            last = head(connection).number
        links, lines = self._links(last, is_ending), self._lines(last, is_ending)
        return verify(links, lines) if self._heads is None else verify_both_ways(links, lines, self._heads, {})

    def _read_heads(self) -> None:
        """Read what the ledger must have; while Kafka is away what was read last counts."""
        try:
            self._heads = self._recorded()
        except Unavailable as error:
            _log.warning("recorded heads of the ledger cannot be read", extra={"code": "heads-unread", "error": str(error)})

    def _links(self, last: int, is_ending: Callable[[], bool]) -> Iterator[Link]:
        for first in range(1, last + 1, _AT_ONCE):
            _rest(is_ending)
            with self._engine.connect() as connection:
                page = links_between(connection, first, min(first + _AT_ONCE - 1, last))
            yield from page

    def _lines(self, last: int, is_ending: Callable[[], bool]) -> Iterator[Kept]:
        """Yield the lines that were sealed when the round began."""
        after = 0
        while page := self._page(after, is_ending):
            yield from (one for one in page if one.link <= last)
            after = page[-1].number

    def _page(self, after: int, is_ending: Callable[[], bool]) -> list[Kept]:
        _rest(is_ending)
        with self._engine.connect() as connection:
            return kept_after(connection, after, _AT_ONCE)

    def _tell(self, told: Verified) -> None:
        finding = told.finding
        metrics.LEDGER_LINKS.set(told.links)
        metrics.LEDGER_BROKEN.set(0 if finding is None else 1)
        metrics.LEDGER_CHECKED.set(time.time())
        if finding is not None:
            about = {"link": finding.link, "line": finding.line, "reason": finding.reason}
            _log.error("ledger is not as it was written", extra={"code": "ledger-broken", **about})


def _rest(is_ending: Callable[[], bool]) -> None:
    if is_ending():
        raise _Ending
    time.sleep(_PAUSE_SECONDS)
