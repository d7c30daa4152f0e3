"""Conditions: what is so, since when, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from services.operator.status import Condition, Truth


class Finding(NamedTuple):
    """A condition as it is found now."""

    type: str
    status: Truth
    reason: str
    message: str = ""


def conditions(before: Mapping[str, Any], found: Iterable[Finding], *, generation: int, now: datetime) -> tuple[Condition, ...]:
    """Return the conditions of a status: the time moves only when the status of a condition changes.

    Args:
        before: The status that the object has.
        found: What is found now, in order.
        generation: Generation of the object.
        now: The time.
    """
    known = {one["type"]: one for one in before.get("conditions", ())}
    return tuple(_condition(known.get(one.type), one, generation, now) for one in found)


def _condition(before: Mapping[str, Any] | None, found: Finding, generation: int, now: datetime) -> Condition:
    same = before is not None and before.get("status") == found.status
    since = datetime.fromisoformat(before["lastTransitionTime"]) if before is not None and same else now
    return Condition(**found._asdict(), last_transition_time=since, observed_generation=generation)


def truth(status: Mapping[str, Any], kind: str) -> str:
    """Return the status of a condition that an object has; empty: it has none."""
    return next((str(one["status"]) for one in status.get("conditions", ()) if one["type"] == kind), "")
