"""The notifier's tables."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from shared.runtime.projector import positions_table

MIGRATIONS = Path(__file__).parent / "migrations"
METADATA = sa.MetaData()
_SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")
"""SQLite counts up only in an INTEGER, which has 64 bits there."""
POSITIONS = positions_table(METADATA)

EVENTS = sa.Table(
    "events",
    METADATA,
    sa.Column("cursor", _SERIAL, primary_key=True),
    sa.Column("alert_id", sa.Text),
    sa.Column("source_offset", sa.BigInteger),
    sa.Column("source_ordinal", sa.Integer),
    sa.Column("seen_ms", sa.BigInteger),
    sa.Column("began_ms", sa.BigInteger),
    sa.Column("trace", sa.Text),
    sa.Column("event", sa.LargeBinary),
)
"""Every event of every episode; the cursor is what subscribers resume from."""

EPISODES = sa.Table(
    "episodes",
    METADATA,
    sa.Column("alert_id", sa.Text, primary_key=True),
    sa.Column("plan", sa.Text),
    sa.Column("rule", sa.Text),
    sa.Column("area", sa.Text),
    sa.Column("entity", sa.Text),
    sa.Column("severity", sa.Integer),
    sa.Column("state", sa.Integer),
    sa.Column("source_offset", sa.BigInteger),
    sa.Column("source_ordinal", sa.Integer),
    sa.Column("first_seen_ms", sa.BigInteger),
    sa.Column("first_cursor", sa.BigInteger),
    sa.Column("last_cursor", _SERIAL),
    sa.Column("acknowledged_by", sa.Text),
    sa.Column("acknowledged_ms", sa.BigInteger),
    sa.Column("phase", sa.Text),
    sa.Column("unit", sa.Text),
    sa.Column("deadline_ms", sa.BigInteger),
    sa.Column("standing", sa.Text),
    sa.Column("next_ms", sa.BigInteger, server_default="0"),
    sa.Column("held", sa.Text, server_default=""),
    sa.Column("event", sa.LargeBinary),
)
"""Where each episode stands: a copy, made of the events and the ledger, to be looked for by.

`next_ms` says when to look at it again, `held` what holds notices about it back."""

LEDGER = sa.Table(
    "ledger",
    METADATA,
    sa.Column("line", _SERIAL, primary_key=True),
    sa.Column("id", sa.Text),
    sa.Column("link", _SERIAL),
    sa.Column("alert_id", sa.Text),
    sa.Column("step", sa.Text),
    sa.Column("body", sa.Text),
    sa.Column("digest", sa.Text),
)
"""Who did what when; lines are appended, never changed. The body is the line, the other columns are to find it by."""

WORDS = sa.Table("words", METADATA, sa.Column("id", sa.Text, primary_key=True), sa.Column("salt", sa.Text), sa.Column("words", sa.Text))
"""What is personal of a line, by its id: all that may be erased."""

LINKS = sa.Table(
    "links", METADATA, sa.Column("link", _SERIAL, primary_key=True), sa.Column("time_ms", sa.BigInteger), sa.Column("hash", sa.Text)
)
"""The hash chain over the ledger: one link for each transaction that appended."""

NOTICES = sa.Table(
    "notices",
    METADATA,
    sa.Column("notice_id", sa.Text, primary_key=True),
    sa.Column("cursor", _SERIAL),
    sa.Column("alert_id", sa.Text),
    sa.Column("plan", sa.Text),
    sa.Column("subscriber", sa.Text),
    sa.Column("channel", sa.Text),
    sa.Column("state", sa.Text),
    sa.Column("attempts", sa.Integer),
    sa.Column("step", sa.Text),
    sa.Column("severity", sa.Integer),
    sa.Column("group_key", sa.Text),
    sa.Column("due_ms", sa.BigInteger),
    sa.Column("created_ms", sa.BigInteger),
    sa.Column("bundle", sa.Text, server_default=""),
)
"""What has to be delivered: waiting, sending, delivered or dead. While it is sent, and until it is sent again, `bundle` names the message that it goes in."""

DELIVERIES = sa.Table(
    "deliveries",
    METADATA,
    sa.Column("delivery", _SERIAL, primary_key=True),
    sa.Column("notice_id", sa.Text),
    sa.Column("alert_id", sa.Text),
    sa.Column("subscriber", sa.Text),
    sa.Column("channel", sa.Text),
    sa.Column("attempt", sa.Integer),
    sa.Column("time_ms", sa.BigInteger),
    sa.Column("delivered", sa.Boolean),
    sa.Column("answer", sa.Text),
    sa.Column("latency_ms", sa.Float),
)
"""Every attempt."""

REQUESTS = sa.Table(
    "requests",
    METADATA,
    sa.Column("subject", sa.Text, primary_key=True),
    sa.Column("method", sa.Text, primary_key=True),
    sa.Column("request_id", sa.Text, primary_key=True),
    sa.Column("digest", sa.Text),
)
"""Requests that were carried out, so that a repeat changes nothing."""
