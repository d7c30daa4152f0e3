"""Assess a target: readings of every period, statuses after hysteresis, and the one verdict that is shown."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from shared.judgement.amendments import all_terms, joined, wanted_in
from shared.judgement.as_of import UNASSESSABLE, at_clock, next_release, without_value
from shared.judgement.contribution import Contribution, contributions, summed
from shared.judgement.correction import Correction
from shared.judgement.defaults import with_default_noise, with_defaults
from shared.judgement.evaluators import POINT_EVALUATORS, REGISTER_EVALUATORS, Case, PointEvaluator, is_judged
from shared.judgement.evaluators.case import unassessable
from shared.judgement.evaluators.need import unmet, unmet_in
from shared.judgement.evaluators.register import reported_months
from shared.judgement.evaluators.relation import CURRENT_OUTPUT, PRICES
from shared.judgement.hysteresis import RevisionNoise, Settled, settle
from shared.judgement.lacking import lacking_in
from shared.judgement.outlook import project, turning_points
from shared.judgement.provenance import with_provenance
from shared.judgement.timetable import Timetable, timetable_of
from shared.judgement.verdict import Facts, Projection, Reading, StatusVerdict, Terms, Title
from shared.judgement.view import Point, View
from shared.model.manifests import IndicatorSpec, Plan, Target, TargetSpec
from shared.model.period import Period
from shared.model.status import TargetStatus


class TargetAssessment(NamedTuple):
    """All that is known about a target in an area."""

    readings: dict[Period, Reading]
    """Raw readings of every period of the plan's year that has data."""
    verdicts: tuple[StatusVerdict, ...]
    """After hysteresis, one a reading, ascending by period; those of a target that was never amended without projection: it costs more."""
    latest: StatusVerdict
    """The verdict shown, projection included: the last one, or that the value is awaited, overdue or cannot be judged."""
    next_deadline_ms: int | None
    """When the clock alone may change `latest`; None: never this year."""
    cases: Mapping[Terms | None, Case]
    """What was judged under which terms; None: the target was never amended. Empty: the indicator is not defined."""
    noise: float | None = None
    """Half-width of the revision noise where one is known."""
    said: Mapping[Period, tuple[StatusVerdict, Settled]] = MappingProxyType({})
    """The verdicts by period, each with what is shown of its reading."""
    sheet: _Sheet | None = None
    """What the definitions say of every verdict; None: the target was amended."""

    def holding(self, readings: dict[Period, Reading]) -> TargetAssessment:
        """Return the same with those of the readings that still hold."""
        return TargetAssessment(readings, *self[1:])

    def before(self) -> Sequence[StatusVerdict]:
        """Return the verdicts on periods before that of the one shown."""
        verdicts = self.verdicts
        return verdicts[:-1] if verdicts and verdicts[-1].period == self.latest.period else verdicts

    def shown(self) -> StatusVerdict:
        """Return the verdict shown, with what child areas carry of its gap, and how far it is from what theirs make."""
        parts, made = self._children(self.latest)
        return self.latest.told(self.latest.projection, parts, made, None)

    def projected(self, verdict: StatusVerdict) -> StatusVerdict:
        """Return a verdict with its projection."""
        return verdict.with_outlook(self._projection(verdict), None)

    def told(self, verdict: StatusVerdict, earlier: Correction | None) -> StatusVerdict:
        """Return a verdict as it is sent: with its projection, what child areas carry of its gap, and what was told of the period before."""
        return verdict.told(self._projection(verdict), *self._children(verdict), earlier)

    def _projection(self, verdict: StatusVerdict) -> Projection | None:
        return _projection(self.cases.get(None), self.readings, verdict) or verdict.projection

    def _children(self, verdict: StatusVerdict) -> tuple[tuple[Contribution, ...], float | None]:
        case = self.cases.get(verdict.terms)
        return ((), None) if case is None else (contributions(case, verdict), summed(case, verdict))


