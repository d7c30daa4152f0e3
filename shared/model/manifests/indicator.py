"""Indicators: what is measured, in which unit, how often, and how it is rolled up."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field

from shared.model.manifests.metadata import Manifest, Name, Names, Part
from shared.model.period import PeriodLength

Accumulation = Literal["year-to-date", "single", "stock", "rate", "state"]
PeriodWord = Literal["year", "quarter", "month", "day", "hour", "minute15", "minute5"]
Service = Literal["industry", "environment", "livelihood", "risk"]


class RollUp(Part):
    """How values of child areas become one value of the parent."""

    rule: Literal["sum", "mean", "weighted-mean", "maximum", "minimum", "pool", "none"] = Field(
        default="none",
        description="pool keeps every entity of every child; none sends nothing up: the parent's value is given or derived.",
    )
    weight: Name | None = Field(default=None, description="Indicator that weighs the mean; needed for weighted-mean only.")

    @property
    def combines(self) -> bool:
        """Tell whether one value of the parent is made of one value of each child."""
        return self.rule not in ("none", "pool")


class ValueRange(Part):
    """Valid values, ends included."""

    minimum: float | None = Field(default=None, description="Lowest valid value; absent: none.")
    maximum: float | None = Field(default=None, description="Highest valid value; absent: none.")


class Embargo(Part):
    """The official release: before it a value is taken in, and shown to no one without the right to see it."""

    days: int = Field(ge=0, le=400, description="Days from the end of the period to the day of release.")
    time: str = Field(
        default="10:00", pattern=r"^([01]\d|2[0-3]):[0-5]\d$", description="Time of day of the release, Asia/Shanghai, such as 10:00."
    )


class Release(Part):
    """When a value should be here."""

    delay_days: int = Field(
        default=20, ge=0, le=400, description="Days from the end of the period to the day by whose end the value is due."
    )
    working_day: bool = Field(default=False, description="A due day that is no Chinese working day moves to the next one that is.")
    skip_january: bool = Field(
        default=False, description="No value for January alone, and none is judged: February covers both (national statistics)."
    )
    embargo: Embargo | None = Field(default=None, description="The official release; absent: a value is shown when it comes.")
    in_advance: bool = Field(
        default=False, description="Set for a period to come, such as a plan or a limit: accepted from the period's first day on."
    )


class StandardChange(Part):
    """A change of the standard behind an indicator, across which published values of two years are not comparable."""

    effective_from: date = Field(description="First day of the new standard.")
    recomputed: Name = Field(
        description="Indicator with the values of the year before, recomputed as if the standards of the year after had been in force."
    )
    document: str = Field(default="", description="The new standard.")


class Derivation(Part):
    """How the indicator is made of others; a value given for it directly goes before."""

    formula: Name = Field(description="Id of a formula of the pure core.")
    inputs: tuple[Name, ...] = Field(default=(), description="Indicators read, in the formula's order; empty: the formula's own.")
    parameters: dict[str, float] = Field(default_factory=dict, description="Numbers of the formula that differ from its defaults.")


class IndicatorSpec(Part):
    """What is measured."""

    names: Names
    service: Service | None = Field(default=None, description="Service that takes it in; absent: any.")
    unit: str = Field(min_length=1, description="Unit of all stored values.")
    kind: Literal["flow", "stock", "rate", "class", "register"] = Field(description="What sort of number it is.")
    accumulation: Accumulation = Field(description="What a value covers: since January, its period, its end, a rate, a state.")
    periods: tuple[PeriodWord, ...] = Field(min_length=1, description="Period lengths accepted; the first is the usual one.")
    entity_type: Name | None = Field(default=None, description="Type of entity that every value is about; absent: the area itself.")
    classes: tuple[str, ...] = Field(
        default=(), description="Names of classes or states in order, best first for classes; value = position from 0."
    )
    better: Literal["up", "down", "band"] | None = Field(default=None, description="The good direction.")
    range: ValueRange = Field(default_factory=ValueRange)
    roll_up: RollUp = Field(default_factory=RollUp)
    release: Release = Field(default_factory=Release)
    standard_changes: tuple[StandardChange, ...] = Field(
        default=(), description="Changes of the standard behind it: a comparison across one uses last year's value as recomputed."
    )
    derivation: Derivation | None = Field(default=None, description="How it is derived; absent: only given or rolled up.")
    noise: float | None = Field(
        default=None, ge=0, description="Half-width of the revision noise in the unit; absent: learned, until then 0.5 % or 0.1 points."
    )
    personal: bool = Field(default=False, description="Its entities are people or households: no sentence and no input names them.")
    synthetic: bool = Field(default=False, description="Values are synthetic wherever they are shown.")
    source: str = Field(default="", description="Standard, table, year, or publisher.")
    note: str = Field(default="", description="What a reader should know.")

    @property
    def lengths(self) -> tuple[PeriodLength, ...]:
        """Period lengths accepted, as values."""
        return tuple(PeriodLength[word.upper()] for word in self.periods)

    @property
    def usual_length(self) -> PeriodLength:
        """The usual period length."""
        return PeriodLength[self.periods[0].upper()]

    @cached_property
    def stored_length(self) -> PeriodLength:
        """The length that its values are kept at: year-to-date figures by the month that ends them, others by their usual length.

        A year-to-date figure that is only known for whole years is kept by the year.
        """
        if self.accumulation == "year-to-date" and self.periods[0] != "year":
            return PeriodLength.MONTH
        return self.usual_length


class Indicator(Manifest):
    """An indicator; metadata.name is its id."""

    kind: Literal["Indicator"] = "Indicator"
    spec: IndicatorSpec
