"""Lines of the ledger that the notifier itself writes: of events, and of attempts to deliver."""

from __future__ import annotations

from services.notifier.lifecycle.line import PLATFORM, Line, Resolution, Seen, Step, line_id
from shared.model.status import AlertReason, AlertState
from xiheng.events.v1.verdict_pb2 import AlertEvent


def line_of_event(event: AlertEvent, now_ms: int, *, is_first: bool) -> Line:
    """Return the line of an alert event; a replay of the log gives the same id."""
    seen = seen_in(event)
    facts = {"severity": str(int(event.severity)), "period": event.period}
    if int(event.state) == AlertState.RESOLVED:
        step, facts = Step.RESOLVED, {**facts, "reason": _reason(event)}
    else:
        step = Step.RAISED if is_first else Step.UPDATED
    return Line(
        id=line_id("event", event.id, *seen),
        alert=event.id,
        step=step,
        time_ms=now_ms,
        actor=PLATFORM,
        note=f"{event.period} {event.rule} {event.area} {event.entity}".strip(),
        seen=seen,
        facts=facts,
    )


def line_of_attempt(
    notice_id: str, attempt: int, *, alert: str, seen: Seen, subscriber: str, delivered: bool, note: str, time_ms: int
) -> Line:
    """Return the line of an attempt to deliver a notice."""
    return Line(
        id=line_id("attempt", notice_id, attempt),
        alert=alert,
        step=Step.DELIVERED if delivered else Step.FAILED,
        time_ms=time_ms,
        actor=subscriber,
        note=note,
        seen=seen,
        facts={"notice": notice_id, "attempt": str(attempt)},
    )


def line_of_muted(event: AlertEvent, why: str, now_ms: int) -> Line:
    """Return the line of an event that somebody is not told of, and why: a step of somebody, a silence, another alert."""
    seen = seen_in(event)
    return Line(
        id=line_id("muted", event.id, *seen, why),
        alert=event.id,
        step=Step.MUTED,
        time_ms=now_ms,
        actor=PLATFORM,
        seen=seen,
        facts={"why": why},
    )


def seen_in(event: AlertEvent) -> Seen:
    """Return the place of an event among those of its episode."""
    return Seen(event.origin.offset, event.origin.ordinal)


def _reason(event: AlertEvent) -> str:
    return Resolution(AlertReason(event.reason).word if event.reason else "reset").value
