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


class Digest(Part):
    """What can wait is told in one message, once a day or a week."""

    every: Literal["day", "week"] = Field(default="day", description="How often.")
    at: Hour = Field(default="08:00", description="At which hour, in the plan's time zone.")
    weekday: int = Field(default=1, ge=1, le=7, description="Of a weekly one: 1 is Monday, 7 Sunday (ISO 8601).")
    up_to: SeverityWord = Field(default="orange", description="Highest severity that waits for it; what is worse is told at once.")


class Group(Part):
    """What is told in one message."""

    by: tuple[Literal["area", "family", "rule", "severity"], ...] = Field(
        default=("area", "family"), description="Alerts equal in these belong together; empty: all do."
    )
    wait_seconds: int = Field(default=0, ge=0, le=3600, description="How long the first alert waits for others.")
