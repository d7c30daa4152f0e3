"""What goes out: the queue of notices, kept in SQL. So memory holds only what is under way, whatever a storm brings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from services.notifier.ledger import wait_for_turn
from services.notifier.notice import Notice, Receiver
from services.notifier.parcel import Parcel, Settled
from services.notifier.settling import settle
from services.notifier.stages.retrying import SENDING, WAITING
from services.notifier.tables import EPISODES, EVENTS, NOTICES
from shared.runtime.database import reading

MOST_TOGETHER = 500
"""Notices that go in one message; further ones of their group go in the next."""


def _receivers(table: sa.FromClause) -> sa.ColumnElement[bool]:
    return sa.and_(*(table.c[name] == sa.bindparam(name) for name in Receiver._fields))


def _not_behind() -> sa.ColumnElement[bool]:
    """Tell that no earlier event of the alert is under way or tried again in another message.

    What was put off before it was ever tried, to the end of quiet hours or to a digest, holds nothing back: it goes along.
    """
    earlier = NOTICES.alias("earlier")
    same_alert = sa.and_(earlier.c.alert_id == NOTICES.c.alert_id, earlier.c.cursor < NOTICES.c.cursor, _receivers(earlier))
    return ~sa.exists().where(same_alert, earlier.c.bundle.notin_(("", NOTICES.c.bundle)))


def _heads() -> sa.Select[Any]:
    due = _WAITING.where(NOTICES.c.due_ms <= sa.bindparam("now_ms"), _not_behind())
    return due.order_by(*_WORST_FIRST).limit(sa.bindparam("most"))


def _rows() -> sa.Select[Any]:
    joined = NOTICES.join(EVENTS, EVENTS.c.cursor == NOTICES.c.cursor).join(EPISODES, EPISODES.c.alert_id == NOTICES.c.alert_id)
    columns = (EVENTS.c.began_ms, EVENTS.c.trace, EVENTS.c.event, EPISODES.c.first_seen_ms)
    return sa.select(NOTICES, *columns).select_from(joined).order_by(*_WORST_FIRST)


# Made once: to make a statement costs more than to carry it out.
_WORST_FIRST = (NOTICES.c.severity.desc(), NOTICES.c.cursor)
_WAITING = sa.select(*(NOTICES.c[name] for name in ("notice_id", "alert_id", "group_key", "cursor", "due_ms", "attempts", "bundle"))).where(
    _receivers(NOTICES), NOTICES.c.state == WAITING
)
_HEADS = _heads()
_FRESH = _WAITING.where(NOTICES.c.bundle == "")
_OF_ALERTS = _FRESH.where(NOTICES.c.alert_id.in_(sa.bindparam("alerts", expanding=True))).order_by(NOTICES.c.cursor)
_OF_GROUP = _FRESH.where(NOTICES.c.group_key == sa.bindparam("group"), _not_behind()).order_by(*_WORST_FIRST).limit(MOST_TOGETHER)
_OF_BUNDLES = _WAITING.where(NOTICES.c.bundle.in_(sa.bindparam("bundles", expanding=True)))
_BY_ID = _rows().where(NOTICES.c.notice_id.in_(sa.bindparam("ids", expanding=True)))
_UNDER_WAY = _rows().where(_receivers(NOTICES), NOTICES.c.state == SENDING)
_NEXT_DUE = sa.select(sa.func.min(NOTICES.c.due_ms)).where(_receivers(NOTICES), NOTICES.c.state == WAITING)
_OF_IDS = sa.update(NOTICES).where(NOTICES.c.notice_id.in_(sa.bindparam("ids", expanding=True)))
_SEND_TOGETHER = _OF_IDS.values(state=SENDING, bundle=sa.bindparam("together"))
_SEND_AGAIN = _OF_IDS.values(state=SENDING)
_WHEN_AND_HOW = ("step", "due_ms", "group_key")
_SOONER = (
    sa.update(NOTICES)
    .where(NOTICES.c.notice_id == sa.bindparam("this"))
    .values({NOTICES.c[name]: sa.bindparam(f"new_{name}") for name in _WHEN_AND_HOW})
)
_SEND_ALONE = _OF_IDS.values(state=SENDING, bundle=NOTICES.c.notice_id)


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
            settle(connection, settled, now_ms)
            parcels = _under_way(connection, receiver) if most and recover else []
            if len(parcels) < most:
                parcels += _take(connection, receiver, now_ms, most - len(parcels))
            return Turn(parcels, None if parcels else _next_due(connection, receiver))


def write_notices(connection: sa.Connection, notices: Sequence[Notice]) -> None:
    """Write down notices as waiting, inside a transaction."""
    if notices:
        connection.execute(sa.insert(NOTICES), [{**one._asdict(), "state": WAITING} for one in notices])


def tell_sooner(connection: sa.Connection, notices: Sequence[Notice]) -> None:
    """Let notices that were put off go as they are given here, inside a transaction."""
    if notices:
        connection.execute(
            _SOONER, [{"this": one.notice_id, **{f"new_{name}": getattr(one, name) for name in _WHEN_AND_HOW}} for one in notices]
        )


def _under_way(connection: sa.Connection, receiver: Receiver) -> list[Parcel]:
    return list(_parcels(connection.execute(_UNDER_WAY, receiver._asdict()), repeat=True).values())


def _take(connection: sa.Connection, receiver: Receiver, now_ms: int, most: int) -> list[Parcel]:
    """Return the most severe and then oldest notices that are due, each with its group, marked as under way; fewer where few belong together.

    What failed is tried again as the message that it was: its receiver may have it, and knows it by its id. The events of one alert keep their order: where an earlier one still waits it goes first, at the later one's place in the queue.
    """
    heads = list(connection.execute(_HEADS, {**receiver._asdict(), "now_ms": now_ms, "most": most}))
    if not heads:
        return []
    fresh = [one for one in heads if not one.bundle]
    again = _again(connection, receiver, {one.bundle for one in heads if one.bundle})
    first = _first_of_each(connection, receiver, {one.alert_id for one in fresh if not one.group_key}, now_ms)
    # After the former: one that its subscriber's manifest grouped only later may be in both.
    groups = {key: _group(connection, receiver, key, now_ms) for key in dict.fromkeys(one.group_key for one in fresh if one.group_key)}
    ids = [*again, *(one for ids in (*first.values(), *groups.values()) for one in ids)]
    parcels = _parcels(connection.execute(_BY_ID, {"ids": ids}), repeat=False)
    new = {one.notice_id: groups.get(one.group_key) or first.get(one.alert_id) for one in fresh}
    order = dict.fromkeys(one.bundle or (new[one.notice_id] or ("",))[0] for one in heads)
    return [parcels[bundle] for bundle in order if bundle]


def _again(connection: sa.Connection, receiver: Receiver, bundles: Collection[str]) -> list[str]:
    """Mark messages that failed as under way, each as it was and under the id that it had, and return their notices."""
    if not bundles:
        return []
    ids = [row.notice_id for row in connection.execute(_OF_BUNDLES, {**receiver._asdict(), "bundles": list(bundles)})]
    connection.execute(_SEND_AGAIN, {"ids": ids})
    return ids


def _first_of_each(connection: sa.Connection, receiver: Receiver, alerts: Collection[str], now_ms: int) -> dict[str, list[str]]:
    """Mark the earliest notice that is due of each alert as under way, and return it by alert, with what was put off before it."""
    if not alerts:
        return {}
    waiting: dict[str, list[Any]] = {}
    for row in connection.execute(_OF_ALERTS, {**receiver._asdict(), "alerts": list(alerts)}):
        waiting.setdefault(row.alert_id, []).append(row)
    first = {alert: _to_the_first_due(rows, now_ms) for alert, rows in waiting.items()}
    connection.execute(_SEND_ALONE, {"ids": [ids[0] for ids in first.values()]})
    for ids in first.values():
        if len(ids) > 1:
            connection.execute(_SEND_TOGETHER, {"ids": ids, "together": ids[0]})
    return first


def _to_the_first_due(rows: Iterable[Any], now_ms: int) -> list[str]:
    """Return notices of one alert, in the order of its events, to the first one that is due; that one first, for it is what is sent."""
    ids: list[str] = []
    for row in rows:
        ids.insert(0, row.notice_id)
        if row.due_ms <= now_ms:
            break
    return ids


def _group(connection: sa.Connection, receiver: Receiver, key: str, now_ms: int) -> list[str]:
    """Mark what waits of a group as under way, and return it, the most severe first, with what was put off before of the same alerts."""
    rows = list(connection.execute(_OF_GROUP, {**receiver._asdict(), "group": key}))
    newest = {row.alert_id: row.cursor for row in sorted(rows, key=lambda row: int(row.cursor))}
    same = connection.execute(_OF_ALERTS, {**receiver._asdict(), "alerts": list(newest)}) if rows else ()
    earlier = [row for row in same if row.group_key != key and row.cursor < newest[row.alert_id]]
    ids = [row.notice_id for row in (*rows, *(row for row in earlier if row.due_ms > now_ms and not row.attempts))]
    if ids:
        connection.execute(_SEND_TOGETHER, {"ids": ids, "together": ids[0]})
    return ids


def _parcels(rows: Iterable[Any], *, repeat: bool) -> dict[str, Parcel]:
    """Return parcels by bundle."""
    bundles: dict[str, list[Any]] = {}
    for row in rows:
        bundles.setdefault(row.bundle, []).append(row)
    return {bundle: Parcel(bundle, [_notice(row) for row in some], some, repeat) for bundle, some in bundles.items()}


def _notice(row: Any) -> Notice:  # noqa: ANN401 - a row of the table
    return Notice(*(getattr(row, name) for name in Notice._fields))


def _next_due(connection: sa.Connection, receiver: Receiver) -> int | None:
    found: int | None = connection.execute(_NEXT_DUE, receiver._asdict()).scalar()
    return found
