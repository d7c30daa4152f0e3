"""What is wrong with a field and how to mend it, in words, from the errors of the manifest models."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from shared.model.manifests import KINDS
from shared.model.manifests.alerting import LOCAL_TIME
from shared.model.manifests.delivery import HOUR
from shared.model.matchers import NAMES as MATCHER_NAMES
from shared.model.matchers import PATTERN as MATCHER
from shared.model.nearest import did_you_mean


def schema_mistakes(kind: str, error: ValidationError) -> Iterator[tuple[str, str]]:
    """Yield (dotted path of the field, what is wrong and how to mend it) of every error of a model."""
    for one in error.errors(include_url=False):
        yield dotted(one["loc"]), _words(kind, one)


def dotted(location: tuple[int | str, ...]) -> str:
    """Return a field's place as a dotted path, list positions from 0."""
    return ".".join(str(part) for part in location)


def unknown(what: str, name: str) -> str:
    """Return the words for an id that nothing defines."""
    return f"{what} {name!r}{_NOT_DEFINED}"


def says_unknown(message: str) -> bool:
    """Tell whether a mistake is an id that nothing defines."""
    return _NOT_DEFINED in message


_NOT_DEFINED: Final = " is not defined; define it or correct the id"


def closest(word: str, known: Iterator[str] | Mapping[str, object] | frozenset[str] | set[str]) -> str:
    """Return a hint at the known word that is most like `word`; empty when none is."""
    return did_you_mean(word, frozenset(known))


def _words(kind: str, error: ErrorDetails) -> str:
    given = f"{error['input']!r:.80}"
    match error["type"]:
        case "missing":
            words = "is missing; add it"
        case "extra_forbidden":
            words = f"is not a field of {kind}{closest(str(error['loc'][-1]), field_names(kind)) or '; leave it out'}"
        case "literal_error":
            words = f"{given} is not one of {error['ctx']['expected'].replace(' or ', ', ')}"
        case "string_type":
            words = _no_text(error["input"])
        case "string_pattern_mismatch":
            words = f"{given} {_FORMS.get(error['ctx']['pattern'], _NO_NAME)}"
        case "too_short" | "string_too_short":
            words = "is empty; write at least one"
        case _:
            words = f"{_lower(error['msg'])}; it is {given}"
    return words


_NO_NAME: Final = "is not a legal name; use lower-case letters, digits, - and ., a letter or digit at both ends"
_FORMS: Final = {
    MATCHER: f"is no matcher; write NAME=VALUE,… or NAME!=VALUE,… with a name of {', '.join(MATCHER_NAMES)}",
    HOUR: "is no hour; write one such as '07:30'",
    LOCAL_TIME: "is no local time; write one such as '2026-10-01T09:00'",
}


def _no_text(given: object) -> str:
    if isinstance(given, bool):
        return f"{given} is a truth value here: YAML reads yes, no, on, off as such; write the word in quotes"
    if isinstance(given, int | float):
        return f"{given} is a number here; write it in quotes: '{given}'"
    return f"should be a text; it is {given!r:.80}"


def _lower(message: str) -> str:
    return re.sub(r"^Input should", "should", message)


@cache
def field_names(kind: str) -> frozenset[str]:
    """Return the names of all fields of a kind, at any depth, as YAML writes them."""
    return frozenset(_properties(KINDS[kind].model_json_schema(by_alias=True)))


def _properties(schema: Any) -> Iterator[str]:  # noqa: ANN401 - a JSON Schema holds anything
    if isinstance(schema, Mapping):
        yield from schema.get("properties", {})
        for part in schema.values():
            yield from _properties(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _properties(part)
