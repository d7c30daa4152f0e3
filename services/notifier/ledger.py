"""The ledger in SQL: lines are appended in links of a hash chain, one a transaction, and never changed."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import sqlalchemy as sa

from services.notifier.lifecycle.line import Line
from services.notifier.lifecycle.writing_down import read, written
from services.notifier.tables import LEDGER, LINKS, WORDS
from shared.model.chain import GENESIS, Kept, Link, digest_of, next_hash

_ONE_WRITER = 7134022
"""Number of PostgreSQL's lock; SQLite has one writer anyway."""
_AT_ONCE = 500
_COLUMNS = (LEDGER.c.line, LEDGER.c.link, LEDGER.c.alert_id, LEDGER.c.body, LEDGER.c.digest, WORDS.c.salt, WORDS.c.words)


def append(connection: sa.Connection, lines: Iterable[Line], now_ms: int) -> list[Line]:
    """Append lines as one link inside a transaction, and return those that were not there yet.

    Whoever appends goes first until its transaction ends: numbers of lines and links rise in the order in which they become visible.
    """
    wait_for_turn(connection)
    fresh = _without_known(connection, {one.id: one for one in lines})
    if not fresh:
        return []
    before = head(connection)
    number = before.number + 1
    salts = [secrets.token_hex(16) for _ in fresh]
    kept = [written(line, salt) for line, salt in zip(fresh, salts, strict=True)]
    digests = [digest_of(one.body) for one in kept]
    rows = [
        {"id": line.id, "link": number, "alert_id": line.alert, "step": line.step.value, "body": one.body, "digest": digest}
        for line, one, digest in zip(fresh, kept, digests, strict=True)
    ]
    connection.execute(sa.insert(LEDGER), rows)
    personal = [
        {"id": line.id, "salt": salt, "words": one.words}
        for line, salt, one in zip(fresh, salts, kept, strict=True)
        if one.words is not None
    ]
    if personal:
        connection.execute(sa.insert(WORDS), personal)
    sealed = next_hash(before.hash, number, now_ms, digests)
    connection.execute(sa.insert(LINKS).values(link=number, time_ms=now_ms, hash=sealed))
    return fresh


def wait_for_turn(connection: sa.Connection) -> None:
    """Wait until nobody else appends; holds until the transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ONE_WRITER)))


def lines_of(connection: sa.Connection, alerts: Sequence[str]) -> Mapping[str, list[Line]]:
    """Return the lines of alerts, in the order in which they were appended; none for an alert without any."""
    found: dict[str, list[Line]] = defaultdict(list)
    for some in _parts(alerts):
        for row in connection.execute(_lines().where(LEDGER.c.alert_id.in_(some)).order_by(LEDGER.c.line)):
            found[row.alert_id].append(read(row.body, row.words))
    return found


def kept_after(connection: sa.Connection, line: int, limit: int, alert: str | None = None) -> list[Kept]:
    """Return lines as they are kept, after one; of one alert alone where it is given."""
    query = _lines().where(LEDGER.c.line > line).order_by(LEDGER.c.line).limit(limit)
    rows = connection.execute(query if alert is None else query.where(LEDGER.c.alert_id == alert))
    return [Kept(row.line, row.link, row.alert_id, row.body, row.digest, row.salt or "", row.words) for row in rows]


def links_between(connection: sa.Connection, first: int, last: int) -> list[Link]:
    """Return links by number, both ends included."""
    query = sa.select(LINKS).where(LINKS.c.link.between(first, last)).order_by(LINKS.c.link)
    return [Link(row.link, row.time_ms, row.hash) for row in connection.execute(query)]


def head(connection: sa.Connection) -> Link:
    """Return the last link; number 0 while there is none."""
    row = connection.execute(sa.select(LINKS).order_by(LINKS.c.link.desc()).limit(1)).one_or_none()
    return Link(row.link, row.time_ms, row.hash) if row else Link(0, 0, GENESIS)


def _lines() -> sa.Select[tuple[object, ...]]:
    return sa.select(*_COLUMNS).outerjoin(WORDS, WORDS.c.id == LEDGER.c.id)


def _without_known(connection: sa.Connection, lines: Mapping[str, Line]) -> list[Line]:
    known: set[str] = set()
    for some in _parts(list(lines)):
        known.update(connection.execute(sa.select(LEDGER.c.id).where(LEDGER.c.id.in_(some))).scalars())
    return [line for identity, line in lines.items() if identity not in known]


def _parts(listed: Sequence[str]) -> Iterator[Sequence[str]]:
    for begin in range(0, len(listed), _AT_ONCE):
        yield listed[begin : begin + _AT_ONCE]
