"""Assess a whole plan offline: definitions and observations in, every status and alert out. The same core as the live processor."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from shared.judgement.alerting import own_entities, verdict_on
from shared.judgement.area_view import AreaView
from shared.judgement.assess import TargetAssessment, assess_target
from shared.judgement.beside import beside
from shared.judgement.closing import close_periods
from shared.judgement.definition_index import Judged, Watched, WatchedTargets
from shared.judgement.event import Definitions, Event, Tick
from shared.judgement.fold import fold
from shared.judgement.roll_up import RollUp, roll_up
from shared.judgement.rules import Change, episode_id
from shared.judgement.rules.target_rule import stand_of
from shared.judgement.series import Series
from shared.judgement.state import PartitionState
from shared.judgement.verdict import AlertVerdict, Episode, StatusVerdict
from shared.model.manifests import Manifest
from shared.model.status import AlertState


@dataclass(frozen=True, slots=True)
class Assessment:
    """Every verdict on a plan at one moment: one status per (target, judged area), every alert of every rule, in fixed order."""

    statuses: tuple[StatusVerdict, ...]
    alerts: tuple[AlertVerdict, ...]


def assess_all(manifests: Iterable[Manifest], events: Iterable[Event], *, now_ms: int) -> Assessment:
    """Judge the observations of `events` under the definitions of `manifests` at a moment.

    Args:
        manifests: All definitions; each counts as version 1.
        events: Events with observations, of any areas, in any order; without periods that end after `now_ms`.
        now_ms: The clock, milliseconds since 1970-01-01 UTC.
    """
    state = PartitionState()
    fold(state, Event(event_id=0, received_time_ms=1, body=Definitions.initial(manifests)))
    fold(state, Event(event_id=0, received_time_ms=1, body=Tick(now_ms)))
    for event in events:
        fold(state, event)
    close_all(state)
    send_up(state)
    return assess_state(state)


def assess_state(state: PartitionState) -> Assessment:
    """Judge everything in a state that owns all its areas, without memory."""
    statuses, alerts = [], [*_alerts_of_areas(state)]
    for one in state.index.judged:
        area = state.area(one.area)
        result = assess_target(one.target, one.plan, one.area, AreaView(state, area), version=one.version)
        statuses.append(beside(area, result.shown(), state.now_ms))
        alerts += _alerts_about(state, one, result)
    return Assessment(tuple(statuses), tuple(sorted(alerts, key=_order)))


def close_all(state: PartitionState) -> None:
    """Make values of the readings of all days and months that are over."""
    for area in state.areas.values():
        close_periods(state, area)
        area.forget()


def send_up(state: PartitionState) -> None:
    """Roll every area's values up into its parent, from the leaves on, until nothing changes any more."""
    waiting = deque(sorted(state.areas))
    while waiting:
        code = waiting.popleft()
        area = state.area(code)
        state.offset += 1
        stated = ((series, list(series.ordinals())) for series in area.series.values() if not series.short)
        changed: dict[Series, list[int]] = {series: ordinals for series, ordinals in stated if ordinals}
        sent = roll_up(state, AreaView(state, area), changed, sorted(state.index.derived_inputs), anew=True) if changed else None
        if sent is not None and _fold_up(state, sent):
            waiting.append(sent.parent)


def _fold_up(state: PartitionState, sent: RollUp) -> bool:
    touched = fold(state, Event(event_id=0, received_time_ms=1, body=sent.observations()))
    state.area(sent.parent).forget()
    return bool(touched)


def _order(alert: AlertVerdict) -> tuple[str, str]:
    return alert.plan, alert.rule


def _alerts_of_areas(state: PartitionState) -> Iterable[AlertVerdict]:
    for one in state.index.rules:
        for code in sorted(one.rule.spec.areas or state.areas):
            area = state.area(code)
            entities = sorted(own_entities(area, state.index, one)) if one.rule.spec.over == "entity" else [""]
            for entity in entities:
                for episode in one.compiled.walk(AreaView(state, area), entity):
                    yield _alert(one, code, entity, episode)


def _alerts_about(state: PartitionState, judged: Judged, result: TargetAssessment) -> Iterable[AlertVerdict]:
    """Yield what the rules over targets say of the verdict that is shown: it is all that is known here of an episode."""
    stand = stand_of(result, judged.target, judged.plan, state.index.release_of(judged), state.now_ms)
    for one in state.index.target_rules.get(judged.plan.name, ()):
        answer = one.compiled.answer(stand)
        if answer.holds and (not one.rule.spec.areas or judged.area in one.rule.spec.areas):
            shown, period = result.latest, stand.period
            episode = one.compiled.episode(judged.target, shown, stand, AlertState.RAISED, answer.severity, period)
            yield _alert(one, judged.area, judged.target.name, episode)


def _alert(one: Watched | WatchedTargets, area: str, entity: str, episode: Episode) -> AlertVerdict:
    key = (one.rule.plan, one.rule.name, area, entity)
    return verdict_on(key, Change(episode_id(*key, episode.raised_period), episode), one.version)
