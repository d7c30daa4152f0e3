"""Which definitions the registry has to be given, and which to take out of force, so that it holds what Kubernetes holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from services.operator.domain.things import Thing, manifest_of
from shared.events.definitions import manifest_bytes
from shared.model.catalogue import Key
from shared.model.manifests import KINDS, Manifest


class InForce(NamedTuple):
    """A definition as the registry holds it."""

    version: int
    manifest: Manifest
    approver: str = ""


PARCEL_BYTES: Final = 3 << 20
"""Most that is handed over in one request; the registry takes 4 MiB."""
_HEAD_BYTES: Final = 100
"""Of a document besides what makes it a definition."""
_ORDER: Final = {kind: number for number, kind in enumerate(KINDS)}
"""Kinds in the order in which they refer to each other."""

Registered = Mapping[Key, InForce]
"""Every definition in force, by its identity."""


class Refusal(NamedTuple):
    """What is wrong with a definition."""

    key: Key
    message: str


@dataclass(frozen=True, slots=True)
class Handover:
    """What is still to be done, and what cannot be."""

    apply: Mapping[Key, Manifest]
    retire: frozenset[Key]
    refused: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Nothing is left to be handed over."""
        return not self.apply and not self.retire

    def without(self, refusals: Iterable[Refusal]) -> Handover:
        """Return what is left when the registry refused; all is refused where it named none of what it was given."""
        refused: dict[Key, tuple[str, ...]] = {}
        for key, message in refusals:
            refused[key] = (*refused.get(key, ()), message)
        if not refused.keys() & (self.apply.keys() | self.retire):
            words = tuple(message for messages in refused.values() for message in messages)
            refused = dict.fromkeys((*self.apply, *self.retire), words)
        return Handover(
            {key: manifest for key, manifest in self.apply.items() if key not in refused},
            self.retire - refused.keys(),
            {**self.refused, **refused},
        )


def parcels(whole: Handover, limit: int = PARCEL_BYTES) -> Iterator[Handover]:
    """Yield a handover in parts that fit into a request: what others refer to first, what goes out of force last."""
    part: dict[Key, Manifest] = {}
    size = 0
    for key in sorted(whole.apply, key=lambda one: (_ORDER[one.kind], one)):
        manifest = whole.apply[key]
        more = len(manifest_bytes(manifest)) + _HEAD_BYTES
        if part and size + more > limit:
            yield Handover(part, frozenset())
            part, size = {}, 0
        part[key] = manifest
        size += more
    if part or whole.retire:
        yield Handover(part, whole.retire)


def handover(things: Iterable[Thing], registered: Registered) -> Handover:
    """Return what must be done so that the registry holds what Kubernetes holds.

    Only objects that are there count: what the registry holds without an object stays, for it may have come by another way.

    Args:
        things: Objects whose deletion will not be missed, deleted ones too.
        registered: Definitions in force.
    """
    apply: dict[Key, Manifest] = {}
    retire: set[Key] = set()
    refused: dict[Key, tuple[str, ...]] = {}
    for thing in things:
        known = registered.get(thing.key)
        if thing.is_deleted:
            retire |= {thing.key} if known is not None else set()
            continue
        manifest, mistakes = manifest_of(thing)
        if manifest is None:
            refused[thing.key] = mistakes
        elif known is None or manifest_bytes(known.manifest) != manifest_bytes(manifest):
            apply[thing.key] = manifest
    return Handover(apply, frozenset(retire), refused)
