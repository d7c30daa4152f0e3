"""Whether an object may be written: what `xiheng plan check` refuses is refused when it is applied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from services.operator.domain.handing_over import Registered
from services.operator.domain.things import Thing, manifest_of
from shared.model.catalogue import Catalogue, First, Key, Versioned
from shared.model.manifests import KINDS, Manifest, Target
from shared.plans.amendment_checks import rewriting_mistakes
from shared.plans.checking import find_mistakes
from shared.plans.wording import says_unknown


class Answer(NamedTuple):
    """What the API is told."""

    allowed: bool
    refusals: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What will be in force when all is handed over: what the registry holds, and over it what Kubernetes holds."""

    catalogue: Catalogue
    registered: Registered
    absence: str = ""
    """Why the registry cannot be reached; empty: it can."""


def wanted(things: Sequence[Thing], registered: Registered, absence: str = "") -> Wanted:
    """Return what will be in force."""
    held = (manifest for thing in things if not thing.is_deleted and (manifest := manifest_of(thing)[0]) is not None)
    known: dict[Key, Versioned] = {key: First(one.manifest) for key, one in registered.items()}
    return Wanted(Catalogue({**known, **{_key(one): First(one) for one in held}}), registered, absence)


def concerns(request: Mapping[str, Any]) -> bool:
    """Tell whether a request changes a definition: not its status, its finalizers, or an object that is on its way out."""
    new, old = request.get("object") or {}, request.get("oldObject") or {}
    is_leaving = "deletionTimestamp" in (new.get("metadata") or {})
    return bool(new) and new.get("kind") in KINDS and not is_leaving and _written(new) != _written(old)


def answer(thing: Thing, known: Wanted) -> Answer:
    """Return whether an object may be written.

    What it refers to may come after it, for Kubernetes knows no order among objects: that is a warning, and until then nothing takes effect.
    """
    manifest, mistakes = manifest_of(thing)
    if manifest is None:
        return Answer(allowed=False, refusals=mistakes)
    found = list(_mistakes(manifest, known))
    warnings = [f"{one}; it takes effect when that is there" for one in found if says_unknown(one)]
    if known.absence:
        warnings.append(f"not compared with what is in force, and not in force yet: {known.absence}")
    refusals = tuple(one for one in found if not says_unknown(one))
    return Answer(allowed=not refusals, refusals=refusals, warnings=tuple(warnings))


def _mistakes(manifest: Manifest, known: Wanted) -> Iterator[str]:
    after = Catalogue({**known.catalogue.definitions, _key(manifest): First(manifest)})
    for mistake in find_mistakes([manifest], after):
        yield f"{mistake.field}: {mistake.message}"
    before = known.registered.get(_key(manifest))
    if before is not None and isinstance(manifest, Target) and isinstance(before.manifest, Target):
        for field, message in rewriting_mistakes(before.manifest.spec, manifest.spec):
            yield f"{field}: {message}"


def _key(manifest: Manifest) -> Key:
    return Key(manifest.kind, manifest.plan, manifest.name)


def _written(raw: Mapping[str, Any]) -> tuple[Any, ...]:
    metadata = raw.get("metadata") or {}
    return raw.get("spec"), metadata.get("labels") or {}, metadata.get("annotations") or {}
