"""What an evaluator is given, and how it makes a reading of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from shared.judgement.calendar import is_january_alone
from shared.judgement.forecast import Track, tracks
from shared.judgement.ladder import Ladder
from shared.judgement.verdict import Facts, InputReference, Reading
from shared.judgement.view import Point, View
from shared.judgement.wording.dates import period_words
from shared.model.manifests import IndicatorSpec, Names, Plan, Target, TargetSpec
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

    @property
    def spec(self) -> TargetSpec:
        """What the plan wants."""
        return self.target.spec

    @property
    def name(self) -> str:
        """Id of the indicator judged."""
        return self.target.spec.indicator

    @property
    def percent(self) -> bool:
        """Whether the unit is a percentage, whose tolerances are points."""
        return self.target.spec.unit == "percent"

    @property
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
            review=point.review,
        )

    def facts(self, formula: str, numbers: Mapping[str, float], texts: Mapping[str, str] | None = None) -> Facts:
        """Return the facts of a reading, with what every sentence needs to know: what the value covers."""
        return Facts(formula, numbers, {"covers": self.indicator.accumulation, **(texts or {})})

    @cached_property
    def tracks(self) -> Sequence[Track]:
        """Tracks of the same indicator, all that are known: of several periods projected each takes its part."""
        return tracks(self.view.points(self.name))

    @cached_property
    def points(self) -> Sequence[Point]:
        """Points of the indicator that are judged, ascending: without a January that its calendar joins with February."""
        release = self.indicator.release
        points = self.view.points(self.name)
        if not release.skip_january:
            return points
        return [point for point in points if not is_january_alone(release, point.period)]

    def lacking(self, *absent: tuple[str, Period]) -> dict[str, str]:
        """Return the texts that name missing values: ids for machines, names for people."""
        specs = [(name, self.view.indicator(name), period) for name, period in absent]
        return {
            "missing": ", ".join(f"{name} {period.text}" for name, _, period in specs),
            "missing_zh": "、".join(f"“{spec.names.zh if spec else name}”({period_words(period, 'zh')})" for name, spec, period in specs),
            "missing_en": ", ".join(f"“{spec.names.en if spec else name}” ({period_words(period, 'en')})" for name, spec, period in specs),
        }

    def lacking_of(self, newcomers: Mapping[str, Names], period: Period) -> dict[str, str]:
        """Return the same texts for the parts of child areas that the indicator's value of a period is made without; see `View.newcomers`."""
        texts = self.lacking((self.name, period))
        zh, en = "、".join(one.zh for one in newcomers.values()), ", ".join(one.en for one in newcomers.values())
        return {
            "missing": f"{texts['missing']} {','.join(newcomers)}",
            "missing_zh": f"{zh}的{texts['missing_zh']}",
            "missing_en": f"{texts['missing_en']} of {en}",
        }

    def decides(self, period: Period) -> bool:
        """Tell whether a period's value is the whole year's: it ends with the year, and does not cover its last months alone."""
        return whole_year(period) and (period.length is PeriodLength.YEAR or self.indicator.accumulation != "single")


def whole_year(period: Period) -> bool:
    """Tell whether a period ends with the year."""
    return period.length is PeriodLength.YEAR or (period.length <= PeriodLength.MONTH and period.whole_months == 12)


def graded(
    case: Case,
    point: Point,
    ladder: Ladder,
    facts: Facts,
    *,
    plan_value: float | None = None,
    attainment: float | None = None,
    inputs: tuple[InputReference, ...] = (),
) -> Reading:
    """Return the reading of a point on a ladder."""
    return Reading(
        period=point.period,
        status=ladder.status,
        value=point.value,
        facts=facts,
        plan_value=plan_value,
        attainment=attainment,
        ladder=ladder,
        revised=point.revision > 0,
        inputs=(case.input(point), *inputs),
    )


def unassessable(case: Case, point: Point, formula: str, missing: Mapping[str, str]) -> Reading:
    """Return a reading that says what is missing; the value is shown all the same.

    Args:
        case: The case.
        point: The point that cannot be judged.
        formula: Formula that lacks something.
        missing: Texts with `missing`, as `Case.lacking` returns them, or the word of what is missing.
    """
    return Reading(
        period=point.period,
        status=TargetStatus.UNASSESSABLE,
        value=point.value,
        facts=case.facts(formula, {"value": point.value}, missing),
        inputs=(case.input(point),),
    )
