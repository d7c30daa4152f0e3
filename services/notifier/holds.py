"""What holds notices of alerts back now, and until when: for people who look. It is decided as it would be if there were something to tell."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from services.notifier.episodes import standing_from
from services.notifier.facts import zone_of
from services.notifier.lifecycle.line import Muted
from services.notifier.lifecycle.silence import Silence
from services.notifier.stages.answered import unanswered
from services.notifier.stages.digesting import DIGEST
from services.notifier.stages.holding import damped, silenced, under_maintenance
from services.notifier.stages.quiet import end_of_quiet
from services.notifier.stages.retrying import WAITING
from services.notifier.stages.situation import Situation, subject_of
from services.notifier.stages.stage import Draft, Held, Stage
from services.notifier.surroundings import alerting_of, situation_of
from services.notifier.tables import NOTICES
from shared.model.catalogue import Catalogue
from shared.model.manifests import SubscriberSpec
from xiheng.events.v1.verdict_pb2 import AlertEvent

QUIET_HOURS: Final = "quiet-hours"
_FOR_ALL: Final[tuple[Stage, ...]] = (unanswered, silenced, under_maintenance, damped)
"""Stages that ask nothing of the subscriber."""
_ASKED_WITH_CARE: Final = (Muted.INHIBITION, Muted.FLAPPING)
"""What is asked of the database only where it held something back."""
_PUT_OFF = sa.select(NOTICES).where(
    NOTICES.c.alert_id.in_(sa.bindparam("alerts", expanding=True)),
    NOTICES.c.state == WAITING,
    NOTICES.c.attempts == 0,
    NOTICES.c.due_ms > sa.bindparam("now_ms"),
)


class Hold(NamedTuple):
    """One reason."""

    why: str
    """A word of `Muted`, `quiet-hours` or `digest`."""
    by: str = ""
    """Which silence, window or alert."""
    until_ms: int = 0
    """Until when at least; 0: until something else happens."""
    subscribers: tuple[str, ...] = ()
    """Whom it concerns, in order; empty: everybody, or those who hear of the alert that says it already."""


def holds_of(
    connection: sa.Connection, rows: Sequence[Any], catalogue: Catalogue, silences: Collection[Silence], now_ms: int
) -> Mapping[str, Sequence[Hold]]:
    """Return what holds notices back, by alert; those of which nothing does are left out.

    Args:
        connection: To read.
        rows: Of alerts.
        catalogue: Plans and subscribers.
        silences: The active ones.
        now_ms: The machine's time.
    """
    found: dict[str, list[Hold]] = {}
    for row in rows:
        event, standing = AlertEvent.FromString(row.event), standing_from(row.standing)
        if standing.going_on:
            situation = _situation(connection, row, event, catalogue, silences, now_ms)
            found[row.alert_id] = list(_of_all(event, situation, catalogue, now_ms))
    put_off = connection.execute(_PUT_OFF, {"alerts": [row.alert_id for row in rows], "now_ms": now_ms})
    for alert, hold in _put_off(put_off, catalogue):
        found.setdefault(alert, []).append(hold)
    return {alert: holds for alert, holds in found.items() if holds}


def _situation(
    connection: sa.Connection,
    row: Any,  # noqa: ANN401 - a row of the table
    event: AlertEvent,
    catalogue: Catalogue,
    silences: Collection[Silence],
    now_ms: int,
) -> Situation:
    standing = standing_from(row.standing)
    if any(one.value in row.held.split(",") for one in _ASKED_WITH_CARE):
        return situation_of(connection, event, standing, catalogue, silences, now_ms)
    subject = subject_of(event, catalogue)
    about = tuple(one for one in silences if one.is_about(subject))
    return Situation(standing=standing, alerting=alerting_of(event.plan, catalogue), zone=zone_of(event.plan, catalogue), silences=about)


def _of_all(event: AlertEvent, situation: Situation, catalogue: Catalogue, now_ms: int) -> Iterator[Hold]:
    draft = Draft(
        event=event,
        step="",
        subscriber="",
        spec=SubscriberSpec.model_construct(),
        channel="",
        catalogue=catalogue,
        now_ms=now_ms,
        situation=situation,
        due_ms=now_ms,
    )
    for stage in _FOR_ALL:
        if isinstance(held := stage(draft), Held):
            yield Hold(held.why.value, held.by, held.until_ms)
    for source in situation.sources:
        yield Hold(Muted.INHIBITION.value, source.event.id)


def _put_off(rows: sa.CursorResult[Any], catalogue: Catalogue) -> Iterator[tuple[str, Hold]]:
    """Yield by alert what was put off to the end of quiet hours or to a digest; a group waits for seconds only."""
    until: dict[tuple[str, str], int] = {}
    whom: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        why = DIGEST if row.group_key == DIGEST else QUIET_HOURS
        if why == DIGEST or _was_quiet(row, catalogue):
            key = (row.alert_id, why)
            until[key] = min(row.due_ms, until.get(key, row.due_ms))
            whom.setdefault(key, set()).add(row.subscriber)
    for (alert, why), due_ms in sorted(until.items()):
        yield alert, Hold(why, "", due_ms, tuple(sorted(whom[alert, why])))


def _was_quiet(row: Any, catalogue: Catalogue) -> bool:  # noqa: ANN401 - a row of the table
    """Tell whether a notice was written down in its subscriber's quiet hours."""
    subscriber = catalogue.subscribers.get((row.plan, row.subscriber))
    hours = subscriber.spec.quiet_hours if subscriber else None
    return hours is not None and end_of_quiet(hours, row.created_ms, zone_of(row.plan, catalogue)) > row.created_ms
