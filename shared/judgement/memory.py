"""Memory: what was last sent. Ruled by the log's order alone, so that a replay of the log repeats it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from shared.judgement.rules import KnownEpisode
from shared.judgement.verdict import InputReference, OtherVerdict, StatusVerdict
from shared.model.period import Period

Sent = tuple[int, int, float | None, float | None, float | None, int, int, int]
"""What tells one verdict from another: status, last status (0: none), value, plan value, flip value, definition version, recorded time,
fingerprint of the inputs and of the statuses under other terms."""


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
        fingerprint(verdict.inputs, verdict.others),
    )


def fingerprint(inputs: Iterable[InputReference], others: Sequence[OtherVerdict] = ()) -> int:
    """Return 63 bits of which events and revisions the inputs are, in any order of theirs, and of the statuses under other terms."""
    found = sum(one.event_id ^ (one.revision + 1) * _ODD for one in inputs)
    for other in others:
        found = found * _ODD + other.status
    return found & _BITS


_ODD, _BITS = 0x9E3779B97F4A7C15, (1 << 63) - 1


@dataclass(slots=True)
class StatusMemory:
    """What was last sent about one target in one area."""

    periods: dict[Period, Sent] = field(default_factory=dict)
    """By period."""
    latest: tuple[Period, Sent] | None = None
    """The verdict shown."""


@dataclass(slots=True)
class AlertMemory:
    """Episodes of one rule in one area (and entity) that were sent."""

    episodes: tuple[KnownEpisode, ...] = ()
