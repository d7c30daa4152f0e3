"""Verdicts as protobuf and back: what `target-statuses-v1` and `risk-alerts-v1` carry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from shared.events.corrections import decode_correction, decode_revision, encode_revision, write_correction
from shared.events.reviews import decode_review, encode_review
from shared.events.statements import decode_statement, encode_statement
from shared.events.thresholds import decode_release, decode_threshold, write_release, write_thresholds
from shared.judgement.contribution import Basis, Contribution
from shared.judgement.timetable import Timetable, timetable
from shared.judgement.verdict import AlertVerdict, Episode, Facts, InputReference, OtherVerdict, Projection, StatusVerdict, Terms, Title
from shared.model.manifests import RiskRuleSpec
from shared.model.period import Period, PeriodLength
from shared.model.status import AlertReason, AlertState, Feasibility, Severity, TargetStatus
from xiheng.events.v1 import verdict_pb2


class Origin(NamedTuple):
    """The record of `area-events-v1` that caused an output, and its position among that record's outputs."""

    partition: int
    offset: int
    ordinal: int


@dataclass(frozen=True, slots=True)
class SentStatus:
    """A status as it was sent."""

    verdict: StatusVerdict
    origin: Origin
    known_ms: int


def encode_status(verdict: StatusVerdict, origin: Origin, known_ms: int) -> bytes:
    """Return the bytes of a status; `known_ms` is when the record that caused it was received."""
    # Deterministic: the facts are maps, and a repeat must be the same to the byte.
    return status_message(verdict, origin, known_ms).SerializeToString(deterministic=True)


def encode_no_embargo(key: tuple[str, str], area: str, origin: Origin, known_ms: int) -> bytes:
    """Return the bytes that say that nothing about a (plan, target) in an area is under embargo any longer: a status without a verdict."""
    place = verdict_pb2.Origin(partition=origin.partition, offset=origin.offset, ordinal=origin.ordinal)
    event = verdict_pb2.TargetStatusEvent(origin=place, plan=key[0], target=key[1], area=area, known_time_ms=known_ms)
    return event.SerializeToString(deterministic=True)


def status_message(verdict: StatusVerdict, origin: Origin, known_ms: int) -> verdict_pb2.TargetStatusEvent:
    """Return the wire form of a status; fields are set one by one and parts written in place, in a third of the time of a constructor."""
    wire = verdict_pb2.TargetStatusEvent.FromString(
        _unchanging(
            (verdict.plan, verdict.target, verdict.area),
            verdict.definition_version,
            verdict.unit,
            (verdict.watch, verdict.strength, verdict.owner),
            verdict.title,
            verdict.timetable,
        )
    )
    wire.period, wire.status = verdict.period.text, verdict.status  # type: ignore[assignment]  # numbers of the enum
    wire.recorded_time_ms, wire.known_time_ms, wire.official_time_ms = verdict.recorded_ms, known_ms, verdict.official_ms
    place = wire.origin
    place.partition, place.offset, place.ordinal = origin
    _write_numbers(verdict, wire)
    _write_facts(verdict.facts, wire.facts)
    write_thresholds(verdict.thresholds, wire)
    for one in verdict.inputs:
        _write_input(one, wire.inputs.add())
    if verdict.projection is not None:
        _write_projection(verdict.projection, wire.projection)
    if verdict.terms is not None:
        wire.terms.CopyFrom(_terms(verdict.terms))
    if verdict.others:
        wire.others.extend(map(_other, verdict.others))
    if verdict.statements:
        wire.statements.extend(map(encode_statement, verdict.statements))
    if verdict.contributions:
        wire.contributions.extend(map(_contribution, verdict.contributions))
    if verdict.next_release is not None:
        write_release(verdict.next_release, wire.next_release)
    _write_history(verdict, wire)
    return wire


