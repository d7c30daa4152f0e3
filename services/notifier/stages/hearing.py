"""Who hears of what: filters of the subscriber, and what names it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from services.notifier.stages.stage import Draft
from shared.model.catalogue import Catalogue
from shared.model.manifests import SubscriberSpec
from shared.model.status import Severity
from xiheng.events.v1.verdict_pb2 import AlertEvent


def heard(draft: Draft) -> Draft | None:
    """Let through what the subscriber asked for or is named for; the end of an episode goes to those who were told of it."""
    situation = draft.situation
    if draft.is_end and situation.listeners is not None:
        return draft if draft.subscriber in situation.listeners else None
    named = draft.named or hears(draft.subscriber, draft.spec, draft.event, draft.catalogue, situation.standing.involved)
    return draft if named else None


def hears(name: str, spec: SubscriberSpec, event: AlertEvent, catalogue: Catalogue, involved: Collection[str]) -> bool:
    """Tell whether a subscriber hears of an event: it asked for such, or a chain has named it for this alert."""
    return name in involved or (not spec.only_when_named and wants(spec, event, catalogue))


SILENT_RULE: Final = "platform.silent"
"""Rule of the alert that the platform itself is silent."""


def wants(spec: SubscriberSpec, event: AlertEvent, catalogue: Catalogue) -> bool:
    """Tell whether a subscriber asked for such events."""
    if event.rule == SILENT_RULE:
        return True  # then nobody hears of what they asked for
    family = event.rule.partition(".")[0]
    return (
        event.severity >= Severity[spec.minimum_severity.upper()]
        and (not spec.areas or any(catalogue.within(event.area, area) for area in spec.areas))
        and (not spec.rules or event.rule in spec.rules)
        and (not spec.families or family in spec.families)
    )
