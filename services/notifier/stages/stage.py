"""A stage: decides about one notice to one receiver, before it is written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from services.notifier.lifecycle.standing import Standing
from shared.model.catalogue import Catalogue
from shared.model.manifests import SubscriberSpec
from xiheng.events.v1.verdict_pb2 import AlertEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What else is known when an event comes, for the stages to read: they ask no database."""

    standing: Standing = field(default_factory=Standing)
    """Where the episode stood before the event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A notice that may come to be."""

    event: AlertEvent
    step: str
    subscriber: str
    spec: SubscriberSpec
    channel: str
    catalogue: Catalogue
    now_ms: int
    situation: Situation
    due_ms: int
    """Not to be sent before; at first now."""
    group_key: str = ""
    """What it is told together with; empty: alone."""

    @property
    def family(self) -> str:
        """Family of the rule."""
        return self.event.rule.partition(".")[0]


class Held(NamedTuple):
    """The receiver would hear of it, but is not told; the ledger keeps why."""

    why: str


Stage = Callable[[Draft], Draft | Held | None]
"""Returns the draft as it goes on; None when the receiver did not ask for it, else what holds it back."""
