"""A letter: what one notice says, to one receiver. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from xiheng.events.v1.verdict_pb2 import AlertEvent

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Told:
    """An event of an alert that a letter tells of."""

    event: AlertEvent
    step: str
    """What the event is in the life of its episode."""
    first_seen_ms: int
    """When the notifier first saw the episode."""
    notice: str = ""
    """Id of the notice that tells of it; empty: it is no notice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A notice ready to be sent."""

    notice: str
    """The same for a repeat: receivers may drop what they have."""
    language: Language
    facts: Mapping[str, Any]
    """What templates and machines read; JSON values."""
    told: tuple[Told, ...]
    """The events, the most severe first; at least one."""
    repeat: bool = False
    """It may have arrived before: the attempt that it follows was not written down to its end."""
    trace: Mapping[str, str] = field(default_factory=dict)
    """Headers that carry the trace."""
    say: Callable[[str], str] = field(default=lambda _: "")
    """Returns a part in the letter's language: subject, text, markdown, sms, html."""
    plot: bytes = b""
    """Picture of the values read, PNG; empty: none."""
