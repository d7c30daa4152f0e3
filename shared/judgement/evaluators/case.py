"""What an evaluator is given, and how it makes a reading of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from shared.judgement.curve import whole_months
from shared.judgement.verdict import Facts, InputReference, Ladder, Projection, Reading
from shared.judgement.view import Point, View
from shared.model.manifests import IndicatorSpec, Plan, Target, TargetSpec
from shared.model.period import Period, PeriodLength
from shared.model.status import TargetStatus

POINTS = 0.5
"""Default tolerance of percentages, in points (parameter `tolerance`)."""

SHARE = 0.02
"""Default tolerance of other units, as a share of the compared value (parameter `tolerance`)."""


@dataclass(frozen=True)
class Case:
    """A target in an area, the area's view, and the number wanted there."""

    target: Target
    plan: Plan
    area: str
    view: View
    indicator: IndicatorSpec
    wanted: float | None

    @cached_property
    def spec(self) -> TargetSpec:
        """What the plan wants."""
        return self.target.spec

    @cached_property
    def name(self) -> str:
        """Id of the indicator judged."""
        return self.target.spec.indicator

    @cached_property
    def percent(self) -> bool:
        """Whether the unit is a percentage, whose tolerances are points."""
        return self.target.spec.unit == "percent"

    @cached_property
    def direction(self) -> int:
        """+1 where more is better, -1 where less is."""
        return -1 if self.target.spec.better == "down" else 1

    def tolerance(self, compared: float) -> float:
        """Return the comparator's t: as defined, else 0.5 points for percentages, else 2 % of the compared value."""
        if self.target.spec.tolerance is not None:
            return self.target.spec.tolerance
        return POINTS if self.percent else SHARE * abs(compared)

    def scale(self, compared: float) -> float | None:
        """Return what the default revision noise is a share of; None for percentages."""
        return None if self.percent else compared

    def input(self, point: Point, indicator: str | None = None, entity: str = "") -> InputReference:
        """Return a reference to a point that was read."""
        name = indicator or self.name
        spec = self.indicator if name == self.name else self.view.indicator(name)
        return InputReference(
            indicator=name,
            area=self.area,
            entity=entity,
            period=point.period,
            value=point.value,
            unit=spec.unit if spec is not None else "",
            revision=point.revision,
            event_id=point.event_id,
            received_ms=point.received_ms,
        )


def whole_year(period: Period) -> bool:
    """Tell whether a period ends with the year: its value is the year's."""
    return period.length is PeriodLength.YEAR or (period.length <= PeriodLength.MONTH and whole_months(period) == 12)


def graded(
    case: Case,
    point: Point,
    ladder: Ladder,
    facts: Facts,
    *,
    status: TargetStatus | None = None,
    plan_value: float | None = None,
    attainment: float | None = None,
    inputs: tuple[InputReference, ...] = (),
    projection: Projection | None = None,
) -> Reading:
    """Return the reading of a point on a ladder; `status` overrides the ladder where the year is decided."""
    return Reading(
        period=point.period,
        status=status or ladder.status,
        value=point.value,
        facts=facts,
        plan_value=plan_value,
        attainment=attainment,
        flip_value=ladder.flip_value(),
        ladder=None if status else ladder,
        revised=point.revision > 0,
        inputs=(case.input(point), *inputs),
        projection=projection,
    )


def unassessable(case: Case, point: Point, formula: str, missing: str, texts: Mapping[str, str] | None = None) -> Reading:
    """Return a reading that says what is missing; the value is shown all the same."""
    return Reading(
        period=point.period,
        status=TargetStatus.UNASSESSABLE,
        value=point.value,
        facts=Facts(formula, {"value": point.value}, {"missing": missing, **(texts or {})}),
        inputs=(case.input(point),),
    )
