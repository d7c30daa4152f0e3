"""Rules, compiled, and the walk that finds their episodes."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Mapping

from shared.judgement.rules.expression import Expression, Standpoint
from shared.judgement.verdict import Episode, Facts, InputReference
from shared.judgement.view import View
from shared.model.errors import InvalidManifest
from shared.model.manifests import IndicatorSpec, RiskRule
from shared.model.period import Period, PeriodLength
from shared.model.status import AlertReason, AlertState, Severity

_OPERATORS = {">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt}


class CompiledRule:
    """A rule whose expressions are compiled.

    `indicators` are the ids that it reads. `walk` is a function of the view alone; it may be called in any order and any number of times.
    """

    def __init__(self, rule: RiskRule) -> None:
        """Compile a rule.

        Raises:
            InvalidManifest: If an expression does not compile (field, line, column), or no severity is given.
        """
        spec = rule.spec
        if spec.severity is None and not spec.bands:
            raise InvalidManifest("spec.severity: give a severity, or bands with a severity each")
        self.rule = rule
        self._when = _compile("spec.when", spec.when)
        self._reset = _compile("spec.reset", spec.reset) if spec.reset else None
        self._bands = tuple((Severity[band.severity.upper()], _compile("spec.bands", band.when)) for band in spec.bands)
        self._legs = {name: _compile(f"spec.of.{name}", text) for name, text in sorted(spec.of.items())}
        self._fixed = Severity[spec.severity.upper()] if spec.severity else None
        self._length = PeriodLength[spec.period.upper()]
        self._standpoint = Standpoint(self._length)
        self.indicators: frozenset[str] = frozenset().union(*(one.indicators for one in self._expressions()))

    def walk(self, view: View) -> tuple[Episode, ...]:
        """Return every episode of the rule in an area, ascending by period.

        Every period with data is looked at, whatever the plan's year. The condition has to hold `for` periods in a row before an episode
        begins; a period in which it is not known neither begins nor ends one.
        """
        self._standpoint.view = view
        found: list[Episode] = []
        held = 0
        for period in self._periods(view):
            holds = self._stand_at(period)
            if holds is None:
                continue
            held = held + 1 if holds else 0
            going_on = bool(found) and found[-1].state is AlertState.RAISED
            if holds and going_on:
                found[-1] = self._episode(view, found[-1].raised_period, AlertState.RAISED, found[-1].severity)
            elif holds and held >= self.rule.spec.for_periods:
                found.append(self._episode(view, period, AlertState.RAISED, Severity.YELLOW))
            elif going_on and not holds and self._is_reset():
                found[-1] = self._episode(view, found[-1].raised_period, AlertState.RESOLVED, found[-1].severity)
        self._standpoint.view = None
        return tuple(found)

    def sample(self, view: View, period: Period) -> list[str]:
        """Return the expressions that are not known even though every value is there: they have a mistake of types."""
        self._standpoint.view = view
        self._stand_at(period)
        broken = [one.text for one in self._expressions() if one.holds(self._standpoint) is None]
        self._standpoint.view = None
        return broken

    def _expressions(self) -> Iterator[Expression]:
        yield self._when
        if self._reset is not None:
            yield self._reset
        yield from (expression for _, expression in self._bands)
        yield from self._legs.values()

    def _periods(self, view: View) -> list[Period]:
        found = {point.period for name in sorted(self.indicators) for point in view.points(name, self._length)}
        return sorted(found)

    def _stand_at(self, period: Period) -> bool | None:
        self._standpoint.period = period
        legs = [leg.holds(self._standpoint) for leg in self._legs.values()]
        unknown = sum(holds is None for holds in legs)
        # Missing data neither raise nor resolve: what an unknown leg could change is unknown.
        self._standpoint.legs_holding = sum(holds is True for holds in legs) + unknown
        at_most = self._when.holds(self._standpoint) if unknown else None
        self._standpoint.legs_holding -= unknown
        found = self._when.holds(self._standpoint)
        return None if unknown and found != at_most else found

    def _is_reset(self) -> bool:
        return self._reset is None or self._reset.holds(self._standpoint) is True

    def _episode(self, view: View, raised: Period, state: AlertState, known: Severity) -> Episode:
        severity = known if state is AlertState.RESOLVED else self._severity(known)
        inputs = tuple(self._inputs(view))
        return Episode(
            raised_period=raised,
            period=self._standpoint.period,
            state=state,
            severity=severity,
            facts=self._facts(state, severity, inputs),
            inputs=inputs,
            reason=AlertReason.RESET if state is AlertState.RESOLVED else None,
        )

    def _severity(self, known: Severity) -> Severity:
        if self._fixed is not None:
            return self._fixed
        return next((severity for severity, band in self._bands if band.holds(self._standpoint)), known)

    def _inputs(self, view: View) -> Iterator[InputReference]:
        for name in sorted(self.indicators):
            point = view.point(name, self._standpoint.period)
            spec = view.indicator(name)
            if point is not None:
                yield InputReference(
                    indicator=name,
                    area=view.area,
                    entity="",
                    period=point.period,
                    value=point.value,
                    unit=spec.unit if spec is not None else "",
                    revision=point.revision,
                    event_id=point.event_id,
                    received_ms=point.received_ms,
                    review=point.review,
                )

    def _facts(self, state: AlertState, severity: Severity, inputs: tuple[InputReference, ...]) -> Facts:
        """Return what explains the episode: the values read, the line that was passed, the legs that stand."""
        numbers = {one.indicator: one.value for one in inputs}
        texts = {"severity": severity.word, "state": state.word, "rule": self.rule.name, "period": self._standpoint.period.text}
        texts |= {f"unit:{one.indicator}": one.unit for one in inputs}
        texts |= {f"name_zh:{name}": spec.names.zh for name in sorted(self.indicators) if (spec := self._spec(name)) is not None}
        texts |= {f"name_en:{name}": spec.names.en for name in sorted(self.indicators) if (spec := self._spec(name)) is not None}
        line = self._line(severity, numbers)
        if line is not None:
            texts |= {"line_of": line[0], "operator": line[1]}
            numbers["line"] = line[2]
        if self._legs:
            standing = [name for name, leg in self._legs.items() if leg.holds(self._standpoint)]
            texts["legs"] = ", ".join(standing)
            numbers |= {"legs": float(len(standing)), "legs_of": float(len(self._legs))}
        return Facts("rule/1", numbers, texts)

    def _spec(self, name: str) -> IndicatorSpec | None:
        return None if self._standpoint.view is None else self._standpoint.view.indicator(name)

    def _line(self, severity: Severity, values: Mapping[str, float]) -> tuple[str, str, float] | None:
        """Return the comparison that stands for a severity, of its band, else of `when`: the first that holds, else the first that was read."""
        band = next((expression for rung, expression in self._bands if rung is severity), self._when)
        lines = band.comparisons or self._when.comparisons
        read = [one for one in lines if one[0] in values]
        holding = (one for one in read if _OPERATORS[one[1]](values[one[0]], one[2]))
        return next(holding, next(iter((*read, *lines)), None))


def _compile(field: str, text: str) -> Expression:
    try:
        return Expression(text)
    except InvalidManifest as error:
        raise InvalidManifest(f"{field}: {error}") from error
