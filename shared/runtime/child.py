"""Child processes that never outlive the process that started them, however it ends."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path

# Run by a fresh interpreter that becomes the child: the kernel kills it when the process that started it is gone.
_TETHERED = """
import ctypes, os, signal, sys
try:
    ctypes.CDLL(None, use_errno=True).prctl(1, signal.SIGKILL)
except AttributeError:
    pass  # not Linux: the child may outlive a killed parent
if os.getppid() != int(sys.argv[1]):
    sys.exit(1)
os.execv(sys.argv[2], sys.argv[2:])
"""


def spawn(command: Sequence[str], *, log: Path, environment: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    """Start a child with a session of its own, so that Ctrl-C in a terminal reaches only the program that started it.

    Args:
        command: Program, as a path, and its arguments.
        log: File that its output is appended to.
        environment: Its environment; absent: this process's.

    Raises:
        OSError: If it cannot be started.
    """
    # The kernel watches the thread that starts a child, so a thread of its own does, and lives as long.
    born: Future[subprocess.Popen[bytes]] = Future()

    def keep() -> None:
        launcher = [sys.executable, "-S", "-E", "-c", _TETHERED, str(os.getpid()), *command]
        try:
            with log.open("ab") as output:
                # S603: all arguments are our own.
                process = subprocess.Popen(  # noqa: S603
                    launcher, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True, env=environment
                )
        except OSError as error:
            born.set_exception(error)
            return
        born.set_result(process)
        process.wait()

    threading.Thread(target=keep, name=f"keeper of {Path(command[0]).name}", daemon=True).start()
    return born.result()
