"""CEL expressions: compiled once, evaluated at a standpoint; what they read is known beforehand."""

from __future__ import annotations

import logging
import re
from typing import NamedTuple, Protocol

import cel

from shared.judgement.rules.standpoint import FUNCTIONS, MEASURES, READING, READING_SHORT, Missing
from shared.model.errors import InvalidExpression

_ID = r"\(\s*[\"']([^\"']+)[\"']"
_CALL = re.compile(rf"\b({'|'.join((*READING, *READING_SHORT))}){_ID}")
_COMPARISON = re.compile(
    rf"(?<![-+*/%])(?<![-+*/%]\s)\b({'|'.join(MEASURES)}){_ID}\s*(?:,\s*(-?[\d.]+)\s*)?\)\s*(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)(?!\.?\d|\s*[-+*/%])"
)
_PLACE = re.compile(r"<input>:(\d+):(\d+): (.*)")

# The library logs every failed call; here a failed call is an ordinary answer: not known.
logging.getLogger("cel").setLevel(logging.CRITICAL + 1)


class Comparison(NamedTuple):
    """A measure of an indicator compared with a number, alone on its side: a line that can be told."""

    measure: str
    """Function, one of `MEASURES`."""
    indicator: str
    bound: float | None
    """The function's second argument; None: it has none."""
    operator: str
    number: float


class Standing(Protocol):
    """What expressions are evaluated at."""

    @property
    def context(self) -> cel.Context:
        """The functions, as they answer now."""


class Expression:
    """A compiled CEL expression."""

    def __init__(self, text: str, functions: frozenset[str] = FUNCTIONS) -> None:
        """Compile `text`, which may call `functions` beside CEL's own.

        Raises:
            InvalidExpression: If it does not compile or calls an unknown function; it has line and column.
        """
        self.text = text
        try:
            self._program = cel.compile(text)
        except ValueError as error:
            raise _syntax_error(text, str(error)) from error
        self.calls = frozenset(_called(text))
        """Functions that it calls."""
        unknown = sorted(self.calls - functions - _BUILT_IN)
        if unknown:
            reason = f"unknown function {unknown[0]!r}; known are {', '.join(sorted(functions))}"
            raise InvalidExpression(reason, *place(text, unknown[0]))
        calls = _CALL.findall(text)
        self.short_indicators = frozenset(name for function, name in calls if function in READING_SHORT)
        """Indicators of which it reads readings shorter than a day."""
        self.indicators = frozenset(name for _, name in calls)
        """Indicators that it reads."""
        self.comparisons = tuple(
            Comparison(measure, name, float(bound) if bound else None, operator, float(number))
            for measure, name, bound, operator, number in _COMPARISON.findall(text)
        )
        """Its comparisons with a number, in order."""

    def holds(self, standpoint: Standing) -> bool | None:
        """Evaluate; None when not known, because a value is missing or the types do not fit."""
        try:
            answer = self._program.execute(standpoint.context)
        except (RuntimeError, TypeError, ValueError, Missing):
            return None
        return answer if isinstance(answer, bool) else None


_BUILT_IN = frozenset(
    {"size", "has", "all", "exists", "exists_one", "map", "filter", "double", "int", "uint", "string", "matches", "contains", "startsWith"}
    | {"endsWith", "min", "max", "abs", "timestamp", "duration"}
)


def place(text: str, word: str) -> tuple[int, int]:
    """Return line and column, both from 1, of the first place where a word stands in an expression; (1, 1): nowhere."""
    found = re.search(rf"(?<![\w.-]){re.escape(word)}(?![\w.-])", text)
    position = found.start() if found is not None else 0
    return text.count("\n", 0, position) + 1, position - (text.rfind("\n", 0, position) + 1) + 1


def _called(text: str) -> set[str]:
    outside_strings = re.sub(r"\"[^\"]*\"|'[^']*'", '""', text)
    return set(re.findall(r"([A-Za-z_][A-Za-z0-9_]*)\s*\(", outside_strings))


def _syntax_error(text: str, message: str) -> InvalidExpression:
    found = _PLACE.search(message)
    if found is None:
        return InvalidExpression(f"{text!r} does not compile: {message}", 1, 1)
    return InvalidExpression(found[3], int(found[1]), int(found[2]))
