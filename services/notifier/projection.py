"""The projection of `risk-alerts-v1` into SQL: events, episodes, ledger lines and the notices to be delivered, in one transaction."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

import sqlalchemy as sa
from google.protobuf.message import DecodeError

from services.notifier.episodes import columns_of, standing_from, write_down
from services.notifier.ledger import lines_of, wait_for_turn
from services.notifier.lifecycle.line import Line
from services.notifier.lifecycle.silence import Silence
from services.notifier.lifecycle.standing import Standing, standing_of
from services.notifier.lines import line_of_event, line_of_muted
from services.notifier.looking import NEVER_MS, soonest_ms, words_of
from services.notifier.notice import Notice
from services.notifier.outbox import write_notices
from services.notifier.silences import Silences
from services.notifier.stages import Passed, notices_for
from services.notifier.surroundings import situation_of
from services.notifier.tables import EPISODES, EVENTS
from shared.events.kafka_client import Record
from shared.events.topics import BEGAN_HEADER
from shared.model.catalogue import Catalogue
from shared.model.status import AlertState
from shared.runtime.telemetry import TRACE_HEADER
from xiheng.events.v1.verdict_pb2 import AlertEvent

_log = logging.getLogger(__name__)

# Made once: to make a statement costs more than to carry it out.
_THIS = EPISODES.c.alert_id == sa.bindparam("alert")
_EPISODE = sa.select(EPISODES).where(_THIS)
_ADD_EVENT, _ADD_EPISODE, _CHANGE_EPISODE = sa.insert(EVENTS), sa.insert(EPISODES), sa.update(EPISODES).where(_THIS)


class Taken(NamedTuple):
    """What became of records."""

    records: int
    """Records read, also those without effect."""
    notices: list[Notice]


class Projection:
    """Applies alert events; one thread at a time."""

    def __init__(self, catalogue: Callable[[], Catalogue], now_ms: Callable[[], int], silences: Silences) -> None:
        """Take what is needed.

        Args:
            catalogue: Returns the definitions in force, for the plans and subscribers.
            now_ms: The machine's time.
            silences: The silences.
        """
        self._catalogue = catalogue
        self._now_ms = now_ms
        self._silences = silences

    def apply(self, connection: sa.Connection, records: list[Record]) -> Taken:
        """Take in records inside a transaction; an event whose origin is not higher than the last of its episode has no effect."""
        wait_for_turn(connection)
        notices: list[Notice] = []
        lines: list[Line] = []
        active = self._silences.active(connection, self._now_ms())
        for record in records:
            event = _decode(record)
            if event is not None:
                notices += self._apply(connection, record, event, lines, active)
        now_ms = self._now_ms()
        write_down(connection, lines, now_ms, look_ms=now_ms + soonest_ms(self._catalogue()))
        return Taken(len(records), notices)

    def _apply(
        self, connection: sa.Connection, record: Record, event: AlertEvent, lines: list[Line], silences: Collection[Silence]
    ) -> list[Notice]:
        known = connection.execute(_EPISODE, {"alert": event.id}).one_or_none()
        origin = (event.origin.offset, event.origin.ordinal)
        if known is not None and origin <= (known.source_offset, known.source_ordinal):
            return []
        if known is not None and not event.title_zh:
            _name(connection, event)
        now_ms = self._now_ms()
        cursor = self._add_event(connection, record, event, now_ms)
        _write_episode(connection, event, cursor, now_ms, is_first=known is None)
        if known is not None and (int(event.state) == AlertState.RESOLVED or event.severity < known.severity):
            _look_at_held(connection, event.plan)
        line = line_of_event(event, now_ms, is_first=known is None)
        lines.append(line)
        standing = _standing(connection, event.id, standing_from(known.standing), lines[:-1]) if known else None
        catalogue = self._catalogue()
        situation = situation_of(connection, event, standing, catalogue, silences, now_ms)
        passed = notices_for(event, cursor, catalogue, step=line.step.value, now_ms=now_ms, situation=situation)
        lines += _held(connection, event, passed, known.held if known else "", now_ms)
        write_notices(connection, passed.notices)
        return passed.notices

    def _add_event(self, connection: sa.Connection, record: Record, event: AlertEvent, now_ms: int) -> int:
        headers = dict(record.headers)
        row = {
            "alert_id": event.id,
            "source_offset": event.origin.offset,
            "source_ordinal": event.origin.ordinal,
            "seen_ms": now_ms,
            "began_ms": int(headers.get(BEGAN_HEADER, b"0")),
            "trace": headers.get(TRACE_HEADER, b"").decode(),
            "event": event.SerializeToString(),
        }
        key = connection.execute(_ADD_EVENT, row).inserted_primary_key
        return int(key[0]) if key else 0


def _name(connection: sa.Connection, event: AlertEvent) -> None:
    """Fill in what an event of a retired rule cannot say: title, owner, runbook and labels, as the episode's last event had them."""
    last = sa.select(EVENTS.c.event).where(EVENTS.c.alert_id == event.id).order_by(EVENTS.c.cursor.desc()).limit(1)
    known = AlertEvent.FromString(connection.execute(last).scalar_one())
    event.title_zh, event.title_en, event.owner, event.runbook = known.title_zh, known.title_en, known.owner, known.runbook
    event.labels.update(known.labels)


def _held(connection: sa.Connection, event: AlertEvent, passed: Passed, before: str, now_ms: int) -> Iterator[Line]:
    """Copy into the episode's row what holds notices back, and yield the line of it."""
    why = words_of(passed.held)
    if why != before:
        connection.execute(_CHANGE_EPISODE, {"alert": event.id, "held": why, "next_ms": 0})
    if why:
        by = ",".join(sorted({one.by for one in passed.held if one.by}))
        yield line_of_muted(event, now_ms, why=why, by=by, partly=bool(passed.notices))


def _look_at_held(connection: sa.Connection, plan: str) -> None:
    """Look again at what is held back in a plan: an alert that may hold back others has ended or become less severe."""
    connection.execute(sa.update(EPISODES).where(EPISODES.c.plan == plan, EPISODES.c.held > "").values(next_ms=0))


def _standing(connection: sa.Connection, alert: str, known: Standing, lines: Sequence[Line]) -> Standing:
    """Return where an episode stands, with the lines of the same transaction, which are not written yet."""
    fresh = [line for line in lines if line.alert == alert]
    return standing_of([*lines_of(connection, [alert]).get(alert, ()), *fresh]) if fresh else known


def _write_episode(connection: sa.Connection, event: AlertEvent, cursor: int, now_ms: int, *, is_first: bool) -> None:
    row = {
        "severity": event.severity,
        "state": event.state,
        "source_offset": event.origin.offset,
        "source_ordinal": event.origin.ordinal,
        "last_cursor": cursor,
        "event": event.SerializeToString(),
    }
    if is_first:
        names = {"alert_id": event.id, "plan": event.plan, "rule": event.rule, "area": event.area, "entity": event.entity}
        row = {**row, **names, "first_seen_ms": now_ms, "first_cursor": cursor, "next_ms": NEVER_MS, **columns_of(Standing())}
        connection.execute(_ADD_EPISODE, row)
    else:
        connection.execute(_CHANGE_EPISODE, {"alert": event.id, **row})


def _decode(record: Record) -> AlertEvent | None:
    try:
        return AlertEvent.FromString(record.value or b"")
    except DecodeError:
        _log.exception(
            "record left out: it is no AlertEvent",
            extra={"code": "alert-unreadable", "partition": record.partition, "offset": record.offset},
        )
        return None
