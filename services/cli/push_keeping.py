"""What a push keeps beside the file: the refused rows with their reasons, and the place to go on from after a cut."""

from __future__ import annotations

import csv
import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import IO

from shared.model.errors import XihengError
from shared.reporting.tables import COLUMNS, Row

_HEADER = ("line", *COLUMNS, "rejected_field", "reason", "reason_zh")

_SHOWN = 5


class DiskFull(XihengError):
    """The rejects file cannot be written."""


class Rejects:
    """The file of refused rows: their columns, and why. Made only when a row is refused."""

    def __init__(self, path: Path, *, after_line: int = 0) -> None:
        """Take the place.

        Args:
            path: The file.
            after_line: The push goes on after this line; what was refused up to it is kept, the rest is sent again. 0: a new file.

        Raises:
            DiskFull: If the kept part cannot be written.
        """
        self.path = path
        self.first: list[str] = []
        """The first few in words, for the screen."""
        self._append = after_line > 0
        self._file: IO[str] | None = None
        if self._append and path.is_file():
            try:
                _keep_until(path, after_line)
            except OSError as error:
                raise self._failure(error) from error

    def write(self, row: Row, field: str, reason: str, reason_zh: str) -> None:
        """Add a row.

        Raises:
            DiskFull: If it cannot be written.
        """
        if len(self.first) < _SHOWN:
            self.first.append(f"line {row.line}, {field} {row.fields.get(field, '')!r}: {reason_zh} {reason}")
        try:
            if self._file is None:
                self._file = self.path.open("a" if self._append else "w", encoding="utf-8-sig", newline="")
                if self._file.tell() == 0:
                    csv.writer(self._file).writerow(_HEADER)
            values = [row.fields.get(name, "") for name in COLUMNS]
            csv.writer(self._file).writerow([row.line, *values, field, reason, reason_zh])
            self._file.flush()
        except OSError as error:
            raise self._failure(error) from error

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            # What could not be written was said when it was written.
            with suppress(OSError):
                self._file.close()

    def _failure(self, error: OSError) -> DiskFull:
        return DiskFull(f"{self.path}: {error.strerror}; free some space or choose another place with --rejects, then push again")


def _keep_until(path: Path, line: int) -> None:
    kept = path.with_name(f".{path.name}.kept")
    with path.open(encoding="utf-8-sig", newline="") as old, kept.open("w", encoding="utf-8-sig", newline="") as new:
        csv.writer(new).writerows(row for row in csv.reader(old) if row and not (row[0].isdigit() and int(row[0]) > line))
    kept.replace(path)


class Bookmark:
    """The line up to which every row of a file is answered, kept beside the file, so that another run goes on there."""

    def __init__(self, file: Path, destination: str = "") -> None:
        """Take the place.

        Args:
            file: The file that is pushed.
            destination: Where to and as whom: what one platform answered, another one does not know.
        """
        self._path = file.with_name(f".{file.name}.xiheng-push")
        stat = file.stat() if file.exists() else None
        self._identity = hashlib.sha256(f"{stat.st_size}/{stat.st_mtime_ns}/{destination}".encode()).hexdigest() if stat else ""

    def read(self) -> int:
        """Return the line; 0 when there is none, or the file is another one now."""
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            return int(kept["line"]) if kept["file"] == self._identity else 0
        except (OSError, ValueError, KeyError, TypeError):
            return 0

    def write(self, line: int) -> None:
        """Keep the line; where the folder cannot be written there is no going on, but no harm either."""
        kept = self._path.with_name(f"{self._path.name}.new")
        with suppress(OSError):
            # Replaced whole, so that a full disk or a kill does not leave half of it.
            kept.write_text(json.dumps({"file": self._identity, "line": line}), encoding="utf-8")
            kept.replace(self._path)

    def remove(self) -> None:
        """Forget it: everything is answered."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
