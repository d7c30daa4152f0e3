"""Reading what besides an event decides who is told of it: silences, other alerts that go on, how often it came and went."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
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
from shared.model.matchers import Subject, all_match, read_matcher
from shared.model.status import AlertState, Severity
from xiheng.events.v1.verdict_pb2 import AlertEvent

_MOST_SOURCES = 100
_MINUTE_MS = 60_000
_SERIES = ("plan", "rule", "area", "entity")
_LATELY = (
    sa.select(EVENTS.c.alert_id, EVENTS.c.cursor, EVENTS.c.seen_ms, EVENTS.c.event, EPISODES.c.first_cursor)
    .select_from(EVENTS.join(EPISODES, EPISODES.c.alert_id == EVENTS.c.alert_id))
    .where(*(EPISODES.c[name] == sa.bindparam(f"of_{name}") for name in _SERIES), EVENTS.c.seen_ms > sa.bindparam("since"))
    .order_by(EVENTS.c.cursor)
)


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
        if not _can_hold(inhibition, subject):
            continue
        said = {
            "in_plan": event.plan,
            "not_alert": event.id,
            "in_above": subject.areas[1:],
            "of_area": event.area,
            "of_rule": event.rule,
            "of_entity": event.entity,
            "of_family": _family_pattern(event.rule.partition(".")[0]),
            "least": int(event.severity) + inhibition.worse,
        }
        for row in connection.execute(_candidates(inhibition), said):
            source = AlertEvent.FromString(row.event)
            if inhibits(inhibition, subject_of(source, catalogue), subject):
                yield Source(inhibition.name, source, frozenset(_involved(row)))


def _can_hold(inhibition: Inhibition, target: Subject) -> bool:
    """Tell whether there can be a source at all, without asking for one."""
    return (
        all_match(inhibition.target, target)
        and (not inhibition.worse or target.severity < max(Severity))
        and (not inhibition.above or len(target.areas) > 1)
    )


@lru_cache(maxsize=1024)
def _candidates(inhibition: Inhibition) -> sa.Select[Any]:
    """Return the question for alerts that may be sources: the pure function decides, this only keeps their number small."""
    going_on = (EPISODES.c.plan == sa.bindparam("in_plan"), EPISODES.c.state == int(AlertState.RAISED))
    query = sa.select(EPISODES.c.event, EPISODES.c.standing).where(*going_on, EPISODES.c.alert_id != sa.bindparam("not_alert"))
    query = query.where(EPISODES.c.severity >= sa.bindparam("least"))
    if inhibition.above:
        query = query.where(EPISODES.c.area.in_(sa.bindparam("in_above", expanding=True)))
    same = {name: EPISODES.c[name] == sa.bindparam(f"of_{name}") for name in ("area", "rule", "entity")}
    same["family"] = EPISODES.c.rule.like(sa.bindparam("of_family"))
    query = query.where(*(same[name] for name in inhibition.equal))
    for one in map(read_matcher, inhibition.source):
        if one.name == "rule" and not one.negated:
            query = query.where(EPISODES.c.rule.in_(sorted(one.values)))
        elif one.name == "family" and not one.negated:
            query = query.where(sa.or_(*(EPISODES.c.rule.like(_family_pattern(each)) for each in sorted(one.values))))
    return query.order_by(EPISODES.c.severity.desc(), EPISODES.c.alert_id).limit(_MOST_SOURCES)


def _family_pattern(family: str) -> str:
    """Return the pattern of the rules of a family; names have nothing in them that a pattern would read."""
    return f"{family}.%"


def _involved(row: Any) -> tuple[str, ...]:  # noqa: ANN401 - a row of the table
    return standing_from(row.standing).involved if row.standing else ()


def _changes(connection: sa.Connection, event: AlertEvent, alerting: Alerting, now_ms: int) -> Iterator[int]:
    """Yield when alerts of the event's rule, area and entity were raised or resolved, within the time that the plan names."""
    if alerting.flap_damping is None:
        return
    since_ms = now_ms - alerting.flap_damping.minutes * _MINUTE_MS
    said = {"since": since_ms, **{f"of_{name}": getattr(event, name) for name in _SERIES}}
    states: dict[str, int] = {}
    for row in connection.execute(_LATELY, said):
        state = int(AlertEvent.FromString(row.event).state)
        first = row.cursor == row.first_cursor
        if first or states.get(row.alert_id, state) != state:
            yield row.seen_ms
        states[row.alert_id] = state


def _told(connection: sa.Connection, alert_id: str) -> frozenset[str]:
    query = sa.select(NOTICES.c.subscriber).where(NOTICES.c.alert_id == alert_id).distinct()
    return frozenset(connection.execute(query).scalars())
