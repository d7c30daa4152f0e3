"""The settings of containers, given to processes of this machine: a real Kafka and PostgreSQL, TLS between all, only addresses and paths replaced."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from services.local.component import Component
from shared.client import Connection
from shared.runtime.ports import LOOPBACK
from tests.cluster.api_server import ROOT

Settings = Mapping[str, str]
Replace = Callable[[str, str], str]
"""What stands for a value of a component's container on this machine."""
DATABASES: Final = ("industry", "environment", "livelihood", "risk", "scoreboard", "notifier")


class Rehearsal:
    """Processes with the settings of containers."""

    def __init__(self, folder: Path, credentials: Path, settings: Mapping[str, Settings], replace: Replace) -> None:
        """Take their places; nothing is started.

        Args:
            folder: Holds their logs.
            credentials: What was issued, by file.
            settings: Settings of each component, by environment variable, as its container has them.
            replace: What stands for a value here.
        """
        self.credentials = credentials
        self.components = {name: Component(name, folder, _here(name, given, replace)) for name, given in settings.items()}

    def start(self) -> None:
        """Start all and return when all are ready."""
        for one in self.components.values():
            one.start()
        for one in self.components.values():
            one.wait(120.0)

    def stop(self) -> None:
        """Stop all in order."""
        for one in self.components.values():
            one.stop()

    def connection(self, component: str, subject: str) -> Connection:
        """How a subject reaches a component by TLS."""
        token = (self.credentials / f"{subject}.token").read_text(encoding="utf-8")
        return Connection(address=self.components[component].address, token=token, authority=self.credentials / "ca.crt")

    def helm_test(self, program: str) -> subprocess.CompletedProcess[str]:
        """Run a program of `helm test` on what runs here."""
        calls = [one.address for name, one in self.components.items() if name != "processor"]
        arguments = {
            "pages": [f"{one.pages}/readyz" for one in self.components.values()],
            "calls": [str(self.credentials / "ca.crt"), *calls],
        }
        command = [sys.executable, str(ROOT / "deploy" / "helm" / "xiheng" / "files" / "tests" / f"{program}.py"), *arguments[program]]
        return subprocess.run(command, capture_output=True, check=False, text=True)


def _here(component: str, given: Settings, replace: Replace) -> dict[str, str]:
    """Settings without the prefix; the component itself has ports of this machine."""
    known = {name.removeprefix("XIHENG_"): replace(component, value) for name, value in given.items()}
    return {name: value for name, value in known.items() if name not in {"PORT", "PAGES_PORT"}} | {"PAGES_HOST": LOOPBACK}


def run(command: list[str], settings: Settings | None = None) -> str:
    """Run a program that ends."""
    path = os.pathsep.join((str(ROOT), str(ROOT / "protos" / "gen")))
    environment = {**os.environ, "PYTHONPATH": path, **(settings or {})}
    done = subprocess.run([sys.executable, *command], capture_output=True, check=False, cwd=ROOT, env=environment, text=True)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout
