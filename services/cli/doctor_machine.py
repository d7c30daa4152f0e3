"""What a machine needs to run a platform: Python, Java, memory, disk, a right clock."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from services.cli.doctor_finding import Finding, fault, looked_at, well
from services.cli.screen import moment
from shared.runtime.kafka_jars import find_java

_FREE_BYTES = 2 << 30
_MEMORY_KB = 2 << 20
_DAY_SECONDS = 86_400
_MEMORY_FILE = Path("/proc/meminfo")


def machine_findings(folder: Path) -> Iterator[Finding]:
    """Yield how the machine is.

    Args:
        folder: Where a platform keeps its data, or would.
    """
    yield _python(sys.version_info[:3])
    yield from looked_at("Java", lambda: [well("Java", str(find_java(os.environ.get("JAVA_HOME", ""))))])
    yield _memory()
    yield from looked_at("disk", lambda: [_disk(folder)])
    yield _clock(time.time())


def _python(version: tuple[int, ...]) -> Finding:
    text = ".".join(map(str, version))
    if (3, 11) <= version[:2] < (3, 14):
        return well("Python", text)
    return fault("Python", f"{text} is not supported", "use Python 3.11 to 3.13, and run `make setup` again")


def _memory() -> Finding:
    try:
        text = _MEMORY_FILE.read_text(encoding="ascii")
    except OSError:
        return well("memory", "not known on this system")
    available = next(int(line.split()[1]) for line in text.splitlines() if line.startswith("MemAvailable"))
    if available > _MEMORY_KB:
        return well("memory", f"{available >> 10} MB available")
    return fault("memory", f"{available >> 10} MB are available, 2048 MB are needed", "end other programs")


def _disk(folder: Path) -> Finding:
    place = next(one for one in (folder.absolute(), *folder.absolute().parents) if one.exists())
    if place.is_dir() and not os.access(place, os.W_OK):
        return fault("disk", f"{place} cannot be written", "change its rights, or choose another folder with --platform")
    free = shutil.disk_usage(place).free
    if free > _FREE_BYTES:
        return well("disk", f"{free >> 30} GB free at {place}")
    return fault("disk", f"{free >> 20} MB are free at {place}, 2048 MB are needed", "free some, or choose another folder with --platform")


def _clock(now: float) -> Finding:
    """Compare the clock with the age of the very program that runs."""
    local = datetime.fromtimestamp(now, UTC).astimezone()
    text = f"{moment(int(now * 1000))} Asia/Shanghai (UTC); this machine is at UTC{local:%z}"
    if Path(__file__).stat().st_mtime > now + _DAY_SECONDS:
        return fault("clock", f"{text}: earlier than when xiheng was installed", "set the clock, for example by NTP")
    return well("clock", text)
