"""The ledger becomes a hash chain, and what is personal stands beside it. What was in the ledger before is appended as its first link."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from services.notifier.ledger import append
from services.notifier.lifecycle.line import Line, Seen, Step, line_id
from services.notifier.lines import line_of_event
from xiheng.events.v1.verdict_pb2 import AlertEvent

revision = "0003"
down_revision = "0002"

_SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables, and move what there is."""
    for name in ("phase", "unit", "standing"):
        op.add_column("episodes", sa.Column(name, sa.Text, nullable=False, server_default=""))
    op.add_column("episodes", sa.Column("deadline_ms", sa.BigInteger, nullable=False, server_default="0"))
    op.create_index("episodes_by_phase", "episodes", ["phase", "first_cursor"])
    op.drop_index("ledger_by_alert", "ledger")
    op.rename_table("ledger", "ledger_before")
    op.create_table(
        "ledger",
        sa.Column("line", _SERIAL, primary_key=True, autoincrement=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("link", sa.BigInteger, nullable=False),
        sa.Column("alert_id", sa.Text, nullable=False),
        sa.Column("step", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
    )
    op.create_index("ledger_by_alert", "ledger", ["alert_id", "line"])
    op.create_index("ledger_by_link", "ledger", ["link", "line"])
    op.create_table(
        "words",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("salt", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
    )
    op.create_table(
        "links",
        sa.Column("link", _SERIAL, primary_key=True, autoincrement=False),
        sa.Column("time_ms", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
    )
    lines = list(_lines_before(op.get_bind()))
    # The latest migration copies the standings: rows have all their columns only then.
    append(op.get_bind(), lines, max((one.time_ms for one in lines), default=0))
    op.drop_table("ledger_before")


def downgrade() -> None:
    """Refuse: a chain that was begun is not taken back."""
    raise NotImplementedError("the ledger's chain is not taken back; restore the database as it was before")


def _lines_before(connection: sa.Connection) -> Iterator[Line]:
    """Yield the lines of events, as they are written now, and what people and receivers did, after the event that stood last then."""
    seen: dict[str, list[tuple[int, Seen]]] = {}
    for row in connection.execute(sa.text("SELECT alert_id, seen_ms, event FROM events ORDER BY cursor")):
        event = AlertEvent.FromString(row.event)
        yield line_of_event(event, row.seen_ms, is_first=row.alert_id not in seen)
        seen.setdefault(row.alert_id, []).append((row.seen_ms, Seen(event.origin.offset, event.origin.ordinal)))
    done = sa.text("SELECT * FROM ledger_before WHERE step IN ('acknowledged', 'delivered', 'failed') ORDER BY line")
    for row in connection.execute(done):
        yield _line_before(row, seen.get(row.alert_id, []))


def _line_before(row: Any, seen: list[tuple[int, Seen]]) -> Line:  # noqa: ANN401 - a row of a table that is no more
    at = max((origin for time_ms, origin in seen if time_ms <= row.time_ms), default=Seen())
    return Line(
        id=line_id("before", row.line),
        alert=row.alert_id,
        step=Step(row.step),
        time_ms=row.time_ms,
        actor=row.actor,
        note=row.note,
        seen=at,
    )
