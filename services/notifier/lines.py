"""Lines of the ledger that the notifier itself writes: of events, and of attempts to deliver."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from services.notifier.lifecycle.escalation import Due
from services.notifier.lifecycle.line import PLATFORM, Line, Resolution, Seen, Step, line_id
from services.notifier.lifecycle.reminding import Occasion, Reminder
from shared.model.chain import Link
from shared.model.status import AlertReason, AlertState
from xiheng.events.v1.verdict_pb2 import AlertEvent


def line_of_event(event: AlertEvent, now_ms: int, *, is_first: bool) -> Line:
    """Return the line of an alert event; a replay of the log gives the same id."""
    seen = seen_in(event)
    facts = {"severity": str(int(event.severity)), "period": event.period}
    step = Step(step_of(event, is_first=is_first))
    if step is Step.RESOLVED:
        facts = {**facts, "reason": _reason(event)}
    note = f"{event.period} {event.rule} {event.area} {event.entity}".strip()
    return _line(event, step, seen, now_ms, facts, "event", *seen, note=note)


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


def line_of_muted(event: AlertEvent, now_ms: int, *, why: str, by: str = "", partly: bool = False) -> Line:
    """Return the line of an event that nobody, or with `partly` not everybody, is told of.

    Args:
        event: The event.
        now_ms: The machine's time.
        why: What holds it back.
        by: Which one of these: a silence, a window, an alert.
        partly: Others are told.
    """
    seen = seen_in(event)
    facts = {"why": why, **({"by": by} if by else {}), **({"partly": "true"} if partly else {})}
    return _line(event, Step.MUTED, seen, now_ms, facts, "muted", *seen)


def line_of_released(event: AlertEvent, seen: Seen, notices: Sequence[str], why: str, now_ms: int) -> Line:
    """Return the line of notices that are sent after all, by their ids; none: nothing is held back any more, and nobody is left to be told."""
    facts = {"why": why, "notices": str(len(notices))}
    return _line(event, Step.RELEASED, seen, now_ms, facts, "released", *(sorted(notices) or seen_in(event)))


def line_of_escalated(event: AlertEvent, seen: Seen, due: Due, to: Sequence[str], since_ms: int, now_ms: int) -> Line:
    """Return the line of a stage that is taken because nobody has answered since an instant."""
    facts = {"chain": due.chain, "stage": str(due.number), "to": ",".join(to)}
    note = f"no answer for {due.stage.after_minutes:g} minutes" if due.stage.after_minutes else "at once"
    return _line(event, Step.ESCALATED, seen, now_ms, facts, "escalated", since_ms, due.chain, due.number, note=note)


def line_of_reminded(event: AlertEvent, seen: Seen, due: Reminder, now_ms: int) -> Line:
    """Return the line of a reminder."""
    deadline = {"deadline_ms": str(due.due_ms)} if due.occasion is Occasion.DEADLINE_PASSED else {}
    return _line(event, Step.REMINDED, seen, now_ms, {"why": due.occasion.value, **deadline}, "reminded", *due)


def line_of_recorded(head: Link, offset: int, now_ms: int) -> Line:
    """Return the line of a head of the ledger that was recorded on Kafka at an offset."""
    facts = {"head": str(head.number), "hash": head.hash, "offset": str(offset)}
    identity = line_id(Step.HEAD_RECORDED, head.number, head.hash)
    return Line(id=identity, alert="", step=Step.HEAD_RECORDED, time_ms=now_ms, actor=PLATFORM, facts=facts)


def step_of(event: AlertEvent, *, is_first: bool) -> str:
    """Return what an event is in the life of its episode."""
    if int(event.state) == AlertState.RESOLVED:
        return Step.RESOLVED.value
    return Step.RAISED.value if is_first else Step.UPDATED.value


def _line(event: AlertEvent, step: Step, seen: Seen, now_ms: int, facts: Mapping[str, str], *identity: object, note: str = "") -> Line:
    """Return a line of the platform; what it is identified by begins with a word of its own."""
    word, *rest = identity
    return Line(
        id=line_id(word, event.id, *rest), alert=event.id, step=step, time_ms=now_ms, actor=PLATFORM, note=note, seen=seen, facts=facts
    )


def seen_in(event: AlertEvent) -> Seen:
    """Return the place of an event among those of its episode."""
    return Seen(event.origin.offset, event.origin.ordinal)


def _reason(event: AlertEvent) -> str:
    return Resolution(AlertReason(event.reason).word if event.reason else "reset").value
