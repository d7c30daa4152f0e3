"""Entities: what fine-grained observations are about, where attributes are needed."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from shared.model.manifests.metadata import Manifest, Name, Names, Part


class EntitySpec(Part):
    """A station, section, park, project, register item and the like."""

    names: Names
    type: Name = Field(description="Entity type, as indicators ask for it.")
    area: Name = Field(description="Area that it lies in.")
    parent: Name | None = Field(default=None, description="Entity that it belongs to.")
    register_indicator: Name | None = Field(
        default=None, alias="register", description="Indicator id of the register that lists it; absent: none."
    )
    chapter: int | None = Field(default=None, ge=0, description="Chapter of the plan, for register items.")
    owner: str = Field(default="", description="Responsible unit.")
    planned_start: date | None = Field(default=None, description="Day by which it should have started.")
    planned_end: date | None = Field(default=None, description="Day by which it should be done; late after it.")
    strength: str = Field(default="", description="The plan's own word: 确保, 力争, 推动 …")
    major: bool = Field(default=False, description="Counts as a major project.")
    target_class: Literal["", "I", "II", "III", "IV", "V"] = Field(
        default="", description="Water class that a section, a lake or a water body should meet; empty: III."
    )
    water_kind: Literal["", "river", "lake"] = Field(default="", description="Decides the limits of total phosphorus; empty: river.")
    attributes: dict[str, str] = Field(default_factory=dict, description="Further attributes.")
    note: str = Field(default="", description="What a reader should know.")


class Entity(Manifest):
    """An entity; metadata.name is its id."""

    kind: Literal["Entity"] = "Entity"
    spec: EntitySpec
