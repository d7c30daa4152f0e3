"""Assess a target: readings of every period, statuses after hysteresis, and the one verdict that is shown."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from shared.judgement.amendments import all_terms, joined, wanted_in
from shared.judgement.calendar import Awaited, awaited, released_ms
from shared.judgement.contribution import contributions, summed
from shared.judgement.defaults import with_defaults
from shared.judgement.evaluators import POINT_EVALUATORS, REGISTER_EVALUATORS, Case, PointEvaluator, is_judged
from shared.judgement.evaluators.case import unassessable
from shared.judgement.evaluators.need import unmet, unmet_in
from shared.judgement.evaluators.register import reported_months
from shared.judgement.evaluators.relation import CURRENT_OUTPUT, PRICES
from shared.judgement.hysteresis import RevisionNoise, Settled, settle
from shared.judgement.outlook import project, turning_points
from shared.judgement.provenance import with_provenance
from shared.judgement.verdict import Facts, NextRelease, Projection, Reading, StatusVerdict, Title
from shared.judgement.view import Point, View
from shared.model.manifests import IndicatorSpec, Plan, Target, TargetSpec
from shared.model.period import Period
from shared.model.status import TargetStatus


@dataclass(frozen=True, slots=True)
class TargetAssessment:
    """All that is known about a target in an area."""

    readings: dict[Period, Reading]
    """Raw readings of every period of the plan's year that has data."""
    verdicts: tuple[StatusVerdict, ...]
    """After hysteresis, one a reading, ascending by period; those of a target that was never amended without projection: it costs more."""
    latest: StatusVerdict
    """The verdict shown, projection included: the last one, or that the value is awaited, overdue or cannot be judged."""
    next_deadline_ms: int | None
    """When the clock alone may change `latest`; None: never this year."""
    case: Case | None
    """What was judged; None: the indicator is not defined, or the target was amended and its verdicts are as they should be."""
    noise: float | None = None
    """Half-width of the revision noise where one is known."""
    settled: tuple[Settled, ...] = ()
    """What is shown of each reading, of which the verdicts tell."""

    def holding(self, readings: dict[Period, Reading]) -> TargetAssessment:
        """Return the same with those of the readings that still hold."""
        return TargetAssessment(readings, self.verdicts, self.latest, self.next_deadline_ms, self.case, self.noise, self.settled)

    def shown(self) -> StatusVerdict:
        """Return the verdict shown, with what child areas carry of its gap, and how far it is from what theirs make."""
        if self.case is None:
            return self.latest
        return self.latest.with_children(contributions(self.case, self.latest), summed(self.case, self.latest))

    def projected(self, verdict: StatusVerdict) -> StatusVerdict:
        """Return a verdict with its projection."""
        return verdict.with_outlook(_projection(self.case, self.readings, verdict), None)


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
        known: What was worked out before, with the readings that still hold: they are not evaluated again.
    """
    if target.spec.amendments:
        return _assess_amended(target, plan, area, view, version=version)
    sheet = _Sheet(target, area, version, target.spec.owner_in(plan.spec), _title(target, plan, view))
    indicator = view.indicator(target.spec.indicator)
    if indicator is None:
        return _without(sheet, Period.year(plan.spec.year), f"indicator {target.spec.indicator}")
    case = Case(target, plan, area, view, indicator, wanted_in(target.spec, area))
    readings = _readings(case, known.readings if known else {})
    ordered = list(readings.values())
    noise = RevisionNoise(indicator.noise, lambda: view.revision_gaps(case.name))
    shown = tuple(settle(ordered, noise))
    verdicts = tuple(_verdicts(sheet, ordered, shown, known if known and known.noise == noise.known else None))
    calendar = awaited(indicator, cadence=target.spec.cadence, year=plan.spec.year, time_zone=plan.spec.time_zone)
    latest = _latest(sheet, case, verdicts, calendar)
    latest = latest.with_outlook(_projection(case, readings, latest), _next_release(case, latest, calendar))
    deadlines = [*turning_points(case, latest.projection), *(one.due_ms for one in calendar)]
    deadline = min((one for one in deadlines if one > view.now_ms), default=None)
    return TargetAssessment(readings, verdicts, latest, deadline, case, noise.known, shown)


def _title(target: Target, plan: Plan, view: View) -> Title:
    names, own = target.spec.names, None if view.area == plan.spec.area else view.names()
    return Title(names.zh, names.en, *((own.zh, own.en) if own is not None else ()))


def _next_release(case: Case, latest: StatusVerdict, calendar: Sequence[Awaited]) -> NextRelease | None:
    """Return when the next value is to be expected that is not known yet; None: none is, in the plan's year."""
    known = latest.period.end if latest.value is not None else latest.period.start
    now_ms = case.view.now_ms
    for one in calendar:
        if one.due_ms > now_ms and one.period.end > known:
            official = released_ms(one.period, case.indicator.release)
            is_official = official > now_ms
            return NextRelease(one.period, official if is_official else one.due_ms, is_official, one.assumed)
    return None


def _projection(case: Case | None, readings: Mapping[Period, Reading], verdict: StatusVerdict) -> Projection | None:
    reading = readings.get(verdict.period)
    return None if case is None or reading is None else project(case, reading)


