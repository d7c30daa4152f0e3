"""Migrations go up and down on both databases, with what was kept before."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command

from services.notifier.tables import MIGRATIONS as NOTIFIER
from services.scoreboard.projection import HISTORY
from services.scoreboard.projection import MIGRATIONS as SCOREBOARD
from shared.reporting.receipts import MIGRATIONS as RECEIPTS
from shared.runtime.database import migration_config
from tests.contract.sql.conftest import Open
from tests.contract.sql.test_scoreboard import applied, record


def schema(engine: sa.Engine) -> dict[str, list[str]]:
    """Columns and indexes by table."""
    look = sa.inspect(engine)
    return {
        table: sorted(str(one["name"]) for one in (*look.get_columns(table), *look.get_indexes(table)))
        for table in look.get_table_names()
        if table != "alembic_version"
    }


def move(engine: sa.Engine, migrations: Path, revision: str) -> None:
    with engine.connect() as connection:
        config = migration_config(connection, migrations)
        (command.upgrade if revision == "head" else command.downgrade)(config, revision)
        connection.commit()


@pytest.mark.parametrize("migrations", [SCOREBOARD, RECEIPTS], ids=["scoreboard", "receipts"])
def test_down_to_nothing_and_up_again_is_the_same_schema(open_engine: Open, migrations: Path) -> None:
    engine = open_engine(migrations)
    made = schema(engine)
    move(engine, migrations, "base")
    assert schema(engine) == {}
    move(engine, migrations, "head")
    assert schema(engine) == made


def test_the_history_is_kept_on_the_way_down_and_up(open_engine: Open) -> None:
    engine = open_engine(SCOREBOARD)
    applied(engine, record(0, origin=1, period="2025-11"), record(1, origin=2, period="2026-06", value=2.0))
    move(engine, SCOREBOARD, "0002")
    move(engine, SCOREBOARD, "head")
    with engine.connect() as connection:
        rows = connection.execute(sa.select(HISTORY.c.period, HISTORY.c.value).order_by(HISTORY.c.source_offset)).all()
    assert [tuple(row) for row in rows] == [("2025-11", 1.0), ("2026-06", 2.0)]


def test_the_chain_of_the_ledger_is_not_taken_back(open_engine: Open) -> None:
    engine = open_engine(NOTIFIER)
    made = schema(engine)
    with pytest.raises(NotImplementedError, match="restore the database"):
        move(engine, NOTIFIER, "base")
    assert schema(engine) == made
