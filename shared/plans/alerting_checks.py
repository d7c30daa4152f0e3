"""Checks of what a plan says about its alerts: whom it names is there, times rise, and each inhibition can hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from shared.model.catalogue import Catalogue
from shared.model.errors import Invalid
from shared.model.manifests.alerting import Alerting, Chain, Inhibition, Maintenance, Rota
from shared.model.manifests.plan import Plan
from shared.model.matchers import Matcher, read_matcher
from shared.plans.wording import closest, unknown

Mistake = tuple[str, str]
"""Dotted path of a field, and what is wrong with it and how to mend it."""


def alerting_mistakes(plan: Plan, known: Catalogue) -> Iterator[Mistake]:
    """Yield mistakes of `spec.alerting` of a plan."""
    alerting = plan.spec.alerting
    subscribers = {name for owner, name in known.subscribers if owner == plan.name}
    for name, chain in alerting.escalation.items():
        yield from _chain_mistakes(f"spec.alerting.escalation.{name}", chain, alerting, subscribers)
    if alerting.default_escalation is not None and alerting.default_escalation not in alerting.escalation:
        name = alerting.default_escalation
        yield "spec.alerting.defaultEscalation", f"there is no chain {name!r}{closest(name, alerting.escalation)}"
    for name, rota in alerting.rotas.items():
        yield from _rota_mistakes(f"spec.alerting.rotas.{name}", rota, subscribers)
    for position, window in enumerate(alerting.maintenance):
        yield from _window_mistakes(f"spec.alerting.maintenance.{position}", window, plan, known)
    for position, inhibition in enumerate(alerting.inhibition):
        yield from _inhibition_mistakes(f"spec.alerting.inhibition.{position}", inhibition, plan, known)


def _chain_mistakes(path: str, chain: Chain, alerting: Alerting, subscribers: set[str]) -> Iterator[Mistake]:
    for position, stage in enumerate(chain.stages):
        place = f"{path}.stages.{position}"
        if not stage.tell and stage.rota is None:
            yield place, "the stage tells nobody; give tell, rota or both"
        yield from _subscriber_mistakes(f"{place}.tell", stage.tell, subscribers)
        if stage.rota is not None and stage.rota not in alerting.rotas:
            yield f"{place}.rota", f"there is no rota {stage.rota!r}{closest(stage.rota, alerting.rotas)}"
    for position, (before, after) in enumerate(pairwise(chain.stages), 1):
        if after.after_minutes < before.after_minutes:
            yield f"{path}.stages.{position}.afterMinutes", "it is before the stage above it; write the earliest first"


def _rota_mistakes(path: str, rota: Rota, subscribers: set[str]) -> Iterator[Mistake]:
    yield from _subscriber_mistakes(f"{path}.persons", rota.persons, subscribers)
    for position, change in enumerate(rota.changes):
        if change.person not in subscribers:
            yield f"{path}.changes.{position}.person", unknown("subscriber", change.person) + closest(change.person, subscribers)
        if change.start >= change.end:
            yield f"{path}.changes.{position}.end", f"it is not after start {change.start}; correct one of them"


def _subscriber_mistakes(path: str, names: Sequence[str], subscribers: set[str]) -> Iterator[Mistake]:
    for position, name in enumerate(names):
        if name not in subscribers:
            yield f"{path}.{position}", unknown("subscriber", name) + closest(name, subscribers)


def _window_mistakes(path: str, window: Maintenance, plan: Plan, known: Catalogue) -> Iterator[Mistake]:
    once = (window.start is not None, window.end is not None)
    if any(once) != all(once) or all(once) is (window.weekly is not None):
        yield path, "a window has either start and end, or weekly; give one of them"
    elif window.start is not None and window.end is not None and window.start >= window.end:
        yield f"{path}.end", f"it is not after start {window.start}; correct one of them"
    yield from _matcher_mistakes(f"{path}.matchers", window.matchers, plan, known)


def _inhibition_mistakes(path: str, inhibition: Inhibition, plan: Plan, known: Catalogue) -> Iterator[Mistake]:
    if not inhibition.above and not inhibition.worse and set(inhibition.source) == set(inhibition.target):
        yield path, "source and target are the same alerts, so it never holds; give above, worse, or different matchers"
    if inhibition.above and "area" in inhibition.equal:
        yield f"{path}.equal", "an area is not above itself; take out area or above"
    yield from _matcher_mistakes(f"{path}.source", inhibition.source, plan, known)
    yield from _matcher_mistakes(f"{path}.target", inhibition.target, plan, known)


def _matcher_mistakes(path: str, matchers: Sequence[str], plan: Plan, known: Catalogue) -> Iterator[Mistake]:
    for position, text in enumerate(matchers):
        try:
            yield from ((f"{path}.{position}", mistake) for mistake in _unknown_values(read_matcher(text), plan, known))
        except Invalid as error:
            yield f"{path}.{position}", str(error)


def _unknown_values(matcher: Matcher, plan: Plan, known: Catalogue) -> Iterator[str]:
    rules = {name for owner, name in known.rules if owner == plan.name}
    there: dict[str, set[str]] = {
        "plan": {plan.name},
        "rule": rules,
        "family": {name.partition(".")[0] for name in rules},
        "area": set(known.areas),
        "target": {name for owner, name in known.targets if owner == plan.name},
    }
    if matcher.name in there:
        for value in sorted(matcher.values.difference(there[matcher.name])):
            yield f"there is no {matcher.name} {value!r}{closest(value, there[matcher.name])}"
