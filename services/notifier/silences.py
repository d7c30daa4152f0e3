"""Silences as they stand by the ledger, which alone keeps them."""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping

import sqlalchemy as sa

from services.notifier.ledger import kept_after
from services.notifier.lifecycle.line import PLATFORM, Line, Step, line_id
from services.notifier.lifecycle.silence import Silence, silences_of
from services.notifier.lifecycle.writing_down import read

_AT_ONCE = 1000
_OF_NO_ALERT = ""


class Silences:
    """Follows the ledger's lines about no alert; thread-safe, blocks."""

    def __init__(self) -> None:
        self._known: Mapping[str, Silence] = {}
        self._line = 0
        self._lock = threading.Lock()

    def read(self, connection: sa.Connection) -> Mapping[str, Silence]:
        """Return all silences by id, ended ones too. In a transaction that appends lines itself: before it does."""
        with self._lock:
            while kept := kept_after(connection, self._line, _AT_ONCE, _OF_NO_ALERT):
                self._known = silences_of([read(one.body, one.words) for one in kept], self._known)
                self._line = kept[-1].number
            return self._known

    def active(self, connection: sa.Connection, now_ms: int) -> Collection[Silence]:
        """Return those that hold at an instant; as `read`."""
        return [one for one in self.read(connection).values() if one.is_active(now_ms)]


def lines_of_ended(silences: Collection[Silence], now_ms: int) -> list[Line]:
    """Return the lines of silences that have come to their end."""
    return [
        Line(
            id=line_id("silence-ended", one.id),
            alert=_OF_NO_ALERT,
            step=Step.SILENCE_ENDED,
            time_ms=now_ms,
            actor=PLATFORM,
            note="its end has come",
            facts={"silence": one.id},
        )
        for one in silences
        if one.ended is None and one.end_ms <= now_ms
    ]
