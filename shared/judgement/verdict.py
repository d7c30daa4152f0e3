"""What judging yields: readings of periods, verdicts on targets, episodes of rules, and the facts that explain them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from shared.judgement.contribution import Contribution
from shared.judgement.correction import Correction, Revision
from shared.judgement.ladder import Ladder, Threshold
from shared.judgement.timetable import Timetable
from shared.model.period import Period
from shared.model.review import Review
from shared.model.statement import Statement
from shared.model.status import AlertReason, AlertState, Feasibility, Severity, TargetStatus


class Title(NamedTuple):
    """What a verdict is about, in both languages."""

    zh: str = ""
    en: str = ""
    area_zh: str = ""
    """Name of the area judged; empty: the plan's own."""
    area_en: str = ""


UNNAMED = Title()
"""The title of what has no name."""


class NextRelease(NamedTuple):
    """When the next value is to be expected."""

    period: Period
    time_ms: int
    """The official release, else the end of the day by which the value is due; milliseconds since 1970-01-01 UTC."""
    official: bool
    """It is the official release: nobody has the value before it."""
    assumed: bool = False
    """The calendar of that year is not known yet: Monday to Friday are assumed to be working days."""


class InputReference(NamedTuple):
    """One input of a verdict."""

    indicator: str
    area: str
    entity: str
    period: Period
    value: float
    unit: str
    revision: int
    event_id: int
    received_ms: int
    review: Review | None = None
    """The statistics office's step about it; None: preliminary."""


class Facts(NamedTuple):
    """The facts of an explanation; `wording` renders sentences from them.

    `formula` is id/version, for example `cumulative.at-least/1`. `numbers` are finite; `texts` name what is missing and the like.
    """

    formula: str
    numbers: Mapping[str, float] = MappingProxyType({})
    texts: Mapping[str, str] = MappingProxyType({})


class Projection(NamedTuple):
    """Where a value is heading by year end; intervals and chance are None when too little is known for them."""

    value: float
    low: float | None = None
    """Lower end of the 80 % interval."""
    high: float | None = None
    low_95: float | None = None
    high_95: float | None = None
    chance: float | None = None
    """Chance that the target is reached (a limit: kept), 0 to 1."""
    best: float | None = None
    """The total by year end if every month left is the best ever seen; None where there is nothing left to reach."""
    last_feasible_date: date | None = None
    """The last day until which that still suffices although nothing came since the value; None: it never did, or nothing is to reach."""
    feasibility: Feasibility | None = None
    """Where the clock stands against that day."""


class Reading(NamedTuple):
    """What an evaluator says about one period, before hysteresis."""

    period: Period
    status: TargetStatus
    value: float | None
    facts: Facts
    plan_value: float | None = None
    """Where the plan curve, band or limit stands at the end of the period."""
    attainment: float | None = None
    """Value over plan value, 1 = reached; None where not meaningful."""
    flip_value: float | None = None
    """The value that would have changed the status, where no ladder tells."""
    ladder: Ladder | None = None
    """How near other statuses are; None: every move is at once."""
    thresholds: tuple[Threshold, ...] = ()
    """The values of each status, where no ladder tells."""
    revised: bool = False
    """The value of the period was revised: it is judged anew, at once."""
    inputs: tuple[InputReference, ...] = ()


class Terms(NamedTuple):
    """What a target wants in an area from a day on, and by which document."""

    effective_from: date | None
    """First day; None: from the beginning."""
    document: str
    approver: str
    value: float | None
    """The number wanted; None: the target wants none."""
    class_name: str = ""
    """The class wanted, for shape class."""


class OtherVerdict(NamedTuple):
    """What the verdict on the same period is under terms that do not hold at its end: those before an amendment, or after it."""

    terms: Terms
    status: TargetStatus
    plan_value: float | None
    attainment: float | None
    flip_value: float | None
    facts: Facts


