"""Areas: places with a code and one parent."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from shared.model.manifests.metadata import Manifest, Name, Names, Part


class AreaSpec(Part):
    """A place."""

    names: Names
    level: Literal["province", "city", "district", "county", "zone"] = Field(description="Kind of place.")
    parent: Name | None = Field(default=None, description="Code of the area that its values are rolled up into; absent for the top.")
    source: str = Field(default="", description="Where the code comes from, for example GB/T 2260.")
    note: str = Field(default="", description="What a reader should know.")


class Area(Manifest):
    """An area; metadata.name is its code."""

    kind: Literal["Area"] = "Area"
    spec: AreaSpec
