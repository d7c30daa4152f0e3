"""Pushing files: rows to the service that takes each, within a bounded window, with a place to go on from after a cut."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from services.cli.push_keeping import Bookmark, Rejects
from shared.client import Connection, Reporter
from shared.model.errors import XihengError
from shared.reporting.refusal import Refusal, unknown_indicator
from shared.reporting.rows import column_of, observation_of
from shared.reporting.tables import Row, read_rows
from xiheng.shared.v1 import observation_pb2, reporting_pb2

BATCH = 300
_WAITING_BATCHES = 8
_BOOKMARK_ROWS = BATCH * 20


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


class Push:
    """One push of one file."""

    def __init__(
        self,
        file: Path,
        services: Mapping[str, Connection],
        rejects: Rejects,
        *,
        dry_run: bool,
        patience_seconds: float,
        advance: Callable[[int], None],
        learn: Callable[[Iterable[reporting_pb2.IndicatorInfo]], None],
        accepted: Callable[[int, observation_pb2.Observation], None],
    ) -> None:
        """Take what is needed.

        Args:
            file: CSV or xlsx.
            services: How to reach each domain service that may take rows.
            rejects: Takes refused rows.
            dry_run: Only check.
            patience_seconds: How long a service may be away.
            advance: Told how many more rows are answered, for a progress bar.
            learn: Told which indicators the services take.
            accepted: Told the line of each accepted row and what it says.
        """
        self._file = file
        self._services = services
        self._rejects = rejects
        self._dry_run = dry_run
        self._patience = patience_seconds
        self._advance = advance
        self._learn = learn
        self._accepted = accepted
        self.tally = Tally()
        self._lock = threading.Lock()
        self._unanswered: dict[int, int] = {}
        """First line of each batch that is not answered, by its number."""
        self.last_line = 0
        """Last line that was read."""

    def run(self, bookmark: Bookmark) -> None:
        """Send every row that an earlier run did not.

        Raises:
            XihengError: If a service stays away, refuses the caller, or a file cannot be read or written.
        """
        start = 0 if self._dry_run else bookmark.read()
        with ExitStack() as stack:
            reporters = {
                name: stack.enter_context(Reporter(name, reach, patience_seconds=self._patience)) for name, reach in self._services.items()
            }
            lanes = {name: _Lane(reporter, self) for name, reporter in reporters.items()}
            owner = self._owners(reporters)
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

    def answered(self, number: int, rows: Sequence[Sent], refused: Mapping[int, reporting_pb2.Rejection]) -> None:
        """Note what was said about a batch: the rejection of each row that was refused, by its position."""
        with self._lock:
            for position, (row, observation) in enumerate(rows):
                one = refused.get(position)
                if one is None:
                    self._accepted(row.line, observation)
                else:
                    self._rejects.write(row, column_of(one.field), one.message, one.message_zh)
            self.tally.refused += len(refused)
            self.tally.accepted += len(rows) - len(refused)
            self._unanswered.pop(number, None)
        self._advance(len(rows))

    @property
    def dry_run(self) -> bool:
        """Only check."""
        return self._dry_run

    def _owners(self, reporters: Mapping[str, Reporter]) -> dict[str, str]:
        """Return the service that takes each indicator."""
        owner: dict[str, str] = {}
        for name, reporter in reporters.items():
            listed = reporter.list_indicators().indicators
            self._learn(listed)
            owner |= {info.id: name for info in listed}
        return owner

    def _feed(self, lanes: Mapping[str, _Lane], owner: Mapping[str, str], start: int, bookmark: Bookmark) -> None:
        for count, row in enumerate(read_rows(self._file), 1):
            if row.line <= start:
                self.tally.skipped += 1
                self._advance(1)
                continue
            self._place(row, lanes, owner)
            if count % _BOOKMARK_ROWS == 0 and not self._dry_run:
                for lane in lanes.values():
                    # Rows of a service that few rows are for would hold the bookmark back.
                    lane.flush()
                bookmark.write(self._answered_line())

    def _place(self, row: Row, lanes: Mapping[str, _Lane], owner: Mapping[str, str]) -> None:
        found = observation_of(row)
        name = row.fields.get("indicator", "")
        service = owner.get(name, "")
        if not isinstance(found, Refusal) and not service:
            found = unknown_indicator(name, frozenset(owner))
        if isinstance(found, Refusal):
            with self._lock:
                self._rejects.write(row, found.field, found.english, found.chinese)
                self.tally.refused += 1
            self._advance(1)
        else:
            lanes[service].add(Sent(row, found))
        self.last_line = row.line

    def _answered_line(self) -> int:
        """Return the line up to which everything is answered."""
        with self._lock:
            return min(self._unanswered.values()) - 1 if self._unanswered else self.last_line


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

    def flush(self) -> None:
        """Send what is gathered."""
        if self._rows:
            self._put()

    def finish(self) -> None:
        """Send what is left and wait for all answers."""
        self.flush()
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
                self._push.answered(number, rows, {one.index: one for one in answered.rejections})
        except BaseException as error:  # noqa: BLE001 - raised where rows are added
            self._failure = self._failure or error

    def _batches(self) -> Iterator[list[observation_pb2.Observation]]:
        sequence = 0
        while (item := self._waiting.get()) is not None:
            self._sent[sequence] = item
            sequence += 1
            yield [one.observation for one in item[1]]
