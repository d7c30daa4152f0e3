"""The book: episodes, their ledger, acknowledgements and deliveries, as they are asked for and written down."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

import sqlalchemy as sa

from services.notifier.answers import Answered
from services.notifier.episodes import seen_of, write_down
from services.notifier.ledger import head, kept_after, lines_of, links_between, wait_for_turn
from services.notifier.lifecycle.line import Line, line_id
from services.notifier.lifecycle.standing import Phase
from services.notifier.requests import Request, is_repeat
from services.notifier.tables import DELIVERIES, EPISODES, EVENTS, NOTICES
from shared.model.chain import Kept, Link
from shared.model.errors import Invalid
from shared.runtime.database import reading

T = TypeVar("T")
_GOING_ON = EPISODES.c.phase.in_([Phase.RAISED, Phase.ESCALATED, Phase.ACKNOWLEDGED])


class NoSuchAlert(Invalid):
    """No episode has that id."""


class Filter(NamedTuple):
    """Which episodes."""

    areas: Sequence[str] | None = None
    """Area codes; None: all."""
    rule: str = ""
    minimum_severity: int = 0
    include_resolved: bool = False
    plan: str = ""
    family: str = ""
    phases: Sequence[str] = ()
    """Words of phases; none: those that go on, or with `include_resolved` all."""
    unit: str = ""


class Book:
    """Reads and writes; thread-safe, blocks."""

    def __init__(self, engine: sa.Engine, now_ms: Callable[[], int]) -> None:
        self._engine = engine
        self._now_ms = now_ms

    def episodes(self, wanted: Filter, *, limit: int, before: int) -> list[Any]:
        """Return episodes, the newest first, whose first event has a cursor below `before`: unlike the last one's it never moves."""
        query = sa.select(EPISODES).where(EPISODES.c.first_cursor < before, *_conditions(wanted))
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

    def notice(self, notice_id: str) -> Any:  # noqa: ANN401 - a row of the table
        """Return a notice; None without one."""
        return next(iter(self._rows(sa.select(NOTICES).where(NOTICES.c.notice_id == notice_id))), None)

    def ledger(self, alert_id: str) -> list[Line]:
        """Return the ledger of an episode, in the order in which it was written."""
        with reading(self._engine).connect() as connection:
            return lines_of(connection, [alert_id]).get(alert_id, [])

    def head(self) -> Link:
        """Return the ledger's last link."""
        with reading(self._engine).connect() as connection:
            return head(connection)

    def links(self, first: int, last: int) -> list[Link]:
        """Return links of the ledger by number, both ends included."""
        with reading(self._engine).connect() as connection:
            return links_between(connection, first, last)

    def kept_after(self, line: int, limit: int) -> list[Kept]:
        """Return lines of the ledger as they are kept, after one."""
        with reading(self._engine).connect() as connection:
            return kept_after(connection, line, limit)

    def deliveries(self, alert_id: str, limit: int) -> list[Any]:
        """Return attempts, newest first; of all episodes when `alert_id` is empty."""
        query = sa.select(DELIVERIES).order_by(DELIVERIES.c.delivery.desc()).limit(limit)
        return self._rows(query.where(DELIVERIES.c.alert_id == alert_id) if alert_id else query)

    def events_after(self, cursor: int, limit: int) -> list[Any]:
        """Return events with the present standing of their episodes, in order."""
        columns = (EPISODES.c.standing, EPISODES.c.first_seen_ms, EPISODES.c.held)
        joined = sa.select(EVENTS, *columns).join(EPISODES, EPISODES.c.alert_id == EVENTS.c.alert_id)
        return self._rows(joined.where(EVENTS.c.cursor > cursor).order_by(EVENTS.c.cursor).limit(limit))

    def last_cursor(self) -> int:
        """Return the cursor of the last event; 0 while there is none."""
        return int(self._rows(sa.select(sa.func.coalesce(sa.func.max(EVENTS.c.cursor), 0)))[0][0])

    def history(self, alert_id: str) -> list[Any]:
        """Return the last events of an episode, at most 100, oldest first."""
        query = sa.select(EVENTS).where(EVENTS.c.alert_id == alert_id).order_by(EVENTS.c.cursor.desc()).limit(100)
        return self._rows(query)[::-1]

    def open_counts(self) -> list[tuple[int, bool, int]]:
        """Return (severity, acknowledged, count) of the episodes that go on."""
        acknowledged = EPISODES.c.acknowledged_ms > 0
        query = sa.select(EPISODES.c.severity, acknowledged.label("acknowledged"), sa.func.count().label("total"))
        grouped = query.where(_GOING_ON).group_by(EPISODES.c.severity, acknowledged)
        return [(row.severity, bool(row.acknowledged), row.total) for row in self._rows(grouped)]

    def quality_findings(self) -> list[tuple[str, int]]:
        """Return (area, count) of the data-quality findings that go on."""
        going_on = _GOING_ON & EPISODES.c.rule.startswith("quality.", autoescape=True)
        query = sa.select(EPISODES.c.area, sa.func.count().label("total")).where(going_on).group_by(EPISODES.c.area)
        return [(row.area, row.total) for row in self._rows(query)]

    def take_step(self, alert_id: str, request: Request, step_at: Callable[[int], Answered]) -> str:
        """Append what somebody does about an episode, and return the id of its line; a repeated request changes nothing, even when it would be refused by now.

        Args:
            alert_id: The episode; empty: it is about none, such as a silence.
            request: Who asks, and under which id.
            step_at: Returns the step at a time, or refuses it.

        Raises:
            Invalid: If the request's id was used for something else, or the step is refused.
        """
        identity = line_id("request", request.subject, request.method, request.request_id or uuid.uuid4().hex)
        with self._engine.begin() as connection:
            wait_for_turn(connection)
            if is_repeat(connection, request):
                return identity
            now_ms = self._now_ms()
            step, note, facts = step_at(now_ms)
            line = Line(
                id=identity,
                alert=alert_id,
                step=step,
                time_ms=now_ms,
                actor=request.subject,
                note=note,
                seen=seen_of(connection, [alert_id])[alert_id],
                facts=facts,
            )
            write_down(connection, [line], now_ms)
        return identity

    def read(self, read: Callable[[sa.Connection], T]) -> T:
        """Return what a function reads."""
        with reading(self._engine).connect() as connection:
            return read(connection)

    def _rows(self, query: sa.Select[Any]) -> list[Any]:
        with reading(self._engine).connect() as connection:
            return list(connection.execute(query))


def _conditions(wanted: Filter) -> Iterator[sa.ColumnElement[bool]]:
    yield EPISODES.c.severity >= wanted.minimum_severity
    if wanted.areas is not None:
        yield EPISODES.c.area.in_(wanted.areas)
    for column, value in ((EPISODES.c.rule, wanted.rule), (EPISODES.c.plan, wanted.plan), (EPISODES.c.unit, wanted.unit)):
        if value:
            yield column == value
    if wanted.family:
        yield EPISODES.c.rule.startswith(f"{wanted.family}.", autoescape=True)
    if wanted.phases:
        yield EPISODES.c.phase.in_(wanted.phases)
    elif not wanted.include_resolved:
        yield _GOING_ON
