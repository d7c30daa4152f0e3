"""Dead notices: refused for good, or given up. They are kept, and put back into the queue on request."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from services.notifier.episodes import seen_of, write_down
from services.notifier.ledger import wait_for_turn
from services.notifier.lifecycle.line import Line, Step, line_id
from services.notifier.notice import Receiver
from services.notifier.stages.retrying import DEAD, WAITING
from services.notifier.tables import DELIVERIES, EPISODES, NOTICES
from shared.runtime.database import reading


class Wanted(NamedTuple):
    """Which dead notices; an empty field says nothing."""

    plan: str = ""
    subscriber: str = ""
    channel: str = ""
    alert_id: str = ""
    notice_ids: Sequence[str] = ()

    @property
    def says_nothing(self) -> bool:
        """It is all of them."""
        return not any(self)


class DeadNotices:
    """Reads and writes; thread-safe, blocks."""

    def __init__(self, engine: sa.Engine, now_ms: Callable[[], int]) -> None:
        self._engine = engine
        self._now_ms = now_ms

    def listed(self, wanted: Wanted, limit: int) -> tuple[list[Any], int]:
        """Return the newest with their last answers, and how many there are in all."""
        last = sa.select(DELIVERIES.c.answer).where(DELIVERIES.c.notice_id == NOTICES.c.notice_id)
        answer = last.order_by(DELIVERIES.c.attempt.desc()).limit(1).scalar_subquery().label("answer")
        condition = sa.and_(*_conditions(wanted))
        query = sa.select(NOTICES, answer).where(condition).order_by(NOTICES.c.created_ms.desc(), NOTICES.c.cursor.desc()).limit(limit)
        with reading(self._engine).connect() as connection:
            total = connection.execute(sa.select(sa.func.count()).select_from(NOTICES).where(condition)).scalar_one()
            return list(connection.execute(query)), total

    def replay(self, wanted: Wanted, *, by: str, why: str, may: Callable[[str], bool]) -> list[Receiver]:
        """Put notices back into the queue, as if they were made now, and return the receiver of each.

        Args:
            wanted: Which.
            by: Who asks.
            why: In that person's words.
            may: Tells whether that person cares for alerts of an area.
        """
        joined = sa.select(NOTICES, EPISODES.c.area).join(EPISODES, EPISODES.c.alert_id == NOTICES.c.alert_id)
        with self._engine.begin() as connection:
            wait_for_turn(connection)
            now_ms = self._now_ms()
            rows = [row for row in connection.execute(joined.where(*_conditions(wanted))) if may(row.area)]
            ids = [{"notice": row.notice_id} for row in rows]
            if ids:
                back = sa.update(NOTICES).where(NOTICES.c.notice_id == sa.bindparam("notice"))
                connection.execute(back.values(state=WAITING, due_ms=now_ms, created_ms=now_ms, bundle=""), ids)
            write_down(connection, _lines(connection, rows, by, why, now_ms), now_ms)
        return [Receiver(row.plan, row.subscriber, row.channel) for row in rows]


def _conditions(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    named = {name: getattr(wanted, name) for name in ("plan", "subscriber", "channel", "alert_id")}
    found = [NOTICES.c.state == DEAD, *(NOTICES.c[name] == value for name, value in named.items() if value)]
    return [*found, NOTICES.c.notice_id.in_(wanted.notice_ids)] if wanted.notice_ids else found


def _lines(connection: sa.Connection, rows: Sequence[Any], by: str, why: str, now_ms: int) -> list[Line]:
    seen = seen_of(connection, {row.alert_id for row in rows})
    return [
        Line(
            id=line_id("replayed", row.notice_id, row.attempts),
            alert=row.alert_id,
            step=Step.REPLAYED,
            time_ms=now_ms,
            actor=by,
            note=why,
            seen=seen[row.alert_id],
            facts={"notice": row.notice_id, "subscriber": row.subscriber, "channel": row.channel},
        )
        for row in rows
    ]
