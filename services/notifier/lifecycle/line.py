"""Lines of the ledger: what was done about an alert, by whom, when and why. They are appended, never changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from shared.model.head_notes import NOTE_STEP

PLATFORM = "platform"
"""Actor of what nobody did by hand."""


class Step(StrEnum):
    """What was done."""

    RAISED = "raised"
    UPDATED = "updated"
    RESOLVED = "resolved"
    """The data have recovered, were corrected, or the rule was withdrawn: the fact `reason`."""
    ACKNOWLEDGED = "acknowledged"
    ASSIGNED = "assigned"
    """To the fact `unit`, until `deadline_ms`."""
    COMMENTED = "commented"
    EVIDENCE = "evidence"
    SNOOZED = "snoozed"
    """Until the fact `until_ms`."""
    NOTICES_CLOSED = "notices-closed"
    """Resolved by hand: nobody is told any more, unless it gets worse. The data alone resolve the episode."""
    VERIFIED = "verified"
    """Signed off: what was asked for has been done."""
    ESCALATED = "escalated"
    """To the subscribers of the fact `to`, as the stage `stage` of the chain `chain`."""
    REMINDED = "reminded"
    """Those who heard of it were told again; the fact `why` says on which occasion."""
    RELEASED = "released"
    """What was held back was told after all; the fact `why` says what had held it back."""
    MUTED = "muted"
    """Notices were held back; the facts `why` and `by` say by what, and `partly` that others were told."""
    DELIVERED = "delivered"
    FAILED = "failed"
    REPLAYED = "replayed"
    """The dead notice `notice` was put back into the queue."""
    TESTED = "tested"
    """Of no alert: a test notice was sent to the `subscriber` of `plan` over `channel`; the fact `delivered` says whether it arrived."""
    SILENCED = "silenced"
    """Of no alert: a silence about alerts that meet the `matchers`, until `end_ms`; the line's id begins with its own."""
    SILENCE_ENDED = "silence-ended"
    """Of no alert: the silence `silence` holds nothing back any more."""
    HEAD_RECORDED = NOTE_STEP
    """Of no alert: the ledger's end at the link `head`, of the hash `hash`, was recorded on Kafka at `offset`."""


DATA_STEPS = (Step.RAISED, Step.UPDATED, Step.RESOLVED)
"""Steps that follow from the data."""


class Muted(StrEnum):
    """What held a notice back."""

    SNOOZED = "snoozed"
    NOTICES_CLOSED = "notices-closed"
    SILENCE = "silence"
    MAINTENANCE = "maintenance"
    """A window of the plan."""
    INHIBITION = "inhibition"
    """Another alert says it already."""
    FLAPPING = "flapping"
    """It comes and goes."""


class Resolution(StrEnum):
    """Why an episode ended: the reasons of `AlertReason`, and one that only definitions know."""

    RESET = "reset"
    """The data have recovered."""
    CORRECTED_BY_REVISION = "corrected_by_revision"
    REDEFINED = "redefined"
    RULE_WITHDRAWN = "rule_withdrawn"
    """The rule is in force no longer."""


class Seen(NamedTuple):
    """What its writer saw of the episode when a line was written: the line stands after that, whatever clocks said."""

    offset: int = -1
    """Origin of the latest event."""
    ordinal: int = 0
    lines: int = 0
    """How many lines there were; 0 in those that follow from the data, which a replay writes alone."""


NOTHING_SEEN = Seen()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line."""

    id: str
    """The same for a repeat and at a replay."""
    alert: str
    """Episode; empty: the line is about none, such as a silence."""
    step: Step
    time_ms: int
    """When it was written."""
    actor: str
    """A person's subject, a subscriber, or the platform."""
    note: str = ""
    """Why, in the actor's words; may be personal."""
    seen: Seen = NOTHING_SEEN
    facts: Mapping[str, str] = field(default_factory=dict)
    """What a program reads of it: by step, see `Step`."""


def line_id(*parts: object) -> str:
    """Return the identity of what is told apart by some parts: 32 hexadecimal digits."""
    return hashlib.blake2b(json.dumps([str(one) for one in parts]).encode(), digest_size=16).hexdigest()


def in_order(lines: Iterable[Line]) -> list[Line]:
    """Return lines in the order of what happened, each once, however they came and how often.

    A line stands after what its writer saw; of lines that saw the same event the data's own goes first. Time decides only between those who
    could not see each other.
    """
    first: dict[str, Line] = {}
    for one in sorted(lines, key=_place):
        first.setdefault(one.id, one)
    return list(first.values())


def _place(line: Line) -> tuple[int, int, bool, int, int, str]:
    seen = line.seen
    return seen.offset, seen.ordinal, line.step not in DATA_STEPS, seen.lines, line.time_ms, line.id
