"""The projection of `target-statuses-v1` into SQL: a status counts only when its origin is higher than the last of its key."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa
from google.protobuf.message import DecodeError

from shared.events.kafka_client import Record
from shared.events.topics import BEGAN_HEADER
from shared.judgement.as_of import TOO_EARLY, UNASSESSABLE
from shared.model.period import Period
from shared.runtime import metrics
from shared.runtime.database import reading, upsert
from shared.runtime.projector import positions_table
from shared.runtime.telemetry import TRACE_HEADER
from shared.runtime.yearly import Years
from xiheng.events.v1.verdict_pb2 import TargetStatus, TargetStatusEvent

_log = logging.getLogger(__name__)

MIGRATIONS = Path(__file__).parent / "migrations"
METADATA = sa.MetaData()
POSITIONS = positions_table(METADATA)
HISTORY = sa.Table(
    "history",
    METADATA,
    sa.Column("plan", sa.Text, primary_key=True),
    sa.Column("target", sa.Text, primary_key=True),
    sa.Column("area", sa.Text, primary_key=True),
    sa.Column("source_offset", sa.BigInteger, primary_key=True),
    sa.Column("source_ordinal", sa.Integer, primary_key=True),
    sa.Column("period", sa.Text),
    sa.Column("period_end_ms", sa.BigInteger),
    sa.Column("known_ms", sa.BigInteger),
    sa.Column("status", sa.Integer),
    sa.Column("value", sa.Float),
    sa.Column("plan_value", sa.Float),
    sa.Column("event", sa.LargeBinary),
    sa.Column("projected", sa.Float),
    sa.Column("low", sa.Float),
    sa.Column("high", sa.Float),
    sa.Column("chance", sa.Float),
    sa.Column("own", sa.Boolean),
    sa.Column("official_ms", sa.BigInteger),
)
RETRACTED = sa.Table(
    "retracted",
    METADATA,
    sa.Column("plan", sa.Text, primary_key=True),
    sa.Column("target", sa.Text, primary_key=True),
    sa.Column("area", sa.Text, primary_key=True),
    sa.Column("period", sa.Text, primary_key=True),
    sa.Column("source_offset", sa.BigInteger, primary_key=True),
    sa.Column("known_ms", sa.BigInteger),
)
LATEST = sa.Table(
    "latest",
    METADATA,
    sa.Column("plan", sa.Text, primary_key=True),
    sa.Column("target", sa.Text, primary_key=True),
    sa.Column("area", sa.Text, primary_key=True),
    sa.Column("source_partition", sa.Integer),
    sa.Column("source_offset", sa.BigInteger),
    sa.Column("source_ordinal", sa.Integer),
    sa.Column("event", sa.LargeBinary),
    sa.Column("known_ms", sa.BigInteger),
)


class Key(NamedTuple):
    """What a status is about."""

    plan: str
    target: str
    area: str


class Applied(NamedTuple):
    """A status that was taken in."""

    key: Key
    event: TargetStatusEvent
    began_ms: int
    """When the observation that caused it came into the log, milliseconds of the machine's clock; 0: not known."""
    known_ms: int = 0
    """From when on it was known, milliseconds since 1970-01-01 UTC: never before what was said of its key earlier."""
    trace: str = ""
    """The `traceparent` of what judged it; empty: it is not traced."""


class _Last(NamedTuple):
    """Where the last status of a key came from."""

    origin: tuple[int, int] = (-1, -1)
    known_ms: int = 0


_NOTHING = _Last()
_AT_ONCE = 1000


