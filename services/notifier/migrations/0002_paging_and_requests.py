"""Lists are ordered by an episode's first event; requests are known by who asked for what."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the first event of each episode; requests carried out before are forgotten, their callers are long answered."""
    op.add_column("episodes", sa.Column("first_cursor", sa.BigInteger, nullable=False, server_default="0"))
    op.execute("UPDATE episodes SET first_cursor = (SELECT COALESCE(MIN(cursor), 0) FROM events WHERE events.alert_id = episodes.alert_id)")
    op.create_index("episodes_by_age", "episodes", ["first_cursor"])
    op.drop_table("requests")
    op.create_table(
        "requests",
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("method", sa.Text, primary_key=True),
        sa.Column("request_id", sa.Text, primary_key=True),
        sa.Column("digest", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table("requests")
    op.create_table("requests", sa.Column("request_id", sa.Text, primary_key=True), sa.Column("alert_id", sa.Text, nullable=False))
    op.drop_index("episodes_by_age", "episodes")
    op.drop_column("episodes", "first_cursor")
