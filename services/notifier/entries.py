"""Rows of the book in their wire form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from services.notifier.episodes import standing_from
from services.notifier.holds import Hold
from services.notifier.lifecycle.line import Line
from services.notifier.lifecycle.rota import Duty
from services.notifier.lifecycle.silence import Silence
from services.notifier.lifecycle.standing import Answer, Assignment, Standing
from shared.events.verdicts import alert_from_message
from shared.judgement.wording import explain_alert
from shared.model.chain import Kept, Link
from shared.model.manifests import Subscriber
from shared.runtime.wire_time import timestamp
from xiheng.alerts.v1 import alert_service_pb2 as messages
from xiheng.alerts.v1 import notice_service_pb2 as notices
from xiheng.events.v1.verdict_pb2 import AlertEvent


def entry(row: Any, holds: Iterable[Hold] = ()) -> messages.AlertEntry:  # noqa: ANN401 - a row with an event and a standing
    """Return an episode with its sentences and where it stands."""
    event = AlertEvent.FromString(row.event)
    facts = alert_from_message(event).episode.facts
    standing = standing_from(row.standing) if row.standing else Standing()
    acknowledged, assigned = standing.acknowledged, standing.assigned
    return messages.AlertEntry(
        event=event,
        explanation_zh=explain_alert(facts, "zh"),
        explanation_en=explain_alert(facts, "en"),
        acknowledged_by=acknowledged.by if acknowledged else "",
        acknowledged_time=timestamp(acknowledged.time_ms) if acknowledged else None,
        first_seen_time=timestamp(row.first_seen_ms),
        phase=f"ALERT_PHASE_{standing.phase.name}",
        since_time=timestamp(standing.since_ms),
        assigned=_assignment(assigned) if assigned else None,
        snoozed_until_time=timestamp(standing.snoozed_until_ms) if standing.snoozed_until_ms else None,
        notices_closed=_answer(standing.notices_closed),
        signed_off=_answer(standing.signed_off),
        resolution=standing.resolution.value if standing.resolution and not standing.going_on else "",
        escalation_stage=standing.stage,
        held=row.held,
        holds=[_hold(one) for one in holds],
    )


def phase_word(number: int) -> str:
    """Return the word of a phase's number."""
    return messages.AlertPhase.Name(number).removeprefix("ALERT_PHASE_").lower()


def ledger_line(line: Line) -> messages.LedgerLine:
    """Return a line of an episode's history."""
    return messages.LedgerLine(
        time=timestamp(line.time_ms), step=line.step.value, actor=line.actor, note=line.note, facts=line.facts, id=line.id
    )


def sealed_line(kept: Kept) -> messages.ReadLedgerResponse:
    """Return a line as it is kept."""
    line = messages.SealedLine(
        number=kept.number, link=kept.link, alert_id=kept.about, body=kept.body, digest=kept.digest, salt=kept.salt, words=kept.words
    )
    return messages.ReadLedgerResponse(line=line)


def chain_link(link: Link) -> messages.ReadLedgerResponse:
    """Return a link of the chain."""
    return messages.ReadLedgerResponse(link=messages.LedgerLink(number=link.number, time_ms=link.time_ms, hash=link.hash))


def delivery(row: Any) -> messages.Delivery:  # noqa: ANN401 - a row of the table
    """Return an attempt to deliver."""
    return messages.Delivery(
        notice_id=row.notice_id,
        alert_id=row.alert_id,
        subscriber=row.subscriber,
        channel=row.channel,
        attempt=row.attempt,
        attempt_time=timestamp(row.time_ms),
        delivered=row.delivered,
        answer=row.answer,
        latency_ms=row.latency_ms,
    )


def silence_entry(one: Silence, now_ms: int) -> messages.Silence:
    """Return a silence."""
    return messages.Silence(
        id=one.id,
        matchers=one.matchers,
        end_time=timestamp(one.end_ms),
        made=_answer(one.made),
        ended=_answer(one.ended),
        active=one.is_active(now_ms),
    )


def on_call_entry(plan: str, rota: str, duty: Duty, person: Subscriber | None) -> messages.OnCall:
    """Return who is on call; without names where the subscriber is not defined."""
    return messages.OnCall(
        plan=plan,
        rota=rota,
        person=duty.person,
        name_zh=person.spec.names.zh if person else "",
        name_en=person.spec.names.en if person else "",
        start_time=timestamp(duty.start_ms),
        end_time=timestamp(duty.end_ms),
    )


def head_of(link: Link) -> messages.LedgerHead:
    """Return the ledger's end."""
    return messages.LedgerHead(link=link.number, hash=link.hash)


def dead_notice(row: Any) -> notices.DeadNotice:  # noqa: ANN401 - a row of the table with its last answer
    """Return a notice that is dead."""
    return notices.DeadNotice(
        notice_id=row.notice_id,
        alert_id=row.alert_id,
        plan=row.plan,
        subscriber=row.subscriber,
        channel=row.channel,
        step=row.step,
        attempts=row.attempts,
        created_time=timestamp(row.created_ms),
        dead_time=timestamp(row.due_ms),
        answer=row.answer or "",
    )


def _hold(one: Hold) -> messages.Hold:
    until = timestamp(one.until_ms) if one.until_ms else None
    return messages.Hold(why=one.why, by=one.by, until_time=until, subscribers=one.subscribers)


def _assignment(assigned: Assignment) -> messages.Assignment:
    deadline = timestamp(assigned.deadline_ms) if assigned.deadline_ms else None
    return messages.Assignment(unit=assigned.unit, deadline_time=deadline, by=assigned.by)


def _answer(answer: Answer | None) -> messages.Answer | None:
    return messages.Answer(by=answer.by, answer_time=timestamp(answer.time_ms), note=answer.note) if answer else None
