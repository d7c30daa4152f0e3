"""Targets: what a plan wants of an indicator."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from shared.model.manifests.metadata import Manifest, Name, Names, Part
from shared.model.manifests.plan import PlanSpec

Shape = Literal["cumulative", "level", "growth_yoy", "class", "register"]
Comparator = Literal[
    "at_least",
    "more_than",
    "at_least_over_base",
    "at_least_parameter",
    "at_most_parameter",
    "around",
    "within_external_limit",
    "in_step_with",
    "rising",
    "falling",
    "improves_on_last_year",
    "not_worse_than_last_year",
    "stable_vs_last_year",
    "stabilises",
    "none_new",
    "steadily_at_or_better",
    "all_done",
    "all_covered",
]


class Parameter(Part):
    """A number that the plan leaves open: an explicit default with a note, to be replaced when a document sets it."""

    value: float = Field(description="The number, in the target's unit.")
    note: str = Field(min_length=1, description="Where it comes from, and that it is a default.")
    effective_from: date | None = Field(default=None, description="First day that it holds; absent: always.")


class ExternalLimit(Part):
    """A limit set from outside, such as by the province; before its first day the target is unassessable."""

    effective_from: date = Field(description="First day that it holds.")
    floor: float | None = Field(default=None, description="Lowest value allowed.")
    ceiling: float | None = Field(default=None, description="Highest value allowed.")
    document: str = Field(default="", description="Document that sets it.")


class Curve(Part):
    """How the year's value grows in the plan."""

    kind: Literal["linear", "seasonal", "steps", "by-hand"] = Field(default="linear", description="Shape of the plan curve.")
    calendar: Literal["months", "working-days"] = Field(
        default="months", description="What a linear curve counts: months alike, or Chinese working days."
    )
    shrinkage: float = Field(
        default=1.0,
        ge=0,
        description="For seasonal: how many years the linear curve weighs beside k earlier years; their shape weighs k / (k + shrinkage).",
    )
    points: dict[str, float] = Field(
        default_factory=dict,
        description="For steps and by-hand: share of the year's value (0 to 1) reached by the end of a month, by its number 1 to 12.",
    )


class AreaShare(Part):
    """An area that is judged too, by a number or share of its own."""

    area: Name
    value: float | None = Field(
        default=None, description="The area's own number, in the target's unit; absent where the comparator needs none."
    )
    share: float | None = Field(
        default=None, gt=0, description="Instead of `value`: the area's share of the target's number, 0.1 for a tenth."
    )


class Document(Part):
    """What a target stands on."""

    number: str = Field(default="", description="Number or title of the document.")
    approver: str = Field(default="", description="Who approved it.")
    effective_from: date | None = Field(default=None, description="First day that it holds.")


class Amendment(Part):
    """A change of what is wanted, by a document, from a day on. What was wanted before stays as it stands, and is judged beside it."""

    effective_from: date = Field(description="First day that it holds; a period is judged by what holds at its end.")
    document: str = Field(min_length=1, description="Number or title of the document that changes it.")
    approver: str = Field(min_length=1, description="Who approved it.")
    value: float | None = Field(default=None, description="The new number, of the target or of its parameter; absent: as before.")
    class_name: str = Field(default="", description="The new class, for shape class; empty: as before.")
    areas: tuple[AreaShare, ...] = Field(default=(), description="New values of areas that have their own; the others stay as before.")
    note: str = Field(default="", description="What a reader should know.")


class TargetSpec(Part):
    """What the plan wants."""

    names: Names
    indicator: Name = Field(description="Indicator judged.")
    chapter: int = Field(ge=0, description="Chapter of the plan.")
    origin: Literal["plan", "watch"] = Field(default="plan", description="plan: in its words; watch: what its words are watched by.")
    shape: Shape = Field(description="What sort of number is judged; with the comparator it chooses how.")
    comparator: Comparator = Field(description="How the value is compared, see docs/statuses.md.")
    reference: Name | None = Field(default=None, description="The other indicator, for in_step_with.")
    value: float | None = Field(
        default=None,
        description="The number wanted, in `unit`; the length of the list for all_covered; absent where the comparator needs none.",
    )
    class_name: str = Field(default="", description="The class wanted, for shape class.")
    unit: str = Field(min_length=1, description="Unit of all numbers here; equals the indicator's.")
    better: Literal["up", "down", "band"] = Field(description="The good direction.")
    strength: str = Field(default="", description="The plan's own word: 确保, 力争, 力促, 约束性 …; empty: none.")
    cadence: Literal["year", "quarter", "month"] = Field(description="How often it is published.")
    curve: Curve = Field(default_factory=Curve)
    parameter: Parameter | None = Field(default=None, description="The open number, for at_least_parameter and at_most_parameter.")
    limits: tuple[ExternalLimit, ...] = Field(
        default=(), description="Dated limits, for within_external_limit; the latest in force counts."
    )
    band: float | None = Field(default=None, gt=0, description="Half-width for around; absent: 0.5 points.")
    tolerance: float | None = Field(
        default=None, ge=0, description="The comparator's t in the unit; absent: 2 % of the compared value, 0.5 points for percent units."
    )
    allowed_misses: int = Field(default=0, ge=0, description="Periods that may miss, for steadily_at_or_better.")
    warning_days: int = Field(
        default=30, ge=0, le=365, description="Days before the last date on which the number can still be reached, at which that is warned."
    )
    areas: tuple[AreaShare, ...] = Field(default=(), description="Areas beside the plan's own that are judged too.")
    owner: str = Field(default="", description="Responsible unit.")
    document: Document = Field(default_factory=Document)
    amendments: tuple[Amendment, ...] = Field(default=(), description="Changes of the number since it was adopted, oldest first.")
    note: str = Field(default="", description="What a reader should know.")

    def owner_in(self, plan: PlanSpec) -> str:
        """Return the responsible unit: the target's own, else the plan's; empty: not named."""
        return self.owner or plan.owner


class Target(Manifest):
    """A target; (metadata.namespace, metadata.name) is its identity."""

    kind: Literal["Target"] = "Target"
    spec: TargetSpec