class StatusVerdict(NamedTuple):
    """The verdict on (plan, target, area) about a period, as sent out."""

    plan: str
    target: str
    area: str
    period: Period
    status: TargetStatus
    last_status: TargetStatus | None
    value: float | None
    unit: str
    plan_value: float | None
    attainment: float | None
    flip_value: float | None
    projection: Projection | None
    """None also where nobody asked for it yet, see `TargetAssessment.projected`."""
    facts: Facts
    inputs: tuple[InputReference, ...]
    definition_version: int
    recorded_ms: int
    """Latest received time among the inputs; 0 without."""
    watch: bool = False
    """The target is not in the plan's words; its words are watched by it."""
    strength: str = ""
    """The plan's own word, such as 确保; empty: none."""
    terms: Terms | None = None
    """What it was judged by; None: what the plan adopted, never amended."""
    others: tuple[OtherVerdict, ...] = ()
    """The verdict under each of the other terms, oldest first."""
    owner: str = ""
    """Responsible unit; empty: not named."""
    statements: tuple[Statement, ...] = ()
    """What is said beside it, in order of time."""
    contributions: tuple[Contribution, ...] = ()
    """What each child area carries of the gap between value and plan value."""
    title: Title = UNNAMED
    thresholds: tuple[Threshold, ...] = ()
    """The values of each status, best first, without the revision noise; empty: no value alone decides."""
    next_release: NextRelease | None = None
    """Only of the one shown; None: nothing more is awaited in the plan's year."""
    timetable: Timetable | None = None
    """When its values are awaited; None: the indicator is not defined."""
    official_ms: int = 0
    """When all that it reads is officially released, milliseconds; 0: there is nothing to wait for."""
    retracted: tuple[Period, ...] = ()
    """Periods with a verdict that was sent before and holds no longer: their values were withdrawn, or are not whole any more."""

    retracted_by: tuple[Revision, ...] = ()
    """The revisions that took them back; empty: none, as where an area that began to report leaves sums unfinished."""
    correction: Correction | None = None
    """What was told of the period before; None: the same ever since."""

    def told(
        self, projection: Projection | None, parts: tuple[Contribution, ...], summed: float | None, earlier: Correction | None
    ) -> StatusVerdict:
        """Return the same as it is sent.

        Args:
            projection: Where its value is heading.
            parts: What child areas carry of its gap.
            summed: What theirs make together, where it is another value.
            earlier: What was told of the period before.
        """
        facts = self.facts
        if summed is not None:
            facts = Facts(facts.formula, {**facts.numbers, "summed": summed}, facts.texts)
        elif projection is self.projection and not parts and earlier is None:
            return self
        return self._replace(projection=projection, contributions=parts, facts=facts, correction=earlier)

    def with_outlook(self, projection: Projection | None, release: NextRelease | None) -> StatusVerdict:
        """Return the same with a projection and the next release, as far as there are any."""
        if projection is None and release is None:
            return self
        return self._replace(projection=projection or self.projection, next_release=release or self.next_release)

    def awaiting(self, release: NextRelease | None) -> StatusVerdict:
        """Return the same with the next release."""
        return self if release is self.next_release else self._replace(next_release=release)

    def retracting(self, periods: tuple[Period, ...], by: tuple[Revision, ...]) -> StatusVerdict:
        """Return the same, which also says of which periods there is no verdict any longer, and by which revisions."""
        return self._replace(retracted=periods, retracted_by=by) if periods else self

    def correcting(self, earlier: Correction | None) -> StatusVerdict:
        """Return the same with what was told of the period before."""
        return self._replace(correction=earlier) if earlier is not None else self

    def overdue(self, facts: Facts) -> StatusVerdict:
        """Return the verdict that a later value is awaited, with this one's status beside it."""
        return self._replace(status=TargetStatus.OVERDUE, last_status=self.status, facts=facts)

    def emptied(self, period: Period, status: TargetStatus, facts: Facts) -> StatusVerdict:
        """Return what is said of the same target while there is no value."""
        without: dict[str, Any] = dict.fromkeys(
            ("last_status", "value", "plan_value", "attainment", "flip_value", "projection", "correction")
        )
        nothing: dict[str, Any] = dict.fromkeys(("inputs", "statements", "contributions", "thresholds", "retracted", "retracted_by"), ())
        return self._replace(period=period, status=status, facts=facts, recorded_ms=0, official_ms=0, **without, **nothing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One stretch of periods in which a rule's condition held, seen from state."""

    raised_period: Period
    """First period in which it was raised (after `for`)."""
    period: Period
    """Last period that speaks of it: the one that resolved it, or the latest in which it holds."""
    state: AlertState
    severity: Severity
    facts: Facts
    inputs: tuple[InputReference, ...]
    reason: AlertReason | None = None
    """Why it was resolved; None: it goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertVerdict:
    """An episode as sent out."""

    id: str
    plan: str
    rule: str
    area: str
    entity: str
    episode: Episode
    definition_version: int