def _write_history(verdict: StatusVerdict, wire: verdict_pb2.TargetStatusEvent) -> None:
    if verdict.retracted:
        wire.retracted_periods.extend(one.text for one in verdict.retracted)
        wire.retracting_revisions.extend(map(encode_revision, verdict.retracted_by))
    if verdict.correction is not None:
        write_correction(verdict.correction, wire.correction)


@lru_cache(maxsize=16384)
def _unchanging(
    key: tuple[str, str, str],
    version: int,
    unit: str,
    promise: tuple[bool, str, str],
    title: Title,
    timetable: Timetable | None,
) -> bytes:
    """Return the bytes of what is the same in every status of a target in an area, until a definition changes."""
    plan, target, area = key
    watch, strength, owner = promise
    wire = verdict_pb2.TargetStatusEvent(
        plan=plan,
        target=target,
        area=area,
        unit=unit,
        definition_version=version,
        watch=watch,
        strength=strength,
        owner=owner,
        title_zh=title.zh,
        title_en=title.en,
        area_zh=title.area_zh,
        area_en=title.area_en,
        timetable=None if timetable is None else _timetable(timetable),
    )
    return wire.SerializeToString()


def _write_numbers(verdict: StatusVerdict, wire: verdict_pb2.TargetStatusEvent) -> None:
    if verdict.last_status is not None:
        wire.last_status = verdict.last_status  # type: ignore[assignment]  # a number of the enum
    if verdict.value is not None:
        wire.value = verdict.value
    if verdict.plan_value is not None:
        wire.plan_value = verdict.plan_value
    if verdict.flip_value is not None:
        wire.flip_value = verdict.flip_value
    if verdict.attainment is not None:
        wire.attainment = verdict.attainment


def decode_status(value: bytes) -> SentStatus:
    """Return the status of a record's value."""
    return status_from_message(verdict_pb2.TargetStatusEvent.FromString(value))


def status_from_message(wire: verdict_pb2.TargetStatusEvent) -> SentStatus:
    """Return the status of its wire form."""
    verdict = StatusVerdict(
        plan=wire.plan,
        target=wire.target,
        area=wire.area,
        period=Period.parse(wire.period),
        status=TargetStatus(wire.status),
        last_status=TargetStatus(wire.last_status) if wire.HasField("last_status") else None,
        value=wire.value if wire.HasField("value") else None,
        unit=wire.unit,
        plan_value=wire.plan_value if wire.HasField("plan_value") else None,
        attainment=wire.attainment if wire.HasField("attainment") else None,
        flip_value=wire.flip_value if wire.HasField("flip_value") else None,
        projection=_read_projection(wire.projection) if wire.HasField("projection") else None,
        facts=_read_facts(wire.facts),
        inputs=_read_inputs(wire.inputs),
        definition_version=wire.definition_version,
        recorded_ms=wire.recorded_time_ms,
        watch=wire.watch,
        strength=wire.strength,
        terms=_read_terms(wire.terms) if wire.HasField("terms") else None,
        others=tuple(_read_other(one) for one in wire.others),
        owner=wire.owner,
        statements=tuple(map(decode_statement, wire.statements)),
        contributions=tuple(map(_read_contribution, wire.contributions)),
        title=Title(wire.title_zh, wire.title_en, wire.area_zh, wire.area_en),
        thresholds=tuple(map(decode_threshold, wire.thresholds)),
        next_release=decode_release(wire.next_release) if wire.HasField("next_release") else None,
        timetable=_read_timetable(wire.timetable) if wire.HasField("timetable") else None,
        official_ms=wire.official_time_ms,
        retracted=tuple(map(Period.parse, wire.retracted_periods)),
        retracted_by=tuple(map(decode_revision, wire.retracting_revisions)),
        correction=decode_correction(wire.correction) if wire.HasField("correction") else None,
    )
    return SentStatus(verdict, _origin(wire.origin), wire.known_time_ms)


