"""Where a rule stands: one period of an area or an entity, and the functions that its expressions call there.

Ids in quotes; numbers are doubles, so write 120.0:

    value("debt.ratio.official")            the value of this period
    previous("housing.price.new.mom")       of the period before; previous(id, 3): three before
    yoy("fiscal.revenue.land")              change on the same period of last year, percent
    change("hotline.12345.response")        the same in the indicator's own unit, such as points
    pace("debt.hidden.resolved")            a percentage since January over the share of the year that has passed, percent
    ytd("housing.sold-area")                sum since January of a monthly figure
    band("debt.ratio.official", [120.0, 200.0, 300.0])   how many edges the value has reached: 0 below 120, 1 from 120 to below 200 …
    run_below("housing.price.new.mom", 100.0)            periods in a row, up to this one, with a value below the bound
    target_class("water.section.class")     number of the class that the entity's definition wants, of class III where it wants none
    beyond_target("water.section.class")    by how many classes the value is worse than that
    chain("housing.price.new.mom", 12)      twelve indices on the period before (100 = unchanged), multiplied: an index on the period before them
    month()                                 the month that the period ends in, 1 to 12
    months_since("arrears.owed")            periods since the last value, 0 when there is one now; the clock moves such a rule on
    periods_since("meter.electricity.daily")             the same, for periods of any length
    highest("flood.water-depth")            of readings shorter than a day: the highest of this day
    last("flood.water-depth")               of those: the last one of this day
    legs()                                  how many legs of `of` hold (legs that are unknown do not)

A missing value makes its function fail: the expression is then unknown, which neither raises nor resolves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cel

from shared.judgement.derivations.housing import chained
from shared.judgement.derivations.surface_water import TARGET_CLASS
from shared.judgement.rules.of_entity import OfNothing, RuleView
from shared.judgement.view import Point
from shared.model.period import Period, PeriodLength

READING = (
    "value",
    "previous",
    "yoy",
    "change",
    "pace",
    "ytd",
    "band",
    "run_below",
    "chain",
    "months_since",
    "periods_since",
    "target_class",
    "beyond_target",
)
"""Functions that read values of the length that the rule walks by."""
READING_SHORT = ("highest", "last")
"""Functions of a day that read readings shorter than it."""
READING_CLOCK = frozenset({"months_since", "periods_since"})
"""Functions whose answer changes while nothing is reported."""
MEASURES = ("value", "highest", "last", "yoy", "change", "pace", "run_below", "months_since", "periods_since", "beyond_target")
"""Functions of an indicator whose comparison with a number is a line that an alert tells."""
FUNCTIONS = frozenset({*READING, *READING_SHORT, "month", "legs"})
"""Functions of rules over areas and entities; CEL's own go beside them."""

LONGEST_RUN = 600
"""Periods that `run_below` looks back at most."""


NOTHING = OfNothing()


class Missing(Exception):
    """A value that an expression reads is not there."""


class Standpoint:
    """The period and area that expressions are evaluated at; moved along by the walk."""

    def __init__(self, length: PeriodLength) -> None:
        self._length = length
        self.view: RuleView = NOTHING
        self.period = Period(length, 0)
        self.legs_holding = 0
        self.context = cel.Context()
        functions: dict[str, Callable[..., float]] = {
            **{name: getattr(self, name) for name in FUNCTIONS - {"legs", "periods_since"}},
            "periods_since": self.months_since,
            "legs": lambda: self.legs_holding,
        }
        for name, function in functions.items():
            self.context.add_function(name, function)

    def point(self, indicator: str, period: Period) -> Point | None:
        """Return the point of an indicator in a period, or None."""
        return self.view.point(indicator, period)

    def measured(self, measure: str, indicator: str, bound: float | None) -> float | None:
        """Return what a function of `MEASURES` gives here; None: not known."""
        function: Callable[..., float] = getattr(self, "months_since" if measure == "periods_since" else measure)
        try:
            return float(function(indicator) if bound is None else function(indicator, bound))
        except Missing:
            return None

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
        return _on_its_line(100 * self.value(indicator) / before) - 100

    def change(self, indicator: str) -> float:
        """Return the difference from the same period of last year."""
        return round(self.value(indicator) - self._at(indicator, self.period.a_year_before()), 9)

    def pace(self, indicator: str) -> float:
        """Return the percentage since January in percent of 序时进度, the twelfths of the year that have passed."""
        return _on_its_line(self.value(indicator) * 12 / self.month())

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

    def beyond_target(self, indicator: str) -> float:
        """Return by how many classes the value is worse than the one that the entity should meet; below 0: better."""
        return self.value(indicator) - self.target_class(indicator)

    def target_class(self, indicator: str) -> float:
        """Return the number of the class that the entity should meet."""
        spec = self.view.indicator(indicator)
        wanted = self.view.target_class or TARGET_CLASS
        if spec is None or wanted not in spec.classes:
            raise Missing(indicator)
        return float(spec.classes.index(wanted))

    def chain(self, indicator: str, count: int) -> float:
        """Return the index of this period on the one `count` periods before, chained from indices on the period before."""
        return chained([self._at(indicator, self.period.shift(-back)) for back in reversed(range(int(count)))])

    def month(self) -> int:
        """Return the month that the period ends in."""
        return self.period.last_day.month

    def months_since(self, indicator: str) -> int:
        """Return how many periods ago the last value was."""
        for point in reversed(self.view.points(indicator, self._length)):
            if point.period <= self.period:
                return self.period.ordinal - point.period.ordinal
        raise Missing(indicator)

    def highest(self, indicator: str) -> float:
        """Return the highest reading of this day."""
        found = self.view.day(indicator, self.period)
        if found is None:
            raise Missing(indicator)
        return found.highest.value

    def last(self, indicator: str) -> float:
        """Return the last reading of this day."""
        found = self.view.day(indicator, self.period)
        if found is None:
            raise Missing(indicator)
        return found.last.value

    def _at(self, indicator: str, period: Period) -> float:
        point = self.point(indicator, period)
        if point is None:
            raise Missing(indicator)
        return point.value


def _on_its_line(value: float) -> float:
    """Return a quotient with the 12 digits that are meant: its last bits would carry one that lies on a line over it."""
    return float(f"{value:.12g}")
