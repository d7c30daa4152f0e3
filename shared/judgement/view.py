"""What derivations, evaluators and rules may read of an area's state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, Protocol

from shared.model.manifests import EntitySpec, IndicatorSpec, Names
from shared.model.period import Period, PeriodLength
from shared.model.review import Review
from shared.model.status import ObservationStatus

Lane = Literal["given", "derived", "rolled-up"]
"""Where a value comes from; earlier ones go before later ones."""


class Point(NamedTuple):
    """The value of a series in a period: the winner over revisions and lanes. Withdrawn values are absent, never zero."""

    period: Period
    value: float
    revision: int = 0
    received_ms: int = 0
    """When it was received; of a derived value, the latest of its inputs."""
    event_id: int = 0
    """Event that brought it; 0 for derived and rolled-up values."""
    status: ObservationStatus = ObservationStatus.FINAL
    lane: Lane = "given"
    note: str = ""
    """Flag of a derived value, such as `estimate` or `short-validity`."""
    review: Review | None = None
    """The office's step about this very value; None: preliminary, nobody looked at it."""


class Day(NamedTuple):
    """A day's readings shorter than a day."""

    period: Period
    highest: Point
    last: Point


class Lacking(NamedTuple):
    """A child area that a sum, a mean or what is derived from them waits for."""

    names: Names
    part: Period | None = None
    """The last part of the period that it has reported, such as a month of a quarter; None: none."""
    without: tuple[Names, ...] = ()
    """What it lacks, where that is not the indicator itself: a weight, or what the indicator is derived from."""


class View(Protocol):
    """Read access to one area. All answers are functions of state alone: the same state, the same answers."""

    @property
    def area(self) -> str:
        """Code of the area."""

    @property
    def now_ms(self) -> int:
        """The latest tick, milliseconds since 1970-01-01 UTC; 0 before the first."""

    def indicator(self, name: str) -> IndicatorSpec | None:
        """Return the definition of an indicator, or None."""

    def points(self, indicator: str, length: PeriodLength | None = None) -> Sequence[Point]:
        """Return the area's own points of an indicator, all years, ascending by period, one a period, of its usual length unless said."""

    def point(self, indicator: str, period: Period) -> Point | None:
        """Return the area's own point of one period, or None."""

    def entities(self, indicator: str) -> Mapping[str, Sequence[Point]]:
        """Return the points of every entity, own and pooled from child areas, ascending by period; keys in order."""

    def days(self, indicator: str, entity: str) -> Sequence[Day]:
        """Return the days of which the area itself has readings of an entity shorter than a day, ascending."""

    def means(self, indicator: str) -> Mapping[Period, Point]:
        """Return the mean over all entities that have a value, own and pooled, of every period that has any; in no order."""

    def entity(self, name: str) -> EntitySpec:
        """Return the definition of an entity, or the default attributes for an entity without one."""

    def register_items(self, indicator: str) -> Mapping[str, EntitySpec]:
        """Return the defined items of a register (entities whose `register` is the indicator), in order of name."""

    def children(self, indicator: str, period: Period) -> Mapping[str, Point]:
        """Return what each child area sent up of a period, in order of code."""

    def is_whole(self, indicator: str, period: Period) -> bool:
        """Tell whether what is made of child areas waits for nobody, itself or through what the indicator is derived from."""

    def lacking(self, indicator: str, period: Period) -> Mapping[str, Lacking]:
        """Return the child areas that the value of a period waits for, itself or through what it is derived from, by code."""

    def newcomers(self, indicator: str, now: Point, before: Point) -> Mapping[str, Names]:
        """Return the child areas that a value is made of and an earlier one, made of them too, is not; by code, without zones."""

    def rolled_up(self, indicator: str, period: Period) -> Point | None:
        """Return what the child areas' values of a period make, whatever was given for the area itself; None: they make none."""

    def names(self) -> Names | None:
        """Return the name of the area; None: it is not defined."""

    def official_ms(self, indicator: str, period: Period) -> int:
        """Return when a value and all that it is derived from are officially released, milliseconds; 0: there is nothing to wait for."""

    def revision_gaps(self, indicator: str) -> Sequence[float]:
        """Return |latest - first| of every revised value known, for the revision noise; unordered in time, fixed order."""
