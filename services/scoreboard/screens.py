"""What screens ask of a database: of every key where it stands, in plain columns, and what each district carries of it.

A copy of what `latest` holds, for readers that cannot decode an event, such as Grafana. The sentences are those of the last status alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import sqlalchemy as sa

from services.scoreboard.projection import METADATA, Key, outlook, write_latest
from shared.events.verdicts import status_from_message
from shared.judgement.wording import explain_status
from shared.model.period import Period
from xiheng.events.v1.verdict_pb2 import TargetStatusEvent

STANDING = sa.Table(
    "standing",
    METADATA,
    sa.Column("plan", sa.Text, primary_key=True),
    sa.Column("target", sa.Text, primary_key=True),
    sa.Column("area", sa.Text, primary_key=True),
    sa.Column("source_offset", sa.BigInteger),
    sa.Column("source_ordinal", sa.Integer),
    sa.Column("period", sa.Text),
    sa.Column("period_end_ms", sa.BigInteger),
    sa.Column("known_ms", sa.BigInteger),
    sa.Column("status", sa.Integer),
    sa.Column("last_status", sa.Integer),
    sa.Column("value", sa.Float),
    sa.Column("unit", sa.Text),
    sa.Column("plan_value", sa.Float),
    sa.Column("attainment", sa.Float),
    sa.Column("projected", sa.Float),
    sa.Column("low", sa.Float),
    sa.Column("high", sa.Float),
    sa.Column("chance", sa.Float),
    sa.Column("strength", sa.Text),
    sa.Column("owner", sa.Text),
    sa.Column("explanation_zh", sa.Text),
    sa.Column("explanation_en", sa.Text),
)
"""Where every key stands; `low` and `high` are the ends of the 80 % interval of the value at the year's end."""

PARTS = sa.Table(
    "parts",
    METADATA,
    sa.Column("plan", sa.Text, primary_key=True),
    sa.Column("target", sa.Text, primary_key=True),
    sa.Column("area", sa.Text, primary_key=True),
    sa.Column("child", sa.Text, primary_key=True),
    sa.Column("value", sa.Float),
    sa.Column("fair", sa.Float),
    sa.Column("gap", sa.Float),
)
"""What each child area carries of the gap; child is empty for the published value's own difference."""


def write_screens(connection: sa.Connection, engine: sa.Engine, events: Iterable[TargetStatusEvent]) -> None:
    """Write what screens show of the last status of each key, inside the transaction that takes them in."""
    listed = list(events)
    if not listed:
        return
    write_latest(connection, engine, STANDING, [_standing(one) for one in listed])
    gone = (PARTS.c.plan == sa.bindparam("p")) & (PARTS.c.target == sa.bindparam("t")) & (PARTS.c.area == sa.bindparam("a"))
    connection.execute(sa.delete(PARTS).where(gone), [{"p": one.plan, "t": one.target, "a": one.area} for one in listed])
    parts = [row for one in listed for row in _parts(one)]
    if parts:
        connection.execute(sa.insert(PARTS), parts)


def _standing(event: TargetStatusEvent) -> dict[str, object]:
    verdict = status_from_message(event).verdict
    return {
        **_key(event)._asdict(),
        "source_offset": event.origin.offset,
        "source_ordinal": event.origin.ordinal,
        "period": event.period,
        "period_end_ms": Period.parse(event.period).end_ms(),
        "known_ms": event.known_time_ms,
        "status": event.status,
        "last_status": event.last_status if event.HasField("last_status") else None,
        "value": event.value if event.HasField("value") else None,
        "unit": event.unit,
        "plan_value": event.plan_value if event.HasField("plan_value") else None,
        "attainment": event.attainment if event.HasField("attainment") else None,
        **outlook(event),
        "strength": event.strength,
        "owner": event.owner,
        "explanation_zh": explain_status(verdict, "zh"),
        "explanation_en": explain_status(verdict, "en"),
    }


def _parts(event: TargetStatusEvent) -> Iterator[dict[str, object]]:
    for one in event.contributions:
        yield {**_key(event)._asdict(), "child": one.area, "value": one.value, "fair": one.fair, "gap": one.gap}


def _key(event: TargetStatusEvent) -> Key:
    return Key(event.plan, event.target, event.area)
