"""A province: questions about one area, whatever the target, and about what was known, are answered from indexes alone."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"

_PERIOD = ("plan", "target", "area", "period_end_ms")
_ORDER = ("area", "plan", "target", "period_end_ms", "source_offset", "source_ordinal")
# Of these, lines and past verdicts are made: with them in the index nothing else is read for it, wherever the rows lie.
_SHOWN = ("period", "known_ms", "official_ms", "own", "status", "value", "plan_value", "projected", "low", "high")


def upgrade() -> None:
    """Lead by area; on SQLite, where an index cannot carry columns, the order alone."""
    op.drop_index("history_by_period", "history")
    op.create_index("history_by_area", "history", _ORDER, postgresql_include=_SHOWN)
    op.create_index("latest_by_area", "latest", ["area"])
    op.create_index("latest_by_target", "latest", ["target", "plan"])
    op.create_index("embargoed_by_area", "embargoed", ["area"])


def downgrade() -> None:
    """Lead by plan again."""
    op.drop_index("embargoed_by_area", "embargoed")
    op.drop_index("latest_by_target", "latest")
    op.drop_index("latest_by_area", "latest")
    op.drop_index("history_by_area", "history")
    op.create_index("history_by_period", "history", _PERIOD)
