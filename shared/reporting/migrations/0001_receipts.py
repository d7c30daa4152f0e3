"""What was received: one row a request, and the last period of every indicator and area."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "receipts",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("received_ms", sa.BigInteger, nullable=False),
        sa.Column("reporter", sa.Text, nullable=False),
        sa.Column("sequence", sa.Numeric(20, 0), nullable=False),
        sa.Column("accepted", sa.Integer, nullable=False),
        sa.Column("rejected", sa.Integer, nullable=False),
        sa.Column("rejections", sa.LargeBinary, nullable=False),
    )
    op.create_index("receipts_by_reporter", "receipts", ["reporter", "received_ms"])
    op.create_table(
        "latest_periods",
        sa.Column("indicator", sa.Text, primary_key=True),
        sa.Column("area", sa.Text, primary_key=True),
        sa.Column("length", sa.Integer, primary_key=True),
        sa.Column("ordinal", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("latest_periods")
    op.drop_table("receipts")
