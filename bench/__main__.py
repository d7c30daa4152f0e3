"""`python -m bench [ROW…]`: measures the figures one after the other and prints them as a table."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from bench import core, stack
from bench.alerts import Alerts, ThroughAlertmanager
from bench.workload import DESCRIPTION

Row = tuple[str, str, str, Callable[[], str]]


def main(wanted: list[str]) -> int:
    """Measure the rows asked for, by default all."""
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} CPUs, {platform.machine()}, Python {platform.python_version()}")
    print(DESCRIPTION)
    with tempfile.TemporaryDirectory(prefix="xiheng-bench-") as folder, stack.Stack(Path(folder)) as running:
        rows: list[Row] = [
            ("9", "whole stack at rest, summed PSS", "1.2 GB", lambda: f"{running.memory() / 1e9:.2f} GB"),
            # Before the rows that fill the processor's memory with readings of stations, which this one has none of.
            ("10", "processor alone, targets judged and sent", "5 000/s", lambda: f"{running.direct():,.0f}/s"),
            ("1", "accepted, durable, acked, 300 a request", "200 000/s", lambda: f"{running.report_rows():,.0f}/s"),
            ("2", "the same in dense blocks", "1 000 000/s", lambda: f"{running.report_blocks():,.0f}/s"),
            ("6", "one observation a request, acked", "5 000/s", lambda: f"{running.report_single():,.0f}/s"),
            ("5", "observation to status, whole path, sustained", "120 000/s", lambda: f"{running.whole_path():,.0f}/s"),
            ("7", "observation to webhook at 100 batches/s, p99", "500 ms", lambda: f"{running.latency():,.0f} ms"),
            ("3", "processor alone, batches of 300", "400 000/s", lambda: f"{running.processor_alone():,.0f}/s"),
            ("4", "processor alone, dense blocks", "1 500 000/s", lambda: f"{running.processor_blocks():,.0f}/s"),
            ("8", "a city-year (5 million) through the pure core", "60 s", lambda: f"{core.city_year():,.0f} s"),
            *_alert_rows(running),
        ]
        for number, what, least, measure in rows:
            if not wanted or number in wanted:
                print(f"{number:>2}  {what:<48} {measure():>14}   (at least {least})", flush=True)
    return 0


def _alert_rows(running: stack.Stack) -> list[Row]:
    """Return the rows of alerts; those of Alertmanager where it is on the PATH."""
    alerts = cache(lambda: Alerts(running.platform))
    rows: list[Row] = [
        ("12", "10 000 alerts at once to one webhook, each alone", "60 s", lambda: alerts().storm(1)),
        ("13", "the same, 16 under way at once", "60 s", lambda: alerts().storm(16)),
        ("14", "alert to delivered webhook at 100/s, p99", "500 ms", lambda: alerts().steady()),
        ("15", "1 000 subscribers by gRPC, one alert a second, p99", "2 s", lambda: alerts().streamed()),
    ]
    other = ThroughAlertmanager.found()
    if other is not None:
        rows.append(("16", "row 12 through Alertmanager", "none", other.storm))
        rows.append(("17", "row 14 through Alertmanager", "none", other.steady))
    return rows


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
