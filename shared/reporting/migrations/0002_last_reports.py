"""When each area was last reported about, so that a silent one is known after a restart too."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "last_reports",
        sa.Column("area", sa.Text, primary_key=True),
        sa.Column("reported_ms", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("last_reports")