def encode_alert(verdict: AlertVerdict, rule: RiskRuleSpec | None, origin: Origin, known_ms: int) -> bytes:
    """Return the bytes of an alert event; labels, titles, owner and runbook come from its rule, and are left out where that is retired."""
    episode = verdict.episode
    wire = verdict_pb2.AlertEvent(
        origin=verdict_pb2.Origin(partition=origin.partition, offset=origin.offset, ordinal=origin.ordinal),
        id=verdict.id,
        plan=verdict.plan,
        rule=verdict.rule,
        area=verdict.area,
        entity=verdict.entity,
        severity=int(episode.severity),  # type: ignore[arg-type]  # numbers of the enum
        state=int(episode.state),  # type: ignore[arg-type]
        raised_period=episode.raised_period.text,
        period=episode.period.text,
        facts=_facts(episode.facts),
        definition_version=verdict.definition_version,
        known_time_ms=known_ms,
        owner=episode.facts.texts.get("owner", ""),
        reason=int(episode.reason or 0),  # type: ignore[arg-type]
    )
    for one in episode.inputs:
        _write_input(one, wire.inputs.add())
    if rule is not None:
        wire.labels.update(rule.labels)
        wire.runbook, wire.title_zh, wire.title_en = rule.runbook, rule.names.zh, rule.names.en
        wire.owner = rule.owner or wire.owner
    return wire.SerializeToString(deterministic=True)


def alert_from_message(wire: verdict_pb2.AlertEvent) -> AlertVerdict:
    """Return the alert of its wire form."""
    episode = Episode(
        raised_period=Period.parse(wire.raised_period),
        period=Period.parse(wire.period),
        state=AlertState(wire.state),
        severity=Severity(wire.severity),
        facts=_read_facts(wire.facts),
        inputs=_read_inputs(wire.inputs),
        reason=AlertReason(wire.reason) if wire.reason else None,
    )
    return AlertVerdict(
        id=wire.id,
        plan=wire.plan,
        rule=wire.rule,
        area=wire.area,
        entity=wire.entity,
        episode=episode,
        definition_version=wire.definition_version,
    )


def _terms(terms: Terms) -> verdict_pb2.Terms:
    return verdict_pb2.Terms(
        effective_day=terms.effective_from.isoformat() if terms.effective_from else "",
        document=terms.document,
        approver=terms.approver,
        value=terms.value,
        class_name=terms.class_name,
    )


def _read_terms(wire: verdict_pb2.Terms) -> Terms:
    return Terms(
        effective_from=date.fromisoformat(wire.effective_day) if wire.effective_day else None,
        document=wire.document,
        approver=wire.approver,
        value=wire.value if wire.HasField("value") else None,
        class_name=wire.class_name,
    )


def _other(other: OtherVerdict) -> verdict_pb2.OtherVerdict:
    return verdict_pb2.OtherVerdict(
        terms=_terms(other.terms),
        status=int(other.status),  # type: ignore[arg-type]  # numbers of the enum
        plan_value=other.plan_value,
        attainment=other.attainment,
        flip_value=other.flip_value,
        facts=_facts(other.facts),
    )


def _read_other(wire: verdict_pb2.OtherVerdict) -> OtherVerdict:
    return OtherVerdict(
        terms=_read_terms(wire.terms),
        status=TargetStatus(wire.status),
        plan_value=wire.plan_value if wire.HasField("plan_value") else None,
        attainment=wire.attainment if wire.HasField("attainment") else None,
        flip_value=wire.flip_value if wire.HasField("flip_value") else None,
        facts=_read_facts(wire.facts),
    )


def _origin(wire: verdict_pb2.Origin) -> Origin:
    return Origin(wire.partition, wire.offset, wire.ordinal)


_BASES: tuple[Basis, ...] = ("own", "last-year", "equal", "weight", "difference")
"""In the order of their numbers on the wire, from 1 on."""


def _contribution(one: Contribution) -> verdict_pb2.Contribution:
    basis = _BASES.index(one.basis) + 1
    return verdict_pb2.Contribution(area=one.area, value=one.value, fair=one.fair, gap=one.gap, basis=basis)  # type: ignore[arg-type]


