"""Every panel's query returns data, on a real Prometheus and a real PostgreSQL of a platform that was given the synthetic year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.architecture.test_dashboards import BOARDS
from tests.contract.sql.conftest import postgresql
from tests.e2e.asking import eventually
from tests.monitoring.scraped import Sources, filled, scraped_platform

__all__ = ["postgresql"]

pytestmark = [pytest.mark.prometheus, pytest.mark.timeout(400)]
QUERIES = [
    pytest.param(query, id=f"{name}: {panel['title']} {query['refId']}")
    for name, board in BOARDS.items()
    for panel in board["panels"]
    for query in panel["targets"]
]


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory, postgresql: str) -> Iterator[Sources]:
    with scraped_platform(tmp_path_factory.mktemp("platform"), tmp_path_factory.mktemp("prometheus"), postgresql) as made:
        yield made


@pytest.mark.parametrize("query", QUERIES)
def test_every_query_returns_data(sources: Sources, query: dict[str, Any]) -> None:
    text = filled(query.get("expr") or query["rawSql"])
    if "expr" in query:
        assert eventually(lambda: sources.prometheus.query(text), seconds=10.0)
        return
    source = query["datasource"]["uid"].strip("${}")
    with sources.databases[source].connect() as connection:
        assert connection.exec_driver_sql(text.replace("%", "%%")).all()


@pytest.mark.parametrize(
    "variable", [one for board in BOARDS.values() for one in board["templating"]["list"] if one["type"] == "query"], ids=str
)
def test_every_variable_has_choices(sources: Sources, variable: dict[str, Any]) -> None:
    with sources.databases["scoreboard"].connect() as connection:
        assert connection.exec_driver_sql(filled(variable["query"]).replace("%", "%%")).all()
