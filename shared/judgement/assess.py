"""Assess a target: readings of every period, statuses after hysteresis, and the one verdict that is shown."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from shared.judgement.amendments import all_terms, joined, wanted_in
from shared.judgement.calendar import Awaited, awaited
from shared.judgement.evaluators import POINT_EVALUATORS, REGISTER_EVALUATORS, Case
from shared.judgement.evaluators.register import reported_months
from shared.judgement.evaluators.relation import CURRENT_OUTPUT, PRICES
from shared.judgement.hysteresis import settle
from shared.judgement.verdict import Facts, Reading, StatusVerdict
from shared.judgement.view import Point, View
from shared.model.manifests import Plan, Target, TargetSpec
from shared.model.period import Period
from shared.model.status import TargetStatus


@dataclass(frozen=True, slots=True)
class TargetAssessment:
    """All that is known about a target in an area."""

    readings: dict[Period, Reading]
    """Raw readings of every period of the plan's year that has data."""
    verdicts: tuple[StatusVerdict, ...]
    """After hysteresis, one a reading, ascending by period."""
    latest: StatusVerdict
    """The verdict shown: the last one, or that the value is awaited, overdue or cannot be judged."""
    next_deadline_ms: int | None
    """When the clock alone may change `latest`; None: never this year."""


def dependencies(target: TargetSpec) -> frozenset[str]:
    """Return the indicators that a target reads."""
    read = {target.indicator}
    if target.comparator == "in_step_with":
        read |= {target.reference or "", PRICES, CURRENT_OUTPUT}
    return frozenset(read - {""})


def assess_target(
    target: Target,
    plan: Plan,
    area: str,
    view: View,
    *,
    version: int,
    known: TargetAssessment | None = None,
) -> TargetAssessment:
    """Judge a target in an area from what the view shows.

    Args:
        target: The target.
        plan: Its plan.
        area: Area judged: the plan's, or one with its own value.
        view: The area's view.
        version: Version of the target's definition.
        known: What was worked out before, with the readings that still hold: they are not evaluated again.
    """
    if target.spec.amendments:
        return _assess_amended(target, plan, area, view, version=version)
    sheet = _Sheet(target, area, version)
    indicator = view.indicator(target.spec.indicator)
    if indicator is None:
        return _without(sheet, Period.year(plan.spec.year), f"indicator {target.spec.indicator}")
    case = Case(target, plan, area, view, indicator, wanted_in(target.spec, area))
    readings = _readings(case, known.readings if known else {})
    ordered = list(readings.values())
    shown = settle(ordered, noise=indicator.noise, gaps=lambda: view.revision_gaps(case.name))
    verdicts = tuple(_verdicts(sheet, ordered, shown, known))
    calendar = awaited(indicator, cadence=target.spec.cadence, year=plan.spec.year, time_zone=plan.spec.time_zone)
    deadline = next((one.due_ms for one in calendar if one.due_ms > view.now_ms), None)
    return TargetAssessment(readings, verdicts, _latest(sheet, case, verdicts, calendar), deadline)


def _assess_amended(target: Target, plan: Plan, area: str, view: View, *, version: int) -> TargetAssessment:
    """Judge a target under each of its terms, as if these had always held; readings are not kept: amendments are rare."""
    terms, stages = zip(*all_terms(target.spec, area), strict=True)
    under = [assess_target(target.model_copy(update={"spec": spec}), plan, area, view, version=version) for spec in stages]
    verdicts = zip(*(one.verdicts for one in under), strict=True)
    latest = joined(terms, [one.latest for one in under])
    return TargetAssessment({}, tuple(joined(terms, each) for each in verdicts), latest, under[0].next_deadline_ms)


