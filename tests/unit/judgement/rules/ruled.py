"""Rules at work: compiled, walked over what is given, live in a small platform."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from shared.judgement.event import Event
from shared.judgement.rules import compile_rule
from shared.judgement.state import PartitionState
from shared.judgement.verdict import AlertVerdict, Episode
from shared.judgement.whole_log import take
from shared.model.manifests import EntitySpec, RiskRule
from shared.plans.loading import load_folder
from tests.unit.judgement.builders import manifest
from tests.unit.judgement.derivations.given import Given, Values

PLAN = load_folder(Path(__file__).parents[4] / "plans" / "wuxi-2026")
RULES = {one.name: one for one in PLAN.manifests if isinstance(one, RiskRule)}
SPECS = {one.name: one.spec for one in PLAN.manifests if one.kind == "Indicator"}


def rule(when: str, /, **spec: Any) -> RiskRule:
    """A rule, red unless said otherwise."""
    made = manifest("RiskRule", "t.rule", family="t", when=when, **({} if "bands" in spec else {"severity": "red"}), **spec)
    assert isinstance(made, RiskRule)
    return made


def walked(
    one: RiskRule, values: Mapping[str, Values], *, entity: str = "", definition: EntitySpec | None = None, now_ms: int = 0
) -> tuple[Episode, ...]:
    """The episodes of a rule over values of the area, or of an entity."""
    own = {name: {entity: column} for name, column in values.items()} if entity else {}
    known = {entity: definition} if definition else {}
    return compile_rule(one).walk(Given({} if entity else values, own, known, specs=SPECS, now_ms=now_ms), entity)


def severity(name: str, values: Mapping[str, float], *, entity: str = "", period: str = "2026-06") -> str:
    """Severity that a rule of the first plan raises by values of one period; empty: none."""
    found = walked(RULES[name], {one: {period: value} for one, value in values.items()}, entity=entity)
    return found[0].severity.word if found else ""


def told(episodes: Iterable[Episode]) -> list[tuple[str, str, str, str]]:
    """First period, last period, state and severity of each."""
    return [(one.raised_period.text, one.period.text, one.state.word, one.severity.word) for one in episodes]


def live(log: Iterable[Event], state: PartitionState | None = None) -> list[AlertVerdict]:
    """Every alert that is sent for a log, in order; what goes up comes back as an event of the parent."""
    return [alert for _, outputs in take(PartitionState() if state is None else state, log) for alert in outputs.alerts]
