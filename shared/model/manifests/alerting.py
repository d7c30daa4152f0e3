"""What a plan says about its alerts: who is told when nobody answers, who is on call, and what is not worth telling."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from shared.model.manifests.delivery import Hour
from shared.model.manifests.metadata import Name, Part
from shared.model.matchers import PATTERN

MatcherText = Annotated[str, Field(pattern=PATTERN, description="Such as family=debt, area=320205,320206 or severity!=red.")]
LOCAL_TIME = r"^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$"
LocalTime = Annotated[str, Field(pattern=LOCAL_TIME, description="In the plan's time zone, 2026-10-01T09:00.")]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_MINUTES_A_WEEK = 10_080


class ChainStage(Part):
    """One stage of a chain."""

    after_minutes: float = Field(ge=0, le=_MINUTES_A_WEEK, description="Minutes without an answer after which it is taken; 0: at once.")
    tell: tuple[Name, ...] = Field(default=(), description="Subscribers that are told, whatever they hear of otherwise.")
    rota: Name | None = Field(default=None, description="Rota whose person on call is told.")


class Chain(Part):
    """Who is told, one after the other, while nobody acknowledges, snoozes or closes an alert."""

    stages: tuple[ChainStage, ...] = Field(min_length=1, description="Stages, the earliest first.")
    note: str = Field(default="", description="What a reader should know.")


class Shift(Part):
    """A change of the rota: somebody stands in."""

    person: Name = Field(description="Who stands in.")
    start: LocalTime = Field(description="From when.")
    end: LocalTime = Field(description="Until when.")


class Rota(Part):
    """Who is on call: persons in turn."""

    persons: tuple[Name, ...] = Field(min_length=1, description="Subscribers, in turn.")
    start: date = Field(description="Day on which the first person takes over.")
    hand_over: Hour = Field(default="09:00", description="Hour at which the next one takes over, in the plan's time zone.")
    days: int = Field(default=7, ge=1, le=366, description="Days that each person is on call.")
    changes: tuple[Shift, ...] = Field(default=(), description="Who stands in when; of several the last counts.")


class Weekly(Part):
    """Hours of some days of every week."""

    days: tuple[Weekday, ...] = Field(default=("mon", "tue", "wed", "thu", "fri", "sat", "sun"), description="Days on which it begins.")
    start: Hour = Field(description="When it begins.")
    end: Hour = Field(description="When it ends; not after `start`: on the next day.")


class Maintenance(Part):
    """A window in which nobody is told: it was known before that the figures would look so."""

    name: Name
    matchers: tuple[MatcherText, ...] = Field(
        default=(), description="Alerts that it is about: those that meet all; empty: all of the plan."
    )
    start: LocalTime | None = Field(default=None, description="When it begins, of a window that is once.")
    end: LocalTime | None = Field(default=None, description="When it ends, of a window that is once.")
    weekly: Weekly | None = Field(default=None, description="When it is, of a window of every week.")
    reason: str = Field(min_length=1, description="Why; it stands in the ledger.")


class Inhibition(Part):
    """While one alert goes on, subscribers that hear of it are not told of another, which says no more."""

    name: Name
    source: tuple[MatcherText, ...] = Field(default=(), description="Alerts that say it all; empty: any.")
    target: tuple[MatcherText, ...] = Field(default=(), description="Alerts that say no more; empty: any.")
    equal: tuple[Literal["area", "family", "rule", "entity"], ...] = Field(default=(), description="What both have in common.")
    above: bool = Field(default=False, description="The source is of an area above the target's: the city over its district.")
    worse: bool = Field(default=False, description="The source is more severe.")


class FlapDamping(Part):
    """An alert that comes and goes is not told until it is calm."""

    changes: int = Field(default=6, ge=2, le=100, description="So often raised or resolved, of one rule, area and entity …")
    minutes: int = Field(default=60, ge=1, le=_MINUTES_A_WEEK, description="… within so many minutes.")


class Alerting(Part):
    """What becomes of a plan's alerts."""

    monthly_budget: int = Field(
        default=20, ge=1, description="New alerts a month that people can still act on: a rehearsal of rules warns above it (unverified)."
    )
    repeat_hours: float | None = Field(
        default=24.0, gt=0, description="While nobody answers, those who heard of an alert are reminded so often; null: never."
    )
    escalation: dict[Name, Chain] = Field(default_factory=dict, description="Chains by name.")
    default_escalation: Name | None = Field(
        default=None, description="Chain of alerts of which no subscriber with a chain of its own hears; absent: none."
    )
    rotas: dict[Name, Rota] = Field(default_factory=dict, description="Rotas by name.")
    maintenance: tuple[Maintenance, ...] = Field(default=(), description="Windows in which nobody is told.")
    inhibition: tuple[Inhibition, ...] = Field(default=(), description="Which alerts make which others needless.")
    flap_damping: FlapDamping | None = Field(default=None, description="When an alert counts as coming and going; absent: never.")
    note: str = Field(default="", description="What a reader should know.")
