"""Objects of Kubernetes, and the definitions that they hold."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from shared.model.catalogue import Key
from shared.model.manifests import API_VERSION, KINDS, PLAN_KINDS, Manifest
from shared.plans.wording import schema_mistakes

FINALIZER: Final = "xiheng.dev/definition"
"""Keeps a deleted object until its definition is out of force."""


class Place(NamedTuple):
    """Where an object is."""

    kind: str
    namespace: str
    """Empty for kinds outside namespaces."""
    name: str


@dataclass(frozen=True, slots=True)
class Thing:
    """An object of one of the kinds, as Kubernetes has it now."""

    place: Place
    uid: str
    generation: int
    resource_version: str
    is_deleted: bool
    """It was deleted, and waits for its finalizers."""
    finalizers: tuple[str, ...]
    labels: Mapping[str, str]
    annotations: Mapping[str, str]
    spec: Mapping[str, Any]
    status: Mapping[str, Any]

    @property
    def key(self) -> Key:
        """Identity of its definition."""
        return Key(self.place.kind, self.place.namespace if self.place.kind in PLAN_KINDS else "", self.place.name)

    @property
    def is_held(self) -> bool:
        """Its finalizer is set, so that its deletion will not be missed."""
        return FINALIZER in self.finalizers


def thing_of(raw: Mapping[str, Any]) -> Thing:
    """Return the object of its JSON."""
    metadata = raw.get("metadata", {})
    return Thing(
        place=Place(str(raw["kind"]), metadata.get("namespace") or "", str(metadata.get("name", ""))),
        uid=str(metadata.get("uid", "")),
        generation=int(metadata.get("generation", 0)),
        resource_version=str(metadata.get("resourceVersion", "")),
        is_deleted=metadata.get("deletionTimestamp") is not None,
        finalizers=tuple(metadata.get("finalizers") or ()),
        labels=dict(metadata.get("labels") or {}),
        annotations=dict(metadata.get("annotations") or {}),
        spec=raw.get("spec") or {},
        status=raw.get("status") or {},
    )


def manifest_of(thing: Thing) -> tuple[Manifest | None, tuple[str, ...]]:
    """Return the definition that an object holds, or what is wrong with it."""
    try:
        manifest = KINDS[thing.place.kind].model_validate_json(_document(thing), strict=True)
    except ValidationError as error:
        return None, tuple(f"{field}: {message}" for field, message in schema_mistakes(thing.place.kind, error))
    wrong = tuple(_misplaced(thing))
    return (None, wrong) if wrong else (manifest, ())


def _misplaced(thing: Thing) -> Iterator[str]:
    if thing.place.kind == "Plan" and thing.place.namespace != thing.place.name:
        yield f"metadata.namespace: a plan stands in the namespace of its own name; apply it with -n {thing.place.name}"


def _document(thing: Thing) -> str:
    own = {"labels": _own(thing.labels), "annotations": _own(thing.annotations)}
    metadata = {"name": thing.place.name, **({"namespace": thing.key.plan} if thing.key.plan else {}), **own}
    return json.dumps({"apiVersion": API_VERSION, "kind": thing.place.kind, "metadata": metadata, "spec": thing.spec}, ensure_ascii=False)


def _own(notes: Mapping[str, str]) -> dict[str, str]:
    """Return the labels or annotations without those of tools, which have the tool's name before a slash."""
    return {name: text for name, text in notes.items() if "/" not in name}
