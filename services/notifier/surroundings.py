"""Reading what besides an event decides who is told of it: silences, other alerts that go on, how often it came and went."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import sqlalchemy as sa

from services.notifier.episodes import standing_from
from services.notifier.facts import zone_of
from services.notifier.lifecycle.inhibition import inhibits
from services.notifier.lifecycle.silence import Silence
from services.notifier.lifecycle.standing import Standing
from services.notifier.stages.situation import Situation, Source, subject_of
from services.notifier.tables import EPISODES, EVENTS, NOTICES
from shared.model.catalogue import Catalogue
from shared.model.manifests.alerting import Alerting, Inhibition
from shared.model.matchers import Subject, read_matcher
from shared.model.status import AlertState
from xiheng.events.v1.verdict_pb2 import AlertEvent

_MOST_SOURCES = 100
_MINUTE_MS = 60_000


def alerting_of(plan: str, catalogue: Catalogue) -> Alerting:
    """Return what a plan says about its alerts; the defaults where it is not known."""
    known = catalogue.plans.get(plan)
    return known.alerting if known else Alerting()


def situation_of(
    connection: sa.Connection,
    event: AlertEvent,
    standing: Standing | None,
    catalogue: Catalogue,
    silences: Collection[Silence],
    now_ms: int,
) -> Situation:
    """Return the situation of the latest event of an alert, whose rows are written already.

    Args:
        connection: A transaction, or a connection to read.
        event: The event.
        standing: Where its episode stood before; None: it is the first event.
        catalogue: The plan.
        silences: The active ones.
        now_ms: The machine's time.
    """
    alerting = alerting_of(event.plan, catalogue)
    subject = subject_of(event, catalogue)
    ends = standing is not None and int(event.state) == AlertState.RESOLVED
    return Situation(
        standing=standing or Standing(),
        alerting=alerting,
        zone=zone_of(event.plan, catalogue),
        silences=tuple(one for one in silences if one.is_about(subject)),
        sources=tuple(_sources(connection, event, subject, alerting, catalogue)),
        changes_ms=tuple(_changes(connection, event, alerting, now_ms)),
        listeners=_told(connection, event.id) if ends else None,
    )


def _sources(connection: sa.Connection, event: AlertEvent, subject: Subject, alerting: Alerting, catalogue: Catalogue) -> Iterator[Source]:
    for inhibition in alerting.inhibition:
        for row in connection.execute(_candidates(inhibition, event, subject)):
            source = AlertEvent.FromString(row.event)
            if inhibits(inhibition, subject_of(source, catalogue), subject):
                yield Source(inhibition.name, source, frozenset(_involved(row)))


def _candidates(inhibition: Inhibition, event: AlertEvent, subject: Subject) -> sa.Select[Any]:
    """Return the alerts that may be sources: the pure function decides, this only keeps their number small."""
    going_on = (EPISODES.c.plan == event.plan, EPISODES.c.state == int(AlertState.RAISED), EPISODES.c.alert_id != event.id)
    query = sa.select(EPISODES.c.event, EPISODES.c.standing).where(*going_on)
    if inhibition.above:
        query = query.where(EPISODES.c.area.in_(subject.areas[1:]))
    least = int(event.severity) + inhibition.worse
    query = query.where(EPISODES.c.severity >= least)
    own = {"area": EPISODES.c.area == event.area, "rule": EPISODES.c.rule == event.rule, "entity": EPISODES.c.entity == event.entity}
    own["family"] = _of_family(event.rule.partition(".")[0])
    query = query.where(*(own[name] for name in inhibition.equal))
    for one in map(read_matcher, inhibition.source):
        if one.name == "rule" and not one.negated:
            query = query.where(EPISODES.c.rule.in_(sorted(one.values)))
        elif one.name == "family" and not one.negated:
            query = query.where(sa.or_(*map(_of_family, sorted(one.values))))
    return query.order_by(EPISODES.c.severity.desc(), EPISODES.c.alert_id).limit(_MOST_SOURCES)


def _of_family(family: str) -> sa.ColumnElement[bool]:
    return EPISODES.c.rule.startswith(f"{family}.", autoescape=True)


def _involved(row: Any) -> tuple[str, ...]:  # noqa: ANN401 - a row of the table
    return standing_from(row.standing).involved if row.standing else ()


def _changes(connection: sa.Connection, event: AlertEvent, alerting: Alerting, now_ms: int) -> Iterator[int]:
    """Yield when alerts of the event's rule, area and entity were raised or resolved, within the time that the plan names."""
    if alerting.flap_damping is None:
        return
    since_ms = now_ms - alerting.flap_damping.minutes * _MINUTE_MS
    same = [EPISODES.c[name] == getattr(event, name) for name in ("plan", "rule", "area", "entity")]
    joined = EVENTS.join(EPISODES, EPISODES.c.alert_id == EVENTS.c.alert_id)
    columns = (EVENTS.c.alert_id, EVENTS.c.cursor, EVENTS.c.seen_ms, EVENTS.c.event, EPISODES.c.first_cursor)
    query = sa.select(*columns).select_from(joined).where(*same, EVENTS.c.seen_ms > since_ms).order_by(EVENTS.c.cursor)
    states: dict[str, int] = {}
    for row in connection.execute(query):
        state = int(AlertEvent.FromString(row.event).state)
        first = row.cursor == row.first_cursor
        if first or states.get(row.alert_id, state) != state:
            yield row.seen_ms
        states[row.alert_id] = state


def _told(connection: sa.Connection, alert_id: str) -> frozenset[str]:
    query = sa.select(NOTICES.c.subscriber).where(NOTICES.c.alert_id == alert_id).distinct()
    return frozenset(connection.execute(query).scalars())
