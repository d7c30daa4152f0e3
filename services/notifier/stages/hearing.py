"""Who hears of what: filters of the subscriber."""

from __future__ import annotations

from services.notifier.stages.stage import Draft
from shared.model.catalogue import Catalogue
from shared.model.manifests import SubscriberSpec
from shared.model.status import Severity
from xiheng.events.v1.verdict_pb2 import AlertEvent


def heard(draft: Draft) -> Draft | None:
    """Let through what the subscriber asked for."""
    return draft if wants(draft.spec, draft.event, draft.catalogue) else None


def wants(spec: SubscriberSpec, event: AlertEvent, catalogue: Catalogue) -> bool:
    """Tell whether a subscriber hears of an event."""
    family = event.rule.partition(".")[0]
    return (
        event.severity >= Severity[spec.minimum_severity.upper()]
        and (not spec.areas or any(catalogue.within(event.area, area) for area in spec.areas))
        and (not spec.rules or event.rule in spec.rules)
        and (not spec.families or family in spec.families)
    )
