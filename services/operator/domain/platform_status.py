"""The state of everything in one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from services.operator.domain.conditions import Finding, conditions
from services.operator.domain.taking_effect import Registry, counts
from services.operator.domain.target_status import Verdicts
from services.operator.domain.things import Thing
from services.operator.domain.verdicts import instant, ladder
from services.operator.platform_kind import PlatformSpec
from services.operator.status import PlatformStatus
from shared.model.catalogue import Catalogue

_TICK_SECONDS: Final = 300.0
"""After so long without a tick the clock stands: the registry ticks every minute, unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Processors:
    """What the processors say about themselves."""

    lag_records: int | None = None
    partitions: int | None = None
    absence: str = ""
    """Why they cannot be asked; empty: they can."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the parts of the platform."""

    registry: Registry
    verdicts: Verdicts
    processors: Processors
    states: Mapping[str, int] = field(default_factory=dict)
    """Objects by state of their definition."""
    tick_ms: int = 0
    """Latest tick; 0: none known."""
    is_replaying: bool = False


def platform_status(thing: Thing, facts: Facts, now: datetime) -> PlatformStatus:
    """Return the status of a platform; what the scoreboard would say is, while it is away, as it was said last."""
    spec = PlatformSpec.model_validate(thing.spec)
    known = Catalogue.from_manifests(one.manifest for one in facts.registry.registered.values())
    said = facts.verdicts.absence != ""
    # A replay's areas reported by the replay's clock.
    since = (instant(facts.tick_ms) if facts.is_replaying else now) - timedelta(days=spec.stale_days)
    stale = tuple(thing.status.get("staleAreas", ()) if said else _stale(known, last_heard(facts.verdicts), since))
    found = list(_findings(facts, spec, stale, now))
    return PlatformStatus(
        observed_generation=thing.generation,
        state=_state(found),
        definitions=counts(facts.states),
        refused=facts.states.get("refused", 0),
        ladder=str(thing.status.get("ladder", "")) if said else _ladder(known, facts.verdicts),
        lag_records=facts.processors.lag_records,
        partitions=facts.processors.partitions,
        tick_time=instant(facts.tick_ms) if facts.tick_ms else None,
        stale=_listed(stale),
        stale_areas=stale,
        conditions=conditions(thing.status, found, generation=thing.generation, now=now),
    )


def _ladder(known: Catalogue, verdicts: Verdicts) -> str:
    own = {name: plan.area for name, plan in known.plans.items()}
    shown = [one.verdict for ones in verdicts.standings.values() for one in ones if one.verdict.area == own.get(one.verdict.plan)]
    return ladder(one.status for one in shown)


def last_heard(verdicts: Verdicts) -> Mapping[str, int]:
    """Return when each area last brought a value that a verdict is made of, milliseconds since 1970-01-01 UTC."""
    heard: Counter[str] = Counter()
    for standings in verdicts.standings.values():
        for one in standings:
            for part in one.verdict.inputs:
                heard[part.area] = max(heard[part.area], part.received_ms)
    return heard


def _stale(known: Catalogue, heard: Mapping[str, int], since: datetime) -> Iterator[str]:
    """Yield the areas of plans, and those right below them, of which nothing was received since a time."""
    tops = {plan.area for plan in known.plans.values()}
    for code, area in known.areas.items():
        if (code in tops or area.parent in tops) and heard.get(code, 0) < since.timestamp() * 1000:
            yield code


def _listed(areas: Sequence[str]) -> str:
    return f"{len(areas)}: {', '.join(areas)}" if areas else "none"


def _findings(facts: Facts, spec: PlatformSpec, stale: Sequence[str], now: datetime) -> Iterator[Finding]:
    absence, refused = facts.registry.absence, facts.registry.left.refused
    if absence is not None:
        yield Finding("RegistryReady", "False", absence.reason, absence.message)
    else:
        yield Finding("RegistryReady", "True", "Answers")
    late = not facts.is_replaying and now - instant(facts.tick_ms) > timedelta(seconds=_TICK_SECONDS)
    yield (
        Finding("ClockTicking", "False", "NoTick", "the clock of the log stands: see the registry")
        if late
        else Finding("ClockTicking", "True", "Ticks")
    )
    away = facts.verdicts.absence
    yield Finding("ScoreboardReady", "False", "ScoreboardAway", away) if away else Finding("ScoreboardReady", "True", "Answers")
    yield _processing(facts.processors, spec)
    yield _definitions(refused)
    yield (
        Finding("AreasReporting", "False", "Silent", f"nothing for {spec.stale_days} days: {', '.join(stale)}")
        if stale
        else Finding("AreasReporting", "True", "AllHeard")
    )


def _processing(processors: Processors, spec: PlatformSpec) -> Finding:
    if processors.absence:
        return Finding("Processing", "Unknown", "ProcessorAway", processors.absence)
    if processors.lag_records is None:
        return Finding("Processing", "Unknown", "LagUnknown", "the processors do not know how much waits: is Kafka there?")
    if processors.lag_records > spec.lag_records:
        return Finding("Processing", "False", "Behind", f"{processors.lag_records} records wait")
    return Finding("Processing", "True", "KeepsUp")


def _definitions(refused: Sized) -> Finding:
    if not refused:
        return Finding("DefinitionsInForce", "True", "NoneRefused")
    return Finding("DefinitionsInForce", "False", "Refused", f"{len(refused)} refused: kubectl get xiheng -A -o wide says which and why")


def _state(found: Iterable[Finding]) -> str:
    """Return the state in one word: away while the registry or the scoreboard is, else degraded while anything is not as it should be."""
    status = {one.type: one.status for one in found}
    if "False" in (status["RegistryReady"], status["ScoreboardReady"]):
        return "away"
    return "well" if set(status.values()) == {"True"} else "degraded"
