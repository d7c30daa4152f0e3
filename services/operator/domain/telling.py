"""What became worse, as an event of Kubernetes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from services.operator.domain.things import Thing
from services.operator.domain.worsening import Worsening
from shared.model.manifests import API_VERSION

REPORTER: Final = "xiheng-operator"
_LONGEST: Final = 1024
"""Characters that Kubernetes takes in a message."""


def event_of(thing: Thing, worsening: Worsening, now: datetime) -> dict[str, Any]:
    """Return the event; of the same worsening always with the same name, so that it is written once."""
    place = thing.place
    stamp = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    about = {"apiVersion": API_VERSION, "kind": place.kind, "name": place.name, "namespace": place.namespace, "uid": thing.uid}
    return {
        "apiVersion": "v1",
        "kind": "Event",
        "metadata": {"name": f"{place.name[:200]}.{worsening.id}", "namespace": place.namespace},
        "involvedObject": about,
        "type": "Warning",
        "reason": worsening.reason,
        "message": worsening.message[:_LONGEST],
        "source": {"component": REPORTER},
        "reportingComponent": REPORTER,
        "firstTimestamp": stamp,
        "lastTimestamp": stamp,
        "count": 1,
    }