def _read_contribution(wire: verdict_pb2.Contribution) -> Contribution:
    return Contribution(wire.area, wire.value, wire.fair, wire.gap, _BASES[wire.basis - 1])


def _timetable(one: Timetable) -> verdict_pb2.Timetable:
    return verdict_pb2.Timetable(
        length=int(one.length),
        cadence=one.cadence,
        year=one.year,
        time_zone=one.time_zone,
        delay_days=one.delay_days,
        working_day=one.working_day,
        skip_january=one.skip_january,
        embargo_days=one.embargo_days,
        embargo_time=one.embargo_time,
    )


def _read_timetable(wire: verdict_pb2.Timetable) -> Timetable:
    return timetable(
        PeriodLength(wire.length),
        wire.cadence,
        wire.year,
        wire.time_zone,
        wire.delay_days,
        working_day=wire.working_day,
        skip_january=wire.skip_january,
        embargo_days=wire.embargo_days if wire.HasField("embargo_days") else None,
        embargo_time=wire.embargo_time,
    )


def _facts(facts: Facts) -> verdict_pb2.Facts:
    wire = verdict_pb2.Facts()
    _write_facts(facts, wire)
    return wire


def _write_facts(facts: Facts, wire: verdict_pb2.Facts) -> None:
    wire.formula = facts.formula
    numbers, texts = wire.numbers, wire.texts
    for name, number in facts.numbers.items():
        numbers[name] = number
    for name, text in facts.texts.items():
        texts[name] = text


def _read_facts(wire: verdict_pb2.Facts) -> Facts:
    return Facts(wire.formula, dict(wire.numbers), dict(wire.texts))


def _write_projection(projection: Projection, wire: verdict_pb2.Projection) -> None:
    value, low, high, low_95, high_95, chance, best, last_day, feasibility = projection
    wire.value = value
    if low is not None and high is not None:
        wire.low, wire.high = low, high
    if low_95 is not None and high_95 is not None:
        wire.low_95, wire.high_95 = low_95, high_95
    if chance is not None:
        wire.chance = chance
    if best is not None:
        wire.best = best
    if last_day is not None:
        wire.last_feasible_date = last_day.isoformat()
    wire.feasibility = feasibility or 0  # type: ignore[assignment]  # a number of the enum


def _read_projection(wire: verdict_pb2.Projection) -> Projection:
    return Projection(
        value=wire.value,
        low=wire.low if wire.HasField("low") else None,
        high=wire.high if wire.HasField("high") else None,
        low_95=wire.low_95 if wire.HasField("low_95") else None,
        high_95=wire.high_95 if wire.HasField("high_95") else None,
        chance=wire.chance if wire.HasField("chance") else None,
        best=wire.best if wire.HasField("best") else None,
        last_feasible_date=date.fromisoformat(wire.last_feasible_date) if wire.last_feasible_date else None,
        feasibility=Feasibility(wire.feasibility) if wire.feasibility else None,
    )


def _write_input(one: InputReference, wire: verdict_pb2.InputReference) -> None:
    wire.indicator, wire.area, wire.entity, wire.period = one.indicator, one.area, one.entity, one.period.text
    wire.value, wire.unit, wire.revision = one.value, one.unit, one.revision
    wire.event_id, wire.received_time_ms = one.event_id, one.received_ms
    if one.review is not None:
        wire.review.CopyFrom(encode_review(one.review))


def _read_inputs(wire: Iterable[verdict_pb2.InputReference]) -> tuple[InputReference, ...]:
    return tuple(
        InputReference(
            indicator=one.indicator,
            area=one.area,
            entity=one.entity,
            period=Period.parse(one.period),
            value=one.value,
            unit=one.unit,
            revision=one.revision,
            event_id=one.event_id,
            received_ms=one.received_time_ms,
            review=decode_review(one.review) if one.HasField("review") else None,
        )
        for one in wire
    )
