"""Rounds: what time alone brings. Every moment what is due is looked at: stages of chains, reminders, what was held back, ends of silences.

Time is an event here: what is done about it is written down with its notices in one transaction, so a crash before the commit leaves all to the
next round, and after it nothing is left to do. Ids follow from what is due, so two instances do nothing twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from services.notifier.episodes import write_down
from services.notifier.ledger import wait_for_turn
from services.notifier.lifecycle.line import Line
from services.notifier.looking import NEVER_MS, Looked, look
from services.notifier.notice import Notice
from services.notifier.outbox import tell_sooner, write_notices
from services.notifier.silences import Silences, lines_of_ended
from services.notifier.tables import EPISODES
from shared.model.catalogue import Catalogue
from shared.runtime.database import reading

_AT_ONCE = 100
"""Alerts in one transaction: others want to write too."""


class Round(NamedTuple):
    """What came of a round."""

    notices: Sequence[Notice] = ()
    lines: int = 0
    """Lines that were appended."""
    next_ms: int = 0
    """When there is something to do next, unless something happens before; milliseconds since 1970-01-01 UTC."""


class Rounds:
    """Goes the rounds; blocks, one thread at a time."""

    def __init__(self, engine: sa.Engine, catalogue: Callable[[], Catalogue], now_ms: Callable[[], int], silences: Silences) -> None:
        """Take what is needed.

        Args:
            engine: Database.
            catalogue: Returns the definitions in force, for the plans and subscribers.
            now_ms: The machine's time.
            silences: The silences.
        """
        self._engine = engine
        self._catalogue = catalogue
        self._now_ms = now_ms
        self._silences = silences
        self._looked_with: Catalogue | None = None
        self._silenced_by: frozenset[str] = frozenset()

    def go(self) -> Round:
        """Do what is due, at most for so many alerts that others can write in between."""
        catalogue, now_ms = self._catalogue(), self._now_ms()
        with reading(self._engine).connect() as connection:
            active = frozenset(one.id for one in self._silences.active(connection, now_ms))
            next_ms = _next_ms(connection)
            if self._is_as_before(catalogue, active) and next_ms > now_ms:
                return Round(next_ms=next_ms)
        with self._engine.begin() as connection:
            wait_for_turn(connection)
            if not self._is_as_before(catalogue, active):
                _look_at_all(connection)
            done = self._go(connection, catalogue, now_ms)
        self._looked_with, self._silenced_by = catalogue, active
        return done

    def _is_as_before(self, catalogue: Catalogue, active: frozenset[str]) -> bool:
        return catalogue is self._looked_with and active == self._silenced_by

    def _go(self, connection: sa.Connection, catalogue: Catalogue, now_ms: int) -> Round:
        silences = self._silences.read(connection).values()
        active = [one for one in silences if one.is_active(now_ms)]
        due = sa.select(EPISODES).where(EPISODES.c.next_ms <= now_ms).order_by(EPISODES.c.next_ms, EPISODES.c.severity.desc())
        rows = list(connection.execute(due.limit(_AT_ONCE)))
        looks = {row.alert_id: look(connection, row, catalogue, active, now_ms) for row in rows}
        lines: list[Line] = [*lines_of_ended(silences, now_ms), *(line for one in looks.values() for line in one.lines)]
        fresh = write_down(connection, lines, now_ms)
        new = [notice for one in looks.values() for notice in one.told.fresh]
        sooner = [notice for one in looks.values() for notice in one.told.sooner]
        write_notices(connection, new)
        tell_sooner(connection, sooner)
        _note(connection, looks)
        return Round([*new, *sooner], len(fresh), _next_ms(connection))


def _next_ms(connection: sa.Connection) -> int:
    found = connection.execute(sa.select(sa.func.min(EPISODES.c.next_ms))).scalar()
    return NEVER_MS if found is None else int(found)


def _look_at_all(connection: sa.Connection) -> None:
    """Look again at what waits: policies have changed, or a silence begun or ended."""
    connection.execute(sa.update(EPISODES).where(sa.or_(EPISODES.c.next_ms < NEVER_MS, EPISODES.c.held > "")).values(next_ms=0))


def _note(connection: sa.Connection, looks: dict[str, Looked]) -> None:
    """Write down when each is looked at next; where something was done, that is at once, as whoever appends has noted."""
    rows = [{"alert": alert, "next": 0 if one.lines else one.next_ms, "why": one.held} for alert, one in looks.items()]
    if rows:
        changed = sa.update(EPISODES).values(next_ms=sa.bindparam("next"), held=sa.bindparam("why"))
        connection.execute(changed.where(EPISODES.c.alert_id == sa.bindparam("alert")), rows)
