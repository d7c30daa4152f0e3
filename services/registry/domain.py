"""What accepting manifests would change. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from pydantic import ValidationError

from services.registry.retiring import still_needed
from shared.events.definitions import manifest_bytes
from shared.judgement.event import Definition
from shared.model.catalogue import Catalogue, Key
from shared.model.manifests import KINDS, PLAN_KINDS, Manifest, Target
from shared.plans.amendment_checks import rewriting_mistakes
from shared.plans.checking import Mistake, find_mistakes
from shared.plans.loading import identity
from shared.plans.wording import schema_mistakes
from xiheng.registry.v1 import registry_service_pb2 as messages

ChangeKind = messages.ChangeKind


class Change(NamedTuple):
    """What happens to one definition."""

    what: messages.ChangeKind
    definition: Definition
    """The version in force afterwards."""
    before: Manifest | None
    """What was in force; None when nothing was."""

    @property
    def is_news(self) -> bool:
        """It makes a new version."""
        return self.what != ChangeKind.CHANGE_KIND_UNCHANGED


def read_manifests(documents: Sequence[bytes]) -> tuple[list[Manifest], list[messages.Problem]]:
    """Return the manifests of JSON documents, and what is wrong with those that are none."""
    manifests: list[Manifest] = []
    problems: list[messages.Problem] = []
    for number, document in enumerate(documents):
        try:
            kind, name = identity(json.loads(document))
        except ValueError as error:
            problems.append(messages.Problem(name=f"manifest {number}", message=f"this is not JSON: {error}"))
            continue
        if kind not in KINDS:
            problems.append(messages.Problem(kind=kind, name=name, field="kind", message=f"{kind!r} is not one of {', '.join(KINDS)}"))
            continue
        try:
            manifests.append(KINDS[kind].model_validate_json(document, strict=True))
        except ValidationError as error:
            problems += (_problem(Key(kind, "", name), field, message) for field, message in schema_mistakes(kind, error))
    return manifests, problems


def changes_for(catalogue: Catalogue, manifests: Iterable[Manifest], *, prune: bool, retire: Iterable[Key] = ()) -> list[Change]:
    """Return what accepting manifests would change: a manifest equal to the one in force makes no new version.

    Args:
        catalogue: Definitions in force, retired ones with their last version.
        manifests: Those to accept.
        prune: Retire definitions of the plans that the manifests name and that are not among them.
        retire: Retire these; one that is given as a manifest too stays.
    """
    given = {Key(one.kind, one.plan, one.name): one for one in manifests}
    changes = [_change(catalogue, key, manifest) for key, manifest in given.items()]
    ended = dict.fromkeys((*(_left_out(catalogue, set(given)) if prune else ()), *retire))
    return [*changes, *_retirements(catalogue, [key for key in ended if key not in given])]


def problems_after(catalogue: Catalogue, changes: Iterable[Change]) -> list[messages.Problem]:
    """Return what would be wrong after changes, in what changes.

    Also numbers of targets that are written over instead of amended, and what is retired while something else needs it.
    """
    listed = list(changes)
    after = catalogue.with_changes(one.definition for one in listed)
    changed = [one.definition.manifest for one in listed if one.definition.manifest is not None]
    retired = [Key(one.definition.kind, one.definition.plan, one.definition.name) for one in listed if one.definition.manifest is None]
    mistakes = (*find_mistakes(changed, after), *_rewritings(listed))
    return [
        *(_problem(Key(one.manifest.kind, one.manifest.plan, one.manifest.name), one.field, one.told) for one in mistakes),
        *(_problem(key, "", message) for key, message in still_needed(catalogue, after, retired)),
    ]


def _problem(key: Key, field: str, message: str) -> messages.Problem:
    return messages.Problem(kind=key.kind, plan=key.plan, name=key.name, field=field, message=message)


def _rewritings(changes: Iterable[Change]) -> Iterator[Mistake]:
    for one in changes:
        before, after = one.before, one.definition.manifest
        if isinstance(before, Target) and isinstance(after, Target):
            for field, message in rewriting_mistakes(before.spec, after.spec):
                yield Mistake(after, field, message)


def differences(before: Manifest | None, after: Manifest | None) -> Iterator[str]:
    """Yield the fields that differ, as `path: old → new`; none when one of the two is missing."""
    if before is not None and after is not None:
        old, new = (one.model_dump(mode="json", by_alias=True, exclude_defaults=True) for one in (before, after))
        yield from _differences("", old, new)


def _differences(path: str, old: object, new: object) -> Iterator[str]:
    if isinstance(old, dict) and isinstance(new, dict):
        for name in sorted(old.keys() | new.keys()):
            yield from _differences(f"{path}.{name}" if path else str(name), old.get(name), new.get(name))
    elif isinstance(old, list) and isinstance(new, list):
        for number, (one, other) in enumerate(zip_longest(old, new)):
            yield from _differences(f"{path}.{number}", one, other)
    elif old != new:
        yield f"{path}: {_shown(old)} → {_shown(new)}"


def _shown(value: object) -> str:
    return "(none)" if value is None else json.dumps(value, ensure_ascii=False)


def _change(catalogue: Catalogue, key: Key, manifest: Manifest) -> Change:
    known = catalogue.definitions.get(key)
    version = 0 if known is None else known.version
    in_force = None if known is None else known.manifest
    if in_force is not None and manifest_bytes(in_force) == manifest_bytes(manifest):
        return Change(ChangeKind.CHANGE_KIND_UNCHANGED, _definition(key, version, manifest), in_force)
    what = ChangeKind.CHANGE_KIND_UPDATED if in_force is not None else ChangeKind.CHANGE_KIND_CREATED
    return Change(what, _definition(key, version + 1, manifest), in_force)


def _left_out(catalogue: Catalogue, given: set[Key]) -> Iterator[Key]:
    plans = {key.plan for key in given if key.plan} | {key.name for key in given if key.kind == "Plan"}
    yield from (key for key in catalogue.definitions if key.kind in PLAN_KINDS and key.plan in plans and key not in given)


def _retirements(catalogue: Catalogue, keys: Iterable[Key]) -> Iterator[Change]:
    for key in keys:
        known = catalogue.definitions.get(key)
        if known is not None and known.manifest is not None:
            yield Change(ChangeKind.CHANGE_KIND_RETIRED, _definition(key, known.version + 1, None), known.manifest)


def _definition(key: Key, version: int, manifest: Manifest | None) -> Definition:
    return Definition(kind=key.kind, plan=key.plan, name=key.name, version=version, manifest=manifest)
