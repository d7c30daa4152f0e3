"""CEL expressions over an area's history.

Functions, all of the period that the rule stands at (ids in quotes; numbers are doubles, so write 120.0):

    value("debt.ratio.official")            the value of this period
    previous("housing.price.new.mom")       of the period before; previous(id, 3): three before
    yoy("fiscal.revenue.land")              change on the same period of last year, percent
    ytd("housing.sold-area")                sum since January of a monthly figure
    band("debt.ratio.official", [120.0, 200.0, 300.0])   how many edges the value has reached: 0 below 120, 1 from 120 to below 200 …
    run_below("housing.price.new.mom", 100.0)            periods in a row, up to this one, with a value below the bound
    chain("housing.price.new.mom", 12)      twelve indices on the period before (100 = unchanged), multiplied: an index on the period before them
    months_since("arrears.owed")            periods since the last value, 0 when there is one now
    legs()                                  how many legs of `of` hold (legs that are unknown do not)

A missing value makes its function fail: the expression is then unknown, which neither raises nor resolves.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence

import cel

from shared.judgement.derivations.housing import chained
from shared.judgement.view import Point, View
from shared.model.errors import InvalidManifest
from shared.model.period import Period, PeriodLength

FUNCTIONS = frozenset({"value", "previous", "yoy", "ytd", "band", "run_below", "chain", "months_since", "legs"})
"""Functions of ours; CEL's own go beside them."""

LONGEST_RUN = 600
"""Periods that `run_below` looks back at most."""

_CALL = re.compile(r"\b(?:value|previous|yoy|ytd|band|run_below|chain|months_since)\(\s*[\"']([^\"']+)[\"']")
_COMPARISON = re.compile(r"value\(\s*[\"']([^\"']+)[\"']\s*\)\s*(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)")
_PLACE = re.compile(r"<input>:(\d+):(\d+): (.*)")

# The library logs every failed call; here a failed call is an ordinary answer: not known.
logging.getLogger("cel").setLevel(logging.CRITICAL + 1)


class Missing(Exception):
    """A value that an expression reads is not there."""


class Standpoint:
    """The period and area that expressions are evaluated at; moved along by the walk."""

    def __init__(self, length: PeriodLength) -> None:
        self._length = length
        self.view: View | None = None
        self.period = Period(length, 0)
        self.legs_holding = 0
        self.context = cel.Context()
        functions: dict[str, Callable[..., float]] = {
            "value": self.value,
            "previous": self.previous,
            "yoy": self.yoy,
            "ytd": self.ytd,
            "band": self.band,
            "run_below": self.run_below,
            "chain": self.chain,
            "months_since": self.months_since,
            "legs": lambda: self.legs_holding,
        }
        for name, function in functions.items():
            self.context.add_function(name, function)

    def point(self, indicator: str, period: Period) -> Point | None:
        """Return the point of an indicator in a period, or None."""
        return None if self.view is None else self.view.point(indicator, period)

    def value(self, indicator: str) -> float:
        """Return the value of this period."""
        return self._at(indicator, self.period)

    def previous(self, indicator: str, back: int = 1) -> float:
        """Return the value of an earlier period."""
        return self._at(indicator, self.period.shift(-int(back)))

    def yoy(self, indicator: str) -> float:
        """Return the change on the same period of last year, percent."""
        before = self._at(indicator, self.period.a_year_before())
        if before == 0:
            raise Missing(indicator)
        return 100 * (self.value(indicator) / before - 1)

    def ytd(self, indicator: str) -> float:
        """Return the sum since January."""
        count = self.period.ordinal % 12 + 1
        return sum(self._at(indicator, self.period.shift(-back)) for back in range(count))

    def band(self, indicator: str, edges: Sequence[float]) -> int:
        """Return how many edges the value has reached."""
        value = self.value(indicator)
        return sum(value >= edge for edge in edges)

    def run_below(self, indicator: str, bound: float) -> int:
        """Return how many periods in a row had a value below the bound."""
        if self.value(indicator) >= bound:
            return 0
        count, period = 0, self.period
        while count < LONGEST_RUN and (point := self.point(indicator, period)) is not None and point.value < bound:
            count, period = count + 1, period.shift(-1)
        return count

    def chain(self, indicator: str, count: int) -> float:
        """Return the index of this period on the one `count` periods before, chained from indices on the period before."""
        return chained([self._at(indicator, self.period.shift(-back)) for back in reversed(range(int(count)))])

    def months_since(self, indicator: str) -> int:
        """Return how many periods ago the last value was."""
        points = [] if self.view is None else self.view.points(indicator, self._length)
        known = [point.period.ordinal for point in points if point.period <= self.period]
        if not known:
            raise Missing(indicator)
        return self.period.ordinal - known[-1]

    def _at(self, indicator: str, period: Period) -> float:
        point = self.point(indicator, period)
        if point is None:
            raise Missing(indicator)
        return point.value


class Expression:
    """A compiled CEL expression."""

    def __init__(self, text: str) -> None:
        """Compile `text`.

        Raises:
            InvalidManifest: If it does not compile or calls an unknown function; the message has line and column.
        """
        self.text = text
        try:
            self._program = cel.compile(text)
        except ValueError as error:
            raise InvalidManifest(_syntax_error(text, str(error))) from error
        unknown = sorted(name for name in _called(text) - FUNCTIONS - _BUILT_IN)
        if unknown:
            line, column = _place(text, unknown[0])
            raise InvalidManifest(
                f"line {line}, column {column}: unknown function {unknown[0]!r}; known are {', '.join(sorted(FUNCTIONS))}"
            )
        self.indicators = frozenset(_CALL.findall(text))
        """Indicators that it reads."""
        self.comparisons = tuple((name, operator, float(number)) for name, operator, number in _COMPARISON.findall(text))
        """Its comparisons of a value with a number: (indicator, operator, number)."""

    def holds(self, standpoint: Standpoint) -> bool | None:
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


def _called(text: str) -> set[str]:
    outside_strings = re.sub(r"\"[^\"]*\"|'[^']*'", '""', text)
    return set(re.findall(r"([A-Za-z_][A-Za-z0-9_]*)\s*\(", outside_strings))


def _place(text: str, word: str) -> tuple[int, int]:
    position = text.index(word)
    return text.count("\n", 0, position) + 1, position - (text.rfind("\n", 0, position) + 1) + 1


def _syntax_error(text: str, message: str) -> str:
    found = _PLACE.search(message)
    if found is None:
        return f"{text!r} does not compile: {message}"
    return f"line {found[1]}, column {found[2]}: {found[3]}"
