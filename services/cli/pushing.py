"""Pushing files: rows to the service that takes each, within a bounded window, with a place to go on from after a cut."""

from __future__ import annotations

import csv
import hashlib
import json
import queue
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO, NamedTuple

from shared.client import Connection, Reporter
from shared.model.errors import XihengError
from shared.reporting.refusal import Refusal, unknown_indicator
from shared.reporting.rows import observation_of
from shared.reporting.tables import COLUMNS, Row, read_rows
from xiheng.shared.v1 import observation_pb2

BATCH = 300
_WAITING_BATCHES = 8


class DiskFull(XihengError):
    """The rejects file cannot be written."""


class Sent(NamedTuple):
    """A row under way."""

    row: Row
    observation: observation_pb2.Observation


class Tally:
    """What became of the rows so far."""

    def __init__(self) -> None:
        self.accepted = 0
        self.refused = 0
        self.skipped = 0
        """Rows that an earlier run had sent."""


class Rejects:
    """The file of refused rows: their columns, and why. Made only when a row is refused."""

    def __init__(self, path: Path, *, append: bool) -> None:
        self.path = path
        self._append = append
        self._file: IO[str] | None = None

    def write(self, row: Row, field: str, reason: str) -> None:
        """Add a row.

        Raises:
            DiskFull: If it cannot be written.
        """
        try:
            if self._file is None:
                self._file = self.path.open("a" if self._append else "w", encoding="utf-8-sig", newline="")
                if self._file.tell() == 0:
                    csv.writer(self._file).writerow(["line", *COLUMNS, "rejected_field", "reason"])
            values = [row.fields.get(name, "") for name in COLUMNS]
            csv.writer(self._file).writerow([row.line, *values, field, reason])
            self._file.flush()
        except OSError as error:
            raise DiskFull(
                f"{self.path}: {error.strerror}; free some space or choose another place with --rejects, then push again"
            ) from error

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            # What could not be written was said when it was written.
            with suppress(OSError):
                self._file.close()


class Bookmark:
    """The line up to which every row of a file is answered, kept beside the file, so that another run goes on there."""

    def __init__(self, file: Path) -> None:
        self._path = file.with_name(f".{file.name}.xiheng-push")
        stat = file.stat() if file.exists() else None
        self._identity = hashlib.sha256(f"{stat.st_size}/{stat.st_mtime_ns}".encode()).hexdigest() if stat else ""

    def read(self) -> int:
        """Return the line; 0 when there is none, or the file is another one now."""
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return 0
        return int(kept["line"]) if kept.get("file") == self._identity else 0

    def write(self, line: int) -> None:
        """Keep the line; where the folder cannot be written there is no going on, but no harm either."""
        try:
            self._path.write_text(json.dumps({"file": self._identity, "line": line}), encoding="utf-8")
        except OSError:
            return

    def remove(self) -> None:
        """Forget it: everything is answered."""
        self._path.unlink(missing_ok=True)


