"""Plans: a named set of targets and rules of one area and one year."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from shared.model.manifests.alerting import Alerting
from shared.model.manifests.metadata import Manifest, Name, Names, Part


class Chapter(Part):
    """A chapter of the plan."""

    number: int = Field(ge=0, description="Its number; 0 holds the main expected targets.")
    names: Names


class PlanSpec(Part):
    """A plan."""

    names: Names
    area: Name = Field(description="Area that it is made for; its targets are judged there.")
    year: int = Field(ge=1990, le=2200, description="Calendar year.")
    time_zone: str = Field(default="Asia/Shanghai", description="Zone of its local times.")
    chapters: tuple[Chapter, ...] = Field(default=(), description="Chapters in order.")
    owner: str = Field(default="", description="Responsible unit of the targets that name none.")
    alerting: Alerting = Field(default_factory=Alerting, description="What becomes of its alerts.")
    documents: tuple[str, ...] = Field(default=(), description="Documents that it stands on.")
    note: str = Field(default="", description="What a reader should know.")


class Plan(Manifest):
    """A plan; metadata.name is its name, and the namespace of its targets and rules."""

    kind: Literal["Plan"] = "Plan"
    spec: PlanSpec
