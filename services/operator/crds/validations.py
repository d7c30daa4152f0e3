"""What one object alone can be wrong about, in CEL: the API server refuses it then, also while the operator is away.

The words are those of `xiheng plan check`; what depends on other objects is checked by the admission webhook and the registry.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from shared.judgement.evaluators import POINT_EVALUATORS, REGISTER_EVALUATORS
from shared.model.manifests import KINDS
from shared.plans.checking import NAMED_IN_CHINESE
from shared.plans.indicator_checks import OF_AREAS
from shared.plans.target_checks import NEED_PARAMETER, NEED_VALUE, ONLY_FOR


class Validation(NamedTuple):
    """A CEL rule at one place of a kind."""

    at: str
    """Dotted path of the object that is `self`; empty: the whole."""
    rule: str
    message: str
    field: str = ""
    """Path of the field at fault below `self`, such as `.value`; empty: the object itself."""


def validations(kind: str) -> Iterator[Validation]:
    """Yield the rules of a kind."""
    if kind in KINDS:
        yield from _names(kind)
    yield from _OF_KIND.get(kind, ())
    if kind == "Target":
        yield from _comparators()


def _names(kind: str) -> Iterator[Validation]:
    if kind in NAMED_IN_CHINESE:
        yield Validation("spec.names", rf"self.zh.matches({_HAN})", "has no Chinese character; write the Chinese name here", ".zh")
    yield Validation("spec.names", rf"!self.en.matches({_HAN})", "has Chinese characters; write the English name here", ".en")


def _comparators() -> Iterator[Validation]:
    judged = _words(f"{shape}/{comparator}" for shape, comparator in (*POINT_EVALUATORS, *REGISTER_EVALUATORS))
    yield Validation(
        "spec", f"self.shape + '/' + self.comparator in {judged}", "the shape cannot be judged by the comparator", ".comparator"
    )
    for words, field in ((NEED_VALUE, "value"), (NEED_PARAMETER, "parameter")):
        yield Validation(
            "spec", f"!(self.comparator in {_words(words)}) || has(self.{field})", f"the comparator needs a {field}; add it", f".{field}"
        )
    for field, comparators in ONLY_FOR.values():
        given = _GIVEN.get(field, "has(self.{0})").format(field)
        message = f"the comparator does not read {field}; leave it out"
        yield Validation("spec", f"!({given}) || self.comparator in {_words(comparators)}", message, f".{field}")


def _words(words: Iterator[str] | Collection[str]) -> str:
    return "[" + ", ".join(f"'{word}'" for word in sorted(set(words))) + "]"


_HAN: Final = r"'[\\x{3400}-\\x{9fff}]'"
_FILLED: Final = "has(self.{0}) && self.{0} != ''"
_NOT_ZERO: Final = "has(self.{0}) && self.{0} != 0.0"
_GIVEN: Final = {
    "value": _NOT_ZERO,
    "tolerance": _NOT_ZERO,
    "band": _NOT_ZERO,
    "allowedMisses": "has(self.{0}) && self.{0} != 0",
    "className": _FILLED,
    "limits": "has(self.{0}) && size(self.{0}) > 0",
}
"""When a field counts as given, where that is more than being there."""

_TARGET: Final = (
    Validation(
        "spec", "self.shape != 'class' || (has(self.className) && self.className != '')", "shape class needs the class wanted", ".className"
    ),
    Validation(
        "spec", "self.comparator != 'in_step_with' || has(self.reference)", "in_step_with needs the other indicator; add it", ".reference"
    ),
    Validation(
        "spec", "!has(self.reference) || self.reference != self.indicator", "an indicator is always in step with itself", ".reference"
    ),
    Validation("spec.limits[]", "has(self.floor) || has(self.ceiling)", "a limit needs a floor, a ceiling or both; add one"),
    Validation("spec.limits[]", "!has(self.floor) || !has(self.ceiling) || self.floor <= self.ceiling", "the floor is above the ceiling"),
    Validation(
        "spec.curve", "self.kind != 'by-hand' || (has(self.points) && size(self.points) > 0)", "a curve by hand needs points", ".points"
    ),
    Validation(
        "spec.curve",
        "!has(self.points) || size(self.points) == 0 || self.kind in ['steps', 'by-hand']",
        "only steps and by-hand have points",
        ".points",
    ),
    Validation(
        "spec.curve",
        "!has(self.points) || self.points.all(month, month.matches('^(0?[1-9]|1[0-2])$') && self.points[month] >= 0.0 && self.points[month] <= 1.0)",
        "points are months 1 to 12, each with a share from 0 to 1",
        ".points",
    ),
    Validation(
        "spec.curve",
        "!has(self.points) || self.points.all(a, self.points.all(b, !a.matches('^[0-9]{1,2}$') || !b.matches('^[0-9]{1,2}$')"
        " || int(a) > int(b) || self.points[a] <= self.points[b]))",
        "the share reached cannot fall from one month to a later one",
        ".points",
    ),
    Validation(
        "spec",
        "!has(self.amendments) || self.amendments.all(i, one, i == 0 || self.amendments[i - 1].effectiveFrom < one.effectiveFrom)",
        "amendments stand in the order of their days; put the oldest first",
        ".amendments",
    ),
)
_INDICATOR: Final = (
    Validation(
        "spec",
        "(self.kind == 'class') == (has(self.classes) && size(self.classes) > 0)",
        "an indicator of kind class, and no other, has the names of its classes, best first",
        ".classes",
    ),
    Validation(
        "spec",
        "self.kind != 'register' || has(self.entityType)",
        "a register is reported item by item; give the type of its items",
        ".kind",
    ),
    Validation("spec.range", "!has(self.minimum) || !has(self.maximum) || self.minimum <= self.maximum", "minimum is above maximum"),
    Validation(
        "spec", "!has(self.entityType) || !has(self.release.embargo)", "an embargo holds for values of areas, not of entities", ".release"
    ),
    Validation(
        "spec.release", "!has(self.embargo) || self.embargo.days <= self.delayDays", "nothing is due before its release", ".embargo"
    ),
    Validation("spec", "self.rollUp.rule != 'pool' || has(self.entityType)", "pool keeps entities, and this indicator has none", ".rollUp"),
    Validation(
        "spec",
        f"!has(self.entityType) || !(self.rollUp.rule in {_words(OF_AREAS)})",
        "the rule combines areas, and this indicator is about entities; use pool or none",
        ".rollUp",
    ),
    Validation("spec", "self.rollUp.rule != 'sum' || self.unit != 'percent'", "percentages of areas cannot be added", ".rollUp"),
    Validation("spec.rollUp", "(self.rule == 'weighted-mean') == has(self.weight)", "weighted-mean, and nothing else, needs a weight"),
)
_WORST_FIRST: Final = "{'red': 0, 'orange': 1, 'yellow': 2, 'blue': 3}"
_RULE: Final = (
    Validation(
        "",
        "self.metadata.name == self.spec.family || self.metadata.name.startsWith(self.spec.family + '.')",
        "rules are named family first",
        ".spec.family",
    ),
    Validation(
        "spec", "has(self.severity) != (has(self.bands) && size(self.bands) > 0)", "a rule has a severity, or bands with a severity each"
    ),
    Validation(
        "spec",
        f"!has(self.bands) || self.bands.all(i, band, i == 0 || {_WORST_FIRST}[self.bands[i - 1].severity] < {_WORST_FIRST}[band.severity])",
        "the first band that holds counts: list each severity once, worst first",
        ".bands",
    ),
    Validation(
        "spec", "(has(self.of) && size(self.of) > 0) || !self.when.contains('legs(')", "legs() counts the legs of `of`; add them", ".when"
    ),
)
_ONE_ADDRESS: Final = "(has(self.url) && self.url != '') != (has(self.urlFile) && self.urlFile != '')"
_NO_PARENT_OF_ITSELF: Final = Validation(
    "", "!has(self.spec.parent) || self.spec.parent != self.metadata.name", "it is its own parent", ".spec.parent"
)
_OF_KIND: Final = {
    "Area": (_NO_PARENT_OF_ITSELF,),
    "Entity": (
        _NO_PARENT_OF_ITSELF,
        Validation(
            "spec",
            "!has(self.plannedStart) || !has(self.plannedEnd) || self.plannedStart <= self.plannedEnd",
            "plannedStart is after plannedEnd; correct one of them",
            ".plannedStart",
        ),
    ),
    "Indicator": _INDICATOR,
    "Target": _TARGET,
    "RiskRule": _RULE,
    "Subscriber": (
        Validation("spec.webhook", _ONE_ADDRESS, "a webhook has either url or urlFile; give exactly one"),
        Validation("spec.sms", _ONE_ADDRESS, "a gateway has either url or urlFile; give exactly one"),
        Validation(
            "spec.mail",
            "(has(self.recipients) && size(self.recipients) > 0) || (has(self.recipientsFile) && self.recipientsFile != '')",
            "mail has no recipient; give recipientsFile, or recipients where they are not personal",
        ),
    ),
}

BOUNDS: Final = {
    "spec.names.zh": ("maxLength", 1000),
    "spec.names.en": ("maxLength", 1000),
    "spec.limits": ("maxItems", 100),
    "spec.amendments": ("maxItems", 100),
    "spec.curve.points": ("maxProperties", 12),
    "spec.bands": ("maxItems", 4),
}
"""Sizes that the API server needs for telling how long a rule may take: far above any use."""

UNIQUE: Final = {
    "Target": {"spec.limits": "effectiveFrom", "spec.amendments": "effectiveFrom", "spec.areas": "area"},
    "Plan": {"spec.chapters": "number"},
    "RiskRule": {"spec.bands": "severity"},
    "Indicator": {"spec.periods": "", "spec.classes": ""},
}
"""Lists without doubles: the field that tells their elements apart; empty: the element itself."""
