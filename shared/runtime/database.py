"""SQL: SQLite (WAL) by default, PostgreSQL by URL; the schema comes from Alembic migrations at start."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite

from shared.model.errors import Unavailable
from shared.runtime import metrics

_SCRIPTS = Path(__file__).parent / "migration"
_BUSY_SECONDS = 30
_OPERATIONS = {"SELECT": "read", "INSERT": "write", "UPDATE": "write", "DELETE": "write"}


def open_database(url: str, migrations: Path) -> sa.Engine:
    """Connect, bring the schema up to date, and return the engine. Blocks; thread-safe.

    Args:
        url: SQLAlchemy URL, `sqlite:///path` or `postgresql://user:password@host/database`.
        migrations: Folder of the service's migrations.

    Raises:
        Unavailable: If the database cannot be reached or is newer than this release.
    """
    engine = connect(url)
    event.listen(engine, "before_cursor_execute", _begin_timing)
    event.listen(engine, "after_cursor_execute", _observe_timing)
    try:
        with engine.connect() as connection:
            _wait_for_turn(connection)
            command.upgrade(migration_config(connection, migrations), "head")
            connection.commit()
    except sa.exc.SQLAlchemyError as error:
        raise Unavailable(f"database {engine.url!r}: {error}") from error
    return engine


def migration_config(connection: sa.Connection, migrations: Path) -> Config:
    """Return what Alembic's commands need to work on a connection with the migrations of a folder."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.set_main_option("version_locations", str(migrations))
    config.set_main_option("path_separator", "newline")
    config.attributes["connection"] = connection
    return config


def connect(url: str) -> sa.Engine:
    """Return an engine without touching the schema."""
    parsed = sa.make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = sa.create_engine(parsed, connect_args={"timeout": _BUSY_SECONDS})
        event.listen(engine, "connect", _tune_sqlite)
        event.listen(engine, "begin", _begin_immediate)
        return engine
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    return sa.create_engine(parsed, pool_pre_ping=True, connect_args={"connect_timeout": 10})


def upsert(engine: sa.Engine, table: sa.Table) -> Any:  # noqa: ANN401 - the two dialects' Insert have no common base with on_conflict
    """Return an INSERT that can be told what to do on conflict, in the engine's dialect."""
    if engine.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def _begin_timing(connection: sa.Connection, *_: object) -> None:
    connection.info["began"] = time.perf_counter()


def _observe_timing(connection: sa.Connection, _: object, statement: str, *__: object) -> None:
    operation = _OPERATIONS.get(statement.lstrip()[:6].upper(), "other")
    metrics.DATABASE_SECONDS.labels(operation).observe(time.perf_counter() - connection.info["began"])


def _tune_sqlite(connection: Any, _: object) -> None:  # noqa: ANN401 - a DBAPI connection
    # The driver begins transactions by itself and lazily; we begin them (see below), so that a reader that turns writer cannot deadlock.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")


def _begin_immediate(connection: sa.Connection) -> None:
    mode = "" if connection.get_execution_options().get("reading") else " IMMEDIATE"
    connection.exec_driver_sql(f"BEGIN{mode}")


def _wait_for_turn(connection: sa.Connection) -> None:
    """Let two instances that start together migrate one after the other; SQLite's own lock does it there."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(7134021)"))


def reading(engine: sa.Engine) -> sa.Engine:
    """Return the engine for transactions that only read: on SQLite they wait for no writer."""
    return engine.execution_options(reading=True)
