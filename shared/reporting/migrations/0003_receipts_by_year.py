"""Receipts are numbered in 64 bits; on PostgreSQL they are divided by the year in which they were given, so that an old year is put aside at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.runtime.yearly import cover

revision = "0003"
down_revision = "0002"

_COPY = """INSERT INTO receipts (id, received_ms, reporter, sequence, accepted, rejected, rejections)
SELECT id, received_ms, reporter, sequence, accepted, rejected, rejections FROM receipts_before"""


def upgrade() -> None:
    """Divide them; SQLite numbers in 64 bits as it is, and has no partitions."""
    if op.get_bind().dialect.name == "postgresql":
        _move("PARTITION BY RANGE (received_ms)", "PRIMARY KEY (id, received_ms)")


def downgrade() -> None:
    """Make one table of them again; their numbers stay wide."""
    if op.get_bind().dialect.name == "postgresql":
        _move("", "PRIMARY KEY (id)")


def _move(divided: str, key: str) -> None:
    connection = op.get_bind()
    op.drop_index("receipts_by_reporter", "receipts")
    op.execute("ALTER TABLE receipts RENAME TO receipts_before")
    op.execute("ALTER TABLE receipts_before DROP CONSTRAINT receipts_pkey")
    op.execute("CREATE SEQUENCE receipts_number")
    op.execute(
        "CREATE TABLE receipts (id bigint NOT NULL DEFAULT nextval('receipts_number'), received_ms bigint NOT NULL, reporter text NOT NULL, "
        f"sequence numeric(20, 0) NOT NULL, accepted integer NOT NULL, rejected integer NOT NULL, rejections bytea NOT NULL, {key}) {divided}"
    )
    last, *moments = connection.execute(sa.text("SELECT max(id), min(received_ms), max(received_ms) FROM receipts_before")).one()
    if divided:
        cover(connection, "receipts", *(one for one in moments if one is not None))
    op.execute(_COPY)
    op.execute("DROP TABLE receipts_before CASCADE")
    op.execute("ALTER SEQUENCE receipts_number RENAME TO receipts_id_seq")
    op.execute("ALTER SEQUENCE receipts_id_seq OWNED BY receipts.id")
    if last is not None:
        op.execute(f"SELECT setval('receipts_id_seq', {last})")
    op.create_index("receipts_by_reporter", "receipts", ["reporter", "received_ms"])
