"""A target judged on a few values: what the whole core says, not the evaluator alone."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from shared.judgement.assess_all import assess_state, send_up
from shared.judgement.event import Event
from shared.judgement.fold import fold
from shared.judgement.state import PartitionState
from shared.judgement.verdict import StatusVerdict
from shared.model.manifests import Manifest
from tests.unit.judgement.builders import area, define, indicator, observe, plan, target, tick

CITY = "320200"
Values = Mapping[str, float]
PERCENT = {"unit": "percent", "kind": "rate", "accumulation": "rate"}


def judged(
    values: Values,
    *,
    of: Mapping[str, Any] | None = None,
    wants: Mapping[str, Any] | None = None,
    beside: Mapping[str, Values] | None = None,
    defined: Sequence[Manifest] = (),
    now: str = "2026-08-20",
) -> StatusVerdict:
    """The verdict on the target `x` of the indicator `x`.

    Args:
        values: Its values by period.
        of: What its indicator is, unlike a monthly count since January.
        wants: What the target wants, unlike at least 120.
        beside: Values of other indicators; `defined` holds their definitions.
        defined: More definitions.
        now: Day at whose beginning it is judged.
    """
    definitions = define(plan(), area(CITY, level="city"), indicator("x", **(of or {})), target("x", **(wants or {})), *defined)
    events = [observed("x", values), *(observed(name, others) for name, others in (beside or {}).items())]
    state = PartitionState()
    for event in (definitions, tick(now), *events):
        fold(state, event)
    send_up(state)
    return next(one for one in assess_state(state).statuses if one.target == "x")


def observed(name: str, values: Values) -> Event:
    """An event with the values of an indicator of the city."""
    return observe(CITY, {(name, period): value for period, value in values.items()})


def status(values: Values, **how: Any) -> str:
    """The word of the verdict's status; of an overdue one the last."""
    verdict = judged(values, **how)
    return (verdict.last_status or verdict.status).word


def below(number: float) -> float:
    """The next number below, beyond what counts as equal."""
    return number - max(abs(number), 1.0) * 1e-9


def above(number: float) -> float:
    """The next number above, beyond what counts as equal."""
    return number + max(abs(number), 1.0) * 1e-9


RANKS = ("breached", "off_track", "at_risk", "on_track", "ahead", "achieved")


def rank(word: str) -> int:
    """How good a status is."""
    return RANKS.index(word)


def is_flip(verdict: StatusVerdict, at_flip: str) -> bool:
    """Tell whether a verdict names a flip value, and another status holds there."""
    return verdict.flip_value is not None and math.isfinite(verdict.flip_value) and at_flip != (verdict.last_status or verdict.status).word
