"""What goes out: the queue of notices, kept in SQL. So memory holds only what is under way, whatever a storm brings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from services.notifier.episodes import seen_of
from services.notifier.ledger import append, wait_for_turn
from services.notifier.lifecycle.line import Line
from services.notifier.lines import line_of_attempt
from services.notifier.notice import Notice, Receiver
from services.notifier.stages.retrying import SENDING, WAITING, Fate
from services.notifier.tables import DELIVERIES, EPISODES, EVENTS, NOTICES
from shared.runtime.database import reading

MOST_TOGETHER = 500
"""Notices that go in one message; further ones of their group go in the next."""


class Parcel(NamedTuple):
    """What is sent to a receiver in one message."""

    bundle: str
    """Id of the message: the id of the notice that it was made for."""
    notices: Sequence[Notice]
    """The most severe first."""
    rows: Sequence[Any]
    """For each notice began_ms, trace, event and first_seen_ms of its event."""
    repeat: bool
    """It was under way before, and what came of it was not written down."""


class Settled(NamedTuple):
    """What came of a parcel."""

    parcel: Parcel
    fate: Fate
    delivered: bool
    answer: str
    time_ms: int
    """When the attempt ended."""


class Turn(NamedTuple):
    """What a receiver's worker has to do next."""

    parcels: Sequence[Parcel]
    due_ms: int | None
    """When the next notice is due, where there is nothing to send now; None: nothing waits."""