class Push:
    """One push of one file."""

    def __init__(
        self,
        file: Path,
        services: Mapping[str, Connection],
        rejects: Rejects,
        *,
        dry_run: bool,
        advance: Callable[[int], None],
    ) -> None:
        """Take what is needed.

        Args:
            file: CSV or xlsx.
            services: How to reach each domain service that may take rows.
            rejects: Takes refused rows.
            dry_run: Only check.
            advance: Told how many more rows are answered, for a progress bar.
        """
        self._file = file
        self._services = services
        self._rejects = rejects
        self._dry_run = dry_run
        self._advance = advance
        self.tally = Tally()
        self._lock = threading.Lock()
        self._unanswered: dict[int, int] = {}
        """First line of each batch that is not answered, by its number."""
        self._last_line = 0

    def run(self, bookmark: Bookmark) -> None:
        """Send every row that an earlier run did not.

        Raises:
            XihengError: If a service stays away, refuses the caller, or a file cannot be read or written.
        """
        start = 0 if self._dry_run else bookmark.read()
        with ExitStack() as stack:
            reporters = {name: stack.enter_context(Reporter(name, reach)) for name, reach in self._services.items()}
            lanes = {name: _Lane(reporter, self) for name, reporter in reporters.items()}
            owner = {info.id: name for name, one in reporters.items() for info in one.list_indicators().indicators}
            try:
                self._feed(lanes, owner, start, bookmark)
                for lane in lanes.values():
                    lane.finish()
            finally:
                for lane in lanes.values():
                    lane.abandon()
                if not self._dry_run:
                    bookmark.write(self._answered_line())
        if not self._dry_run:
            bookmark.remove()

    def batch(self, rows: Sequence[Sent]) -> int:
        """Note a batch as under way and return its number."""
        with self._lock:
            number = len(self._unanswered) and max(self._unanswered) + 1
            self._unanswered[number] = rows[0].row.line
            return number

    def answered(self, number: int, rows: Sequence[Sent], refused: Mapping[int, tuple[str, str]]) -> None:
        """Note what was said about a batch: (field, reason) by position of each row that was refused."""
        with self._lock:
            for position, (field, reason) in sorted(refused.items()):
                self._rejects.write(rows[position].row, field, reason)
            self.tally.refused += len(refused)
            self.tally.accepted += len(rows) - len(refused)
            self._unanswered.pop(number, None)
        self._advance(len(rows))

    @property
    def dry_run(self) -> bool:
        """Only check."""
        return self._dry_run

    def _feed(self, lanes: Mapping[str, _Lane], owner: Mapping[str, str], start: int, bookmark: Bookmark) -> None:
        for count, row in enumerate(read_rows(self._file), 1):
            if row.line <= start:
                self.tally.skipped += 1
                self._advance(1)
                continue
            self._place(row, lanes, owner)
            if count % (BATCH * 20) == 0 and not self._dry_run:
                bookmark.write(self._answered_line())

    def _place(self, row: Row, lanes: Mapping[str, _Lane], owner: Mapping[str, str]) -> None:
        found = observation_of(row.fields)
        service = owner.get(row.fields["indicator"], "")
        if not isinstance(found, Refusal) and not service:
            found = unknown_indicator(row.fields["indicator"])
        if isinstance(found, Refusal):
            with self._lock:
                self._rejects.write(row, found.field, found.english)
                self.tally.refused += 1
            self._advance(1)
        else:
            lanes[service].add(Sent(row, found))
        self._last_line = row.line

    def _answered_line(self) -> int:
        """Return the line up to which everything is answered."""
        with self._lock:
            return min(self._unanswered.values()) - 1 if self._unanswered else self._last_line


class _Lane:
    """The rows for one service: gathered into batches, sent by a thread, a bounded number ahead."""

    def __init__(self, reporter: Reporter, push: Push) -> None:
        self._reporter = reporter
        self._push = push
        self._rows: list[Sent] = []
        self._waiting: queue.Queue[tuple[int, list[Sent]] | None] = queue.Queue(_WAITING_BATCHES)
        self._sent: dict[int, tuple[int, list[Sent]]] = {}
        self._failure: BaseException | None = None
        self._number = -1
        self._thread: threading.Thread | None = None

    def add(self, sent: Sent) -> None:
        """Add a row; waits when the service is slower than the file."""
        if not self._rows:
            self._number = self._push.batch([sent])
        self._rows.append(sent)
        if len(self._rows) >= BATCH:
            self._put()

    def finish(self) -> None:
        """Send what is left and wait for all answers."""
        if self._rows:
            self._put()
        if self._thread is not None:
            self._offer(None)
            self._thread.join()
        if self._failure is not None:
            raise self._failure

    def abandon(self) -> None:
        """Stop sending; what is not answered is sent by the next run."""
        if self._thread is not None and self._thread.is_alive():
            self._failure = self._failure or XihengError("abandoned")
            self._reporter.close()

    def _put(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, daemon=True)
            self._thread.start()
        self._offer((self._number, self._rows))
        self._rows = []

    def _offer(self, item: tuple[int, list[Sent]] | None) -> None:
        while True:
            if self._failure is not None:
                raise self._failure
            try:
                self._waiting.put(item, timeout=0.2)
            except queue.Full:
                continue
            return

    def _run(self) -> None:
        try:
            for answered in self._reporter.report(self._batches(), dry_run=self._push.dry_run):
                number, rows = self._sent.pop(answered.sequence)
                refused = {one.index: (one.field, one.message) for one in answered.rejections}
                self._push.answered(number, rows, refused)
        except BaseException as error:  # noqa: BLE001 - raised where rows are added
            self._failure = self._failure or error

    def _batches(self) -> Iterator[list[observation_pb2.Observation]]:
        sequence = 0
        while (item := self._waiting.get()) is not None:
            self._sent[sequence] = item
            sequence += 1
            yield [one.observation for one in item[1]]
