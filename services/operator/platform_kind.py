"""`kind: Platform`: an object whose status tells the state of everything. It defines nothing and is known to Kubernetes alone."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from shared.model.manifests.metadata import Manifest, Part


class PlatformSpec(Part):
    """When the platform counts as not well."""

    stale_days: int = Field(default=40, ge=1, le=400, description="After so many days without a value an area counts as stale.")
    lag_records: int = Field(default=10_000, ge=0, description="So many records that wait for the processors are still well.")


class Platform(Manifest):
    """The platform of one installation."""

    kind: Literal["Platform"] = "Platform"
    spec: PlatformSpec = Field(default_factory=PlatformSpec)
