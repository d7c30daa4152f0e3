"""Checks between manifests: every mistake is found in one go, in files and in what the registry is given."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from shared.model.catalogue import Catalogue
from shared.model.manifests import PLAN_KINDS, Manifest
from shared.plans.indicator_checks import indicator_mistakes
from shared.plans.loading import PlanFolder, by_place, load_folder
from shared.plans.place_checks import area_mistakes, entity_mistakes, plan_mistakes
from shared.plans.rule_checks import rule_mistakes
from shared.plans.subscriber_checks import subscriber_mistakes
from shared.plans.target_checks import target_mistakes
from shared.plans.wording import unknown

_HAN = re.compile(r"[\u3400-\u9fff]")
NAMED_IN_CHINESE = frozenset({"Area", "Indicator", "Plan", "Target", "RiskRule"})
"""Kinds whose Chinese name is read on screens; an entity may be called by its code, a subscriber as it likes."""


class Mistake(NamedTuple):
    """A mistake in a field of a manifest."""

    manifest: Manifest
    field: str
    """Dotted path."""
    message: str
    place: tuple[int, int] | None = None
    """Line and column in the text of the field, from 1; None: the field as a whole."""

    @property
    def told(self) -> str:
        """What is wrong, with the place in the text of the field, for those who have no file."""
        return self.message if self.place is None else f"line {self.place[0]}, column {self.place[1]}: {self.message}"


def check_folder(folder: Path, known: Catalogue | None = None) -> PlanFolder:
    """Read a folder, or a file, and return it with every mistake, those of single manifests and those between them, in order of place.

    Args:
        folder: Where the manifests are.
        known: All definitions that may be referred to; absent: those of the folder.
    """
    loaded = load_folder(folder)
    # What a broken document defines is not missing: its own mistakes are enough.
    broken = tuple(unknown(kind.lower(), name) for kind, name in loaded.broken)
    for mistake in find_mistakes(loaded.manifests, known):
        if not mistake.message.startswith(broken):
            loaded.problem(*mistake)
    loaded.problems = list(by_place(loaded.problems))
    return loaded


def find_mistakes(manifests: Iterable[Manifest], known: Catalogue | None = None) -> Iterator[Mistake]:
    """Yield every mistake of manifests against each other.

    Args:
        manifests: Those that are checked.
        known: All definitions that may be referred to; absent: the manifests themselves.
    """
    checked = list(manifests)
    catalogue = Catalogue.from_manifests(checked) if known is None else known
    for manifest in checked:
        found = (*_namespace_mistakes(manifest, catalogue), *_name_mistakes(manifest), *_CHECKS[manifest.kind](manifest, catalogue))
        for mistake in found:
            yield Mistake(manifest, *mistake)


def _namespace_mistakes(manifest: Manifest, known: Catalogue) -> Iterator[tuple[str, str]]:
    if manifest.kind not in PLAN_KINDS:
        if manifest.plan:
            yield "metadata.namespace", f"{manifest.kind} belongs to no plan; leave the namespace out"
    elif not manifest.plan:
        yield "metadata.namespace", f"{manifest.kind} belongs to a plan; name it here"
    elif manifest.plan not in known.plans:
        yield "metadata.namespace", unknown("plan", manifest.plan)


def _name_mistakes(manifest: Manifest) -> Iterator[tuple[str, str]]:
    names = manifest.spec.names
    if manifest.kind in NAMED_IN_CHINESE and not _HAN.search(names.zh):
        yield "spec.names.zh", f"{names.zh!r} has no Chinese character; write the Chinese name here"
    if _HAN.search(names.en):
        yield "spec.names.en", f"{names.en!r} has Chinese characters; write the English name here"


_CHECKS: dict[str, Callable[[Any, Catalogue], Iterator[tuple[Any, ...]]]] = {
    "Area": area_mistakes,
    "Indicator": indicator_mistakes,
    "Entity": entity_mistakes,
    "Plan": plan_mistakes,
    "Target": target_mistakes,
    "RiskRule": rule_mistakes,
    "Subscriber": subscriber_mistakes,
}
"""Checks of each kind against the other definitions."""
