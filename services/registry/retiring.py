"""Taking definitions out of force: only where nothing that stays needs them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shared.model.catalogue import Catalogue, Key
from shared.model.manifests import Manifest
from shared.plans.checking import Mistake, find_mistakes
from shared.plans.wording import unknown

_CALLED = {"RiskRule": "rule"}
"""What mistakes call a kind, where that is not its name."""


def still_needed(before: Catalogue, after: Catalogue, retired: Sequence[Key]) -> Iterator[tuple[Key, str]]:
    """Yield each definition that cannot be retired, and what needs it.

    Args:
        before: Definitions in force.
        after: Those in force once all changes are made.
        retired: Those that are to be taken out of force.
    """
    stay = [one.manifest for one in after.definitions.values() if one.manifest is not None]
    was_wrong = {_identity(one) for one in find_mistakes(stay, before)} if retired else set()
    for mistake in find_mistakes(stay, after) if retired else ():
        if _identity(mistake) not in was_wrong:
            for key in _blamed(mistake, retired):
                yield key, f"{_shown(mistake.manifest)} still needs it ({mistake.field}): change or retire that first"


def _blamed(mistake: Mistake, retired: Sequence[Key]) -> Sequence[Key]:
    """Return which of the retired ones a mistake misses; all of them where it names none."""
    named = [key for key in retired if mistake.message.startswith(unknown(_CALLED.get(key.kind, key.kind.lower()), key.name))]
    return named or retired


def _identity(mistake: Mistake) -> tuple[Key, str, str]:
    manifest = mistake.manifest
    return Key(manifest.kind, manifest.plan, manifest.name), mistake.field, mistake.message


def _shown(manifest: Manifest) -> str:
    return f"{manifest.kind} {manifest.plan}/{manifest.name}" if manifest.plan else f"{manifest.kind} {manifest.name}"
