"""Data-quality findings on what a verdict was made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shared.judgement.derivations import FORMULAS
from shared.judgement.verdict import AlertVerdict, StatusVerdict
from shared.model.status import AlertState

FAMILY = "quality."
"""How the names of rules that cross-check data begin."""


def findings_on(verdict: StatusVerdict, alerts: Iterable[AlertVerdict]) -> Iterator[AlertVerdict]:
    """Yield the open findings in the area that read an indicator which the verdict was made of, directly or by derivation."""
    read = _read(one.indicator for one in verdict.inputs)
    for one in alerts:
        going_on = one.episode.state is AlertState.RAISED and one.area == verdict.area and one.rule.startswith(FAMILY)
        if going_on and read & {found.indicator for found in one.episode.inputs}:
            yield one


def _read(indicators: Iterable[str]) -> set[str]:
    """Return the indicators and all that they are derived from."""
    waiting, found = list(indicators), set[str]()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += FORMULAS[name].inputs if name in FORMULAS else ()
    return found
