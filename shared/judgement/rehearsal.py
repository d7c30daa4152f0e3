"""Rehearsal: history replayed day by day through the live core, and what rules would have sent; held against what is known to have happened."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from shared.judgement.definition_index import DefinitionIndex
from shared.judgement.event import Definition, Definitions, Event, Tick
from shared.judgement.state import PartitionState
from shared.judgement.verdict import AlertVerdict
from shared.judgement.whole_log import take
from shared.model.manifests import Manifest, RiskRule
from shared.model.period import Period, PeriodLength
from shared.model.status import AlertState, Severity


class Told(NamedTuple):
    """What a rule would have said on a day."""

    day: date
    alert: AlertVerdict


class Known(NamedTuple):
    """Something that is known to have happened: an alert should have spoken of it."""

    area: str
    first: date
    last: date
    entity: str = ""
    """Empty: any of the area."""
    rule: str = ""
    """Rule or family; empty: any."""
    note: str = ""


class Episode(NamedTuple):
    """An alert as a whole: from its raising to its end."""

    id: str
    rule: str
    area: str
    entity: str
    first: date
    """First day of the period that raised it: known events are dated by when they happened, not by when they were known."""
    last: date | None
    """Last day of the last period; None: it stands."""
    raised_day: date
    resolved_day: date | None
    severity: Severity
    """The worst."""


class Month(NamedTuple):
    """What was sent in a month."""

    month: str
    raised: int
    updated: int
    resolved: int
    standing: int
    """Alerts that stood at its end."""


class Score(NamedTuple):
    """How alerts and known events meet."""

    true: int
    """Alerts that speak of an event."""
    alerts: int
    found: int
    """Events that an alert speaks of."""
    events: int

    @property
    def precision(self) -> float | None:
        """Share of alerts that speak of an event; None: there was no alert."""
        return self.true / self.alerts if self.alerts else None

    @property
    def recall(self) -> float | None:
        """Share of events that were found; None: there was none."""
        return self.found / self.events if self.events else None


def needed(manifests: Iterable[Manifest], rules: Collection[RiskRule]) -> tuple[list[Manifest], frozenset[str]]:
    """Return the definitions that a rehearsal of rules needs, and the indicators whose values it reads.

    Targets are judged only where a rule is about them.
    """
    about_targets = any(rule.spec.over == "target" for rule in rules)
    dropped = ("RiskRule", "Subscriber") if about_targets else ("RiskRule", "Subscriber", "Target")
    kept = [*(one for one in manifests if one.kind not in dropped), *rules]
    index = DefinitionIndex({(one.kind, one.plan, one.name): Definition.initial(one) for one in kept})
    if about_targets:
        return kept, frozenset(index.indicators)
    return kept, frozenset().union(*(index.read_by(one) for one in index.rules))


def rehearse(manifests: Iterable[Manifest], days: Iterable[tuple[date, Sequence[Event]]]) -> list[Told]:
    """Return what the rules among the definitions would have said, in order.

    Args:
        manifests: Definitions in force throughout.
        days: Days in order, each with the events that came on it; the clock ticks at the end of each.
    """
    state, told = PartitionState(), list[Told]()
    deque(take(state, [Event(event_id=0, received_time_ms=1, body=Definitions.initial(manifests))]), maxlen=0)
    for day, events in days:
        now_ms = Period.day(day).end_ms()
        for _, outputs in take(state, (*events, Event(event_id=0, received_time_ms=now_ms, body=Tick(now_ms)))):
            told += (Told(day, alert) for alert in outputs.alerts)
    return told


def episodes(told: Iterable[Told]) -> list[Episode]:
    """Return the alerts as wholes, in the order in which they were raised first; one that was a mistake of the data stays in: it was sent."""
    found: dict[str, Episode] = {}
    for day, alert in told:
        now, before = alert.episode, found.get(alert.id)
        over = now.state is AlertState.RESOLVED
        found[alert.id] = Episode(
            id=alert.id,
            rule=alert.rule,
            area=alert.area,
            entity=alert.entity,
            first=now.raised_period.start.date(),
            last=now.period.last_day if over else None,
            raised_day=day if before is None else before.raised_day,
            resolved_day=day if over else None,
            severity=now.severity if before is None else max(before.severity, now.severity),
        )
    return list(found.values())


def by_month(told: Sequence[Told], first: date, last: date) -> list[Month]:
    """Return what was sent in each month from one day to another."""
    begin, end = (Period.month(day.year, day.month).ordinal for day in (first, last))
    months = {Period(PeriodLength.MONTH, ordinal).text: [0, 0, 0, 0] for ordinal in range(begin, end + 1)}
    standing: set[str] = set()
    told = [one for one in told if one.day <= last]
    position = 0
    for month, counts in months.items():
        last_day = Period.parse(month).last_day
        while position < len(told) and told[position].day <= last_day:
            day, alert = told[position]
            position += 1
            over, was = alert.episode.state is AlertState.RESOLVED, alert.id in standing
            if day >= first:
                counts[2 if over else 1 if was else 0] += 1
            standing = standing - {alert.id} if over else standing | {alert.id}
        counts[3] = len(standing)
    return [Month(month, *counts) for month, counts in months.items()]


def score(alerts: Collection[Episode], events: Collection[Known]) -> Score:
    """Return how alerts meet known events: one speaks of the other where rule, area and entity agree and their days overlap."""
    true = sum(any(_meet(alert, event) for event in events) for alert in alerts)
    found = sum(any(_meet(alert, event) for alert in alerts) for event in events)
    return Score(true, len(alerts), found, len(events))


def _meet(alert: Episode, event: Known) -> bool:
    return (
        alert.area == event.area
        and event.entity in ("", alert.entity)
        and (event.rule in ("", alert.rule) or alert.rule.startswith(f"{event.rule}."))
        and alert.first <= event.last
        and (alert.last is None or event.first <= alert.last)
    )
