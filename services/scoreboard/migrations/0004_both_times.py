"""Both times: which verdicts are told as of a day, and which ones hold no longer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_OVERDUE, _TOO_EARLY, _UNASSESSABLE = 8, 7, 9


def upgrade() -> None:
    """Add the columns and the table; of statuses written before, the numbers tell which speak of a value."""
    op.add_column("history", sa.Column("own", sa.Boolean, nullable=False, server_default=sa.true()))
    op.add_column("history", sa.Column("official_ms", sa.BigInteger, nullable=False, server_default="0"))
    op.add_column("latest", sa.Column("known_ms", sa.BigInteger, nullable=False, server_default="0"))
    history = sa.table("history", sa.column("own"), sa.column("status"), sa.column("value"))
    without = history.c.status.in_([_TOO_EARLY, _UNASSESSABLE]) & history.c.value.is_(None)
    op.execute(sa.update(history).where((history.c.status == _OVERDUE) | without).values(own=False))
    op.create_table(
        "retracted",
        sa.Column("plan", sa.Text, primary_key=True),
        sa.Column("target", sa.Text, primary_key=True),
        sa.Column("area", sa.Text, primary_key=True),
        sa.Column("period", sa.Text, primary_key=True),
        sa.Column("source_offset", sa.BigInteger, primary_key=True),
        sa.Column("known_ms", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_table("retracted")
    op.drop_column("latest", "known_ms")
    op.drop_column("history", "official_ms")
    op.drop_column("history", "own")
