"""Whether a definition took effect, in one word and as a condition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.operator.domain.conditions import Finding, truth
from services.operator.domain.handing_over import Handover, Registered
from services.operator.domain.things import Thing

IN_FORCE = "InForce"
"""The condition of every definition."""


@dataclass(frozen=True, slots=True)
class Absence:
    """What cannot be reached, and so what nothing is known of."""

    reason: str
    """RegistryAway or KafkaAway."""
    message: str


@dataclass(frozen=True, slots=True)
class Registry:
    """What a pass found and left in the registry."""

    registered: Registered
    """Definitions in force after the pass."""
    left: Handover
    """What was not handed over: refused, or the registry was away."""
    copying: int = 0
    """Definitions that are accepted and not in every partition of the log yet."""
    absence: Absence | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """How far a definition has come."""

    state: str
    finding: Finding


def effect(thing: Thing, registry: Registry) -> Effect:
    """Return whether the definition of an object took effect.

    While the registry is away, what was in force is so still: definitions end by being retired, not by not being heard of.
    """
    refused = registry.left.refused.get(thing.key)
    if thing.is_deleted:
        return _retiring(thing, registry, refused)
    if refused is not None:
        return Effect("refused", Finding(IN_FORCE, "False", "Refused", "; ".join(refused)))
    if not thing.is_held or thing.key in registry.left.apply or thing.key not in registry.registered:
        return _not_yet(thing, registry)
    return _in_force(thing, registry)


def version_in_force(thing: Thing, registry: Registry) -> int | None:
    """Return the version of an object's definition in force, as far as it is known; None: there is none."""
    known = registry.registered.get(thing.key)
    if known is not None or registry.absence is None:
        return None if known is None else known.version
    said = thing.status.get("version")
    return None if said is None else int(said)


def _retiring(thing: Thing, registry: Registry, refused: tuple[str, ...] | None) -> Effect:
    if refused is not None:
        return Effect("retiring", Finding(IN_FORCE, "True", "StillNeeded", "; ".join(refused)))
    if registry.absence is not None:
        return Effect("retiring", Finding(IN_FORCE, "Unknown", registry.absence.reason, registry.absence.message))
    still = thing.key in registry.registered
    return Effect("retiring", Finding(IN_FORCE, "True" if still else "False", "Retiring", "deleted: the definition goes out of force"))


def _not_yet(thing: Thing, registry: Registry) -> Effect:
    if registry.absence is None:
        return Effect("pending", Finding(IN_FORCE, "False", "Pending", "not handed to the registry yet"))
    unchanged = thing.status.get("observedGeneration") == thing.generation and thing.key not in registry.left.apply
    if unchanged and truth(thing.status, IN_FORCE) == "True":
        return Effect("in_force", Finding(IN_FORCE, "True", "Accepted", f"version {thing.status.get('version')}"))
    return Effect("pending", Finding(IN_FORCE, "Unknown", registry.absence.reason, registry.absence.message))


def _in_force(thing: Thing, registry: Registry) -> Effect:
    known = registry.registered[thing.key]
    message = f"version {known.version}" + (f", approved by {known.approver}" if known.approver else "")
    was = truth(thing.status, IN_FORCE) == "True" and thing.status.get("version") == known.version
    if registry.copying and not was:
        return Effect("pending", Finding(IN_FORCE, "False", "Copying", f"{message}: accepted, and on its way into the log"))
    return Effect("in_force", Finding(IN_FORCE, "True", "Accepted", message))


def counts(states: Mapping[str, int]) -> str:
    """Return how many definitions are in force, of all there are: `502/502`."""
    return f"{states.get('in_force', 0)}/{sum(states.values())}"
