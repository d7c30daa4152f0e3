"""A stage: decides about one notice to one receiver, before it is written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from services.notifier.lifecycle.line import Muted
from services.notifier.stages.situation import Situation, subject_of
from shared.model.catalogue import Catalogue
from shared.model.manifests import SubscriberSpec
from shared.model.matchers import Subject
from shared.model.status import AlertState
from xiheng.events.v1.verdict_pb2 import AlertEvent


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
    named: bool = False
    """It goes to this subscriber because a chain names it, whatever it hears of otherwise."""
    group_key: str = ""
    """What it is told together with; empty: alone."""

    @property
    def family(self) -> str:
        """Family of the rule."""
        return self.event.rule.partition(".")[0]

    @property
    def subject(self) -> Subject:
        """What matchers are held against."""
        return subject_of(self.event, self.catalogue)

    @property
    def is_end(self) -> bool:
        """It tells that the alert is over."""
        return int(self.event.state) == AlertState.RESOLVED


class Held(NamedTuple):
    """The receiver would hear of it, but is not told; the ledger keeps why."""

    why: Muted
    by: str = ""
    """Which silence, window or alert holds it back."""
    until_ms: int = 0
    """Until when at least; 0: until something else happens."""


Stage = Callable[[Draft], Draft | Held | None]
"""Returns the draft as it goes on; None when the receiver did not ask for it, else what holds it back."""