def _verdicts(
    sheet: _Sheet, readings: Iterable[Reading], shown: Iterable[TargetStatus], known: TargetAssessment | None
) -> Iterator[StatusVerdict]:
    """Yield the verdict on each reading; what was said before of a reading that still holds is said by the same value."""
    before = {verdict.period: verdict for verdict in known.verdicts} if known else {}
    held = known.readings if known else {}
    for reading, status in zip(readings, shown, strict=True):
        same = before.get(reading.period) if held.get(reading.period) is reading else None
        yield same if same is not None and same.status is status else sheet.verdict(reading, status)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What all verdicts on a target in an area have in common."""

    target: Target
    area: str
    version: int

    def verdict(self, reading: Reading, status: TargetStatus) -> StatusVerdict:
        return StatusVerdict(
            plan=self.target.plan,
            target=self.target.name,
            area=self.area,
            period=reading.period,
            status=status,
            last_status=None,
            value=reading.value,
            unit=self.target.spec.unit,
            plan_value=reading.plan_value,
            attainment=reading.attainment,
            flip_value=reading.flip_value,
            projection=reading.projection,
            facts=reading.facts,
            inputs=reading.inputs,
            definition_version=self.version,
            recorded_ms=max((one.received_ms for one in reading.inputs), default=0),
            watch=self.target.spec.origin == "watch",
            strength=self.target.spec.strength,
        )

    def without_value(self, period: Period, status: TargetStatus, facts: Facts) -> StatusVerdict:
        return self.verdict(Reading(period=period, status=status, value=None, facts=facts), status)


def _readings(case: Case, cached: Mapping[Period, Reading]) -> dict[Period, Reading]:
    """Return the readings of the plan's year by period, ascending."""
    pair = (case.spec.shape, case.spec.comparator)
    year = case.plan.spec.year
    register = REGISTER_EVALUATORS.get(pair)
    if register is not None:
        return {period: cached.get(period) or register(case, period) for period in reported_months(case)}
    evaluator = POINT_EVALUATORS.get(pair)
    if evaluator is None:
        return {}
    points = case.view.points(case.name)
    first = bisect_left(points, year, key=_year_of)
    return {point.period: cached.get(point.period) or evaluator(case, point) for point in points[first:] if _year_of(point) == year}


def _year_of(point: Point) -> int:
    return point.period.calendar_year


def _latest(sheet: _Sheet, case: Case, verdicts: tuple[StatusVerdict, ...], calendar: Iterable[Awaited]) -> StatusVerdict:
    now_ms = case.view.now_ms
    due = [one.period for one in calendar if one.due_ms <= now_ms]
    if verdicts:
        last = verdicts[-1]
        late = [period for period in due if period.end > last.period.end]
        return _overdue(last, late[-1]) if late else last
    missing = _missing(case)
    if missing:
        return sheet.without_value(_first(calendar, case), TargetStatus.UNASSESSABLE, Facts("unassessable/1", {}, {"missing": missing}))
    if due:
        return sheet.without_value(due[-1], TargetStatus.OVERDUE, Facts("overdue/1", {}, {"awaited": due[-1].text}))
    period = _first(calendar, case)
    return sheet.without_value(period, TargetStatus.TOO_EARLY, Facts("too-early/1", {}, {"awaited": period.text}))


def _overdue(last: StatusVerdict, awaited_period: Period) -> StatusVerdict:
    """Return the verdict that a later value is awaited; the last verdict is kept beside it."""
    facts = replace(last.facts, formula="overdue/1", texts={**last.facts.texts, "awaited": awaited_period.text})
    return replace(last, status=TargetStatus.OVERDUE, last_status=last.status, facts=facts)


def _missing(case: Case) -> str:
    """Return what keeps the target from ever being judged as things stand; empty: nothing."""
    if (case.spec.shape, case.spec.comparator) not in {**POINT_EVALUATORS, **REGISTER_EVALUATORS}:
        return f"evaluator of {case.spec.shape} {case.spec.comparator}"
    if case.spec.comparator == "within_external_limit" and not case.spec.limits:
        return "limit"
    return ""


def _first(calendar: Iterable[Awaited], case: Case) -> Period:
    return next((one.period for one in calendar), Period.year(case.plan.spec.year))


def _without(sheet: _Sheet, period: Period, missing: str) -> TargetAssessment:
    verdict = sheet.without_value(period, TargetStatus.UNASSESSABLE, Facts("unassessable/1", {}, {"missing": missing}))
    return TargetAssessment({}, (), verdict, None)
