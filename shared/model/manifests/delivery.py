"""How a subscriber is told: when, together with what, how often."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from shared.model.manifests.metadata import Part
from shared.model.manifests.rule import SeverityWord

HOUR = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
Hour = Annotated[str, Field(pattern=HOUR, description="Hour of the day in the plan's time zone, 07:30.")]


class QuietHours(Part):
    """Hours in which only the most severe is told; the rest is told at their end."""

    start: Hour = Field(default="22:00", description="When they begin, in the plan's time zone.")
    end: Hour = Field(default="07:00", description="When they end; before `start`: on the next day.")
    broken_by: SeverityWord = Field(default="red", description="Lowest severity told all the same.")


class Group(Part):
    """What is told in one message."""

    by: tuple[Literal["area", "family", "rule", "severity"], ...] = Field(
        default=("area", "family"), description="Alerts equal in these belong together; empty: all do."
    )
    wait_seconds: int = Field(default=0, ge=0, le=3600, description="How long the first alert waits for others.")