class Projection:
    """Applies statuses; one thread at a time."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._years = Years(engine, "history")
        origins = sa.select(*(one for one in LATEST.c if one.name != "event"))
        with reading(engine).connect() as connection:
            self._last = {
                Key(row.plan, row.target, row.area): _Last((row.source_offset, row.source_ordinal), row.known_ms or 0)
                for row in connection.execute(origins)
            }

    @property
    def keys(self) -> int:
        """How many keys have a status."""
        return len(self._last)

    def latest(self, areas: Collection[str]) -> Iterator[TargetStatusEvent]:
        """Yield the last status of each key of some areas, not all held at once."""
        query = sa.select(LATEST.c.event).where(LATEST.c.area.in_(areas))
        with reading(self._engine).connect() as connection:
            for row in connection.execute(query, execution_options={"yield_per": _AT_ONCE}):
                yield TargetStatusEvent.FromString(row.event)

    def apply(self, connection: sa.Connection, records: list[Record]) -> list[Applied]:
        """Take in records inside a transaction, and return those that count, in order."""
        news, lasts = list[Applied](), dict[Key, _Last]()
        for record in records:
            event = decoded(record)
            if event is None:
                continue
            key, origin = Key(event.plan, event.target, event.area), (event.origin.offset, event.origin.ordinal)
            last = lasts.get(key) or self._last.get(key, _NOTHING)
            if origin <= last.origin:
                metrics.PROJECTED.labels("repeated").inc()
                continue
            known_ms = max(event.known_time_ms, last.known_ms)
            lasts[key] = _Last(origin, known_ms)
            headers = dict(record.headers)
            news.append(Applied(key, event, int(headers.get(BEGAN_HEADER, b"0")), known_ms, headers.get(TRACE_HEADER, b"").decode()))
        if news:
            self._years.cover(connection, _ends(news))
            self._write(connection, news)
        return news

    def _write(self, connection: sa.Connection, news: Sequence[Applied]) -> None:
        connection.execute(upsert(self._engine, HISTORY).on_conflict_do_nothing(), [_history_row(one) for one in news])
        retracted = [row for one in news for row in _retracted_rows(one)]
        if retracted:
            connection.execute(upsert(self._engine, RETRACTED).on_conflict_do_nothing(), retracted)
        write_latest(connection, self._engine, LATEST, [_latest_row(one) for one in {one.key: one for one in news}.values()])

    def applied(self, news: list[Applied]) -> None:
        """Remember what is durable now."""
        for one in news:
            self._last[one.key] = _Last((one.event.origin.offset, one.event.origin.ordinal), one.known_ms)
        self._years.keep(_ends(news))
        metrics.PROJECTED.labels("applied").inc(len(news))


def _ends(news: Iterable[Applied]) -> set[int]:
    return {Period.parse(one.event.period).end_ms() for one in news}


def write_latest(connection: sa.Connection, engine: sa.Engine, table: sa.Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Write a row for each (plan, target, area), over one whose origin is lower; other rows have no effect."""
    keys = [table.c.plan, table.c.target, table.c.area]
    insert = upsert(engine, table)
    known = sa.tuple_(table.c.source_offset, table.c.source_ordinal)
    older = known < sa.tuple_(insert.excluded.source_offset, insert.excluded.source_ordinal)
    changed = {one.name: insert.excluded[one.name] for one in table.c if not one.primary_key}
    connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=changed, where=older), rows)


def decoded(record: Record) -> TargetStatusEvent | None:
    """Return the status of a record; None where it is none, which is logged."""
    try:
        return TargetStatusEvent.FromString(record.value or b"")
    except DecodeError:
        _log.exception(
            "record left out: it is no TargetStatusEvent",
            extra={"code": "status-unreadable", "topic": record.topic, "partition": record.partition, "offset": record.offset},
        )
        return None


def _history_row(one: Applied) -> dict[str, object]:
    event = one.event
    return {
        **one.key._asdict(),
        "source_offset": event.origin.offset,
        "source_ordinal": event.origin.ordinal,
        "period": event.period,
        "period_end_ms": Period.parse(event.period).end_ms(),
        "known_ms": one.known_ms,
        "status": event.status,
        "value": event.value if event.HasField("value") else None,
        "plan_value": event.plan_value if event.HasField("plan_value") else None,
        "event": event.SerializeToString(),
        **outlook(event),
        "own": _is_own(event),
        "official_ms": event.official_time_ms,
    }


def outlook(event: TargetStatusEvent) -> dict[str, float | None]:
    """Return projection, ends of its 80 % interval and chance; None: not computed."""
    if not event.HasField("projection"):
        return dict.fromkeys(("projected", "low", "high", "chance"))
    ahead = event.projection
    found = {name: getattr(ahead, name) if ahead.HasField(name) else None for name in ("low", "high", "chance")}
    return {"projected": ahead.value, **found}


def _is_own(event: TargetStatusEvent) -> bool:
    """Tell a verdict on a period's own value from what is said while a value is awaited, or cannot come."""
    if event.status == TargetStatus.TARGET_STATUS_OVERDUE or event.facts.formula == TOO_EARLY:
        return False
    return event.facts.formula != UNASSESSABLE or event.HasField("value")


def _retracted_rows(one: Applied) -> Iterator[dict[str, object]]:
    for period in one.event.retracted_periods:
        yield {**one.key._asdict(), "period": period, "source_offset": one.event.origin.offset, "known_ms": one.known_ms}


def _latest_row(one: Applied) -> dict[str, object]:
    event, origin = one.event, one.event.origin
    return {
        **one.key._asdict(),
        "known_ms": one.known_ms,
        "source_partition": origin.partition,
        "source_offset": origin.offset,
        "source_ordinal": origin.ordinal,
        "event": event.SerializeToString(),
    }
