"""What screens show in plain columns; on PostgreSQL the history is partitioned by year."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.runtime.yearly import cover

revision = "0003"
down_revision = "0002"

_OUTLOOK = ("projected", "low", "high", "chance")
_KEY = ("plan", "target", "area")
_ORIGIN = ("source_offset", "source_ordinal")


def upgrade() -> None:
    """Add columns and tables, and divide the history."""
    for name in _OUTLOOK:
        op.add_column("history", sa.Column(name, sa.Float))
    if op.get_bind().dialect.name == "postgresql":
        _divide()
    op.create_table(
        "standing",
        *_texts(*_KEY),
        sa.Column("source_offset", sa.BigInteger, nullable=False),
        sa.Column("source_ordinal", sa.Integer, nullable=False),
        sa.Column("period", sa.Text, nullable=False),
        sa.Column("period_end_ms", sa.BigInteger, nullable=False),
        sa.Column("known_ms", sa.BigInteger, nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("last_status", sa.Integer),
        sa.Column("value", sa.Float),
        sa.Column("unit", sa.Text, nullable=False),
        *(sa.Column(name, sa.Float) for name in ("plan_value", "attainment", *_OUTLOOK)),
        *_names("strength", "owner", "explanation_zh", "explanation_en"),
    )
    op.create_index("standing_by_area", "standing", ["area", "status"])
    op.create_table("parts", *_texts(*_KEY, "child"), *(sa.Column(name, sa.Float, nullable=False) for name in ("value", "fair", "gap")))
    op.create_table(
        "areas",
        *_texts("area"),
        sa.Column("parent", sa.Text, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        *_names("name_zh", "name_en"),
    )
    op.create_index("areas_by_parent", "areas", ["parent"])
    op.create_table(
        "targets",
        *_texts("plan", "target"),
        sa.Column("chapter", sa.Integer, nullable=False),
        *_names("chapter_zh", "chapter_en", "name_zh", "name_en"),
    )
    op.create_table("releases", *_texts("plan", "target", "period"), sa.Column("due_ms", sa.BigInteger, nullable=False))
    op.create_index("releases_by_day", "releases", ["due_ms"])


def downgrade() -> None:
    """Take them away, and make the history one table again."""
    for name in ("releases", "targets", "areas", "parts", "standing"):
        op.drop_table(name)
    if op.get_bind().dialect.name == "postgresql":
        _join()
    for name in _OUTLOOK:
        op.drop_column("history", name)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, primary_key=True) for name in names]


def _names(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _divide() -> None:
    """Move the history into a table that is partitioned by the year in which its periods end."""
    connection = op.get_bind()
    _move_aside()
    op.execute("CREATE TABLE history (LIKE history_before INCLUDING DEFAULTS) PARTITION BY RANGE (period_end_ms)")
    op.create_primary_key("history_pkey", "history", [*_KEY, *_ORIGIN, "period_end_ms"])
    ends = connection.execute(sa.text("SELECT min(period_end_ms), max(period_end_ms) FROM history_before")).one()
    cover(connection, "history", *(end for end in ends if end is not None))
    _move_back()


def _join() -> None:
    _move_aside()
    op.execute("CREATE TABLE history (LIKE history_before INCLUDING DEFAULTS)")
    op.create_primary_key("history_pkey", "history", [*_KEY, *_ORIGIN])
    _move_back()


def _move_aside() -> None:
    op.drop_index("history_by_period", "history")
    op.drop_constraint("history_pkey", "history")
    op.rename_table("history", "history_before")


def _move_back() -> None:
    op.execute("INSERT INTO history SELECT * FROM history_before")
    op.drop_table("history_before")
    op.create_index("history_by_period", "history", [*_KEY, "period_end_ms"])
