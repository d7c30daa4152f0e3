"""The level that a pass looks at: every object, and what the parts of the platform say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from services.operator.crds.names import NAMES
from services.operator.domain.handing_over import Handover, Refusal, Registered, handover, parcels
from services.operator.domain.platform_status import Processors
from services.operator.domain.taking_effect import Absence, Registry
from services.operator.domain.target_status import Verdicts
from services.operator.domain.things import Thing
from services.operator.parts.asking import Refused
from services.operator.parts.registry import Present
from shared.model.errors import Unavailable
from shared.model.manifests import KINDS


class Objects(Protocol):
    """Where objects are read."""

    def list(self, kind: str) -> Iterator[Thing]:
        """Yield every object of a kind."""


class RegistryReader(Protocol):
    """What is asked of the registry."""

    def present(self) -> Present:
        """Return what it says of itself."""

    def registered(self) -> Registered:
        """Return the definitions in force."""

    def hand_over(self, handover: Handover) -> tuple[Refusal, ...]:
        """Put definitions into force and take others out, all or none; return what it refuses."""


class ScoreboardReader(Protocol):
    """What is asked of the scoreboard."""

    def verdicts(self) -> Verdicts:
        """Return every latest verdict."""


class ProcessorsReader(Protocol):
    """What is asked of the processors."""

    def seen(self) -> Processors:
        """Return what they say together."""


@dataclass(frozen=True, slots=True)
class Handed:
    """What a pass found in the registry and left there."""

    registry: Registry
    present: Present


_NOTHING = Handover({}, frozenset())
_NOT_SEEN = Present(is_active=False, pending=0, tick_ms=0, is_replaying=False)


def all_objects(objects: Objects) -> list[Thing]:
    """Return every object that there is."""
    return [thing for kind in NAMES for thing in objects.list(kind)]


def is_definition(thing: Thing) -> bool:
    """Tell whether an object defines something."""
    return thing.place.kind in KINDS


def handed_over(registry: RegistryReader, things: Sequence[Thing], last: Registered | None) -> Handed:
    """Bring the registry to what Kubernetes holds, as far as it goes.

    Args:
        registry: The registry.
        things: Definitions whose deletion will not be missed.
        last: What it held when it was last reached; None: never yet, and then nothing is known to be missing in it.
    """
    present, held = _NOT_SEEN, last
    try:
        present = registry.present()
        held = registry.registered()
        wanted = handover(things, held)
        if wanted.is_empty or not present.is_active:
            return Handed(Registry(held, wanted, present.pending, None if present.is_active else _inactive()), present)
        left = _given(registry, wanted)
        present, held = registry.present(), registry.registered()
    except Unavailable as error:
        away = Absence("KafkaAway" if isinstance(error, Refused) else "RegistryAway", str(error))
        missing = _NOTHING if held is None else handover(things, held)
        return Handed(Registry(held or {}, missing, present.pending, away), present)
    return Handed(Registry(held, left, present.pending), present)


def _given(registry: RegistryReader, wanted: Handover) -> Handover:
    """Give it all in parts; what it refuses in a part is left out, so that the rest takes effect. Return what was refused."""
    refused = dict(wanted.refused)
    for parcel in parcels(wanted):
        left = parcel
        while not left.is_empty and (refusals := registry.hand_over(left)):
            left = left.without(refusals)
        refused |= left.refused
    return Handover({}, frozenset(), refused)


def _inactive() -> Absence:
    return Absence("KafkaAway", "the registry answers, and neither accepts nor ticks: Kafka is away, or it has just begun")
