"""`python -m bench.province [--areas N] [--folder DIR]`: loads the year, asks every question many times, and prints how long they take."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from bench.province.alerts import fill_alerts
from bench.province.questions import Question, of_the_api, of_the_dashboards, places
from bench.province.server import database_url, own_server
from bench.province.serving import serving
from bench.province.shapes import shapes
from bench.province.year import PROVINCE, fill
from services.notifier.tables import MIGRATIONS as ALERTS
from services.scoreboard.projection import MIGRATIONS
from shared.runtime.database import open_database
from xiheng.scoreboard.v1 import scoreboard_service_pb2_grpc as rpc

_TIMES = 100
LIMIT_MS = 100.0


def main(arguments: list[str]) -> int:
    """Measure; 1 where a question is slower than it may be."""
    parser = argparse.ArgumentParser(prog="python -m bench.province", description=__doc__)
    parser.add_argument("--areas", type=int, default=3000, help="areas of the province, from 118 on")
    parser.add_argument("--folder", type=Path, help="keep the database there, and load it only once")
    given = parser.parse_args(arguments)
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} CPUs, {platform.machine()}, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory(prefix="xiheng-province-") as made, own_server(given.folder or Path(made)) as server:
        engine, is_new = _database(server, f"scoreboard_{given.areas}", MIGRATIONS)
        alerts, _ = _database(server, f"notifier_{given.areas}", ALERTS)
        if is_new:
            began = time.monotonic()
            count = fill(engine, shapes(), given.areas, lambda text: print(text, flush=True))
            fill_alerts(alerts, given.areas)
            print(f"{count} statuses of {given.areas} areas, loaded in {time.monotonic() - began:.0f} s")
        slow = _measure({"scoreboard": engine, "notifier": alerts}, Path(made))
    print(f"slower than {LIMIT_MS:.0f} ms at p95: {', '.join(slow) or 'none'}")
    return 1 if slow else 0


def _database(server: str, name: str, migrations: Path) -> tuple[sa.Engine, bool]:
    url, is_new = database_url(server, name)
    return open_database(url, migrations), is_new


def _measure(engines: dict[str, sa.Engine], folder: Path) -> list[str]:
    slow, engine = list[str](), engines["scoreboard"]
    print("question | rows | p50 ms | p95 ms | slowest ms")
    url = engine.url.render_as_string(hide_password=False)
    with serving(url, folder, PROVINCE) as reach, reach.open() as channel:
        stub = rpc.ScoreboardServiceStub(channel)
        for question in (*of_the_api(stub, reach.metadata), *of_the_dashboards(engines)):
            times, rows = _asked(question, engine)
            p50, p95 = times[len(times) // 2], times[len(times) * 95 // 100]
            print(f"{question.name} | {rows} | {p50:.1f} | {p95:.1f} | {times[-1]:.1f}", flush=True)
            slow += [question.name] if p95 >= LIMIT_MS else []
    return slow


def _asked(question: Question, engine: sa.Engine) -> tuple[list[float], int]:
    """Return how long each time took, milliseconds, ascending, and the most rows that came."""
    times, most, asked = list[float](), 0, places(engine, seed=2026)
    for _ in range(_TIMES):
        place, began = next(asked), time.perf_counter()
        most = max(question.ask(place), most)
        times.append((time.perf_counter() - began) * 1000)
    return sorted(times), most


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