def dependencies(target: TargetSpec, indicator: IndicatorSpec | None) -> frozenset[str]:
    """Return the indicators that a target reads; `indicator` is the definition of the one it judges."""
    read = {target.indicator, *(change.recomputed for change in (indicator.standard_changes if indicator else ()))}
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
        known: What was worked out before under the same definitions, with the readings that still hold: they are not evaluated again.
    """
    if target.spec.amendments:
        return _assess_amended(target, plan, area, view, version=version)
    indicator = view.indicator(target.spec.indicator)
    sheet = known.sheet if known and known.sheet else _sheet(target, plan, area, view, version, indicator)
    timetable = sheet.timetable
    if indicator is None or timetable is None:
        return _undefined(sheet, Period.year(plan.spec.year))
    case = Case(target, plan, area, view, indicator, wanted_in(target.spec, area))
    readings = _readings(case, known.readings if known else {})
    ordered = list(readings.values())
    noise = RevisionNoise(indicator.noise, lambda: view.revision_gaps(case.name))
    shown = settle(ordered, noise)
    said = dict(_said(sheet, view, ordered, shown, known if known and known.noise == noise.known else None))
    verdicts = tuple([verdict for verdict, _ in said.values()])
    latest = _latest(sheet, case, verdicts, timetable)
    latest = latest.with_outlook(_projection(case, readings, latest), next_release(latest, timetable, view.now_ms))
    deadlines = [*turning_points(case, latest.projection), *timetable.moments_after(view.now_ms)[:1]]
    deadline = min((one for one in deadlines if one > view.now_ms), default=None)
    return TargetAssessment(readings, verdicts, latest, deadline, {None: case}, noise.known, said, sheet)


def _sheet(target: Target, plan: Plan, area: str, view: View, version: int, indicator: IndicatorSpec | None) -> _Sheet:
    known = None if indicator is None else timetable_of(indicator, target.spec, year=plan.spec.year, time_zone=plan.spec.time_zone)
    return _Sheet(target, area, version, target.spec.owner_in(plan.spec), _title(target, plan, view), known)


def _title(target: Target, plan: Plan, view: View) -> Title:
    names, own = target.spec.names, None if view.area == plan.spec.area else view.names()
    return Title(names.zh, names.en, *((own.zh, own.en) if own is not None else ()))


def _projection(case: Case | None, readings: Mapping[Period, Reading], verdict: StatusVerdict) -> Projection | None:
    reading = readings.get(verdict.period)
    return None if case is None or reading is None else project(case, reading)


def _assess_amended(target: Target, plan: Plan, area: str, view: View, *, version: int) -> TargetAssessment:
    """Judge a target under each of its terms, as if these had always held; readings are not kept: amendments are rare."""
    terms, stages = zip(*all_terms(target.spec, area), strict=True)
    under = [assess_target(target.model_copy(update={"spec": spec}), plan, area, view, version=version) for spec in stages]
    verdicts = tuple(joined(terms, each) for each in zip(*(map(one.projected, one.verdicts) for one in under), strict=True))
    timetable = verdicts[-1].timetable if verdicts else None
    if timetable is None:
        latest = joined(terms, [one.latest for one in under])
    else:
        latest = at_clock(verdicts[-1], timetable, view.now_ms, lacking_in(view, target.spec.indicator))
        latest = latest.awaiting(next_release(latest, timetable, view.now_ms))
    deadline = min((one.next_deadline_ms for one in under if one.next_deadline_ms is not None), default=None)
    cases = {each: one.cases[None] for each, one in zip(terms, under, strict=True) if one.cases}
    return TargetAssessment({}, verdicts, latest, deadline, cases)


def _said(
    sheet: _Sheet, view: View, readings: Iterable[Reading], shown: Iterable[Settled], known: TargetAssessment | None
) -> Iterator[tuple[Period, tuple[StatusVerdict, Settled]]]:
    """Yield the verdict on each reading, by period; what was said before of a reading that still holds is said by the same value."""
    before, held = (known.said, known.readings) if known else ({}, {})
    for reading, settled in zip(readings, shown, strict=True):
        period = reading.period
        said = before.get(period) if held.get(period) is reading else None
        yield period, said if said is not None and said[1] == settled else (sheet.settled(view, reading, settled), settled)


class _Sheet(NamedTuple):
    """What all verdicts on a target in an area have in common."""

    target: Target
    area: str
    version: int
    owner: str
    title: Title
    timetable: Timetable | None

    def settled(self, view: View, reading: Reading, shown: Settled) -> StatusVerdict:
        """Return the verdict on a reading, as it is shown beside the period before."""
        flip_value, facts = shown.told(reading)
        if shown.held is not None and shown.by_default:
            facts = with_default_noise(facts, shown.held)
        official_ms = max([view.official_ms(one.indicator, one.period) for one in reading.inputs], default=0)
        return self.verdict(reading, shown.status, flip_value, facts, official_ms)

    def verdict(self, reading: Reading, status: TargetStatus, flip_value: float | None, facts: Facts, official_ms: int) -> StatusVerdict:
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
            flip_value=flip_value,
            projection=None,
            facts=facts,
            inputs=reading.inputs,
            definition_version=self.version,
            recorded_ms=max([one.received_ms for one in reading.inputs], default=0),
            watch=self.target.spec.origin == "watch",
            strength=self.target.spec.strength,
            owner=self.owner,
            title=self.title,
            thresholds=reading.thresholds if reading.ladder is None else reading.ladder.thresholds(),
            timetable=self.timetable,
            official_ms=official_ms,
        )

    def without_value(self, period: Period, status: TargetStatus, facts: Facts) -> StatusVerdict:
        return self.verdict(Reading(period=period, status=status, value=None, facts=facts), status, None, facts, 0)


def _readings(case: Case, cached: Mapping[Period, Reading]) -> dict[Period, Reading]:
    """Return the readings of the plan's year by period, ascending."""
    pair = (case.spec.shape, case.spec.comparator)
    year = case.plan.spec.year
    register = REGISTER_EVALUATORS.get(pair)
    if register is not None:
        return {period: cached.get(period) or with_defaults(case, None, register(case, period)) for period in reported_months(case)}
    evaluator = POINT_EVALUATORS.get(pair)
    if evaluator is None:
        return {}
    points = case.view.points(case.name)
    first, end = bisect_left(points, year, key=_year_of), bisect_right(points, year, key=_year_of)
    return {point.period: cached.get(point.period) or _reading(case, evaluator, point) for point in points[first:end]}


