"""Judge: what follows from what an event changed. Statuses and alerts that differ from what was last sent, and values for the parent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from shared.judgement.alerting import affected_rules, alerts_about, alerts_of_today, walk_clock_rules, walk_rules
from shared.judgement.area_view import AreaView
from shared.judgement.assess import assess_target
from shared.judgement.beside import all_beside, next_lapse_ms
from shared.judgement.closing import close_periods
from shared.judgement.definition_index import Judged
from shared.judgement.embargo import release, withheld_in
from shared.judgement.entity_points import forget_entities
from shared.judgement.fold import DefinitionKey, Touched
from shared.judgement.news import news
from shared.judgement.revised import revisions_in
from shared.judgement.roll_up import RollUp, roll_up
from shared.judgement.series import Series, first_moment_concerned, key_of
from shared.judgement.state import AreaState, PartitionState
from shared.judgement.verdict import AlertVerdict, StatusVerdict
from shared.judgement.withdrawing import withdraw_alerts

_NEVER = 1 << 62
_UNCHANGED: Mapping[Series, list[int]] = {}


class Embargoed(NamedTuple):
    """The verdict on (plan, target) in an area with what is under embargo; None: nothing that it reads is, any longer."""

    key: tuple[str, str]
    area: str
    verdict: StatusVerdict | None


@dataclass(slots=True)
class Outputs:
    """What a record causes, in the order in which it is sent.

    Of one target in one area the last status is the one shown: verdicts on earlier periods come before it.
    """

    statuses: list[StatusVerdict] = field(default_factory=list)
    alerts: list[AlertVerdict] = field(default_factory=list)
    embargoed: list[Embargoed] = field(default_factory=list)
    """For insiders alone: never told to anybody else."""
    roll_ups: list[RollUp] = field(default_factory=list)


def judge(state: PartitionState, touched: Touched) -> Outputs:
    """Judge what an event changed, remember what is sent, and return it.

    The same log gives the same outputs: nothing but state and memory is read.
    """
    outputs = Outputs()
    if touched.definitions:
        _judge_everything(state, outputs)
        outputs.alerts += withdraw_alerts(state, touched.definitions)
        _judge_releases(state, outputs)
        _send_up_again(state, touched.definitions, outputs)
    if touched.area and state.owns(touched.area):
        _judge_area(state, touched, outputs)
    if touched.tick:
        _judge_tick(state, outputs)
    return outputs


def _judge_area(state: PartitionState, touched: Touched, outputs: Outputs) -> None:
    area = state.area(touched.area)
    # Readings shorter than a day are judged when the clock moves: a target is not judged again for every quarter of an hour.
    area.stale |= touched.short
    if touched.series:
        _judge_changes(state, area, touched.series, outputs)
    if touched.said:
        told = dict.fromkeys((one for one in state.index.judged_in.get(area.code, ()) if one.key == touched.said), _UNCHANGED)
        _judge_targets(state, area, AreaView(state, area), told, outputs)


def _judge_tick(state: PartitionState, outputs: Outputs) -> None:
    for code in sorted({*state.areas, *state.index.judged_in}):
        if state.owns(code):
            area = state.area(code)
            changed = _together(release(state, area), close_periods(state, area))
            if changed:
                _judge_changes(state, area, changed, outputs, anew=True)
            _judge_deadlines(state, area, outputs)


def _judge_everything(state: PartitionState, outputs: Outputs) -> None:
    codes = {*state.areas, *state.index.judged_in}
    for code in sorted(codes):
        if state.owns(code):
            area = state.area(code)
            view = AreaView(state, area)
            judged = dict.fromkeys(state.index.judged_in.get(code, ()), _UNCHANGED)
            _judge_targets(state, area, view, judged, outputs, redefined=True)
            outputs.alerts += walk_rules(state, area, view, state.index.rules, redefined=True)


def _judge_releases(state: PartitionState, outputs: Outputs) -> None:
    """Judge what definitions that changed have released: parents have not heard of it yet. Insiders hear of what is still withheld."""
    for code in sorted(state.areas):
        if state.owns(code):
            area = state.area(code)
            released = release(state, area)
            if released:
                _judge_changes(state, area, released, outputs, anew=True)
            outputs.embargoed += _embargoed(state, area, sorted({key.indicator for key, _ in area.withheld}))


def _together(*changes: Mapping[Series, list[int]]) -> dict[Series, list[int]]:
    found: dict[Series, list[int]] = defaultdict(list)
    for change in changes:
        for series, ordinals in change.items():
            found[series] += ordinals
    return found


def _send_up_again(state: PartitionState, defined: Iterable[DefinitionKey], outputs: Outputs) -> None:
    """Send up the values that came before the definitions of their indicator or area did."""
    areas = {name for kind, _, name in defined if kind == "Area"}
    named = {name for kind, _, name in defined if kind == "Indicator"}
    read = {one for name in named for one in state.index.derived_inputs.get(name, ())}
    for code in sorted(state.areas):
        if state.owns(code):
            area = state.area(code)
            wanted = [one for one in area.series.values() if not one.short and (code in areas or one.key.indicator in named | read)]
            stated = {one: ordinals for one in wanted if (ordinals := list(one.ordinals()))}
            if stated:
                derived = {reader for one in stated for reader in state.index.readers.get(one.key.indicator, ())}
                _roll_up(state, area, stated, sorted(derived), outputs, anew=True)


def _roll_up(
    state: PartitionState, area: AreaState, changed: Mapping[Series, list[int]], derived: Iterable[str], outputs: Outputs, *, anew: bool
) -> None:
    sent_up = roll_up(state, AreaView(state, area), changed, derived, anew=anew)
    if sent_up is not None:
        outputs.roll_ups.append(sent_up)


def _judge_changes(
    state: PartitionState, area: AreaState, changed: Mapping[Series, list[int]], outputs: Outputs, *, anew: bool = False
) -> None:
    indicators = sorted({series.key.indicator for series in changed})
    view = AreaView(state, area)
    forget_entities(area, state.index, changed)
    _forget_sent_up(state, area, changed)
    derived = _refresh(state, area, indicators)
    concerned = _concerned(state, area, changed)
    for one, read in concerned.items():
        _drop_readings(area, one, read, state.index.embargoed)
    _judge_targets(state, area, view, concerned, outputs)
    outputs.alerts += walk_rules(state, area, view, affected_rules(state.index, (*indicators, *derived)), changed)
    if not state.index.embargoed.keys().isdisjoint((*indicators, *derived)):
        area.withheld = withheld_in(state, area)
        outputs.embargoed += _embargoed(state, area, (*indicators, *derived))
    _roll_up(state, area, changed, derived, outputs, anew=anew)


def _embargoed(state: PartitionState, area: AreaState, changed: Iterable[str]) -> Iterator[Embargoed]:
    """Yield the verdicts of the targets that read a changed indicator with an official release, as an insider sees them."""
    names = [name for name in changed if name in state.index.embargoed]
    view = AreaView(state, area).unsealed()
    for one in dict.fromkeys(each for name in names for each in state.index.concerned_by(area.code, name)):
        inside = assess_target(one.target, one.plan, area.code, view, version=one.version).latest
        is_public = inside == area.assessed[one.key].latest
        yield Embargoed(one.key, area.code, None if is_public else inside)


def _judge_deadlines(state: PartitionState, area: AreaState, outputs: Outputs) -> None:
    view = AreaView(state, area)
    derived = _refresh(state, area, area.stale)
    for name in (*area.stale, *derived):
        area.by_entity.pop(name, None)
    stale = {one.key for one in _affected_targets(state, area, (*sorted(area.stale), *derived))}
    for key in stale:
        area.assessed.pop(key, None)
    judged = state.index.judged_in.get(area.code, ())
    due = [one for one in judged if one.key in stale or area.deadlines.get(one.key, 0) <= state.now_ms]
    _judge_targets(state, area, view, dict.fromkeys(due, _UNCHANGED), outputs)
    if area.stale:
        outputs.alerts += walk_rules(state, area, view, affected_rules(state.index, (*sorted(area.stale), *derived)))
    area.stale.clear()
    outputs.alerts += walk_clock_rules(state, area, view)
    outputs.alerts += alerts_of_today(state, area)


def _refresh(state: PartitionState, area: AreaState, indicators: Iterable[str]) -> tuple[str, ...]:
    """Forget the points of changed indicators and of what is derived from them; return the latter, in order."""
    derived: set[str] = set()
    for indicator in indicators:
        derived |= state.index.readers.get(indicator, frozenset())
    _forget(area, {*indicators, *derived})
    return tuple(sorted(derived))


def _forget(area: AreaState, indicators: set[str]) -> None:
    for indicator in indicators:
        area.points.pop(indicator, None)
        area.entities.pop(indicator, None)


def _forget_sent_up(state: PartitionState, area: AreaState, changed: Iterable[Series]) -> None:
    """Forget what child areas sent up where that changed, and what is weighed by it."""
    for name in {series.key.indicator for series in changed if series.key.child}:
        for one in (name, *state.index.readers.get(name, ())):
            area.sent_up.pop(one, None)


def _affected_targets(state: PartitionState, area: AreaState, indicators: Iterable[str]) -> list[Judged]:
    by = state.index.judged_by
    return list(dict.fromkeys(one for indicator in indicators for one in by.get((area.code, indicator), ())))


def _concerned(state: PartitionState, area: AreaState, changed: Mapping[Series, list[int]]) -> dict[Judged, dict[Series, list[int]]]:
    """Return what changed of what each target reads, itself or through derivations."""
    found: dict[Judged, dict[Series, list[int]]] = defaultdict(dict)
    for series in sorted(changed, key=key_of):
        for one in state.index.concerned_by(area.code, series.key.indicator):
            found[one][series] = changed[series]
    return found


def _drop_readings(area: AreaState, one: Judged, changed: Mapping[Series, list[int]], embargoed: Collection[str]) -> None:
    """Drop the readings that the changes may concern: all of them after one in an earlier year, or where values reach back."""
    known = area.assessed.get(one.key)
    if known is None or not known.readings:
        return
    earliest = first_moment_concerned(changed, embargoed)
    if one.reaches_back or earliest.year < one.plan.spec.year:
        held = {}
    elif one.own and all(series.key == one.own.series for series in changed):
        dropped = {ordinal + months for ordinals in changed.values() for ordinal in ordinals for months in one.own.back}
        held = {period: reading for period, reading in known.readings.items() if period.ordinal not in dropped}
    else:
        held = {period: reading for period, reading in known.readings.items() if period.end <= earliest}
    area.assessed[one.key] = known.holding(held)


def _judge_targets(
    state: PartitionState,
    area: AreaState,
    view: AreaView,
    targets: Mapping[Judged, Mapping[Series, list[int]]],
    outputs: Outputs,
    *,
    redefined: bool = False,
) -> None:
    """Judge targets, each with what changed of what it reads."""
    for one, changed in targets.items():
        known = area.assessed.get(one.key)
        result = area.assessed[one.key] = assess_target(one.target, one.plan, area.code, view, version=one.version, known=known)
        deadlines = (result.next_deadline_ms, next_lapse_ms(area, one.key, state.now_ms))
        area.deadlines[one.key] = min((each for each in deadlines if each is not None), default=_NEVER)
        spoken = all_beside(area, result, state.now_ms)
        outputs.statuses += news(
            state, (*one.key, area.code), spoken, known if spoken is result else None, partial(revisions_in, view, changed)
        )
        outputs.alerts += alerts_about(state, area, one, redefined=redefined)
