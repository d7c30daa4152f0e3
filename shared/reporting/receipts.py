"""Receipts: who reported what when, what was refused, and what is due. Kept in SQL by a thread, so that no stream waits for it."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa

from shared.judgement.event import Observations
from shared.model.catalogue import Catalogue
from shared.model.period import Period, PeriodLength
from shared.runtime import metrics
from shared.runtime.database import open_database, reading, upsert
from shared.runtime.identity import Identity
from shared.runtime.yearly import Years
from xiheng.shared.v1 import reporting_pb2

_log = logging.getLogger(__name__)

MIGRATIONS = Path(__file__).parent / "migrations"
MOST_REJECTIONS = 100
"""Refusals kept of one request."""
_FLUSH_SECONDS = 0.25
_DAY_MS = 86_400_000

_META = sa.MetaData()
_RECEIPTS = sa.Table(
    "receipts",
    _META,
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    sa.Column("received_ms", sa.BigInteger),
    sa.Column("reporter", sa.Text),
    sa.Column("sequence", sa.Numeric(20, 0)),
    sa.Column("accepted", sa.Integer),
    sa.Column("rejected", sa.Integer),
    sa.Column("rejections", sa.LargeBinary),
)
_LATEST = sa.Table(
    "latest_periods",
    _META,
    sa.Column("indicator", sa.Text, primary_key=True),
    sa.Column("area", sa.Text, primary_key=True),
    sa.Column("length", sa.Integer, primary_key=True),
    sa.Column("ordinal", sa.BigInteger),
)
_LAST = sa.Table("last_reports", _META, sa.Column("area", sa.Text, primary_key=True), sa.Column("reported_ms", sa.BigInteger))


class Noted(NamedTuple):
    """What became of one request, as it is kept."""

    received_ms: int
    reporter: str
    sequence: int
    accepted: int
    rejected: int
    rejections: list[reporting_pb2.Rejection]
    batches: list[Observations]


class _Due(NamedTuple):
    """What the release calendar expects, and since when."""

    indicator: str
    area: str
    period: str
    due_ms: int


class Receipts:
    """Keeps receipts; thread-safe."""

    def __init__(self, url: str, *, service: str, on_failure: Callable[[BaseException], None]) -> None:
        """Open the database.

        Args:
            url: SQLAlchemy URL.
            service: Name of the domain service, for the metrics.
            on_failure: Told when the thread ends because of an error.

        Raises:
            Unavailable: If it cannot be opened.
        """
        self._engine = open_database(url, MIGRATIONS)
        self._years = Years(self._engine, _RECEIPTS.name)
        self._queue: queue.SimpleQueue[Noted | threading.Event | None] = queue.SimpleQueue()
        self._latest = {(row.indicator, row.area, row.length): row.ordinal for row in self._rows(sa.select(_LATEST))}
        self._on_failure = on_failure
        self._service = service
        for row in self._rows(sa.select(_LAST)):
            metrics.LAST_REPORT.labels(service, row.area).set(row.reported_ms / 1000)
        self._thread = threading.Thread(target=self._run, name="receipts", daemon=True)
        self._thread.start()

    def note(self, noted: Noted) -> None:
        """Keep what became of a request, a little later."""
        self._queue.put(noted)

    def settle(self) -> None:
        """Wait until all that was noted is kept."""
        done = threading.Event()
        self._queue.put(done)
        done.wait(10.0)

    def stop(self) -> None:
        """Keep what is left and close."""
        self._queue.put(None)
        self._thread.join(10.0)
        self._engine.dispose()

    def of(self, reporter: str, *, since_ms: int, limit: int) -> list[reporting_pb2.Receipt]:
        """Return the receipts of a reporter, newest first."""
        self.settle()
        wanted = sa.select(_RECEIPTS).where(_RECEIPTS.c.reporter == reporter, _RECEIPTS.c.received_ms >= since_ms)
        return [_receipt(row) for row in self._rows(wanted.order_by(_RECEIPTS.c.received_ms.desc(), _RECEIPTS.c.id.desc()).limit(limit))]

    def due(self, catalogue: Catalogue, caller: Identity, now_ms: int) -> Iterator[reporting_pb2.DueObservation]:
        """Yield what the release calendar expects of areas of the caller that have reported the indicator before."""
        self.settle()
        for one in self._due(catalogue, now_ms):
            if caller.covers(one.area, catalogue):
                due = reporting_pb2.DueObservation(indicator=one.indicator, area=one.area, period=one.period)
                due.due_time.FromMilliseconds(one.due_ms)
                yield due

    def show_due(self, catalogue: Catalogue, now_ms: int) -> None:
        """Set the gauges of what each area owes."""
        count, longest = Counter[str](), dict[str, int]()
        for one in self._due(catalogue, now_ms):
            count[one.area] += 1
            longest[one.area] = max(longest.get(one.area, 0), now_ms - one.due_ms)
        for area in {area for _, area, _ in list(self._latest)}:
            metrics.DUE.labels(self._service, area).set(count[area])
            metrics.LONGEST_DUE.labels(self._service, area).set(longest.get(area, 0) / 1000)

    def _due(self, catalogue: Catalogue, now_ms: int) -> Iterator[_Due]:
        for (name, area, length), ordinal in sorted(self._latest.items()):
            spec = catalogue.indicator(name)
            if spec is None or length != spec.stored_length:
                continue
            awaited = Period(PeriodLength(length), ordinal + 1)
            known_from = awaited.shift(-1) if spec.release.in_advance else awaited
            due_ms = known_from.end_ms() + spec.release.delay_days * _DAY_MS
            if due_ms <= now_ms:
                yield _Due(name, area, awaited.text, due_ms)

    def _run(self) -> None:
        try:
            while self._keep_next():
                pass
        except BaseException as error:  # noqa: BLE001 - the process decides
            self._on_failure(error)

    def _keep_next(self) -> bool:
        """Keep what has come; False at the end."""
        first = self._queue.get()
        waiting = [] if isinstance(first, threading.Event) or first is None else [first]
        signals = [first] if isinstance(first, threading.Event) else []
        if waiting:
            threading.Event().wait(_FLUSH_SECONDS)
        ended = first is None
        while not self._queue.empty():
            item = self._queue.get()
            ended = ended or item is None
            (signals if isinstance(item, threading.Event) else waiting).append(item)  # type: ignore[arg-type]  # None is dropped below
        self._write([one for one in waiting if one is not None])
        for signal in signals:
            signal.set()
        return not ended

    def _write(self, noted: list[Noted]) -> None:
        if not noted:
            return
        newer, reported_ms = self._newer(noted), int(time.time() * 1000)
        areas = Counter[str]()
        for batch in (batch for one in noted for batch in one.batches):
            areas[batch.area] += len(batch.periods)
        with self._engine.begin() as connection:
            self._years.cover(connection, (one.received_ms for one in noted))
            connection.execute(sa.insert(_RECEIPTS), [_row(one) for one in noted])
            if newer:
                insert = upsert(self._engine, _LATEST)
                keys = [_LATEST.c.indicator, _LATEST.c.area, _LATEST.c.length]
                rows = [{"indicator": key[0], "area": key[1], "length": key[2], "ordinal": ordinal} for key, ordinal in newer.items()]
                connection.execute(insert.on_conflict_do_update(index_elements=keys, set_={"ordinal": insert.excluded.ordinal}), rows)
            if areas:
                insert = upsert(self._engine, _LAST)
                rows = [{"area": area, "reported_ms": reported_ms} for area in areas]
                connection.execute(insert.on_conflict_do_update(index_elements=[_LAST.c.area], set_={"reported_ms": reported_ms}), rows)
        self._years.keep(one.received_ms for one in noted)
        self._latest |= newer
        for area, times in areas.items():
            metrics.AREA_OBSERVATIONS.labels(self._service, area).inc(times)
            metrics.LAST_REPORT.labels(self._service, area).set(reported_ms / 1000)

    def _newer(self, noted: Iterable[Noted]) -> dict[tuple[str, str, int], int]:
        newer: dict[tuple[str, str, int], int] = {}
        for batch in (batch for one in noted for batch in one.batches):
            last: dict[int, int] = {}
            for number, ordinal in zip(batch.series or [0] * len(batch.periods), batch.periods, strict=True):
                if ordinal > last.get(number, -1):
                    last[number] = ordinal
            for number, ordinal in last.items():
                key = (batch.indicators[number], batch.area, int(batch.lengths[number]))
                if ordinal > max(newer.get(key, -1), self._latest.get(key, -1)):
                    newer[key] = ordinal
        return newer

    def _rows(self, wanted: sa.Select[Any]) -> list[Any]:
        with reading(self._engine).connect() as connection:
            return list(connection.execute(wanted))


def _row(one: Noted) -> dict[str, object]:
    kept = reporting_pb2.Receipt(rejections=one.rejections[:MOST_REJECTIONS]).SerializeToString() if one.rejections else b""
    return {
        "received_ms": one.received_ms,
        "reporter": one.reporter,
        "sequence": one.sequence,
        "accepted": one.accepted,
        "rejected": one.rejected,
        "rejections": kept,
    }


def _receipt(row: Any) -> reporting_pb2.Receipt:  # noqa: ANN401 - a row of the table
    receipt = reporting_pb2.Receipt.FromString(row.rejections)
    receipt.received_time.FromMilliseconds(row.received_ms)
    receipt.reporter, receipt.sequence = row.reporter, int(row.sequence)
    receipt.accepted, receipt.rejected = row.accepted, row.rejected
    return receipt
