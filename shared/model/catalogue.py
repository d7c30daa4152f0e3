"""The catalogue: definitions in force at one moment, for those who check what is reported or show what was judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol, TypeVar

from shared.model.manifests import (
    Area,
    AreaSpec,
    Entity,
    EntitySpec,
    Indicator,
    IndicatorSpec,
    Manifest,
    Plan,
    PlanSpec,
    RiskRule,
    Subscriber,
    Target,
)

M = TypeVar("M", bound=Manifest)


class Key(NamedTuple):
    """Identity of a definition."""

    kind: str
    plan: str
    """Empty for kinds outside plans."""
    name: str


class Versioned(Protocol):
    """One version of a definition, such as `shared.judgement.event.Definition`."""

    @property
    def kind(self) -> str:
        """Its kind."""

    @property
    def plan(self) -> str:
        """Plan that it belongs to; empty for kinds outside plans."""

    @property
    def name(self) -> str:
        """Its id."""

    @property
    def version(self) -> int:
        """From 1; the highest counts."""

    @property
    def manifest(self) -> Manifest | None:
        """None when retired."""


@dataclass(frozen=True, slots=True)
class First:
    """A manifest as the first version of its definition, where no registry gave one."""

    manifest: Manifest
    version: int = 1

    @property
    def kind(self) -> str:
        """Its kind."""
        return self.manifest.kind

    @property
    def plan(self) -> str:
        """Its plan."""
        return self.manifest.plan

    @property
    def name(self) -> str:
        """Its id."""
        return self.manifest.name


class Catalogue:
    """Definitions in force at one moment. Immutable: `with_changes` returns the next one, so readers in other threads need no lock."""

    def __init__(self, definitions: Mapping[Key, Versioned] | None = None) -> None:
        self._definitions: Mapping[Key, Versioned] = dict(definitions or {})

    @classmethod
    def from_manifests(cls, manifests: Iterable[Manifest]) -> Catalogue:
        """Return the catalogue of manifests, all of version 1; of two with one identity the later counts."""
        return cls({Key(one.kind, one.plan, one.name): First(one) for one in manifests})

    def with_changes(self, changes: Iterable[Versioned]) -> Catalogue:
        """Return the catalogue after changes, in any order and repetition: the highest version of each definition counts."""
        definitions = dict(self._definitions)
        for one in changes:
            key = Key(one.kind, one.plan, one.name)
            known = definitions.get(key)
            if known is None or known.version < one.version:
                definitions[key] = one
        return Catalogue(definitions)

    @property
    def definitions(self) -> Mapping[Key, Versioned]:
        """The latest version of every definition known, retired ones too."""
        return self._definitions

    def version(self, kind: str, name: str, *, plan: str = "") -> int:
        """Return the latest version of a definition; 0 when there never was one."""
        known = self._definitions.get(Key(kind, plan, name))
        return 0 if known is None else known.version

    @cached_property
    def areas(self) -> Mapping[str, AreaSpec]:
        """Areas by code, in order."""
        return {one.name: one.spec for one in self._of(Area)}

    @cached_property
    def indicators(self) -> Mapping[str, IndicatorSpec]:
        """Indicators by id, in order."""
        return {one.name: one.spec for one in self._of(Indicator)}

    @cached_property
    def entities(self) -> Mapping[str, EntitySpec]:
        """Entities by id, in order."""
        return {one.name: one.spec for one in self._of(Entity)}

    @cached_property
    def plans(self) -> Mapping[str, PlanSpec]:
        """Plans by name, in order."""
        return {one.name: one.spec for one in self._of(Plan)}

    @cached_property
    def targets(self) -> Mapping[tuple[str, str], Target]:
        """Targets by (plan, name), in order."""
        return {(one.plan, one.name): one for one in self._of(Target)}

    @cached_property
    def rules(self) -> Mapping[tuple[str, str], RiskRule]:
        """Risk rules by (plan, name), in order."""
        return {(one.plan, one.name): one for one in self._of(RiskRule)}

    @cached_property
    def subscribers(self) -> Mapping[tuple[str, str], Subscriber]:
        """Subscribers by (plan, name), in order."""
        return {(one.plan, one.name): one for one in self._of(Subscriber)}

    def area(self, code: str) -> AreaSpec | None:
        """Return an area, or None."""
        return self.areas.get(code)

    def indicator(self, name: str) -> IndicatorSpec | None:
        """Return an indicator, or None."""
        return self.indicators.get(name)

    def entity(self, name: str) -> EntitySpec | None:
        """Return the definition of an entity, or None: it may exist without one."""
        return self.entities.get(name)

    def within(self, code: str, ancestor: str) -> bool:
        """Tell whether an area is `ancestor` or lies below it; an unknown area lies only in itself."""
        return code == ancestor or ancestor in self._ancestors(code)

    def above(self, code: str) -> tuple[str, ...]:
        """Return the codes of the areas above an area, the nearest first; empty when it is not known."""
        return tuple(self._ancestors(code))

    def below(self, ancestor: str) -> tuple[str, ...]:
        """Return the codes of an area and of all areas below it, in order; empty when it is not known."""
        return tuple(code for code in self.areas if self.within(code, ancestor)) if ancestor in self.areas else ()

    def _ancestors(self, code: str) -> Iterator[str]:
        seen = {code}
        while (area := self.areas.get(code)) is not None and area.parent is not None and area.parent not in seen:
            code = area.parent
            seen.add(code)
            yield code

    def _of(self, kind: type[M]) -> Iterator[M]:
        for key in sorted(self._definitions):
            manifest = self._definitions[key].manifest
            if isinstance(manifest, kind):
                yield manifest
