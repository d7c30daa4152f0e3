"""The whole status of an object: what became of its definition, and how its target stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from services.operator.domain.conditions import Finding, conditions
from services.operator.domain.taking_effect import Effect, Registry, effect, version_in_force
from services.operator.domain.things import Thing
from services.operator.domain.verdicts import Standing, area_verdict, ladder
from services.operator.domain.worsening import badness
from services.operator.status import AreaVerdict, DefinitionStatus, PlanStatus, TargetStatus

JUDGED: Final = "Judged"
"""The condition of a target."""
_MOST_AREAS: Final = 200
"""Areas that one object tells of: with their explanations some 300 kB, where etcd takes 1.5 MB."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What the scoreboard says."""

    standings: Mapping[tuple[str, str], Sequence[Standing]]
    """By (plan, target), in order of area."""
    absence: str = ""
    """Why the scoreboard cannot be reached; empty: it can."""

    def of(self, plan: str, target: str) -> Sequence[Standing]:
        """Return the verdicts on a target."""
        return self.standings.get((plan, target), ())


def state_of(thing: Thing, registry: Registry) -> str:
    """Return how far the definition of an object has come, in one word."""
    return effect(thing, registry).state


def status_of(thing: Thing, registry: Registry, verdicts: Verdicts, areas: Mapping[str, str], now: datetime) -> DefinitionStatus:
    """Return the status that an object should have.

    Args:
        thing: The object.
        registry: What the registry holds and refused.
        verdicts: What the scoreboard says.
        areas: Area of each plan.
        now: The time.
    """
    found = effect(thing, registry)
    common: dict[str, Any] = {
        "observed_generation": thing.generation,
        "state": found.state,
        "version": version_in_force(thing, registry),
    }
    if thing.place.kind == "Target":
        return _target_status(thing, found, common, verdicts, areas, now)
    known = conditions(thing.status, [found.finding], generation=thing.generation, now=now)
    if thing.place.kind == "Plan":
        return PlanStatus(**common, conditions=known, **_standing(thing, verdicts))
    return DefinitionStatus(**common, conditions=known)


def _standing(thing: Thing, verdicts: Verdicts) -> Mapping[str, Any]:
    """Return how a plan's targets stand in its own area; while the scoreboard is away, as it was said last."""
    if verdicts.absence:
        return {"targets": int(thing.status.get("targets", 0)), "ladder": str(thing.status.get("ladder", ""))}
    own = [one for (plan, _), ones in verdicts.standings.items() if plan == thing.place.name for one in ones]
    shown = [one.verdict.status for one in own if one.verdict.area == thing.spec.get("area")]
    return {"targets": len(shown), "ladder": ladder(shown)}


def _target_status(
    thing: Thing, found: Effect, common: Mapping[str, Any], verdicts: Verdicts, areas: Mapping[str, str], now: datetime
) -> TargetStatus:
    own = areas.get(thing.place.namespace)
    shown = [area_verdict(one) for one in _most_telling(verdicts.of(thing.place.namespace, thing.place.name), own)]
    if verdicts.absence and not shown:
        shown = list(_said(thing.status))
    verdict = next((one for one in shown if one.area == own), None)
    judged = _judged(thing, verdicts, known=verdict is not None)
    state = verdict.status if verdict is not None and found.state == "in_force" else found.state
    return TargetStatus(
        **{**common, "state": state},
        conditions=conditions(thing.status, [found.finding, judged], generation=thing.generation, now=now),
        verdict=verdict,
        areas=tuple(one for one in shown if one.area != own),
    )


def _most_telling(standings: Sequence[Standing], own: str | None) -> Sequence[Standing]:
    """Return the verdicts that fit into an object: that in the plan's own area, and the worst of the others, in order of area."""
    if len(standings) <= _MOST_AREAS:
        return standings
    worst = sorted(standings, key=lambda one: (one.verdict.area != own, -badness(one.verdict.status), one.verdict.area))
    return sorted(worst[:_MOST_AREAS], key=lambda one: one.verdict.area)


def _said(status: Mapping[str, Any]) -> Iterator[AreaVerdict]:
    """Yield the verdicts that an object shows already."""
    yield from (AreaVerdict.model_validate(one) for one in (status.get("verdict"), *status.get("areas", ())) if one)


def _judged(thing: Thing, verdicts: Verdicts, *, known: bool) -> Finding:
    if verdicts.absence:
        return Finding(JUDGED, "Unknown", "ScoreboardAway", f"the verdict shown may be old: {verdicts.absence}")
    if known:
        return Finding(JUDGED, "True", "Judged")
    return Finding(
        JUDGED,
        "False",
        "NoVerdict",
        f"no verdict on {thing.place.name} yet: the definition has not reached the processor, or nothing ticks",
    )
