"""Checks of risk rules: every expression compiles, reads what exists, and is known on sample values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from shared.judgement.area_view import default_entity
from shared.judgement.rules import compile_rule
from shared.judgement.rules.expression import Expression
from shared.judgement.view import Point
from shared.model.catalogue import Catalogue
from shared.model.errors import InvalidManifest
from shared.model.manifests import EntitySpec, IndicatorSpec, Names, RiskRule
from shared.model.period import Period, PeriodLength
from shared.model.status import Severity
from shared.plans.wording import closest, unknown

Mistake = tuple[str, str]
"""Dotted path of a field, and what is wrong with it and how to mend it."""


def rule_mistakes(rule: RiskRule, known: Catalogue) -> Iterator[Mistake]:
    """Yield every mistake of a rule."""
    texts = dict(_texts(rule))
    broken = [(field, str(error)) for field, text in texts.items() if (error := _compile_error(text)) is not None]
    yield from broken
    yield from _reading_mistakes(rule, texts, {field for field, _ in broken}, known)
    yield from _severity_mistakes(rule)
    if not broken and (rule.spec.severity is not None or rule.spec.bands):
        yield from _sample_mistakes(rule, texts)
    if not (rule.name == rule.spec.family or rule.name.startswith(f"{rule.spec.family}.")):
        yield "spec.family", f"rules are named family first: {rule.name!r} does not begin with {rule.spec.family}."
    if not rule.spec.of and any("legs(" in text for text in texts.values()):
        yield "spec.when", "legs() counts the legs of `of`, and there are none; add them"
    for position, code in enumerate(rule.spec.areas):
        if code not in known.areas:
            yield f"spec.areas.{position}", unknown("area", code)


def _texts(rule: RiskRule) -> Iterator[tuple[str, str]]:
    """Yield (field, expression) of every expression of a rule."""
    yield "spec.when", rule.spec.when
    if rule.spec.reset:
        yield "spec.reset", rule.spec.reset
    for position, band in enumerate(rule.spec.bands):
        yield f"spec.bands.{position}.when", band.when
    for name, text in rule.spec.of.items():
        yield f"spec.of.{name}", text


def _compile_error(text: str) -> InvalidManifest | None:
    try:
        Expression(text)
    except InvalidManifest as error:
        return error
    return None


def _reading_mistakes(rule: RiskRule, texts: Mapping[str, str], broken: set[str], known: Catalogue) -> Iterator[Mistake]:
    length = PeriodLength[rule.spec.period.upper()]
    for field, text in texts.items():
        for name in sorted(Expression(text).indicators) if field not in broken else ():
            spec = known.indicator(name)
            if spec is None:
                yield field, unknown("indicator", name) + closest(name, known.indicators)
            elif spec.entity_type is not None:
                yield field, f"{name!r} is about entities of type {spec.entity_type}; a rule reads the values of an area"
            elif spec.stored_length is not length:
                yield field, f"{name!r} is kept by the {spec.stored_length.word}, the rule walks by the {length.word}; change spec.period"


def _severity_mistakes(rule: RiskRule) -> Iterator[Mistake]:
    bands = [Severity[band.severity.upper()] for band in rule.spec.bands]
    if rule.spec.severity is None and not bands:
        yield "spec.severity", "a rule needs a severity, or bands with a severity each; add one of them"
    if rule.spec.severity is not None and bands:
        yield "spec.bands", "severity is fixed, so the bands are never read; leave one of them out"
    if bands != sorted(bands, reverse=True) or len(set(bands)) < len(bands):
        yield "spec.bands", "the first band that holds counts: list each severity once, worst first"


def _sample_mistakes(rule: RiskRule, texts: Mapping[str, str]) -> Iterator[Mistake]:
    field_of = {text: field for field, text in reversed(list(texts.items()))}
    period = Period.containing(PeriodLength[rule.spec.period.upper()], Period.month(2026, 6).start)
    compiled = compile_rule(rule)
    broken = dict.fromkeys(text for value in _SAMPLES for text in compiled.sample(_Sample(value), period))
    for text in broken:
        yield field_of[text], f"{text!r} gives no yes or no even with every value there; numbers are doubles: write 1.0 and not 1"


_SAMPLES = (1.0, -1e9, 1e9)
"""Values on both sides of any line, so that no part of a condition stays untried."""


class _Sample:
    """A view in which every indicator has one value in every period: rules are tried on it."""

    area = "sample"
    now_ms = 0

    def __init__(self, value: float) -> None:
        self._value = value

    def indicator(self, _name: str) -> IndicatorSpec | None:
        return None

    def point(self, _indicator: str, period: Period) -> Point | None:
        return Point(period, self._value)

    def points(self, _indicator: str, length: PeriodLength | None = None) -> Sequence[Point]:
        return (Point(Period.containing(length or PeriodLength.MONTH, Period.month(2026, 6).start), self._value),)

    def entities(self, _indicator: str) -> Mapping[str, Sequence[Point]]:
        return {}

    def means(self, _indicator: str) -> Mapping[Period, Point]:
        return {}

    def entity(self, name: str) -> EntitySpec:
        return default_entity(name, self.area)

    def register_items(self, _indicator: str) -> Mapping[str, EntitySpec]:
        return {}

    def children(self, _indicator: str, _period: Period) -> Mapping[str, Point]:
        return {}

    def lacking(self, _indicator: str, _period: Period) -> Mapping[str, Names]:
        return {}

    def rolled_up(self, _indicator: str, _period: Period) -> Point | None:
        return None

    def names(self) -> Names | None:
        return None

    def official_ms(self, _indicator: str, _period: Period) -> int:
        return 0

    def revision_gaps(self, _indicator: str) -> Sequence[float]:
        return ()
