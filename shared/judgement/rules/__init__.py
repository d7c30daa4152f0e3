"""Risk rules: compiled from CEL, walked over an area's history, reconciled with what was sent."""

from __future__ import annotations

from functools import lru_cache

from shared.judgement.rules.compiled import CompiledRule
from shared.judgement.rules.episodes import Change, KnownEpisode, episode_id, reason_of, reconcile, withdrawn
from shared.judgement.rules.target_rule import CompiledTargetRule
from shared.judgement.rules.walk import Walk
from shared.model.manifests import RiskRule


def compile_rule(rule: RiskRule) -> CompiledRule:
    """Return a rule over areas or entities compiled; the same manifest is compiled once.

    Raises:
        InvalidManifest: If an expression does not compile; the message has field, line and column.
    """
    return _compiled(rule.model_dump_json(by_alias=True))


def compile_target_rule(rule: RiskRule) -> CompiledTargetRule:
    """Return a rule over targets compiled; the same manifest is compiled once.

    Raises:
        InvalidManifest: If an expression does not compile; the message has field, line and column.
    """
    return _compiled_over_targets(rule.model_dump_json(by_alias=True))


@lru_cache(maxsize=1024)
def _compiled(manifest: str) -> CompiledRule:
    return CompiledRule(RiskRule.model_validate_json(manifest))


@lru_cache(maxsize=1024)
def _compiled_over_targets(manifest: str) -> CompiledTargetRule:
    return CompiledTargetRule(RiskRule.model_validate_json(manifest))


__all__ = [
    "Change",
    "CompiledRule",
    "CompiledTargetRule",
    "KnownEpisode",
    "Walk",
    "compile_rule",
    "compile_target_rule",
    "episode_id",
    "reason_of",
    "reconcile",
    "withdrawn",
]
