"""What child areas sent up of an indicator, read once until any of it changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from shared.judgement.series import Series
from shared.judgement.view import Point
from shared.model.period import Period, PeriodLength

Children = Mapping[str, Mapping[Period, Point]]
"""Points by period, ascending, by code of the child area, in order."""


class SentUp:
    """The points of child areas of one indicator."""

    def __init__(self, series: Sequence[Series], optional: Collection[str], hides: Callable[[Period], bool] | None = None) -> None:
        """Read nothing yet.

        Args:
            series: Of child areas themselves, in order of their codes.
            optional: Child areas that may report for themselves and need not.
            hides: Tells whether the value of a period is under embargo, and is as if it were not there; None: none is.
        """
        self._series = series
        self._hides = hides
        self._optional = optional
        self._children: dict[PeriodLength, Children] = {}
        self._reported: dict[str, set[int]] | None = None
        self.combined: dict[PeriodLength, Mapping[Period, Point]] = {}
        """What they make together, as already worked out, by period length."""
        self.codes: dict[PeriodLength, Mapping[Period, tuple[str, ...]]] = {}
        """Codes of those that it is made of, in the same way."""
        self.variants: set[tuple[str, ...]] = set()
        """The same of all periods that were worked out, each once."""

    def children(self, length: PeriodLength) -> Children:
        """Return what each child sent up of periods of a length."""
        found = self._children.get(length)
        if found is None:
            found = self._children[length] = {one.key.child: self._seen(one) for one in self._series if one.key.length is length}
        return found

    def reported(self) -> Mapping[str, Collection[int]]:
        """Return the years in which each child that is waited for reported the indicator, for periods of whatever length.

        What it took back counts: it has said that there is a value to come.
        """
        if self._reported is None:
            self._reported = defaultdict(set)
            for one in self._series:
                if one.key.child not in self._optional:
                    years = self._reported[one.key.child]
                    years.update(period.calendar_year for period in self._seen(one))
                    if one.taken_back():
                        years.update(period.calendar_year for period in self._taken_back(one))
        return self._reported

    def periods_of(self, child: str) -> Iterator[Period]:
        """Yield the periods, of whatever length, that a child reported."""
        for one in self._series:
            if one.key.child == child:
                yield from self._seen(one)

    def is_said(self, period: Period) -> bool:
        """Tell whether a child has a value of a period, or took one back; not to be asked of what is hidden."""
        ones = (one for one in self._series if one.key.length is period.length)
        return any(period in one.by_period() or period in one.taken_back() for one in ones)

    def _taken_back(self, series: Series) -> Iterable[Period]:
        periods, hides = series.taken_back(), self._hides
        return periods if hides is None else (period for period in periods if not hides(period))

    def _seen(self, series: Series) -> Mapping[Period, Point]:
        points, hides = series.by_period(), self._hides
        return points if hides is None else {period: point for period, point in points.items() if not hides(period)}