def _year_of(point: Point) -> int:
    return point.period.calendar_year


def _reading(case: Case, evaluator: PointEvaluator, point: Point) -> Reading:
    missing = unmet_in(case, point.period)
    reading = unassessable(case, point, UNASSESSABLE, missing) if missing else evaluator(case, point)
    return with_defaults(case, point, with_provenance(case, point, reading))


def _latest(sheet: _Sheet, case: Case, verdicts: tuple[StatusVerdict, ...], timetable: Timetable) -> StatusVerdict:
    now_ms, lacking = case.view.now_ms, lacking_in(case.view, case.name)
    if verdicts:
        return at_clock(verdicts[-1], timetable, now_ms, lacking)
    found = without_value(timetable, now_ms, lacking, _unjudged(case))
    return sheet.without_value(found.period, found.status, case.facts(found.formula, {}, found.texts))


def _unjudged(case: Case) -> Mapping[str, str]:
    """Return what keeps the target from ever being judged as things stand; empty: nothing."""
    shape, comparator = case.spec.shape, case.spec.comparator
    return unmet(case) if is_judged(shape, comparator) else {"missing": f"evaluator of {shape} {comparator}"}


def _undefined(sheet: _Sheet, period: Period) -> TargetAssessment:
    facts = Facts(UNASSESSABLE, {}, {"missing": f"indicator {sheet.target.spec.indicator}"})
    return TargetAssessment({}, (), sheet.without_value(period, TargetStatus.UNASSESSABLE, facts), None, {}, sheet=sheet)
