"""One process of the platform: started, watched until it is ready, stopped in order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path

from shared.model.errors import Unavailable
from shared.runtime.child import spawn
from shared.runtime.ports import LOOPBACK, free_port

_ROOT = Path(__file__).parents[2]
_START_SECONDS = 60.0
_STOP_SECONDS = 25.0


class Component:
    """A service as a child process, with its ports and its log."""

    def __init__(self, name: str, folder: Path, settings: Mapping[str, str], *, instance: str = "", release: Path = _ROOT) -> None:
        """Take its place; nothing is started.

        Args:
            name: Module under `services`.
            folder: Folder of the platform; the log is under `logs`.
            settings: Its settings by environment variable, without the prefix.
            instance: Tells several of one service apart; empty: there is one.
            release: Checkout whose code runs.
        """
        self.name = name + (f"-{instance}" if instance else "")
        self.port = free_port()
        self.pages_port = free_port()
        self.log = folder / "logs" / f"{self.name}.log"
        self._module = f"services.{name}"
        self._release = release
        self._settings = {**settings, "PORT": str(self.port), "PAGES_PORT": str(self.pages_port)}
        self._process: subprocess.Popen[bytes] | None = None
        self._told_to_end = False
        self.restarts = 0
        """How often it was started again after it had ended by itself."""

    @property
    def address(self) -> str:
        """Where its gRPC server listens, `host:port`."""
        return f"{LOOPBACK}:{self.port}"

    @property
    def pages(self) -> str:
        """Address of its pages."""
        return f"http://{LOOPBACK}:{self.pages_port}"

    @property
    def process_id(self) -> int | None:
        """Id of its process; None when it is not running."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    @property
    def exit_code(self) -> int | None:
        """Exit code of the process that ended; None while it runs, or before it was started."""
        return None if self._process is None else self._process.poll()

    def start(self) -> None:
        """Start the process; does not wait for it."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        settings = {f"XIHENG_{name}": value for name, value in self._settings.items()}
        path = os.pathsep.join((str(self._release), str(self._release / "protos" / "gen")))
        # Malloc's arenas grow with the number of threads; two are enough here and keep memory small.
        environment = {**os.environ, **settings, "PYTHONPATH": path, "MALLOC_ARENA_MAX": "2", "PYTHONUNBUFFERED": "1"}
        self._told_to_end = False
        self._process = spawn([sys.executable, "-P", "-m", self._module], log=self.log, environment=environment)

    def revive(self) -> int | None:
        """Start it again if it ended by itself, as Kubernetes does, and return its exit code then; else None."""
        code = None if self._told_to_end else self.exit_code
        if code is not None:
            self.restarts += 1
            self.start()
        return code

    def wait(self, seconds: float = _START_SECONDS) -> None:
        """Wait until its /readyz says yes.

        Raises:
            Unavailable: If it ends or takes longer; the message has the end of its log.
        """
        end = time.monotonic() + seconds
        while (reason := self.not_ready()) != "":
            if self.exit_code is not None or time.monotonic() > end:
                raise Unavailable(f"{self.name} did not start ({reason}); the end of {self.log}:\n{self.log_end()}")
            time.sleep(0.05)

    def not_ready(self) -> str:
        """Return why it is not ready; empty when it is."""
        try:
            with urllib.request.urlopen(f"{self.pages}/readyz", timeout=2.0):  # noqa: S310 - our own page
                return ""
        except urllib.error.HTTPError as error:
            with suppress(OSError, HTTPException):  # it went away, or is too busy to go on
                return error.read().decode(errors="replace")
            return str(error)
        except OSError as error:
            return str(error)

    def log_end(self) -> str:
        """Return the end of its log."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-2000:] if self.log.exists() else ""

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the process."""
        self._told_to_end = self._told_to_end or number in (signal.SIGTERM, signal.SIGKILL)
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(number)

    def stop(self) -> int:
        """Stop it in order and return its exit code; after 25 s it is killed."""
        self.signal(signal.SIGCONT)
        self.signal(signal.SIGTERM)
        return self.join()

    def kill(self) -> int:
        """End it at once and return its exit code."""
        self.signal(signal.SIGKILL)
        return self.join()

    def join(self) -> int:
        """Wait for the end of the process that was told to stop."""
        if self._process is None:
            return 0
        try:
            return self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()
