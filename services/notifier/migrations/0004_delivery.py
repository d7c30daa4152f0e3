"""Notices have an order, a group and a time; what is under way is written down before it goes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_TEXTS = {"step": "updated", "group_key": "", "bundle": ""}
_NUMBERS = {"severity": sa.Integer, "due_ms": sa.BigInteger, "created_ms": sa.BigInteger}


def upgrade() -> None:
    """Add the columns; what waits takes severity and age from its event."""
    for name, default in _TEXTS.items():
        op.add_column("notices", sa.Column(name, sa.Text, nullable=False, server_default=default))
    for name, kind in _NUMBERS.items():
        op.add_column("notices", sa.Column(name, kind, nullable=False, server_default="0"))
    op.execute(
        "UPDATE notices SET severity = COALESCE((SELECT severity FROM episodes WHERE episodes.alert_id = notices.alert_id), 0),"
        " created_ms = COALESCE((SELECT seen_ms FROM events WHERE events.cursor = notices.cursor), 0)"
    )
    order: list[str | sa.TextClause] = ["plan", "subscriber", "channel", "state", sa.text("severity DESC"), "cursor", "due_ms"]
    op.create_index("notices_to_send", "notices", order)
    op.create_index("notices_by_alert", "notices", ["alert_id", "cursor"])
    op.create_index("deliveries_by_notice", "deliveries", ["notice_id"])


def downgrade() -> None:
    """Take it back."""
    op.drop_index("deliveries_by_notice", "deliveries")
    op.drop_index("notices_by_alert", "notices")
    op.drop_index("notices_to_send", "notices")
    for name in (*_TEXTS, *_NUMBERS):
        op.drop_column("notices", name)
