"""Checks of areas, entities and plans against the other definitions."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import available_timezones

from shared.model.catalogue import Catalogue
from shared.model.manifests import Area, Entity, Plan
from shared.plans.alerting_checks import alerting_mistakes
from shared.plans.wording import unknown

Mistake = tuple[str, str]
"""Dotted path of a field, and what is wrong with it and how to mend it."""


def area_mistakes(area: Area, known: Catalogue) -> Iterator[Mistake]:
    """Yield mistakes of an area: an unknown parent, a cycle."""
    seen = [area.name]
    parent = area.spec.parent
    while parent is not None:
        if parent not in known.areas:
            # The parent's own parent is reported at the parent.
            if len(seen) == 1:
                yield "spec.parent", unknown("area", parent)
            return
        if parent == area.name:
            yield "spec.parent", f"areas form a cycle: {' → '.join([*seen, parent])}; give one of them another parent"
            return
        if parent in seen:
            return
        seen.append(parent)
        parent = known.areas[parent].parent


def entity_mistakes(entity: Entity, known: Catalogue) -> Iterator[Mistake]:
    """Yield mistakes of an entity: unknown area, parent or register, dates the wrong way round."""
    spec = entity.spec
    if spec.area not in known.areas:
        yield "spec.area", unknown("area", spec.area)
    if spec.parent == entity.name:
        yield "spec.parent", "the entity is its own parent; name another one or leave it out"
    elif spec.parent is not None and spec.parent not in known.entities:
        yield "spec.parent", unknown("entity", spec.parent)
    if spec.planned_start and spec.planned_end and spec.planned_start > spec.planned_end:
        yield "spec.plannedStart", f"{spec.planned_start} is after plannedEnd {spec.planned_end}; correct one of them"
    yield from _register_mistakes(entity, known)


def _register_mistakes(entity: Entity, known: Catalogue) -> Iterator[Mistake]:
    name = entity.spec.register_indicator
    if name is None:
        return
    register = known.indicator(name)
    if register is None:
        yield "spec.register", unknown("indicator", name)
    elif register.kind != "register":
        yield "spec.register", f"indicator {name!r} is a {register.kind}; an item is listed by an indicator of kind register"
    elif register.entity_type != entity.spec.type:
        yield "spec.type", f"{entity.spec.type!r} differs from the entity type {register.entity_type!r} of register {name!r}; write that"


def plan_mistakes(plan: Plan, known: Catalogue) -> Iterator[Mistake]:
    """Yield mistakes of a plan: unknown area or time zone, a chapter number given twice."""
    if plan.spec.area not in known.areas:
        yield "spec.area", unknown("area", plan.spec.area)
    if plan.spec.time_zone not in available_timezones():
        yield "spec.timeZone", f"{plan.spec.time_zone!r} is not a time zone; write one such as Asia/Shanghai"
    seen: set[int] = set()
    for position, chapter in enumerate(plan.spec.chapters):
        if chapter.number in seen:
            yield f"spec.chapters.{position}.number", f"chapter {chapter.number} is listed twice; give each its own number"
        seen.add(chapter.number)
    yield from alerting_mistakes(plan, known)
