"""What the operator writes into the status of an object."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from shared.model.manifests.metadata import Part

Truth = Literal["True", "False", "Unknown"]


class Condition(Part):
    """One thing that is so, is not so, or is not known, in the form of Kubernetes' own conditions."""

    type: str = Field(description="What it is about: InForce, Judged, or a part of the platform.")
    status: Truth = Field(description="Whether it is so.")
    reason: str = Field(description="Why, in one word.")
    message: str = Field(default="", description="Why, in a sentence for people.")
    last_transition_time: datetime = Field(description="Since when the status is what it is.")
    observed_generation: int | None = Field(default=None, description="Generation of the object that it speaks of.")


class DefinitionStatus(Part):
    """What became of a definition."""

    observed_generation: int | None = Field(default=None, description="Generation of the object that all this speaks of.")
    state: str = Field(default="", description="In one word: pending, refused, in_force, retiring; of a judged target its verdict.")
    version: int | None = Field(default=None, description="Version that is in force in the registry; absent: none.")
    conditions: tuple[Condition, ...] = Field(default=(), description="Whether it is in force, and why not.")


class Explanation(Part):
    """Why a verdict is what it is."""

    zh: str = Field(description="In Chinese.")
    en: str = Field(description="In English.")


class AreaVerdict(Part):
    """The live verdict on a target in one area."""

    area: str = Field(description="Area code.")
    period: str = Field(description="Period that it speaks of.")
    status: str = Field(description="The verdict.")
    last_status: str | None = Field(default=None, description="The last verdict with data, beside overdue.")
    value: float | None = Field(default=None, description="The value, in `unit`.")
    value_shown: str = Field(default="", description="The value with its unit, rounded for reading.")
    plan_value: float | None = Field(default=None, description="Where the plan curve, band or limit stands at the end of the period.")
    plan_shown: str = Field(default="", description="The same, rounded for reading.")
    unit: str = Field(default="", description="Unit of the numbers.")
    chance: float | None = Field(default=None, description="Chance of reaching the target, 0 to 1.")
    chance_shown: str = Field(default="", description="The same in percent.")
    flip_value: float | None = Field(default=None, description="The value that would have changed the verdict.")
    since: datetime = Field(description="Since when the verdict has been this status.")
    known_time: datetime = Field(description="When what caused the latest verdict was received.")
    explanation: Explanation = Field(description="Why.")


class TargetStatus(DefinitionStatus):
    """What became of a target, and how it stands."""

    verdict: AreaVerdict | None = Field(default=None, description="The verdict in the plan's own area.")
    areas: tuple[AreaVerdict, ...] = Field(default=(), description="The verdicts in other areas, in order of code.")


class PlanStatus(DefinitionStatus):
    """What became of a plan, and how its targets stand in its own area."""

    targets: int = Field(default=0, description="Targets with a verdict.")
    ladder: str = Field(default="", description="How many targets have which status, best first.")


class PlatformStatus(Part):
    """The state of everything."""

    observed_generation: int | None = Field(default=None, description="Generation of the object that all this speaks of.")
    state: str = Field(default="", description="In one word: well, degraded, away.")
    definitions: str = Field(default="", description="Objects in force, of all there are.")
    refused: int = Field(default=0, description="Objects that were refused.")
    ladder: str = Field(default="", description="How many targets have which status, best first, over all plans in their own areas.")
    lag_records: int | None = Field(default=None, description="Records of the log that wait for the processors; absent: not known.")
    partitions: int | None = Field(default=None, description="Partitions that processors hold; absent: not known.")
    tick_time: datetime | None = Field(default=None, description="Latest tick of the clock in the log.")
    stale: str = Field(default="", description="Areas of which nothing was received for longer than spec.staleDays; none: empty.")
    stale_areas: tuple[str, ...] = Field(default=(), description="Their codes.")
    conditions: tuple[Condition, ...] = Field(default=(), description="How each part is.")
