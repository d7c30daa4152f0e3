"""What a process uses, as the kernel tells it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

_TICK_SECONDS = 1 / os.sysconf("SC_CLK_TCK")


class Use(NamedTuple):
    """Of one process."""

    memory: float
    """Resident, MiB: what a pod of its own would need, for nothing is shared there."""
    peak: float
    """The most that it ever was."""
    cpu: float
    """Seconds of CPU since its start."""


def use_of(process: int) -> Use:
    """Return what a process uses."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return Use(_mebibytes(status, "VmRSS"), _mebibytes(status, "VmHWM"), _cpu(process))


def _mebibytes(status: str, name: str) -> float:
    found = re.search(rf"^{name}:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def _cpu(process: int) -> float:
    # The name of the program, in brackets, may hold anything; user and system time are the 12th and 13th field after it.
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * _TICK_SECONDS
