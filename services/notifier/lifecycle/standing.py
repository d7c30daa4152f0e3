"""Where an episode stands: a fold of its lines. Pure, and the same for any order and repetition of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import reduce

from services.notifier.lifecycle.line import Line, Muted, Resolution, Step, in_order


class Phase(StrEnum):
    """How far an episode has come."""

    RAISED = "raised"
    ESCALATED = "escalated"
    """Nobody answered in time."""
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"
    """The data say that it is over."""
    CLOSED = "closed"
    """The data say so, and somebody has signed it off."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody did."""

    by: str
    time_ms: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who has to put it right, until when (督办): the episode is over only once that is signed off."""

    unit: str
    deadline_ms: int
    """0: no deadline."""
    by: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an episode stands."""

    going_on: bool = False
    """As the data say."""
    severity: int = 0
    """Present one, 1 (blue) to 4 (red)."""
    since_ms: int = 0
    """Since when an answer is awaited: it was raised then, raised again, or got worse than what was answered."""
    answered: int = 0
    """Severity that was acknowledged, snoozed or closed; a worse one opens it again. 0: none."""
    resolution: Resolution | None = None
    acknowledged: Answer | None = None
    assigned: Assignment | None = None
    snoozed_until_ms: int = 0
    notices_closed: Answer | None = None
    signed_off: Answer | None = None
    stage: int = 0
    """Stages of escalation that were taken since `since_ms`, of the chain that came farthest."""
    taken: tuple[tuple[str, int], ...] = ()
    """Of each chain the last stage that was taken since then; chains in order."""
    involved: tuple[str, ...] = ()
    """Subscribers that were named by stages since it was raised, in order: they hear how it goes on."""
    told: bool = False
    """Somebody was told since an answer is awaited, unless nobody was to be told."""
    told_before: bool = False
    """So it was before the latest event."""
    told_ms: int = 0
    """When those who hear of it were told last, or would have been: a stage, which tells others, puts off no reminder."""
    deadline_told_ms: int = 0
    """Deadline that people were told had passed."""

    @property
    def phase(self) -> Phase:
        """How far it has come."""
        if not self.going_on:
            return Phase.CLOSED if self.signed_off else Phase.RESOLVED
        if self.acknowledged:
            return Phase.ACKNOWLEDGED
        return Phase.ESCALATED if self.stage else Phase.RAISED

    @property
    def awaits_sign_off(self) -> bool:
        """It is over by the data, and the unit's work is not signed off yet."""
        return not self.going_on and self.assigned is not None and self.signed_off is None

    def awaits_answer(self, now_ms: int) -> bool:
        """Tell whether somebody should answer it: it goes on, and nobody acknowledged, closed or snoozed it."""
        return self.going_on and not self.acknowledged and not self.notices_closed and now_ms >= self.snoozed_until_ms

    def holds_back(self, severity: int, now_ms: int, *, going_on: bool) -> Muted | None:
        """Return by what people asked that nobody be told of an event; None: its notices are sent.

        Getting worse than what was answered is always told, and so is the end of an episode whose notices were not closed.
        """
        if not self.going_on or (going_on and severity > self.answered):
            return None
        if self.notices_closed:
            return Muted.NOTICES_CLOSED
        return Muted.SNOOZED if going_on and now_ms < self.snoozed_until_ms else None

    def overdue(self, now_ms: int) -> bool:
        """Tell whether the unit's deadline has passed while the episode goes on."""
        return self.going_on and self.assigned is not None and 0 < self.assigned.deadline_ms <= now_ms


def standing_of(lines: Iterable[Line]) -> Standing:
    """Return where an episode stands by its lines, in any order."""
    return reduce(_after, in_order(lines), Standing())


def _after(known: Standing, line: Line) -> Standing:
    change = _CHANGES.get(line.step)
    return known if change is None else change(known, line)


def _told_by_data(known: Standing, line: Line) -> Standing:
    severity = int(line.facts["severity"])
    if known.going_on and severity <= (known.answered or severity):
        return replace(_told_at(known, line), severity=severity, told=True, told_before=known.told)
    # Raised for the first time or again, or worse than what was answered: neither answers nor what was told before speak of this.
    return Standing(
        going_on=True,
        severity=severity,
        since_ms=line.time_ms,
        assigned=known.assigned,
        involved=known.involved if known.going_on else (),
        told=True,
        told_ms=line.time_ms,
        deadline_told_ms=known.deadline_told_ms,
    )


def _resolved(known: Standing, line: Line) -> Standing:
    return replace(known, going_on=False, resolution=Resolution(line.facts.get("reason", Resolution.RESET)))


def _acknowledged(known: Standing, line: Line) -> Standing:
    answered = max(known.answered, known.severity)
    return replace(known, acknowledged=known.acknowledged or _answer(line), answered=answered)


def _assigned(known: Standing, line: Line) -> Standing:
    return replace(known, assigned=Assignment(line.facts["unit"], int(line.facts.get("deadline_ms", "0")), line.actor))


def _snoozed(known: Standing, line: Line) -> Standing:
    return replace(known, snoozed_until_ms=int(line.facts["until_ms"]), answered=max(known.answered, known.severity))


def _closed(known: Standing, line: Line) -> Standing:
    return replace(known, notices_closed=known.notices_closed or _answer(line), answered=max(known.answered, known.severity))


def _verified(known: Standing, line: Line) -> Standing:
    return replace(known, signed_off=known.signed_off or _answer(line))


def _escalated(known: Standing, line: Line) -> Standing:
    chain, stage = line.facts.get("chain", ""), int(line.facts["stage"])
    taken = {**dict(known.taken), chain: max(stage, dict(known.taken).get(chain, 0))}
    involved = {*known.involved, *filter(None, line.facts.get("to", "").split(","))}
    return replace(known, stage=max(known.stage, stage), taken=tuple(sorted(taken.items())), involved=tuple(sorted(involved)))


def _muted(known: Standing, line: Line) -> Standing:
    return known if "partly" in line.facts else replace(known, told=known.told_before)


def _released(known: Standing, line: Line) -> Standing:
    # Nobody could answer what nobody had heard of: the time to answer begins now.
    since_ms = known.since_ms if known.told else line.time_ms
    return replace(_told_at(known, line), since_ms=since_ms, told=True, told_before=True)


def _reminded(known: Standing, line: Line) -> Standing:
    deadline_ms = int(line.facts.get("deadline_ms", "0"))
    return replace(_told_at(known, line), deadline_told_ms=max(known.deadline_told_ms, deadline_ms))


def _told_at(known: Standing, line: Line) -> Standing:
    return replace(known, told_ms=max(known.told_ms, line.time_ms))


def _answer(line: Line) -> Answer:
    return Answer(line.actor, line.time_ms, line.note)


_CHANGES: Mapping[Step, Callable[[Standing, Line], Standing]] = {
    Step.RAISED: _told_by_data,
    Step.UPDATED: _told_by_data,
    Step.RESOLVED: _resolved,
    Step.ACKNOWLEDGED: _acknowledged,
    Step.ASSIGNED: _assigned,
    Step.SNOOZED: _snoozed,
    Step.NOTICES_CLOSED: _closed,
    Step.VERIFIED: _verified,
    Step.ESCALATED: _escalated,
    Step.MUTED: _muted,
    Step.RELEASED: _released,
    Step.REMINDED: _reminded,
}
