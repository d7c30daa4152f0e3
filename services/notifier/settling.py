"""Settling: what came of parcels, written down where it is asked for: the queue, the attempts, the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from services.notifier.episodes import seen_of
from services.notifier.ledger import append
from services.notifier.lifecycle.line import Line
from services.notifier.lines import line_of_attempt
from services.notifier.parcel import Settled, latency_ms
from services.notifier.stages.retrying import WAITING
from services.notifier.tables import DELIVERIES, NOTICES

_FATE = (
    sa.update(NOTICES)
    .where(NOTICES.c.notice_id == sa.bindparam("notice"))
    .values(state=sa.bindparam("fate"), due_ms=sa.bindparam("until"), attempts=NOTICES.c.attempts + 1, bundle=sa.bindparam("message"))
)


def settle(connection: sa.Connection, settled: Sequence[Settled], now_ms: int) -> None:
    """Write down what came of parcels, inside a transaction."""
    if not settled:
        return
    connection.execute(_FATE, [row for one in settled for row in _fates(one)])
    connection.execute(sa.insert(DELIVERIES), [row for one in settled for row in _attempts(one)])
    append(connection, list(_lines(connection, settled)), now_ms)


def _fates(settled: Settled) -> Iterator[dict[str, object]]:
    """Yield what becomes of each notice; those that wait stay together: what failed is tried again as the message that it was."""
    fate = settled.fate
    message = settled.parcel.bundle if fate.state == WAITING else ""
    for one in settled.parcel.notices:
        yield {"notice": one.notice_id, "fate": fate.state, "until": fate.due_ms, "message": message}


def _attempts(settled: Settled) -> Iterator[dict[str, object]]:
    for one, row in zip(settled.parcel.notices, settled.parcel.rows, strict=True):
        yield {
            "notice_id": one.notice_id,
            "alert_id": one.alert_id,
            "subscriber": one.subscriber,
            "channel": one.channel,
            "attempt": one.attempts + 1,
            "time_ms": settled.time_ms,
            "delivered": settled.delivered,
            "answer": settled.answer,
            "latency_ms": latency_ms(row, settled.time_ms),
        }


def _lines(connection: sa.Connection, settled: Sequence[Settled]) -> Iterator[Line]:
    seen = seen_of(connection, {notice.alert_id for one in settled for notice in one.parcel.notices})
    for one in settled:
        for notice in one.parcel.notices:
            yield line_of_attempt(
                notice.notice_id,
                notice.attempts + 1,
                alert=notice.alert_id,
                seen=seen[notice.alert_id],
                subscriber=notice.subscriber,
                delivered=one.delivered,
                note=f"{notice.channel}, attempt {notice.attempts + 1}: {one.answer}",
                time_ms=one.time_ms,
            )
