"""Rules over areas and entities, compiled, and the walk that finds their episodes."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator, Mapping

from shared.judgement.rules.expression import Comparison
from shared.judgement.rules.of_entity import OfArea, OfEntity, RuleView
from shared.judgement.rules.parts import Parts
from shared.judgement.rules.standpoint import FUNCTIONS, NOTHING, READING_CLOCK, Standpoint
from shared.judgement.rules.walk import Column, Course, Step, Walk
from shared.judgement.verdict import Episode, Facts, InputReference
from shared.judgement.view import Point, View
from shared.model.manifests import RiskRule
from shared.model.period import Period, PeriodLength
from shared.model.status import AlertReason, AlertState, Severity

_OF_THE_VALUE = ("value", "highest", "beyond_target")
"""Measures whose line is one of the value itself."""
_OPERATORS = {">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt}


LONGEST_SILENCE = 400
"""Periods after the last value up to which a rule that reads the clock goes on standing; who is silent for longer is gone."""


class CompiledRule:
    """A rule whose expressions are compiled.

    `indicators` are the ids that it reads. `walk` is a function of the view alone; it may be called in any order and any number of times.
    """

    def __init__(self, rule: RiskRule) -> None:
        """Compile a rule.

        Raises:
            InvalidManifest: If an expression does not compile (field, line, column), or no severity is given.
        """
        self.rule = rule
        self._parts = Parts(rule, FUNCTIONS)
        self.indicators = self._parts.indicators
        self.reads_clock = not READING_CLOCK.isdisjoint(self._parts.calls)
        """A period that ends without a value may change its answer."""
        self.length = PeriodLength[rule.spec.period.upper()]
        self._short: frozenset[str] = frozenset().union(*(one.short_indicators for one in self._parts.expressions()))
        self._read_in_order = tuple(sorted(self.indicators))
        self._standpoint = Standpoint(self.length)

    def walk(self, view: View, entity: str = "", known: Walk | None = None) -> tuple[Episode, ...]:
        """Return every episode of the rule in an area, or of one of its entities, ascending by period.

        Every period with data is looked at, whatever the plan's year; where the rule reads the clock, those without data too. The condition
        has to hold `for` periods in a row before an episode begins; a period in which it is not known begins none, and ends one only by a
        reset that is known.

        Args:
            view: What the area has.
            entity: The entity; empty: the area itself.
            known: The end of the last walk here, which is moved on; it changes no answer.
        """
        self._standpoint.view = seen = OfEntity(view, entity) if entity else OfArea(view)
        known = Walk() if known is None else known
        columns = tuple(seen.days(name) if name in self._short else seen.points(name, self.length) for name in self._read_in_order)
        last = self._last(columns, seen.now_ms)
        step = known.begin(columns, last)
        for period in self._periods(columns, last, after=None if step is None else step.period):
            self._standpoint.period = period
            step = self._step(step, period)
            known.take(step)
        known.told = {one: known.told.get(one) or self._episode(one) for one in (step.courses if step is not None else ())}
        self._standpoint.view = NOTHING
        return tuple(known.told.values())

    def sample(self, view: View, period: Period, entity: str = "") -> list[str]:
        """Return the expressions that are not known even though every value is there: they have a mistake of types."""
        self._standpoint.view = OfEntity(view, entity) if entity else OfArea(view)
        self._standpoint.period = period
        self._parts.hold(self._standpoint)
        broken = [one.text for one in self._parts.expressions() if one.holds(self._standpoint) is None]
        self._standpoint.view = NOTHING
        return broken

    def last_complete(self, now_ms: int) -> Period:
        """Return the last of the rule's periods that is over at a moment."""
        return Period.at(self.length, now_ms).shift(-1)

    def _step(self, before: Step | None, period: Period) -> Step:
        """Return where the walk stands after a period: an episode begins, goes on, ends, or nothing is said."""
        courses = () if before is None else before.courses
        held = 0 if before is None else before.held
        holds = self._parts.hold(self._standpoint)
        stands = bool(courses) and courses[-1].state is AlertState.RAISED
        if holds is None:
            if stands and self._parts.reset is not None and self._parts.reset.holds(self._standpoint):
                courses = (*courses[:-1], self._go_on(courses[-1], holds=False))
            return Step(period, held, courses)
        held = held + 1 if holds else 0
        if stands:
            courses = (*courses[:-1], self._go_on(courses[-1], holds=holds))
        elif holds and held >= self.rule.spec.for_periods:
            begun = Course(period, period, AlertState.RAISED, self._parts.severity(self._standpoint, Severity.YELLOW))
            courses = (*courses, begun if self._parts.reset is None else self._go_on(begun, holds=holds))
        return Step(period, held, courses)

    def _go_on(self, last: Course, *, holds: bool) -> Course:
        """Return what this period says of an episode: it ends, or it stands, also between `reset` and `when`; else it is as it was."""
        ends = self._parts.resets(self._standpoint, holds=holds)
        if ends:
            return last._replace(period=self._standpoint.period, state=AlertState.RESOLVED, within=holds)
        if holds or ends is False:
            return last._replace(period=self._standpoint.period, severity=self._parts.severity(self._standpoint, last.severity))
        return last

    def _last(self, columns: Iterable[Column], now_ms: int) -> Period | None:
        """Return the last period at which a rule that reads the clock stands; None: it does not read it, or there is no value."""
        last_value = max((column[-1].period for column in columns if column), default=None)
        if last_value is None or not self.reads_clock:
            return None
        return max(last_value, min(self.last_complete(now_ms), last_value.shift(LONGEST_SILENCE)))

    def _periods(self, columns: Iterable[Column], last: Period | None, *, after: Period | None) -> list[Period]:
        """Return the periods to stand at, ascending: those with values, and where the clock is read those without; all of them, or later ones."""
        found = {one.period for column in columns for one in _later(column, after)}
        if last is None:
            return sorted(found)
        begin = min(found).ordinal if after is None else after.ordinal + 1
        return [Period(self.length, ordinal) for ordinal in range(begin, last.ordinal + 1)]

    def _episode(self, course: Course) -> Episode:
        """Explain an episode by the last period that said something of it."""
        self._standpoint.period = course.period
        self._parts.hold(self._standpoint)  # counts the legs
        inputs = tuple(self._inputs())
        facts = self._facts(course.state, course.severity, inputs)
        if course.within:
            # The condition held earlier in this very period: no revision took it away.
            facts = facts._replace(texts={**facts.texts, "within": "true"})
        return Episode(
            raised_period=course.raised,
            period=course.period,
            state=course.state,
            severity=course.severity,
            facts=facts,
            inputs=inputs,
            reason=AlertReason.RESET if course.state is AlertState.RESOLVED else None,
        )

    def _inputs(self) -> Iterator[InputReference]:
        for name in sorted(self.indicators):
            spec, point = self._seen.indicator(name), self._read(name)
            if point is not None:
                yield InputReference(
                    indicator=name,
                    area=self._seen.area,
                    entity=self._seen.entity if spec is not None and spec.entity_type is not None else "",
                    period=point.period,
                    value=point.value,
                    unit=spec.unit if spec is not None else "",
                    revision=point.revision,
                    event_id=point.event_id,
                    received_ms=point.received_ms,
                    review=point.review,
                )

    def _read(self, name: str) -> Point | None:
        """Return what the rule read of an indicator: of a day of readings the highest; where the clock is read the last that there is."""
        if name in self._short:
            day = self._seen.day(name, self._standpoint.period)
            return None if day is None else day.highest
        found = self._seen.point(name, self._standpoint.period)
        if found is None and self.reads_clock:
            before = (one for one in reversed(self._seen.points(name, self.length)) if one.period <= self._standpoint.period)
            found = next(before, None)
        return found

    @property
    def _seen(self) -> RuleView:
        return self._standpoint.view

    def _facts(self, state: AlertState, severity: Severity, inputs: tuple[InputReference, ...]) -> Facts:
        """Return what explains the episode: the values read, the line that was passed, the legs that stand."""
        numbers = {one.indicator: one.value for one in inputs}
        texts = {"severity": severity.word, "state": state.word, "rule": self.rule.name, "period": self._standpoint.period.text}
        texts |= {f"unit:{one.indicator}": one.unit for one in inputs}
        texts |= self._classes(inputs)
        for language in ("zh", "en"):
            names = ((name, self._seen.indicator(name)) for name in sorted(self.indicators))
            texts |= {f"name_{language}:{name}": getattr(spec.names, language) for name, spec in names if spec is not None}
        line = self._line(severity, numbers)
        if line is not None:
            self._tell(line, numbers, texts)
        if self._seen.names is not None:
            texts |= {"entity_zh": self._seen.names.zh, "entity_en": self._seen.names.en}
        silent = [one for one in inputs if one.period != self._standpoint.period]
        if silent and self.reads_clock:
            texts["last_value"] = max(one.period for one in silent).text
        if self._parts.legs:
            standing = self._parts.standing(self._standpoint)
            texts["legs"] = ", ".join(standing)
            for language in ("zh", "en"):
                named = (getattr(self.rule.spec.leg_names[one], language) for one in standing if one in self.rule.spec.leg_names)
                texts[f"legs_{language}"] = ("、" if language == "zh" else ", ").join(named)
            numbers |= {"legs": float(len(standing)), "legs_of": float(len(self._parts.legs))}
        return Facts("rule/1", numbers, texts)

    def _classes(self, inputs: tuple[InputReference, ...]) -> dict[str, str]:
        """Return the names of the classes that were read."""
        found = {}
        for one in inputs:
            spec = self._seen.indicator(one.indicator)
            if spec is not None and spec.classes and 0 <= one.value < len(spec.classes):
                found[f"class:{one.indicator}"] = spec.classes[int(one.value)]
        return found

    def _line(self, severity: Severity, values: Mapping[str, float]) -> Comparison | None:
        """Return the comparison that stands for a severity, of its band, else of `when`: the first that holds, else the first that was read."""
        when = self._parts.when
        band = next((expression for rung, expression in self._parts.bands if rung is severity), when)
        lines = band.comparisons or when.comparisons
        read = [(one, found) for one in lines if (found := self._measured(one, values)) is not None]
        holding = (one for one, found in read if _OPERATORS[one.operator](found, self._number(one)))
        return next(holding, next((one for one, _ in read), next(iter(lines), None)))

    def _measured(self, line: Comparison, values: Mapping[str, float]) -> float | None:
        """Return what is compared; of a plain value what was read."""
        if line.measure in _OF_THE_VALUE:
            return values.get(line.indicator)
        return self._standpoint.measured(line.measure, line.indicator, line.bound)

    def _tell(self, line: Comparison, numbers: dict[str, float], texts: dict[str, str]) -> None:
        """Write down a line: which measure of what, the number, and what was measured where that is not the value itself."""
        texts |= {"line_of": line.indicator, "operator": line.operator}
        measured = self._measured(line, numbers)
        number = numbers["line"] = self._number(line)
        if line.measure not in _OF_THE_VALUE:
            texts["measure"] = line.measure
            numbers |= {} if measured is None else {"measured": measured}
            numbers |= {} if line.bound is None else {"bound": line.bound}
        classes = spec.classes if (spec := self._seen.indicator(line.indicator)) is not None else ()
        if classes and 0 <= number < len(classes):
            texts["line_class"] = classes[int(number)]

    def _number(self, line: Comparison) -> float:
        """Return the number that a line is at; of a distance from the entity's own class the class that is so far from it."""
        return line.number + (self._standpoint.target_class(line.indicator) if line.measure == "beyond_target" else 0)


def _later(column: Column, after: Period | None) -> Column:
    """Return the values of a column after a period."""
    if after is None:
        return column
    first = len(column)
    while first and column[first - 1].period > after:
        first -= 1
    return column[first:]
