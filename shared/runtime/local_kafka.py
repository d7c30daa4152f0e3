"""One real Kafka broker in KRaft mode on the loopback, for a single machine and for tests."""

from __future__ import annotations

import atexit
import base64
import logging
import signal
import socket
import subprocess
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from shared.model.errors import Unavailable
from shared.runtime.child import spawn
from shared.runtime.kafka_jars import DEFAULT_CACHE, LOCK_FOLDER, class_path, find_java
from shared.runtime.ports import LOOPBACK, free_port

_log = logging.getLogger(__name__)

_READY = "Kafka Server started"
_START_SECONDS = 90.0
_STOP_SECONDS = 20.0

_SETTINGS = """\
process.roles=broker,controller
node.id=1
listeners=BROKER://{host}:{port},CONTROLLER://{host}:{controller_port}
advertised.listeners=BROKER://{host}:{port}
inter.broker.listener.name=BROKER
controller.listener.names=CONTROLLER
listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT
controller.quorum.voters=1@{host}:{controller_port}
log.dirs={data}
auto.create.topics.enable=false
group.initial.rebalance.delay.ms=0
message.max.bytes=8388608
replica.fetch.max.bytes=8388608
log.retention.ms=-1
offsets.topic.num.partitions=8
offsets.topic.replication.factor=1
transaction.state.log.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
log.cleaner.dedupe.buffer.size=16777216
num.network.threads=2
num.io.threads=4
broker.heartbeat.interval.ms=1000
broker.session.timeout.ms=4000
"""
"""The session of the broker is short because a killed broker may only come back when its old session has ended."""


class LocalKafka:
    """A broker with one data folder and one port, which both survive `stop`, `kill` and `start`.

    All methods block and may be called from any thread, one at a time. The broker stops when the interpreter exits and is killed when
    the interpreter is killed. It has a session of its own, so that Ctrl-C in a terminal reaches only the program that uses it, which
    then stops the broker last.
    """

    def __init__(
        self,
        folder: Path,
        *,
        port: int = 0,
        heap_mb: int = 384,
        java_home: str = "",
        cache: Path = DEFAULT_CACHE,
        progress: Callable[[str], None] = _log.info,
    ) -> None:
        """Take the place of a broker; nothing is started.

        Args:
            folder: Holds the data and the log; made when it is not there.
            port: Port to listen on; 0 takes a free one.
            heap_mb: Largest Java heap in MiB; the process takes about 150 MiB more. Idle it takes 200 MiB in all.
            java_home: Where Java is installed; empty: see `find_java`.
            cache: Where the jars are kept.
            progress: Told in one line what takes more than a second.
        """
        self.folder = folder
        self.port = port or free_port()
        self._controller_port = free_port()
        self._heap_mb = heap_mb
        self._java_home = java_home
        self._cache = cache
        self._progress = progress
        self._command: list[str] = []
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Address for clients, `host:port`."""
        return f"{LOOPBACK}:{self.port}"

    @property
    def log_path(self) -> Path:
        """The broker's log."""
        return self.folder / "kafka.log"

    @property
    def process_id(self) -> int | None:
        """Id of the broker's process; None when it is not running."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    def start(self) -> None:
        """Start the broker and return when it is ready; does nothing when it runs. 1 s more the first time in a folder.

        Raises:
            Unavailable: If it ends or is not ready in 90 s; the message has the end of its log.
        """
        if self.process_id is not None:
            return
        self._prepare()
        self._progress(f"Starting Kafka on {self.address} …")
        began, seen = time.monotonic(), self.log_path.stat().st_size if self.log_path.exists() else 0
        self._process = self._spawn([*self._command, "kafka.Kafka", str(self.folder / "server.properties")])
        atexit.register(self.stop)
        while not self._is_ready(seen):
            if self._process.poll() is not None or time.monotonic() > began + _START_SECONDS:
                self.kill()
                raise Unavailable(f"Kafka did not start on {self.address}; the end of {self.log_path}:\n{self._log_end()}")
            time.sleep(0.05)
        self._progress(f"Kafka is ready on {self.address} after {time.monotonic() - began:.1f} s")

    def stop(self) -> None:
        """Stop the broker in order; does nothing when it is not running. Takes half a second; after 20 s it is killed."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End the broker at once, as a power cut would; what it had acknowledged is in the page cache and survives."""
        self._end(signal.SIGKILL)

    def pause(self) -> None:
        """Freeze the broker: connections stay open and nobody answers."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let a frozen broker go on."""
        self._signal(signal.SIGCONT)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def _prepare(self) -> None:
        """Write the settings, and format the data folder the first time."""
        data = self.folder / "data"
        data.mkdir(parents=True, exist_ok=True)
        jars = class_path(progress=self._progress, cache=self._cache)
        java = find_java(self._java_home)
        self._command = [
            str(java),
            "-Xms64m",
            f"-Xmx{self._heap_mb}m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.awt.headless=true",
            f"-Dlog4j2.configurationFile={LOCK_FOLDER / 'log4j2.yaml'}",
            "-cp",
            jars,
        ]
        text = _SETTINGS.format(host=LOOPBACK, port=self.port, controller_port=self._controller_port, data=data)
        (self.folder / "server.properties").write_text(text, encoding="utf-8")
        if not (data / "meta.properties").exists():
            self._format()

    def _format(self) -> None:
        self._progress("Formatting Kafka's data folder …")
        # An id that began with a dash would read as an option.
        cluster = "x" + base64.urlsafe_b64encode(uuid.uuid4().bytes).decode()[:21]
        tool = ["kafka.tools.StorageTool", "format", "--cluster-id", cluster, "--config", str(self.folder / "server.properties")]
        if self._spawn([*self._command, *tool]).wait():
            raise Unavailable(f"Kafka's data folder {self.folder} cannot be formatted:\n{self._log_end()}")

    def _spawn(self, command: list[str]) -> subprocess.Popen[bytes]:
        return spawn(command, log=self.log_path)

    def _is_ready(self, seen: int) -> bool:
        with self.log_path.open("rb") as log:
            log.seek(seen)
            if _READY.encode() not in log.read():
                return False
        with socket.socket() as probe:
            return probe.connect_ex((LOOPBACK, self.port)) == 0

    def _log_end(self) -> str:
        return self.log_path.read_text(encoding="utf-8", errors="replace")[-2000:]

    def _end(self, number: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        atexit.unregister(self.stop)
        if process.poll() is None:
            process.send_signal(signal.SIGCONT)
            process.send_signal(number)
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            _log.warning("Kafka does not stop; killing it", extra={"code": "kafka-killed", "kafka": self.address})
            process.kill()
            process.wait()

    def _signal(self, number: signal.Signals) -> None:
        if self._process is None or self._process.poll() is not None:
            raise Unavailable(f"Kafka on {self.address} is not running")
        self._process.send_signal(number)
