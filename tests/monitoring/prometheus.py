"""A real Prometheus that scrapes a running platform every second."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from services.local.card import read_card
from shared.runtime.child import spawn
from shared.runtime.ports import free_port

ROOT = Path(__file__).parents[2]
RULES = ROOT / "deploy" / "prometheus"


class Sample(NamedTuple):
    """One series of an answer: its labels and last value."""

    labels: Mapping[str, str]
    value: float


class Prometheus:
    """Asks a running one."""

    def __init__(self, address: str) -> None:
        self.address = address

    def ask(self, path: str, **parameters: str) -> Any:
        """Return the data of an answer of its API."""
        url = f"{self.address}/api/v1/{path}?{urllib.parse.urlencode(parameters)}"
        with urllib.request.urlopen(url, timeout=10.0) as answer:  # noqa: S310 - our own server
            return json.load(answer)["data"]

    def query(self, expression: str) -> list[Sample]:
        """Return what an expression is now."""
        found = self.ask("query", query=expression)
        rows = found["result"] if found["resultType"] != "scalar" else [{"metric": {}, "value": found["result"]}]
        return [Sample(one["metric"], float(one["value"][1])) for one in rows]

    def firing(self) -> dict[str, list[Mapping[str, str]]]:
        """Return the labels of the alerts that fire, by name."""
        found: dict[str, list[Mapping[str, str]]] = {}
        for one in self.ask("alerts")["alerts"]:
            if one["state"] == "firing":
                found.setdefault(one["labels"]["alertname"], []).append(one["labels"])
        return found


@contextmanager
def scraping(platform: Path, folder: Path, rules: list[Path]) -> Iterator[Prometheus]:
    """A Prometheus with some rules, as long as the body runs."""
    targets = folder / "targets.json"
    targets.write_text(json.dumps(read_card(platform).targets()), encoding="utf-8")
    configuration = {
        "global": {"scrape_interval": "1s", "scrape_timeout": "1s", "evaluation_interval": "1s"},
        "rule_files": [str(one) for one in rules],
        "scrape_configs": [{"job_name": "xiheng", "file_sd_configs": [{"files": [str(targets)]}]}],
    }
    file, port = folder / "prometheus.yaml", free_port()
    file.write_text(yaml.safe_dump(configuration), encoding="utf-8")
    program = shutil.which("prometheus")
    assert program, "no prometheus on the PATH: `make check-rules` fetches one"
    command = [program, f"--config.file={file}", f"--storage.tsdb.path={folder / 'tsdb'}", f"--web.listen-address=127.0.0.1:{port}"]
    process = spawn([*command, "--enable-feature=exemplar-storage"], log=folder / "prometheus.log", environment={})
    try:
        prometheus = Prometheus(f"http://127.0.0.1:{port}")
        _wait(prometheus, process, folder / "prometheus.log")
        yield prometheus
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20.0)


def _wait(prometheus: Prometheus, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 30.0
    while True:
        try:
            if {one.value for one in prometheus.query("up")} == {1.0}:
                return
        except OSError:
            assert process.poll() is None, log.read_text(encoding="utf-8")[-2000:]
        assert time.monotonic() < end, log.read_text(encoding="utf-8")[-2000:]
        time.sleep(0.2)
