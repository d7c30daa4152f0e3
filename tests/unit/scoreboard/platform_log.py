"""A log as the platform applies it: the core judges each record, the scoreboard keeps what is said; and what a fresh load makes of the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import sqlalchemy as sa

from services.processor.outputs import records_of
from services.scoreboard.past import Wanted
from services.scoreboard.projection import METADATA, MIGRATIONS, Projection
from services.scoreboard.queries import Queries
from shared.events.kafka_client import Record
from shared.events.topics import TARGET_STATUSES
from shared.events.verdicts import status_from_message
from shared.judgement.assess_all import assess_state, close_all, send_up
from shared.judgement.event import Event, Observations, Tick
from shared.judgement.fold import fold
from shared.judgement.state import PartitionState
from shared.judgement.verdict import StatusVerdict
from shared.judgement.whole_log import take
from shared.model.period import SHANGHAI, Period
from shared.model.status import ObservationStatus
from shared.runtime.database import open_database
from tests.unit.judgement.builders import observe

DAY_MS = 86_400_000


def at(day: str) -> int:
    """The beginning of a local day, milliseconds."""
    return int(datetime.fromisoformat(day).replace(tzinfo=SHANGHAI).timestamp() * 1000)


def received(event: Event, time_ms: int) -> Event:
    """The same event, received at a time; a tick tells that time."""
    body = Tick(time_ms) if isinstance(event.body, Tick) else event.body
    return replace(event, received_time_ms=time_ms, body=body)


def reported(values: dict[str, float | None], *, name: str = "jobs", code: str = "320200", revision: int = 0, event_id: int = 7) -> Event:
    """Values by period; None withdraws."""
    event = observe(code, {(name, period): value or 0.0 for period, value in values.items()}, revision=revision, event_id=event_id)
    assert isinstance(event.body, Observations)
    statuses = [ObservationStatus.FINAL if value is not None else ObservationStatus.WITHDRAWN for value in values.values()]
    return replace(event, body=replace(event.body, statuses=statuses))


class Scoreboard:
    """A scoreboard on SQLite; emptied rather than made anew."""

    def __init__(self, folder: Path) -> None:
        self.engine = open_database(f"sqlite:///{folder / 'scoreboard.db'}", MIGRATIONS)

    def replay(self, log: Iterable[Event]) -> Queries:
        """Apply a log from its beginning and return what answers."""
        with self.engine.begin() as connection:
            for table in METADATA.sorted_tables:
                connection.execute(sa.delete(table))
        projection = Projection(self.engine)
        with self.engine.begin() as connection:
            news = projection.apply(connection, list(_said(log)))
        projection.applied(news)
        return Queries(self.engine)


def _said(log: Iterable[Event]) -> Iterator[Record]:
    """Yield the statuses that a log gives; what goes up is applied before the next record."""
    state = PartitionState()
    for event, outputs in take(state, log):
        for one in records_of(outputs, event, state, partition=0, offset=state.offset):
            if one.topic == TARGET_STATUSES:
                yield Record(one.topic, 0, state.offset, one.key, one.value, (), 0)


def told(queries: Queries, *, as_of: str = "", known_ms: int | None = None) -> list[StatusVerdict]:
    """What the scoreboard answers, without what it does not promise to the last digit."""
    wanted = Wanted(as_of=date.fromisoformat(as_of) if as_of else None, known_ms=known_ms)
    return [plain(status_from_message(one).verdict) for one in queries.statuses(wanted)]


def loaded(log: Sequence[Event], *, as_of: str = "", known_ms: int | None = None) -> list[StatusVerdict]:
    """What a fresh load of what was known at a time gives: the clock as it stood, or at the end of a day without later periods."""
    known = [one for one in log if known_ms is None or one.received_time_ms <= known_ms]
    state = PartitionState()
    for event in known:
        body = event.body
        if as_of and isinstance(body, Observations):
            body = _until(body, at(as_of) + DAY_MS)
        if not (as_of and isinstance(body, Tick)):
            fold(state, replace(event, body=body))
    if as_of:
        fold(state, Event(event_id=2, received_time_ms=1, body=Tick(at(as_of) + DAY_MS)))
    close_all(state)
    send_up(state)
    return [plain(one) for one in assess_state(state).statuses]


def _until(rows: Observations, end_ms: int) -> Observations:
    kept = [
        row
        for row, (series, ordinal) in enumerate(zip(rows.series, rows.periods, strict=True))
        if Period(rows.lengths[series], ordinal).end_ms() <= end_ms
    ]
    return replace(
        rows,
        series=[rows.series[row] for row in kept],
        periods=[rows.periods[row] for row in kept],
        values=[rows.values[row] for row in kept],
        revisions=[rows.revisions[row] for row in kept] if len(rows.revisions) else (),
        statuses=[rows.statuses[row] for row in kept],
    )


def plain(verdict: StatusVerdict) -> StatusVerdict:
    """A verdict without its projection, of which small moves are not told, and without what is said of other and of earlier verdicts."""
    return verdict._replace(projection=None, retracted=(), retracted_by=(), correction=None)
