"""`python -m bench.sizes [--areas N]`: a whole province on one machine, and what each component uses after definitions, alerts, reports, values."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.load import acknowledged, rows_load
from bench.sizes.places import areas, definitions, values
from bench.using import Use, use_of
from services.demo.gauges import Pages
from services.demo.registry import Registry
from services.local.platform import Platform
from services.notifier.sample import sample_event
from shared.events.codec import encode_event
from shared.events.kafka_client import Producer
from shared.events.topics import AREA_EVENTS, RISK_ALERTS

_PROCESSORS, _PARTITIONS = 6, 96
_ALERTS = 30_000
_LOAD_SECONDS = 20.0
_PATIENCE = 1_800.0
_STILL_SECONDS = 5.0
_DONE = ("xiheng_log_records_total", "xiheng_outputs_total", "xiheng_projected_total", "xiheng_open_alerts")
"""Metrics that change as long as something is done."""


class Province:
    """A province under measurement."""

    def __init__(self, running: Platform, count: int) -> None:
        self._platform = running
        self._count = count
        self._began = time.monotonic()
        self._before: dict[str, Use] = {}

    def define(self) -> None:
        """Apply the plan, for every area, and wait until every target has its first verdict."""
        with Registry(self._platform.connection("registry")) as registry:
            for part in definitions(self._count):
                registry.apply(part)
        self._settle()

    def tell(self) -> None:
        """Write the values of every area."""
        producer = Producer(self._platform.bootstrap_servers)
        for batch in values(self._count):
            producer.send(AREA_EVENTS, key=batch.area.encode(), value=encode_event(batch, received_time_ms=_now_ms()))
        producer.flush(120.0)
        producer.close()
        self._settle()

    def report(self) -> None:
        """Report hours of stations to one service as fast as it takes them."""
        found = acknowledged(rows_load, self._platform.connection("environment", "city"), _LOAD_SECONDS)
        print(f"{found:,.0f} observations a second were acknowledged")
        self._settle()

    def alert(self) -> None:
        """Raise alerts in every area that stay open."""
        producer, places = Producer(self._platform.bootstrap_servers), areas(self._count)
        for number in range(_ALERTS):
            place = places[number % len(places)].name
            event = sample_event("wuxi-2026", place, _now_ms())
            event.id, event.entity = f"bench-{number}", f"e-{number}"
            event.origin.partition, event.origin.offset = number % _PARTITIONS, (1 << 40) + number
            producer.send(RISK_ALERTS, key=place.encode(), value=event.SerializeToString())
        producer.flush(120.0)
        producer.close()
        self._settle()

    def print_use(self, what: str) -> None:
        """Print what every component uses now, and what it took since the last time."""
        self._platform.check()
        print(f"\n{what}, {time.monotonic() - self._began:.0f} s\ncomponent | memory MiB | at most MiB | CPU s")
        for name, one in self._platform.components.items():
            found = use_of(one.process_id or 0)
            spent = found.cpu - self._before.get(name, Use(0, 0, 0)).cpu
            self._before[name] = found
            print(f"{name} | {found.memory:.0f} | {found.peak:.0f} | {spent:.1f}", flush=True)
        self._began = time.monotonic()

    def _settle(self) -> None:
        """Wait until nothing waits and nothing is done any more."""
        since, before, end = time.monotonic(), -1.0, time.monotonic() + _PATIENCE
        while time.monotonic() - since < _STILL_SECONDS and time.monotonic() < end:
            pages = Pages(one.pages for one in self._platform.components.values())
            now = sum(map(pages.total, _DONE))
            if now != before or pages.total("xiheng_lag_records"):
                since, before = time.monotonic(), now
            time.sleep(1.0)


def main(arguments: list[str]) -> int:
    """Measure."""
    parser = argparse.ArgumentParser(prog="python -m bench.sizes", description=__doc__)
    parser.add_argument("--areas", type=int, default=3000, help="areas of the province, from 130 on")
    count = parser.parse_args(arguments).areas
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} CPUs, {platform.machine()}, Python {platform.python_version()}")
    print(f"{count} areas, 142 targets in each, {_PARTITIONS} partitions, {_PROCESSORS} processors")
    with tempfile.TemporaryDirectory(prefix="xiheng-sizes-") as folder:
        made = Platform(Path(folder), districts={"city": "320200"}, processors=_PROCESSORS, partitions=_PARTITIONS)
        with made as running:
            province = Province(running, count)
            province.print_use("at rest")
            for what, step in (
                ("definitions", province.define),
                (f"{_ALERTS} open alerts", province.alert),
                (f"{_LOAD_SECONDS:.0f} s of reports to one service", province.report),
                ("eighteen months of values", province.tell),
            ):
                step()
                province.print_use(what)
    return 0


def _now_ms() -> int:
    return int(time.time() * 1000)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
