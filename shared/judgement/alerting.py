"""Alerting: rules walked where something changed, and what of their episodes differs from what was last sent."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import replace

from shared.judgement.area_view import AreaView
from shared.judgement.definition_index import DefinitionIndex, Judged, Watched, WatchedTargets
from shared.judgement.memory import AlertMemory
from shared.judgement.rules import Change, KnownEpisode, Walk, episode_id, reason_of, reconcile
from shared.judgement.rules.target_rule import Answer, Stand, stand_of
from shared.judgement.series import Series
from shared.judgement.state import AreaState, PartitionState
from shared.judgement.verdict import AlertVerdict
from shared.model.period import Period, PeriodLength
from shared.model.status import AlertState

Key = tuple[str, str, str, str]
"""Plan, rule, area, entity (of a rule over targets: the target)."""


def affected_rules(index: DefinitionIndex, indicators: Iterable[str]) -> list[Watched]:
    """Return the rules that read any of the indicators."""
    return list(dict.fromkeys(one for indicator in indicators for one in index.rules_by.get(indicator, ())))


def walk_rules(
    state: PartitionState,
    area: AreaState,
    view: AreaView,
    rules: Iterable[Watched],
    changed: Collection[Series] | None = None,
    *,
    redefined: bool = False,
) -> Iterator[AlertVerdict]:
    """Walk rules over an area and its entities, remember what is sent, and yield it.

    Args:
        state: The partition's state.
        area: The area.
        view: Its view, refreshed.
        rules: Rules over areas and entities.
        changed: Series of the area that changed: no other entity is walked; None: every one is.
        redefined: Definitions changed, not data.
    """
    for one in rules:
        if one.rule.spec.areas and area.code not in one.rule.spec.areas:
            continue
        if one.rule.spec.over == "area":
            yield from _walk(state, area, view, one, "", redefined=redefined)
            continue
        for entity in sorted(_entities(state.index, area, one, changed)):
            yield from _walk(state, area, view, one, entity, redefined=redefined)


def walk_clock_rules(state: PartitionState, area: AreaState, view: AreaView) -> Iterator[AlertVerdict]:
    """Walk the rules to which a period that has ended since they were walked says something, though nothing was reported of it."""
    for one in state.index.clock_rules:
        last = one.compiled.last_complete(state.now_ms)
        if area.walked_to.get((one.rule.plan, one.rule.name)) != last:
            area.walked_to[one.rule.plan, one.rule.name] = last
            yield from walk_rules(state, area, view, (one,))


def alerts_about(state: PartitionState, area: AreaState, one: Judged, *, redefined: bool = False) -> Iterator[AlertVerdict]:
    """Ask the rules over targets about one that was assessed, remember what is sent, and yield it."""
    rules = state.index.target_rules.get(one.plan.name)
    if not rules:
        return
    stand = stand_of(area.assessed[one.key], one.target, one.plan, state.index.release_of(one), state.now_ms)
    if area.stands.get(one.key) == stand:
        return
    area.stands[one.key] = stand
    for each in rules:
        if not each.rule.spec.areas or area.code in each.rule.spec.areas:
            yield from _asked(state, area, one, each, stand, redefined=redefined)


def alerts_of_today(state: PartitionState, area: AreaState) -> Iterator[AlertVerdict]:
    """Ask the rules over targets again once a day: days that are left, or late, pass by themselves."""
    today = Period.at(PeriodLength.DAY, state.now_ms)
    if area.asked_on == today or not state.index.target_rules:
        return
    area.asked_on = today
    for one in state.index.judged_in.get(area.code, ()):
        if one.key in area.assessed:
            yield from alerts_about(state, area, one)


def own_entities(area: AreaState, index: DefinitionIndex, rule: Watched) -> set[str]:
    """Return the entities that an area itself reports what a rule reads of; a parent hears of them, and is not alerted again."""
    return _entities(index, area, rule, None)


def _entities(index: DefinitionIndex, area: AreaState, rule: Watched, changed: Collection[Series] | None) -> set[str]:
    read = index.read_by(rule)
    if changed is None or any(not one.key.entity and one.key.indicator in read for one in changed):
        changed = area.listed
    names = {one.key.entity for one in changed if one.key.entity and one.key.indicator in read}
    reported = _reported(area, read)
    own = {name for name in names if any(name in one for one in reported)}
    return own | {spec.parent for name in own if (spec := index.entities.get(name)) is not None and spec.parent}


def _reported(area: AreaState, read: Iterable[str]) -> list[Container[str]]:
    """Return the entities of which an area itself reports anything that is read; what child areas pool of them counts then, too."""
    keys = ((child, name, length) for child in ("", area.code) for name in read for length in PeriodLength)
    return [area.numbers[key] for key in keys if key in area.numbers]


def _walk(state: PartitionState, area: AreaState, view: AreaView, one: Watched, entity: str, *, redefined: bool) -> Iterator[AlertVerdict]:
    rule = one.rule
    key = (rule.plan, rule.name, view.area, entity)
    memory = state.alerts.get(key) or AlertMemory()
    walked = one.compiled.walk(view, entity, area.walks.setdefault((rule.plan, rule.name, entity), Walk()))
    if not walked and not memory.episodes:
        return
    known, changes = reconcile(memory.episodes, walked, plan=rule.plan, rule=rule.name, area=view.area, entity=entity, redefined=redefined)
    remember(state, key, memory, known)
    yield from (verdict_on(key, change, one.version) for change in changes)


def _asked(
    state: PartitionState, area: AreaState, one: Judged, watched: WatchedTargets, stand: Stand, *, redefined: bool
) -> Iterator[AlertVerdict]:
    """Ask one rule about a target. What is known of an episode is its beginning: the verdict shown tells whether it goes on."""
    answer = watched.compiled.answer(stand)
    key = (watched.rule.plan, watched.rule.name, area.code, one.target.name)
    memory = state.alerts.get(key) or AlertMemory()
    known = memory.episodes[-1] if memory.episodes else None
    now = _told(key, known, answer, stand)
    if now is None or now == known:
        return
    remember(state, key, memory, (now,))
    if known is not None and (known.first, known.state, known.severity) == (now.first, now.state, now.severity):
        # That it goes on is told by the target's own status.
        return
    shown = area.assessed[one.key].shown()
    episode = watched.compiled.episode(one.target, shown, stand, now.state, now.severity, now.first)
    if now.state is AlertState.RESOLVED:
        episode = replace(episode, reason=reason_of(known, episode, redefined=redefined))
    yield verdict_on(key, Change(now.id, episode), watched.version)


def _told(key: Key, known: KnownEpisode | None, answer: Answer, stand: Stand) -> KnownEpisode | None:
    """Return what is now known of the last episode; None: nothing is, or nothing more than before."""
    if known is None or known.state is AlertState.RESOLVED:
        if answer.holds is not True:
            return None
        return KnownEpisode(episode_id(*key, stand.period), stand.period, stand.period, stand.period, AlertState.RAISED, answer.severity)
    if answer.ends:
        return replace(known, period=stand.period, state=AlertState.RESOLVED)
    if answer.holds or answer.ends is False:
        return replace(known, period=stand.period, severity=answer.severity)
    return None


def remember(state: PartitionState, key: Key, memory: AlertMemory, known: tuple[KnownEpisode, ...]) -> None:
    """Remember the episodes of a rule in a place, where they are others than those in memory."""
    if known != memory.episodes:
        state.alerts[key] = AlertMemory(known)
        state.touch("e/" + "/".join(key), state.alerts[key])


def verdict_on(key: Key, change: Change, version: int) -> AlertVerdict:
    """Return what is sent of an episode, by a version of its rule."""
    plan, rule, area, entity = key
    return AlertVerdict(id=change.id, plan=plan, rule=rule, area=area, entity=entity, episode=change.episode, definition_version=version)