def _assess_amended(target: Target, plan: Plan, area: str, view: View, *, version: int) -> TargetAssessment:
    """Judge a target under each of its terms, as if these had always held; readings are not kept: amendments are rare."""
    terms, stages = zip(*all_terms(target.spec, area), strict=True)
    under = [assess_target(target.model_copy(update={"spec": spec}), plan, area, view, version=version) for spec in stages]
    verdicts = zip(*(map(one.projected, one.verdicts) for one in under), strict=True)
    latest = joined(terms, [one.latest for one in under])
    deadline = min((one.next_deadline_ms for one in under if one.next_deadline_ms is not None), default=None)
    return TargetAssessment({}, tuple(joined(terms, each) for each in verdicts), latest, deadline, None)


def _verdicts(
    sheet: _Sheet, readings: Iterable[Reading], shown: Iterable[Settled], known: TargetAssessment | None
) -> Iterator[StatusVerdict]:
    """Yield the verdict on each reading; what was said before of a reading that still holds is said by the same value."""
    before = {verdict.period: (verdict, told) for verdict, told in zip(known.verdicts, known.settled, strict=True)} if known else {}
    held = known.readings if known else {}
    for reading, settled in zip(readings, shown, strict=True):
        verdict, told = before.get(reading.period, _NOTHING) if held.get(reading.period) is reading else _NOTHING
        yield verdict if verdict is not None and told == settled else sheet.settled(reading, settled)


_NOTHING: tuple[StatusVerdict | None, Settled | None] = None, None


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What all verdicts on a target in an area have in common."""

    target: Target
    area: str
    version: int
    owner: str
    title: Title

    def settled(self, reading: Reading, shown: Settled) -> StatusVerdict:
        """Return the verdict on a reading, as it is shown beside the period before."""
        flip_value, facts = shown.told(reading)
        return self.verdict(reading, shown.status, flip_value, facts)

    def verdict(self, reading: Reading, status: TargetStatus, flip_value: float | None, facts: Facts) -> StatusVerdict:
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
            recorded_ms=max((one.received_ms for one in reading.inputs), default=0),
            watch=self.target.spec.origin == "watch",
            strength=self.target.spec.strength,
            owner=self.owner,
            title=self.title,
            thresholds=reading.thresholds if reading.ladder is None else reading.ladder.thresholds(),
        )

    def without_value(self, period: Period, status: TargetStatus, facts: Facts) -> StatusVerdict:
        return self.verdict(Reading(period=period, status=status, value=None, facts=facts), status, None, facts)


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
    reading = unassessable(case, point, _UNASSESSABLE, missing) if missing else evaluator(case, point)
    return with_defaults(case, point, with_provenance(case, point, reading))


def _latest(sheet: _Sheet, case: Case, verdicts: tuple[StatusVerdict, ...], calendar: Sequence[Awaited]) -> StatusVerdict:
    now_ms = case.view.now_ms
    due = [one for one in calendar if one.due_ms <= now_ms]
    if verdicts:
        last = verdicts[-1]
        late = [one for one in due if one.period.end > last.period.end]
        return _overdue(last, late[-1], _lacking(case, late[0].period)) if late else last
    first = calendar[0]
    missing = _unjudged(case)
    if missing:
        return sheet.without_value(first.period, TargetStatus.UNASSESSABLE, case.facts(_UNASSESSABLE, {}, missing))
    if due:
        texts = {**_awaited(due[-1]), **_lacking(case, due[0].period)}
        return sheet.without_value(due[-1].period, TargetStatus.OVERDUE, case.facts(_OVERDUE, {}, texts))
    return sheet.without_value(first.period, TargetStatus.TOO_EARLY, case.facts(_TOO_EARLY, {}, _awaited(first)))


_UNASSESSABLE, _OVERDUE, _TOO_EARLY = "unassessable/1", "overdue/1", "too-early/1"


def _lacking(case: Case, period: Period) -> dict[str, str]:
    """Return which child areas a sum lacks in the first period that is awaited; empty: it is no sum, or nobody is known to report."""
    found = case.view.lacking(case.name, period)
    if not found:
        return {}
    zh, en = "、".join(one.zh for one in found.values()), ", ".join(one.en for one in found.values())
    return {"lacking": ",".join(found), "lacking_in": period.text, "lacking_zh": zh, "lacking_en": en}


def _overdue(last: StatusVerdict, late: Awaited, lacking: Mapping[str, str]) -> StatusVerdict:
    """Return the verdict that a later value is awaited; the last verdict is kept beside it."""
    texts = {**last.facts.texts, "last_formula": last.facts.formula, **_awaited(late), **lacking}
    return last.overdue(Facts(_OVERDUE, last.facts.numbers, texts))


def _awaited(one: Awaited) -> dict[str, str]:
    return {"awaited": one.period.text, "due": one.due_day.isoformat(), **({"assumed_due": "true"} if one.assumed else {})}


def _unjudged(case: Case) -> Mapping[str, str]:
    """Return what keeps the target from ever being judged as things stand; empty: nothing."""
    shape, comparator = case.spec.shape, case.spec.comparator
    return unmet(case) if is_judged(shape, comparator) else {"missing": f"evaluator of {shape} {comparator}"}


def _without(sheet: _Sheet, period: Period, missing: str) -> TargetAssessment:
    verdict = sheet.without_value(period, TargetStatus.UNASSESSABLE, Facts(_UNASSESSABLE, {}, {"missing": missing}))
    return TargetAssessment({}, (), verdict, None, None)
