"""Memory: what was last sent. Ruled by the log's order alone, so that a replay of the log repeats it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple
from zlib import crc32

from shared.judgement.correction import Correction
from shared.judgement.rules import KnownEpisode
from shared.judgement.verdict import NextRelease, Projection, StatusVerdict
from shared.model.period import Period
from shared.model.review import Review
from shared.model.status import Feasibility, TargetStatus

Sent = tuple[int, int, float | None, float | None, float | None, int, int, int]
"""What tells one verdict from another: status, last status (0: none), value, plan value, flip value, definition version, recorded time,
fingerprint of the inputs, of the statuses under other terms, of what is said beside them, and of what is awaited."""


def sent(verdict: StatusVerdict) -> Sent:
    """Return what tells a verdict from another one about the same period."""
    return (
        int(verdict.status),
        int(verdict.last_status or 0),
        verdict.value,
        verdict.plan_value,
        verdict.flip_value,
        verdict.definition_version,
        verdict.recorded_ms,
        fingerprint(verdict),
    )


def awaiting(known: Sent, release: NextRelease | None) -> Sent:
    """Return what tells the verdict shown from another one with another next release."""
    if release is None:
        return known
    *rest, print_ = known
    return (*rest, print_ * _ODD + release.time_ms & _BITS)  # type: ignore[return-value]  # the last of the numbers is another


def fingerprint(verdict: StatusVerdict) -> int:
    """Return 63 bits of which events and revisions the inputs are, in any order of theirs, and of what is shown beside the status."""
    # A derived input has no event of its own: that it was made of others is told by when the last of them was received.
    found = sum((one.event_id or one.received_ms) ^ (one.revision + 1) * _ODD ^ _step(one.review) for one in verdict.inputs)
    for said in verdict.statements:
        found = found * _ODD + (said.event_id ^ said.time_ms * _ODD)
    for other in verdict.others:
        found = found * _ODD + other.status
    for part in verdict.contributions:
        found = found * _ODD + (crc32(part.area.encode()) ^ hash(part.gap) & _BITS)
    numbers = verdict.facts.numbers
    for name in _OF_OTHER_VALUES & numbers.keys():
        found += (crc32(name.encode()) ^ hash(numbers[name])) * _ODD & _BITS
    texts = verdict.facts.texts
    for name in ("value_note", "missing", "curve_without", "sides_since", "first_lacking_en"):
        if name in texts:
            found = found * _ODD + crc32(texts[name].encode())
    if verdict.status is TargetStatus.OVERDUE:
        found = found * _ODD + crc32(f"{texts['awaited']} {texts.get('lacking_en', '')}".encode())
    return found & _BITS


_OF_OTHER_VALUES = frozenset({"summed", "recent_per_month", "numerator_before", "denominator_before"})
"""Numbers of a verdict that follow from values other than its inputs: of children, of earlier periods."""


def _step(review: Review | None) -> int:
    """Return a number that tells a step of the office from another; 0 without one."""
    if review is None:
        return 0
    return review.event_id ^ review.time_ms * _ODD ^ (0 if review.proposed is None else hash(review.proposed) & _BITS)


_ODD, _BITS = 0x9E3779B97F4A7C15, (1 << 63) - 1


class Outlook(NamedTuple):
    """What tells one projection from another."""

    chance: float | None = None
    feasibility: Feasibility | None = None


CHANCE_MOVED = 0.05
"""A chance that moved by less is no news of its own."""


def told(projection: Projection | None) -> Outlook:
    """Return what is remembered of a projection that was sent."""
    return Outlook() if projection is None else Outlook(projection.chance, projection.feasibility)


def is_news(before: Outlook, now: Outlook) -> bool:
    """Tell whether a projection is worth a verdict that says nothing else that is new."""
    if before.feasibility is not now.feasibility or (before.chance is None) != (now.chance is None):
        return True
    return abs((now.chance or 0.0) - (before.chance or 0.0)) >= CHANCE_MOVED


@dataclass(slots=True)
class StatusMemory:
    """What was last sent about one target in one area."""

    periods: dict[Period, Sent] = field(default_factory=dict)
    """By period."""
    corrections: dict[Period, Correction] = field(default_factory=dict)
    """What had been told of a period before it was corrected."""
    latest: tuple[Period, Sent] | None = None
    """The verdict shown."""
    outlook: Outlook = field(default_factory=Outlook)
    """Its projection."""
    timetable: int = 0
    """Fingerprint of its timetable; 0: none."""


@dataclass(slots=True)
class AlertMemory:
    """Episodes of one rule in one area (and entity) that were sent."""

    episodes: tuple[KnownEpisode, ...] = ()
