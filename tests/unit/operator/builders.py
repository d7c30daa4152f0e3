"""Small objects of Kubernetes and verdicts for tests of the operator's pure parts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from services.operator.domain.handing_over import Handover, InForce
from services.operator.domain.taking_effect import Absence, Registry
from services.operator.domain.target_status import Verdicts
from services.operator.domain.things import FINALIZER, Place, Thing, thing_of
from services.operator.domain.verdicts import Standing
from shared.events.verdicts import Origin, SentStatus
from shared.judgement.verdict import Facts, InputReference, StatusVerdict
from shared.model.catalogue import Key
from shared.model.manifests import Manifest
from shared.model.period import Period
from shared.model.status import TargetStatus

NOW = datetime(2026, 7, 1, 8, tzinfo=UTC)
NOW_MS = int(NOW.timestamp() * 1000)


def raw(manifest: Manifest, **metadata: Any) -> dict[str, Any]:
    """The object that a manifest is on Kubernetes, not yet seen by the operator."""
    document: dict[str, Any] = json.loads(manifest.document())
    if manifest.kind == "Plan":
        document["metadata"]["namespace"] = manifest.name
    document["metadata"] |= {"generation": 1, "uid": f"uid-{manifest.name}", **metadata}
    return document


def thing(manifest: Manifest, *, held: bool = True, deleted: bool = False, status: Mapping[str, Any] | None = None) -> Thing:
    """The object of a manifest."""
    more: dict[str, Any] = {"finalizers": [FINALIZER]} if held else {}
    if deleted:
        more["deletionTimestamp"] = "2026-07-01T00:00:00Z"
    return thing_of({**raw(manifest, **more), "status": dict(status or {})})


def platform(status: Mapping[str, Any] | None = None) -> Thing:
    """The object of an installation."""
    place = Place("Platform", "xiheng", "xiheng")
    empty = thing_of({"kind": "Platform", "metadata": {"name": "xiheng", "namespace": "xiheng", "generation": 1}})
    return replace(empty, place=place, status=status or {})


def key(manifest: Manifest) -> Key:
    """Its identity."""
    return Key(manifest.kind, manifest.plan, manifest.name)


def in_force(*manifests: Manifest, version: int = 1) -> dict[Key, InForce]:
    """What a registry holds."""
    return {key(one): InForce(version, one, "operator") for one in manifests}


def registry(*manifests: Manifest, left: Handover | None = None, absence: Absence | None = None, copying: int = 0) -> Registry:
    """What a pass found in a registry."""
    return Registry(in_force(*manifests), left or Handover({}, frozenset()), copying, absence)


def standing(status: TargetStatus, *, target: str = "jobs", area: str = "320200", **more: Any) -> Standing:
    """A verdict."""
    read = InputReference(
        indicator="jobs",
        area=area,
        entity="",
        period=Period.parse("2026-06"),
        value=60.0,
        unit="person",
        revision=0,
        event_id=7,
        received_ms=more.pop("received_ms", NOW_MS),
    )
    known_ms, since_ms = more.pop("known_ms", NOW_MS), more.pop("since_ms", NOW_MS)
    fields: dict[str, Any] = {
        "plan": "plan-2026",
        "target": target,
        "area": area,
        "period": Period.parse("2026-06"),
        "status": status,
        "value": 60.0,
        "unit": "person",
        "plan_value": 60.0,
        "attainment": 0.5,
        "flip_value": None,
        "last_status": None,
        "projection": None,
        "facts": Facts("cumulative.at-least/1", {"value": 60.0, "planned": 60.0, "wanted": 120.0}),
        "inputs": (read,),
        "definition_version": 1,
        "recorded_ms": NOW_MS,
        **more,
    }
    return Standing(SentStatus(StatusVerdict(**fields), Origin(0, 7, 0), known_ms), since_ms)


def verdicts(*standings: Standing, absence: str = "") -> Verdicts:
    """What a scoreboard says."""
    found: dict[tuple[str, str], Sequence[Standing]] = {}
    for one in standings:
        place = one.verdict.plan, one.verdict.target
        found[place] = [*found.get(place, ()), one]
    return Verdicts(found, absence)
