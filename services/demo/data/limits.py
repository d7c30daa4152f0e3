"""Limits that the province has not set in the plan's text: the demo sets synthetic ones, so that these targets are judged too."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from shared.model.manifests import Manifest, Target
from shared.model.manifests.target import ExternalLimit

_SINCE = date(2026, 1, 1)
_DOCUMENT = "演示用合成限值,并非省下达 / SYNTHETIC limit of the demonstration, not one that the province set"

_LIMITS: dict[str, tuple[Literal["floor", "ceiling"], float]] = {
    "air.good-days.assigned": ("floor", 79.0),
    "air.pm25.assigned": ("ceiling", 30.0),
    "carbon.intensity.change": ("floor", 3.8),
    "energy.intensity.change": ("floor", 3.2),
    "pollutant.cod.reduction": ("floor", 2_600.0),
    "pollutant.nh3n.reduction": ("floor", 150.0),
    "pollutant.nox.reduction": ("floor", 1_400.0),
    "pollutant.vocs.reduction": ("floor", 2_000.0),
    "water.sections.good-share": ("floor", 97.0),
}


def with_synthetic_limits(manifests: Iterable[Manifest]) -> list[Manifest]:
    """Return the manifests; targets that wait for a limit from outside have a synthetic one, labelled so."""
    return [_limited(one) if isinstance(one, Target) and one.name in _LIMITS and not one.spec.limits else one for one in manifests]


def _limited(target: Target) -> Target:
    side, number = _LIMITS[target.name]
    limit = ExternalLimit.model_validate({"effectiveFrom": _SINCE, side: number, "document": _DOCUMENT})
    return target.model_copy(update={"spec": target.spec.model_copy(update={"limits": (limit,), "note": _DOCUMENT})})
