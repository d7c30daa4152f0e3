"""`python reloading.py FILE MODULE`: runs a module and starts it anew whenever a file is touched, for the inner loop in a container.

The process ends in order each time, as it would in a pod. When it ends by itself, this ends with its exit code, and the pod starts again.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

_LOOK_SECONDS = 0.2


def changed(file: Path) -> float:
    """When the file was touched last; 0: never."""
    return file.stat().st_mtime if file.exists() else 0.0


def start(module: str) -> subprocess.Popen[bytes]:
    """Start the module."""
    return subprocess.Popen([sys.executable, "-m", module])  # noqa: S603 - our own


def main(file: Path, module: str) -> int:
    """Run until the module ends by itself, or this is told to end."""
    told = False

    def end(*_: int | FrameType | None) -> None:
        nonlocal told
        told = True
        process.terminate()

    process = start(module)
    seen = changed(file)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    while process.poll() is None:
        time.sleep(_LOOK_SECONDS)
        if not told and (now := changed(file)) != seen:
            seen = now
            process.terminate()
            process.wait()
            process = start(module)
    return process.returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
