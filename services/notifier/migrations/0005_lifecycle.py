"""Episodes are looked at when it is time, and say what holds their notices back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.notifier.episodes import copy_standings
from xiheng.events.v1.verdict_pb2 import AlertEvent

revision = "0005"
down_revision = "0004"

_NAMES = ("entity", "held")


def upgrade() -> None:
    """Add the columns; every episode is looked at once after it."""
    for name in _NAMES:
        op.add_column("episodes", sa.Column(name, sa.Text, nullable=False, server_default=""))
    op.add_column("episodes", sa.Column("next_ms", sa.BigInteger, nullable=False, server_default="0"))
    op.create_index("episodes_by_next", "episodes", ["next_ms"])
    op.create_index("episodes_held", "episodes", ["held"])
    op.create_index("episodes_by_place", "episodes", ["plan", "area", "state", "severity"])
    op.create_index("events_by_alert", "events", ["alert_id", "cursor"])
    _copy(op.get_bind())


def _copy(connection: sa.Connection) -> None:
    """Copy into the rows what they have not said before, and where each episode stands."""
    rows = [
        (row.alert_id, AlertEvent.FromString(row.event).entity)
        for row in connection.execute(sa.text("SELECT alert_id, event FROM episodes"))
    ]
    for alert, entity in rows:
        connection.execute(sa.text("UPDATE episodes SET entity = :entity WHERE alert_id = :alert"), {"entity": entity, "alert": alert})
    copy_standings(connection, [alert for alert, _ in rows])


def downgrade() -> None:
    """Take it back."""
    op.drop_index("events_by_alert", "events")
    op.drop_index("episodes_by_place", "episodes")
    op.drop_index("episodes_held", "episodes")
    op.drop_index("episodes_by_next", "episodes")
    op.drop_column("episodes", "next_ms")
    for name in _NAMES:
        op.drop_column("episodes", name)
