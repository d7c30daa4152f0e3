"""A stage: decides about one notice to one receiver, before it is written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from shared.model.catalogue import Catalogue
from shared.model.manifests import SubscriberSpec
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
    due_ms: int
    """Not to be sent before; at first now."""
    group_key: str = ""
    """What it is told together with; empty: alone."""

    @property
    def family(self) -> str:
        """Family of the rule."""
        return self.event.rule.partition(".")[0]


Stage = Callable[[Draft], Draft | None]
"""Returns the draft as it goes on; None when nobody is to be told."""
