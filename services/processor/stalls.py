"""What a processor leaves behind in its folder: how often the watchdog ended it, and how large its state is."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from shared.runtime import metrics


class Stalls:
    """How often the watchdog ended the process: one byte each, so that the next process can tell."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "stalls"

    def show(self) -> None:
        """Begin the counter where the last process left it."""
        with suppress(FileNotFoundError):
            metrics.WATCHDOG_ENDS.inc(self._file.stat().st_size)

    def note(self) -> None:
        """Write down that the process is about to be ended; a full disk does not keep it."""
        with suppress(OSError), self._file.open("ab") as file:
            file.write(b".")


def size_of(folder: Path) -> int:
    """Return the bytes of all files below a folder; those that vanish meanwhile do not count."""
    size = 0
    for file in folder.rglob("*"):
        with suppress(FileNotFoundError):
            size += file.stat().st_size if file.is_file() else 0
    return size
