"""Withdrawing: alerts whose rule, target or place is in force no longer are ended, for nothing will ever speak of them again."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from shared.judgement.alerting import remember, verdict_on
from shared.judgement.fold import DefinitionKey
from shared.judgement.rules import Change, withdrawn
from shared.judgement.state import PartitionState
from shared.judgement.verdict import AlertVerdict
from shared.model.status import AlertReason, AlertState


def withdraw_alerts(state: PartitionState, defined: Collection[DefinitionKey]) -> Iterator[AlertVerdict]:
    """End and forget the open episodes that the definitions which changed have no place for any longer, and yield what is said of them.

    A rule that was retired and comes back raises them anew.
    """
    if not any(kind in ("RiskRule", "Target") for kind, _, _ in defined):
        return
    for key in sorted(state.alerts):
        plan, rule, area, _ = key
        memory = state.alerts[key]
        if not memory.episodes or not state.owns(area) or (reason := _reason(state, *key)) is None:
            continue
        remember(state, key, memory, ())
        for one in memory.episodes:
            if one.state is AlertState.RAISED:
                yield verdict_on(key, Change(one.id, withdrawn(one, rule, reason)), _version(state, plan, rule))


def _reason(state: PartitionState, plan: str, rule: str, area: str, entity: str) -> AlertReason | None:
    """Return why a rule has nothing more to say in a place; None: it has."""
    spec = state.index.rule_specs.get((plan, rule))
    if spec is None:
        return AlertReason.RULE_WITHDRAWN
    if spec.areas and area not in spec.areas:
        return AlertReason.REDEFINED
    if spec.over == "target":
        judged = any(one.key == (plan, entity) for one in state.index.judged_in.get(area, ()))
        return None if judged else AlertReason.REDEFINED
    return AlertReason.REDEFINED if bool(entity) != (spec.over == "entity") else None


def _version(state: PartitionState, plan: str, rule: str) -> int:
    definition = state.definitions.get(("RiskRule", plan, rule))
    return 0 if definition is None else definition.version
