"""`python -m bench [ROW…]`: measures the figures one after the other and prints them as a table."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bench import core, stack
from bench.workload import DESCRIPTION

Row = tuple[str, str, str, Callable[[], str]]


def main(wanted: list[str]) -> int:
    """Measure the rows asked for, by default all."""
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} CPUs, {platform.machine()}, Python {platform.python_version()}")
    print(DESCRIPTION)
    with tempfile.TemporaryDirectory(prefix="xiheng-bench-") as folder, stack.Stack(Path(folder)) as running:
        rows: list[Row] = [
            ("9", "whole stack at rest, summed PSS", "1.2 GB", lambda: f"{running.memory() / 1e9:.2f} GB"),
            ("1", "accepted, durable, acked, 300 a request", "200 000/s", lambda: f"{running.report_rows():,.0f}/s"),
            ("2", "the same in dense blocks", "1 000 000/s", lambda: f"{running.report_blocks():,.0f}/s"),
            ("6", "one observation a request, acked", "5 000/s", lambda: f"{running.report_single():,.0f}/s"),
            ("5", "observation to status, whole path, sustained", "120 000/s", lambda: f"{running.whole_path():,.0f}/s"),
            ("7", "observation to webhook at 100 batches/s, p99", "500 ms", lambda: f"{running.latency():,.0f} ms"),
            ("3", "processor alone, batches of 300", "400 000/s", lambda: f"{running.processor_alone():,.0f}/s"),
            ("4", "processor alone, dense blocks", "1 500 000/s", lambda: f"{running.processor_blocks():,.0f}/s"),
            ("10", "processor alone, targets judged and sent", "5 000/s", lambda: f"{running.direct():,.0f}/s"),
            ("8", "a city-year (5 million) through the pure core", "60 s", lambda: f"{core.city_year():,.0f} s"),
        ]
        for number, what, least, measure in rows:
            if not wanted or number in wanted:
                print(f"{number:>2}  {what:<48} {measure():>14}   (at least {least})", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
