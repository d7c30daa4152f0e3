"""Episodes: their identity, and what of them is news."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from shared.judgement.verdict import Episode, Facts
from shared.model.period import Period, PeriodLength
from shared.model.status import AlertReason, AlertState, Severity


@dataclass(frozen=True, slots=True)
class KnownEpisode:
    """An episode that was sent."""

    id: str
    first: Period
    """First period as first raised: the identity hangs on it, and is kept when late data move the start."""
    start: Period
    """First period as it is seen now."""
    period: Period
    state: AlertState
    severity: Severity


@dataclass(frozen=True, slots=True)
class Change:
    """An episode that is new, or says something else than when it was last sent."""

    id: str
    episode: Episode


def episode_id(plan: str, rule: str, area: str, entity: str, first: Period) -> str:
    """Return the identity of an episode: 16 hexadecimal digits, the same at every replay."""
    text = f"{plan}/{rule}/{area}/{entity}/{first.text}"
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def reconcile(
    known: Sequence[KnownEpisode],
    walked: Sequence[Episode],
    *,
    plan: str,
    rule: str,
    area: str,
    entity: str,
    redefined: bool = False,
) -> tuple[tuple[KnownEpisode, ...], list[Change]]:
    """Return what is known after a walk, and what of it is news.

    A walked episode is a known one when it begins where that was first raised, else when their periods overlap. A known one that the walk
    no longer finds was an error of the data, or of a definition: it is resolved and forgotten. Idempotent: walking the same again changes
    nothing.

    Args:
        known: Episodes as sent last.
        walked: Episodes as seen now.
        plan: Plan of the rule.
        rule: Its name.
        area: Area.
        entity: Entity; empty: none.
        redefined: Definitions changed, not data.
    """
    found = _matches(known, walked)
    left = [one for one in known if one not in found.values()]
    kept: list[KnownEpisode] = []
    changes: list[Change] = []
    for episode in walked:
        before = found.get(episode.raised_period)
        first = before.first if before is not None else episode.raised_period
        identity = before.id if before is not None else episode_id(plan, rule, area, entity, first)
        now = KnownEpisode(identity, first, episode.raised_period, episode.period, episode.state, episode.severity)
        kept.append(now)
        if before is None or _said(before) != _said(now):
            changes.append(Change(identity, replace(episode, raised_period=first, reason=reason_of(before, episode, redefined=redefined))))
    gone = AlertReason.REDEFINED if redefined else AlertReason.CORRECTED_BY_REVISION
    changes += [Change(one.id, withdrawn(one, rule, gone)) for one in left if one.state is AlertState.RAISED]
    return tuple(kept), changes


def reason_of(before: KnownEpisode | None, now: Episode, *, redefined: bool) -> AlertReason | None:
    """Return why an episode is resolved: by a later period, or because the last one in which it was known to hold says something else."""
    if before is None or before.state is AlertState.RESOLVED or now.state is AlertState.RAISED:
        return now.reason
    if redefined:
        return AlertReason.REDEFINED
    return now.reason if now.period > before.period or "within" in now.facts.texts else AlertReason.CORRECTED_BY_REVISION


def _said(one: KnownEpisode) -> tuple[AlertState, Severity, Period]:
    """Return what is news of an episode; that it goes on is said once a month, however short the rule's periods are."""
    return (
        one.state,
        one.severity,
        Period.containing(PeriodLength.MONTH, one.period.start) if one.state is AlertState.RAISED else one.period,
    )


def _matches(known: Sequence[KnownEpisode], walked: Sequence[Episode]) -> dict[Period, KnownEpisode]:
    """Return the known episode of each walked one, by the period that this is raised in.

    The beginning goes first: otherwise, when late data cut an episode in two, both halves could claim one identity.
    """
    found = {one.first: one for one in known if any(episode.raised_period == one.first for episode in walked)}
    left = [one for one in known if one.first not in found]
    for episode in walked:
        if episode.raised_period not in found:
            overlapping = next((one for one in left if _overlap(one, episode)), None)
            if overlapping is not None:
                left.remove(overlapping)
                found[episode.raised_period] = overlapping
    return found


def _overlap(known: KnownEpisode, episode: Episode) -> bool:
    return known.start <= episode.period and episode.raised_period <= known.period


_WITHDRAWN_BY = {
    AlertReason.CORRECTED_BY_REVISION: "rule.corrected/1",
    AlertReason.REDEFINED: "rule.redefined/1",
    AlertReason.RULE_WITHDRAWN: "rule.withdrawn/1",
}


def withdrawn(known: KnownEpisode, rule: str, reason: AlertReason) -> Episode:
    """Return the end of an episode that no walk finds any longer, for a reason that is none of the data's present values."""
    texts = {"rule": rule, "severity": known.severity.word, "state": "resolved", "period": known.period.text}
    return Episode(
        raised_period=known.first,
        period=known.period,
        state=AlertState.RESOLVED,
        severity=known.severity,
        facts=Facts(_WITHDRAWN_BY[reason], {}, texts),
        inputs=(),
        reason=reason,
    )
