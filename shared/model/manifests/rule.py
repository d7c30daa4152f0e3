"""Risk rules: a condition over an area's indicators that raises alerts."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from shared.model.manifests.indicator import PeriodWord
from shared.model.manifests.metadata import Manifest, Name, Names, Part

SeverityWord = Literal["blue", "yellow", "orange", "red"]


class SeverityBand(Part):
    """A severity and when it is the present one; the first band that holds counts."""

    severity: SeverityWord
    when: str = Field(min_length=1, description="CEL expression; true: this severity.")


class RiskRuleSpec(Part):
    """A rule as data."""

    names: Names
    family: Name = Field(description="Family, the first part of the rule's name: debt, housing, stress …")
    over: Literal["area", "entity", "target"] = Field(
        default="area",
        description="What it is walked over: every area, every entity that an area reports itself, or every target of the plan.",
    )
    period: PeriodWord = Field(default="month", description="Length of the periods that the rule walks over.")
    when: str = Field(min_length=1, description='CEL expression that raises, such as value("debt.ratio.official") >= 120.0.')
    reset: str = Field(default="", description="CEL expression that resolves; empty: `when` is known to be false.")
    for_periods: int = Field(default=1, ge=1, alias="for", description="Periods in a row that `when` must hold before an alert is raised.")
    severity: SeverityWord | None = Field(default=None, description="The severity, where it is always the same.")
    bands: tuple[SeverityBand, ...] = Field(default=(), description="Severity by band, worst first; used when `severity` is absent.")
    of: dict[Name, str] = Field(
        default_factory=dict, description="Legs of a composite rule: CEL by name; `when` may count them with `legs()`."
    )
    leg_names: dict[Name, Names] = Field(
        default_factory=dict,
        alias="legNames",
        description="What the legs are called in the sentence of an alert; a leg without a name is only counted.",
    )
    labels: dict[str, str] = Field(default_factory=dict, description="Labels of its alerts.")
    runbook: str = Field(default="", description="What to do, or where it is written.")
    owner: str = Field(default="", description="Unit that owns the rule.")
    reference: str = Field(default="", description="Standard, document or reason behind the numbers.")
    areas: tuple[Name, ...] = Field(default=(), description="Areas that it is evaluated in; empty: every area with data for it.")
    note: str = Field(default="", description="What a reader should know.")


class RiskRule(Manifest):
    """A risk rule; (metadata.namespace, metadata.name) is its identity."""

    kind: Literal["RiskRule"] = "RiskRule"
    spec: RiskRuleSpec
