"""Which of several operators works: the holder of a Lease, which all others let go only after it was still for its whole time.

Times of others are never compared with the own clock: a Lease runs out when it was seen unchanged for so long
(as client-go does, https://pkg.go.dev/k8s.io/client-go/tools/leaderelection).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Sighting:
    """A Lease as it was first seen so."""

    holder: str
    renewed: str
    """Its time of renewal, as written."""
    since: float
    """When it was first seen so, seconds of a clock that never runs back."""


def sighting(spec: Mapping[str, Any], before: Sighting | None, now: float) -> Sighting:
    """Return what is seen of a Lease: a new sighting only where something changed."""
    holder, renewed = str(spec.get("holderIdentity") or ""), str(spec.get("renewTime") or "")
    same = before is not None and (before.holder, before.renewed) == (holder, renewed)
    return before if same and before is not None else Sighting(holder, renewed, now)


def may_hold(seen: Sighting, me: str, now: float, seconds: float) -> bool:
    """Tell whether an operator may write itself into a Lease: it is its own, nobody's, or ran out."""
    return seen.holder in {"", me} or now - seen.since >= seconds


def held(spec: Mapping[str, Any], me: str, seconds: float, time: datetime) -> dict[str, Any]:
    """Return the Lease as held by an operator, renewed now."""
    stamp = time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    is_mine = spec.get("holderIdentity") == me
    return {
        "holderIdentity": me,
        "leaseDurationSeconds": max(1, round(seconds)),
        "renewTime": stamp,
        "acquireTime": spec.get("acquireTime", stamp) if is_mine else stamp,
        "leaseTransitions": int(spec.get("leaseTransitions") or 0) + (0 if is_mine or not spec else 1),
    }


def let_go(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Return the Lease as nobody's, so that another operator takes it at once."""
    return {**spec, "holderIdentity": "", "leaseDurationSeconds": 1}