class Outbox:
    """Reads and writes; thread-safe, blocks. One worker a receiver at a time."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def receivers(self) -> list[Receiver]:
        """Return those for whom something waits."""
        columns = (NOTICES.c.plan, NOTICES.c.subscriber, NOTICES.c.channel)
        query = sa.select(*columns).where(NOTICES.c.state.in_((WAITING, SENDING))).distinct()
        with reading(self._engine).connect() as connection:
            return [Receiver(*row) for row in connection.execute(query)]

    def counts(self) -> dict[str, int]:
        """Return how many notices are in each state that is not the good end."""
        query = sa.select(NOTICES.c.state, sa.func.count().label("total")).where(NOTICES.c.state != "delivered").group_by(NOTICES.c.state)
        with reading(self._engine).connect() as connection:
            return {row.state: row.total for row in connection.execute(query)}

    def turn(self, receiver: Receiver, settled: Sequence[Settled], *, now_ms: int, most: int, recover: bool = False) -> Turn:
        """Write down what came of the last parcels and which are under way next, in one transaction.

        A crash before it repeats the parcels settled; what is under way is known after a crash, and goes first then, marked as a repeat.

        Args:
            receiver: Whose turn it is.
            settled: What came of all parcels of the last turn.
            now_ms: The machine's time.
            most: Parcels to take at most; 0: none.
            recover: It may be the first turn after a crash.
        """
        with self._engine.begin() as connection:
            wait_for_turn(connection)
            for one in settled:
                _settle(connection, one)
            append(connection, [line for one in settled for line in _lines(connection, one)], now_ms)
            parcels = _under_way(connection, receiver) if most and recover else []
            while len(parcels) < most and (parcel := _next(connection, receiver, now_ms)) is not None:
                parcels.append(parcel)
            return Turn(parcels, None if parcels else _next_due(connection, receiver))


def write_notices(connection: sa.Connection, notices: Sequence[Notice]) -> None:
    """Write down notices as waiting, inside a transaction."""
    if notices:
        connection.execute(sa.insert(NOTICES), [{**one._asdict(), "state": WAITING} for one in notices])


def unknown(connection: sa.Connection, notices: Sequence[Notice]) -> list[Notice]:
    """Return the notices that were not written down before, inside a transaction."""
    ids = [one.notice_id for one in notices]
    known = set(connection.execute(sa.select(NOTICES.c.notice_id).where(NOTICES.c.notice_id.in_(ids))).scalars()) if ids else set()
    return [one for one in notices if one.notice_id not in known]


def _of(receiver: Receiver, table: sa.FromClause = NOTICES) -> sa.ColumnElement[bool]:
    return sa.and_(*(table.c[name] == value for name, value in receiver._asdict().items()))


def _next(connection: sa.Connection, receiver: Receiver, now_ms: int) -> Parcel | None:
    """Return the most severe and then oldest notice that is due, with its group, marked as under way.

    The events of one alert keep their order: where an earlier one still waits it goes first, at the later one's place in the queue.
    """
    earlier = NOTICES.alias("earlier")
    blocking = sa.or_(earlier.c.state == SENDING, sa.and_(earlier.c.state == WAITING, earlier.c.due_ms > now_ms))
    same_alert = sa.and_(earlier.c.alert_id == NOTICES.c.alert_id, earlier.c.cursor < NOTICES.c.cursor, _of(receiver, earlier))
    blocked = sa.exists().where(same_alert, blocking)
    due = sa.select(NOTICES).where(_of(receiver), NOTICES.c.state == WAITING, NOTICES.c.due_ms <= now_ms, ~blocked)
    head = connection.execute(due.order_by(NOTICES.c.severity.desc(), NOTICES.c.cursor).limit(1)).first()
    if head is None:
        return None
    together = sa.select(NOTICES.c.notice_id).where(_of(receiver), NOTICES.c.state == WAITING)
    if head.group_key:
        group = together.where(NOTICES.c.group_key == head.group_key).order_by(NOTICES.c.severity.desc(), NOTICES.c.cursor)
        ids = list(connection.execute(group.limit(MOST_TOGETHER)).scalars())
    else:
        ids = [connection.execute(together.where(NOTICES.c.alert_id == head.alert_id).order_by(NOTICES.c.cursor).limit(1)).scalar_one()]
    connection.execute(sa.update(NOTICES).where(NOTICES.c.notice_id.in_(ids)).values(state=SENDING, bundle=ids[0]))
    return _parcel(ids[0], _rows(connection, NOTICES.c.notice_id.in_(ids)), repeat=False)


def _under_way(connection: sa.Connection, receiver: Receiver) -> list[Parcel]:
    bundles: dict[str, list[Any]] = {}
    for row in _rows(connection, sa.and_(_of(receiver), NOTICES.c.state == SENDING)):
        bundles.setdefault(row.bundle, []).append(row)
    return [_parcel(bundle, rows, repeat=True) for bundle, rows in bundles.items()]


def _rows(connection: sa.Connection, wanted: sa.ColumnElement[bool]) -> list[Any]:
    joined = NOTICES.join(EVENTS, EVENTS.c.cursor == NOTICES.c.cursor).join(EPISODES, EPISODES.c.alert_id == NOTICES.c.alert_id)
    columns = (EVENTS.c.began_ms, EVENTS.c.trace, EVENTS.c.event, EPISODES.c.first_seen_ms)
    query = sa.select(NOTICES, *columns).select_from(joined).where(wanted)
    return list(connection.execute(query.order_by(NOTICES.c.severity.desc(), NOTICES.c.cursor)))


def _parcel(bundle: str, rows: Sequence[Any], *, repeat: bool) -> Parcel:
    notices = [Notice(*(getattr(row, name) for name in Notice._fields)) for row in rows]
    return Parcel(bundle, notices, rows, repeat)


def _next_due(connection: sa.Connection, receiver: Receiver) -> int | None:
    query = sa.select(sa.func.min(NOTICES.c.due_ms)).where(_of(receiver), NOTICES.c.state == WAITING)
    found: int | None = connection.execute(query).scalar()
    return found


def _settle(connection: sa.Connection, settled: Settled) -> None:
    fate, notices = settled.fate, settled.parcel.notices
    ids = [one.notice_id for one in notices]
    connection.execute(
        sa.update(NOTICES)
        .where(NOTICES.c.notice_id.in_(ids))
        .values(state=fate.state, due_ms=fate.due_ms, attempts=NOTICES.c.attempts + 1, bundle="")
    )
    connection.execute(
        sa.insert(DELIVERIES),
        [
            {
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
            for one, row in zip(notices, settled.parcel.rows, strict=True)
        ],
    )


def _lines(connection: sa.Connection, settled: Settled) -> Iterator[Line]:
    seen = seen_of(connection, {one.alert_id for one in settled.parcel.notices})
    for one in settled.parcel.notices:
        yield line_of_attempt(
            one.notice_id,
            one.attempts + 1,
            alert=one.alert_id,
            seen=seen[one.alert_id],
            subscriber=one.subscriber,
            delivered=settled.delivered,
            note=f"{one.channel}, attempt {one.attempts + 1}: {settled.answer}",
            time_ms=settled.time_ms,
        )


def latency_ms(row: Any, time_ms: int) -> float:  # noqa: ANN401 - a row of the table
    """Return the milliseconds from the observation in the log to an instant; 0 where that is not known."""
    return float(max(time_ms - row.began_ms, 0)) if row.began_ms else 0.0
