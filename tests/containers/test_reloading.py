"""A touched file starts the process anew, in order; its own end is the container's."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cluster.api_server import ROOT
from tests.e2e.asking import eventually

_PROGRAM = """\
import signal, sys, time, pathlib
def end(*_):
    print("ended", flush=True)
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
print("started", flush=True)
while not pathlib.Path("fail").exists():
    time.sleep(0.01)
sys.exit(3)
"""


def lines(folder: Path) -> list[str]:
    return (folder / "log").read_text(encoding="utf-8").split()


@pytest.fixture
def running(tmp_path: Path) -> subprocess.Popen[bytes]:
    (tmp_path / "program.py").write_text(_PROGRAM, encoding="utf-8")
    command = [sys.executable, str(ROOT / "deploy" / "local" / "reloading.py"), "changed", "program"]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=tmp_path, stdout=log, env={**os.environ, "PYTHONPATH": str(tmp_path)})
    eventually(lambda: lines(tmp_path) == ["started"])
    return process


def test_a_touched_file_starts_it_anew_and_a_signal_ends_it(running: subprocess.Popen[bytes], tmp_path: Path) -> None:
    (tmp_path / "changed").touch()
    eventually(lambda: lines(tmp_path) == ["started", "ended", "started"])
    running.send_signal(signal.SIGTERM)
    assert running.wait(10) == 0
    assert lines(tmp_path)[-1] == "ended"


def test_its_own_end_ends_the_container(running: subprocess.Popen[bytes], tmp_path: Path) -> None:
    began = time.monotonic()
    (tmp_path / "fail").touch()
    assert running.wait(10) == 3
    assert time.monotonic() - began < 5
