"""The situation: what besides an event decides who is told of it now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import NamedTuple

from services.notifier.lifecycle.silence import Silence
from services.notifier.lifecycle.standing import Standing
from shared.model.catalogue import Catalogue
from shared.model.manifests.alerting import Alerting
from shared.model.matchers import Subject
from shared.model.period import SHANGHAI
from xiheng.events.v1.verdict_pb2 import AlertEvent


class Source(NamedTuple):
    """An alert that makes another one needless for those who hear of it."""

    inhibition: str
    event: AlertEvent
    involved: frozenset[str]
    """Subscribers that its chains have named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What else is known when there is something to tell, for the stages to read: they ask no database."""

    standing: Standing = field(default_factory=Standing)
    """Where the episode stood before the event; in a round, where it stands."""
    alerting: Alerting = field(default_factory=Alerting)
    """What the plan says."""
    zone: tzinfo = SHANGHAI
    """The plan's."""
    silences: Collection[Silence] = ()
    """Active ones that are about it."""
    sources: Collection[Source] = ()
    """Alerts that make it needless."""
    changes_ms: Collection[int] = ()
    """When the rule's alerts in its area and entity were raised or resolved lately; empty where nothing is damped."""
    listeners: frozenset[str] | None = None
    """Of the end of an episode: subscribers that were told of it, which are told that it is over; None: whoever hears of the alert."""


def subject_of(event: AlertEvent, catalogue: Catalogue) -> Subject:
    """Return what matchers are held against."""
    return Subject(event.plan, event.rule, (event.area, *catalogue.above(event.area)), event.entity, int(event.severity))
