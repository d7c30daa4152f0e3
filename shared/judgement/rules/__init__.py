"""Risk rules: compiled from CEL, walked over an area's history, reconciled with what was sent."""

from __future__ import annotations

from functools import lru_cache

from shared.judgement.rules.compiled import CompiledRule
from shared.judgement.rules.episodes import Change, KnownEpisode, episode_id, reconcile
from shared.model.manifests import RiskRule


def compile_rule(rule: RiskRule) -> CompiledRule:
    """Return a rule compiled; the same manifest is compiled once.

    Raises:
        InvalidManifest: If an expression does not compile; the message has field, line and column.
    """
    return _compiled(rule.model_dump_json(by_alias=True))


@lru_cache(maxsize=1024)
def _compiled(manifest: str) -> CompiledRule:
    return CompiledRule(RiskRule.model_validate_json(manifest))


__all__ = ["Change", "CompiledRule", "KnownEpisode", "compile_rule", "episode_id", "reconcile"]
