"""Matchers: which alerts something is about, such as `family=debt`, `area=320205,320206` or `severity!=red`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from shared.model.errors import Invalid
from shared.model.status import Severity

NAMES: Final = ("plan", "rule", "family", "area", "entity", "target", "severity")
PATTERN: Final = rf"^({'|'.join(NAMES)})(=|!=)[^,\s]+(,[^,\s]+)*$"
"""Form of a matcher's text."""
_FORM: Final = re.compile(PATTERN)
_SEVERITIES: Final = tuple(one.word for one in Severity)


class Subject(NamedTuple):
    """What matchers are held against: the names of an alert."""

    plan: str
    rule: str
    areas: tuple[str, ...]
    """Its area, then those above it."""
    entity: str
    """Of a rule over targets: the target."""
    severity: int

    def values(self, name: str) -> frozenset[str]:
        """Return what it has under a name of `NAMES`."""
        if name == "severity":
            return frozenset({Severity(self.severity).word}) if self.severity else frozenset()
        if name == "area":
            return frozenset(self.areas)
        return frozenset({{"plan": self.plan, "rule": self.rule, "family": self.rule.partition(".")[0]}.get(name, self.entity)})


class Matcher(NamedTuple):
    """One condition."""

    name: str
    values: frozenset[str]
    """Any of them."""
    negated: bool

    def matches(self, subject: Subject) -> bool:
        """Tell whether an alert meets it; an area also stands for those below it."""
        return bool(self.values & subject.values(self.name)) is not self.negated


@lru_cache(maxsize=4096)
def read_matcher(text: str) -> Matcher:
    """Return the matcher that a text says.

    Raises:
        Invalid: If it says none, or a severity that there is not.
    """
    found = _FORM.fullmatch(text)
    if found is None:
        raise Invalid(
            f"{text!r} is no matcher; write NAME=VALUE or NAME!=VALUE, values parted by commas, with a name of {', '.join(NAMES)}"
        )
    name, relation = found[1], found[2]
    values = frozenset(text[len(name) + len(relation) :].split(","))
    if name == "severity" and (strange := sorted(values.difference(_SEVERITIES))):
        raise Invalid(f"{text!r}: there is no severity {strange[0]!r}; there are {', '.join(_SEVERITIES)}")
    return Matcher(name, values, relation == "!=")


def all_match(matchers: Iterable[str], subject: Subject) -> bool:
    """Tell whether an alert meets every one of some matchers; without any it does."""
    return all(read_matcher(one).matches(subject) for one in matchers)


def areas_named(matchers: Sequence[str]) -> frozenset[str] | None:
    """Return the areas that matchers are confined to; None: they are not."""
    confined = [one.values for one in map(read_matcher, matchers) if one.name == "area" and not one.negated]
    return frozenset.intersection(*confined) if confined else None
