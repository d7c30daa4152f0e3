"""Definitions as protobuf and back; a manifest of equal bytes is parsed once, however many partitions hold it."""

from __future__ import annotations

from functools import lru_cache

from pydantic import ValidationError

from shared.judgement.event import Definition
from shared.model.errors import InvalidEvent
from shared.model.manifests import KINDS, Manifest
from xiheng.events.v1 import area_event_pb2


def encode_definition(definition: Definition, *, approver: str = "", accepted_time_ms: int = 0) -> area_event_pb2.Definition:
    """Return the wire form of a definition."""
    return area_event_pb2.Definition(
        kind=definition.kind,
        plan=definition.plan,
        name=definition.name,
        version=definition.version,
        manifest=b"" if definition.manifest is None else manifest_bytes(definition.manifest),
        retired=definition.manifest is None,
        approver=approver,
        accepted_time_ms=accepted_time_ms,
    )


def decode_definition(wire: area_event_pb2.Definition) -> Definition:
    """Return the definition of its wire form.

    Raises:
        InvalidEvent: If the kind is unknown or the manifest does not fit it.
    """
    manifest = None if wire.retired else parse_manifest(wire.kind, wire.manifest)
    return Definition(kind=wire.kind, plan=wire.plan, name=wire.name, version=wire.version, manifest=manifest)


def manifest_bytes(manifest: Manifest) -> bytes:
    """Return a manifest as JSON with sorted fields and without defaults: equal manifests have equal bytes."""
    return manifest.model_dump_json(by_alias=True, exclude_defaults=True).encode()


@lru_cache(maxsize=16384)
def parse_manifest(kind: str, data: bytes) -> Manifest:
    """Return the manifest of a kind from JSON.

    Raises:
        InvalidEvent: If the kind is unknown or the JSON does not fit it.
    """
    model = KINDS.get(kind)
    if model is None:
        raise InvalidEvent(f"definition kind {kind!r} is not one of {', '.join(sorted(KINDS))}")
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        raise InvalidEvent(f"{kind} manifest does not fit its schema: {error}") from error
