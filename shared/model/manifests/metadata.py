"""What all manifests have in common."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

API_VERSION: Literal["xiheng.dev/v1"] = "xiheng.dev/v1"

Name = Annotated[str, Field(pattern=r"^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$", description="A legal Kubernetes name.")]
"""Ids: lower-case letters, digits, `-` and `.`."""


class Part(BaseModel):
    """A part of a manifest: frozen, strict about unknown fields, camelCase in YAML."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True, allow_inf_nan=False)


class Names(Part):
    """A name in both languages."""

    zh: str = Field(min_length=1, description="Chinese name.")
    en: str = Field(min_length=1, description="English name.")


class Metadata(Part):
    """The part of a Kubernetes object's metadata that Xiheng reads."""

    name: Name = Field(description="The id, the same everywhere.")
    namespace: Name | None = Field(default=None, description="The plan, for Target, RiskRule and Subscriber; absent for the others.")
    labels: dict[str, str] = Field(default_factory=dict, description="Free labels.")
    annotations: dict[str, str] = Field(default_factory=dict, description="Free notes.")


class Manifest(Part):
    """A definition in the form of a Kubernetes object; each kind narrows `kind` and `spec`."""

    api_version: Literal["xiheng.dev/v1"] = Field(default=API_VERSION, description="Always xiheng.dev/v1.")
    kind: str
    metadata: Metadata
    spec: Any

    @property
    def name(self) -> str:
        """The id."""
        return self.metadata.name

    @property
    def plan(self) -> str:
        """The plan that it belongs to; empty for kinds outside plans."""
        return self.metadata.namespace or ""

    def document(self) -> bytes:
        """Return the whole object as JSON, without fields that have their defaults."""
        fields = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return json.dumps({"apiVersion": self.api_version, "kind": self.kind, **fields}, ensure_ascii=False).encode()
