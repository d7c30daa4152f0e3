"""Checks of risk rules: every expression compiles, reads what exists, and is known on sample values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from shared.judgement.rules import compile_rule, compile_target_rule
from shared.judgement.rules.expression import Expression, place
from shared.judgement.rules.standpoint import FUNCTIONS
from shared.judgement.rules.target_rule import TARGET_FUNCTIONS, Stand
from shared.model.catalogue import Catalogue
from shared.model.errors import InvalidExpression
from shared.model.manifests import IndicatorSpec, RiskRule
from shared.model.period import Period, PeriodLength
from shared.model.status import Severity, TargetStatus
from shared.plans.sample_view import SampleView
from shared.plans.wording import closest, unknown

Place = tuple[int, int]
"""Line and column in the text of an expression, from 1."""


class RuleMistake(NamedTuple):
    """What is wrong with a field of a rule, and how to mend it."""

    field: str
    """Dotted path."""
    message: str
    place: Place | None = None
    """Where in the expression of the field; None: the field as a whole."""


def rule_mistakes(rule: RiskRule, known: Catalogue) -> Iterator[RuleMistake]:
    """Yield every mistake of a rule."""
    texts = dict(_texts(rule))
    compiled: dict[str, Expression] = {}
    for field, text in texts.items():
        try:
            compiled[field] = Expression(text, TARGET_FUNCTIONS if rule.spec.over == "target" else FUNCTIONS)
        except InvalidExpression as error:
            yield RuleMistake(field, error.reason, (error.line, error.column))
    yield from _reading_mistakes(rule, compiled, known)
    yield from _severity_mistakes(rule)
    if len(compiled) == len(texts) and (rule.spec.severity is not None or rule.spec.bands):
        yield from _sample_mistakes(rule, texts, known)
    if not (rule.name == rule.spec.family or rule.name.startswith(f"{rule.spec.family}.")):
        yield RuleMistake("spec.family", f"rules are named family first: {rule.name!r} does not begin with {rule.spec.family}.")
    if not rule.spec.of and any("legs(" in text for text in texts.values()):
        yield RuleMistake("spec.when", "legs() counts the legs of `of`, and there are none; add them")
    for position, code in enumerate(rule.spec.areas):
        if code not in known.areas:
            yield RuleMistake(f"spec.areas.{position}", unknown("area", code))
    yield from _over_mistakes(rule, compiled, known)


def _texts(rule: RiskRule) -> Iterator[tuple[str, str]]:
    """Yield (field, expression) of every expression of a rule."""
    yield "spec.when", rule.spec.when
    if rule.spec.reset:
        yield "spec.reset", rule.spec.reset
    for position, band in enumerate(rule.spec.bands):
        yield f"spec.bands.{position}.when", band.when
    for name, text in rule.spec.of.items():
        yield f"spec.of.{name}", text


def _reading_mistakes(rule: RiskRule, compiled: Mapping[str, Expression], known: Catalogue) -> Iterator[RuleMistake]:
    for field, expression in compiled.items():
        for name in sorted(expression.indicators):
            spec = known.indicator(name)
            if spec is None:
                message: str | None = unknown("indicator", name) + closest(name, known.indicators)
            else:
                message = _misread(rule, name, spec, short=name in expression.short_indicators)
            if message is not None:
                yield RuleMistake(field, message, place(expression.text, name))


def _misread(rule: RiskRule, name: str, spec: IndicatorSpec, *, short: bool) -> str | None:
    """Return why a rule cannot read an indicator; None: it can."""
    length = PeriodLength[rule.spec.period.upper()]
    if spec.entity_type is not None and rule.spec.over == "area":
        return f"{name!r} is about entities of type {spec.entity_type}; a rule over areas reads the values of an area: write over: entity"
    if spec.personal and rule.spec.over == "entity":
        return f"{name!r} is about people: an alert would name one; read a figure of the area"
    if short:
        if length is not PeriodLength.DAY or spec.stored_length <= PeriodLength.DAY:
            return f"highest() and last() read, by the day, what is kept by the hour or minutes; {name!r} is kept by the {spec.stored_length.word}"
        return None
    if spec.stored_length is not length:
        return f"{name!r} is kept by the {spec.stored_length.word}, the rule walks by the {length.word}; change spec.period"
    return None


def _severity_mistakes(rule: RiskRule) -> Iterator[RuleMistake]:
    bands = [Severity[band.severity.upper()] for band in rule.spec.bands]
    if rule.spec.severity is None and not bands:
        yield RuleMistake("spec.severity", "a rule needs a severity, or bands with a severity each; add one of them")
    if rule.spec.severity is not None and bands:
        yield RuleMistake("spec.bands", "severity is fixed, so the bands are never read; leave one of them out")
    if bands != sorted(bands, reverse=True) or len(set(bands)) < len(bands):
        yield RuleMistake("spec.bands", "the first band that holds counts: list each severity once, worst first")


def _over_mistakes(rule: RiskRule, compiled: Mapping[str, Expression], known: Catalogue) -> Iterator[RuleMistake]:
    if rule.spec.over == "target" and rule.spec.for_periods > 1:
        yield RuleMistake("spec.for", "a rule over targets reads the verdict that is shown, which has its own dwell; leave it out")
    read = {name for one in compiled.values() for name in one.indicators}
    specs = [spec for name in sorted(read) if (spec := known.indicator(name)) is not None]
    if rule.spec.over == "entity" and specs and all(spec.entity_type is None for spec in specs):
        yield RuleMistake("spec.over", "nothing that it reads is about entities; write over: area")


def _sample_mistakes(rule: RiskRule, texts: Mapping[str, str], known: Catalogue) -> Iterator[RuleMistake]:
    field_of = {text: field for field, text in reversed(list(texts.items()))}
    if rule.spec.over == "target":
        over_targets = compile_target_rule(rule)
        broken = dict.fromkeys(text for one in _STANDS for text in over_targets.sample(one))
    else:
        period = Period.containing(PeriodLength[rule.spec.period.upper()], Period.month(2026, 6).start)
        compiled, entity = compile_rule(rule), "sample" if rule.spec.over == "entity" else ""
        views = (SampleView(value, known.indicators) for value in _SAMPLES)
        broken = dict.fromkeys(text for view in views for text in compiled.sample(view, period, entity))
    for text in broken:
        yield RuleMistake(
            field_of[text], f"{text!r} gives no yes or no even with every value there; numbers are doubles: write 1.0 and not 1"
        )


_SAMPLES = (1.0, -1e9, 1e9)
"""Values on both sides of any line, so that no part of a condition stays untried."""
_STANDS = tuple(
    Stand(Period.month(2026, 6), status, best, chance, days, late, strength)
    for status, best, chance, days, late, strength in (
        (TargetStatus.ACHIEVED, 6, 100, 365, 0, "确保"),
        (TargetStatus.BREACHED, 1, 0, -1, 400, ""),
        (TargetStatus.AT_RISK, 3, 50, 10, 1, "力争"),
    )
)
"""The same for rules over targets."""
