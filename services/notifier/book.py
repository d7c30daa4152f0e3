"""The book: episodes, their ledger, acknowledgements and deliveries, as they are asked for and written down."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from services.notifier.domain import Notice
from services.notifier.episodes import write_down
from services.notifier.ledger import append, lines_of, wait_for_turn
from services.notifier.lifecycle.line import Line, Seen, Step, line_id
from services.notifier.lines import line_of_attempt
from services.notifier.requests import Request, is_repeat
from services.notifier.tables import DELIVERIES, EPISODES, EVENTS, LEDGER, NOTICES
from shared.model.errors import Invalid
from shared.model.status import AlertState
from shared.runtime.database import reading


class NoSuchAlert(Invalid):
    """No episode has that id."""


class Filter(NamedTuple):
    """Which episodes."""

    areas: Sequence[str] | None = None
    """Area codes; None: all."""
    rule: str = ""
    minimum_severity: int = 0
    include_resolved: bool = False


class Attempt(NamedTuple):
    """One attempt to deliver a notice."""

    time_ms: int
    delivered: bool
    answer: str
    latency_ms: float
    """From the observation in the log to the end of the attempt."""


class Book:
    """Reads and writes; thread-safe, blocks."""

    def __init__(self, engine: sa.Engine, now_ms: Callable[[], int]) -> None:
        self._engine = engine
        self._now_ms = now_ms

    def episodes(self, wanted: Filter, *, limit: int, before: int) -> list[Any]:
        """Return episodes, the newest first, whose first event has a cursor below `before`: unlike the last one's it never moves."""
        query = sa.select(EPISODES).where(EPISODES.c.severity >= wanted.minimum_severity, EPISODES.c.first_cursor < before)
        if wanted.areas is not None:
            query = query.where(EPISODES.c.area.in_(wanted.areas))
        if wanted.rule:
            query = query.where(EPISODES.c.rule == wanted.rule)
        if not wanted.include_resolved:
            query = query.where(EPISODES.c.state == int(AlertState.RAISED))
        return self._rows(query.order_by(EPISODES.c.first_cursor.desc()).limit(limit))

    def find(self, identity: str) -> Any:  # noqa: ANN401 - a row of the table
        """Return the episode with an id, or the only one that begins so.

        Raises:
            NoSuchAlert: If there is none.
            Invalid: If several begin so, or it is too short to tell.
        """
        if len(identity) < 4:
            raise Invalid(f"id: {identity!r} is too short; give at least 4 characters")
        found = self._rows(sa.select(EPISODES).where(EPISODES.c.alert_id.startswith(identity, autoescape=True)).limit(2))
        if not found:
            raise NoSuchAlert(f"id: no alert begins with {identity!r}; `xiheng alerts list --resolved` has all")
        if len(found) > 1:
            raise Invalid(f"id: several alerts begin with {identity!r}; give more characters")
        return found[0]

    def ledger(self, alert_id: str) -> list[Line]:
        """Return the ledger of an episode, in the order in which it was written."""
        with reading(self._engine).connect() as connection:
            return lines_of(connection, [alert_id]).get(alert_id, [])

    def deliveries(self, alert_id: str, limit: int) -> list[Any]:
        """Return attempts, newest first; of all episodes when `alert_id` is empty."""
        query = sa.select(DELIVERIES).order_by(DELIVERIES.c.delivery.desc()).limit(limit)
        return self._rows(query.where(DELIVERIES.c.alert_id == alert_id) if alert_id else query)

    def events_after(self, cursor: int, limit: int) -> list[Any]:
        """Return events with the present acknowledgement of their episodes, in order."""
        columns = (EPISODES.c.acknowledged_by, EPISODES.c.acknowledged_ms, EPISODES.c.first_seen_ms)
        joined = sa.select(EVENTS, *columns).join(EPISODES, EPISODES.c.alert_id == EVENTS.c.alert_id)
        return self._rows(joined.where(EVENTS.c.cursor > cursor).order_by(EVENTS.c.cursor).limit(limit))

    def event(self, cursor: int) -> Any:  # noqa: ANN401 - a row of the table
        """Return one event."""
        return self._rows(sa.select(EVENTS).where(EVENTS.c.cursor == cursor))[0]

    def is_first(self, cursor: int, alert_id: str) -> bool:
        """Tell whether an event is the first of its episode."""
        return not self._rows(sa.select(EVENTS.c.cursor).where(EVENTS.c.alert_id == alert_id, EVENTS.c.cursor < cursor).limit(1))

    def waiting(self) -> list[Notice]:
        """Return the notices that are not delivered yet, in order."""
        rows = self._rows(sa.select(NOTICES).where(NOTICES.c.state == "waiting").order_by(NOTICES.c.cursor))
        return [Notice(*(getattr(row, name) for name in Notice._fields)) for row in rows]

    def open_counts(self) -> list[tuple[int, bool, int]]:
        """Return (severity, acknowledged, count) of the episodes that go on."""
        acknowledged = EPISODES.c.acknowledged_ms > 0
        query = sa.select(EPISODES.c.severity, acknowledged.label("acknowledged"), sa.func.count().label("total"))
        grouped = query.where(EPISODES.c.state == int(AlertState.RAISED)).group_by(EPISODES.c.severity, acknowledged)
        return [(row.severity, bool(row.acknowledged), row.total) for row in self._rows(grouped)]

    def quality_findings(self) -> list[tuple[str, int]]:
        """Return (area, count) of the data-quality findings that go on."""
        going_on = (EPISODES.c.state == int(AlertState.RAISED)) & EPISODES.c.rule.startswith("quality.", autoescape=True)
        query = sa.select(EPISODES.c.area, sa.func.count().label("total")).where(going_on).group_by(EPISODES.c.area)
        return [(row.area, row.total) for row in self._rows(query)]

    def take_step(self, alert_id: str, step: Step, request: Request, *, note: str = "", facts: Mapping[str, str] | None = None) -> None:
        """Append what somebody did about an episode; a repeated request changes nothing.

        Raises:
            Invalid: If the request's id was used for something else.
        """
        with self._engine.begin() as connection:
            wait_for_turn(connection)
            if is_repeat(connection, request):
                return
            now_ms = self._now_ms()
            line = Line(
                id=line_id("request", request.subject, request.method, request.request_id or uuid.uuid4().hex),
                alert=alert_id,
                step=step,
                time_ms=now_ms,
                actor=request.subject,
                note=note,
                seen=_seen(connection, alert_id),
                facts=facts or {},
            )
            write_down(connection, [line], now_ms)

    def note_attempt(self, notice: Notice, attempt: Attempt, state: str) -> None:
        """Write down an attempt, and what became of the notice: waiting, delivered or dead."""
        number = notice.attempts + 1
        row = {"notice_id": notice.notice_id, "alert_id": notice.alert_id, "subscriber": notice.subscriber, "channel": notice.channel}
        note = f"{notice.channel}, attempt {number}: {attempt.answer}"
        with self._engine.begin() as connection:
            wait_for_turn(connection)
            connection.execute(sa.insert(DELIVERIES).values(**row, attempt=number, **attempt._asdict()))
            connection.execute(sa.update(NOTICES).where(NOTICES.c.notice_id == notice.notice_id).values(state=state, attempts=number))
            line = line_of_attempt(
                notice.notice_id,
                number,
                alert=notice.alert_id,
                seen=_seen(connection, notice.alert_id),
                subscriber=notice.subscriber,
                delivered=attempt.delivered,
                note=note,
                time_ms=attempt.time_ms,
            )
            append(connection, [line], attempt.time_ms)

    def _rows(self, query: sa.Select[Any]) -> list[Any]:
        with reading(self._engine).connect() as connection:
            return list(connection.execute(query))


def _seen(connection: sa.Connection, alert_id: str) -> Seen:
    """Return what a writer sees of an episode now."""
    query = sa.select(EPISODES.c.source_offset, EPISODES.c.source_ordinal).where(EPISODES.c.alert_id == alert_id)
    row = connection.execute(query).one_or_none()
    count = connection.execute(sa.select(sa.func.count()).where(LEDGER.c.alert_id == alert_id)).scalar_one()
    return Seen(row.source_offset, row.source_ordinal, count) if row else Seen(lines=count)
