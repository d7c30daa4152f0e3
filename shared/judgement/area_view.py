"""The view of one area over the state: lanes merged, derivations worked out, everything remembered until an input changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, partial

from shared.judgement.calendar import released_ms
from shared.judgement.cell import WITHDRAWN
from shared.judgement.combination import combine
from shared.judgement.derivations import FORMULAS
from shared.judgement.entity_points import means_of_entities, points_of_entities
from shared.judgement.made_of import newcomers
from shared.judgement.readings import days_of
from shared.judgement.reviewed import reviewed
from shared.judgement.sent_up import SentUp
from shared.judgement.series import Series, SeriesKey
from shared.judgement.state import AreaState, PartitionState
from shared.judgement.view import Day, Lacking, Point
from shared.judgement.waited_for import gaps, named, uneven
from shared.model.manifests import EntitySpec, IndicatorSpec, Names
from shared.model.period import Period, PeriodLength
from shared.model.review import Trail


class AreaView:
    """What derivations, evaluators and rules read of an area. Implements `View`."""

    def __init__(self, state: PartitionState, area: AreaState, *, sealed: bool = True) -> None:
        """Look at an area.

        Args:
            state: The partition's state.
            area: State of the area; an unsealed view needs one that no sealed view reads, see `AreaState.unread`.
            sealed: Values under embargo are not to be seen.
        """
        self._state = state
        self._area = area
        self._sealed = sealed

    @property
    def area(self) -> str:
        """Code of the area."""
        return self._area.code

    @property
    def now_ms(self) -> int:
        """The latest tick, milliseconds since 1970-01-01 UTC; 0 before the first."""
        return self._state.now_ms

    def indicator(self, name: str) -> IndicatorSpec | None:
        """Return the definition of an indicator, or None."""
        return self._state.index.indicators.get(name)

    def points(self, indicator: str, length: PeriodLength | None = None) -> Sequence[Point]:
        """Return the area's own points of an indicator, ascending by period, of its stored length unless said."""
        return self._merged(indicator, length or self._stored_length(indicator))[0]

    def point(self, indicator: str, period: Period) -> Point | None:
        """Return the area's own point of one period, or None."""
        return self._merged(indicator, period.length)[1].get(period)

    def entities(self, indicator: str) -> Mapping[str, Sequence[Point]]:
        """Return the points of every entity, own and pooled from child areas, ascending by period; keys in order.

        A value that was given goes before a derived one, as for the area itself.
        """
        found = self._area.entities.get(indicator)
        if found is None:
            found = self._area.entities[indicator] = points_of_entities(self, self._area, indicator)
        return found

    def days(self, indicator: str, entity: str) -> Sequence[Day]:
        """Return the days of which the area itself has readings of an entity shorter than a day, ascending."""
        spec = self.indicator(indicator)
        series = spec and self._area.series.get(SeriesKey(indicator, entity, "", spec.stored_length))
        return days_of(series) if series else ()

    def means(self, indicator: str) -> Mapping[Period, Point]:
        """Return the mean over all entities that have a value, own and pooled, of every period that has any; in no order."""
        return means_of_entities(self, self._area, indicator)

    def entity(self, name: str) -> EntitySpec:
        """Return the definition of an entity, or the default attributes for an entity without one."""
        return self._state.index.entities.get(name) or default_entity(name, self.area)

    def register_items(self, indicator: str) -> Mapping[str, EntitySpec]:
        """Return the defined items of a register, in order of name."""
        return self._state.index.registers.get(indicator, {})

    def children(self, indicator: str, period: Period) -> Mapping[str, Point]:
        """Return what each child area sent up of a period, in order of code."""
        children = self.sent_up(indicator).children(period.length)
        return {code: points[period] for code, points in children.items() if period in points}

    def is_whole(self, indicator: str, period: Period) -> bool:
        """Tell whether what is made of child areas waits for nobody, itself or through what the indicator is derived from."""
        return not any(gaps(self, self._state.index, indicator, period))

    def lacking(self, indicator: str, period: Period) -> Mapping[str, Lacking]:
        """Return the child areas that the value of a period waits for, itself or through what it is derived from, by code."""
        return named(self, self._state.index, indicator, period)

    def newcomers(self, indicator: str, now: Point, before: Point) -> Mapping[str, Names]:
        """Return the child areas that a value is made of and an earlier one, made of them too, is not; by code, without zones."""
        if now.lane == "given" or before.lane == "given":
            return {}
        index = self._state.index
        found = newcomers(self, index, indicator, now.period, before.period)
        return {code: index.areas[code].spec.names for code in found if code in index.areas}

    def rolled_up(self, indicator: str, period: Period) -> Point | None:
        """Return what the child areas' values of a period make, whatever was given for the area itself; None: they make none."""
        spec = self.indicator(indicator)
        if spec is None or not spec.roll_up.combines:
            return None
        return self._rolled_up(spec, indicator, period.length).get(period)

    def names(self) -> Names | None:
        """Return the name of the area; None: it is not defined."""
        area = self._state.index.areas.get(self.area)
        return None if area is None else area.spec.names

    def official_ms(self, indicator: str, period: Period) -> int:
        """Return when a value and all that it is derived from are officially released, milliseconds; 0: there is nothing to wait for."""
        specs = self._state.index.embargoed_under.get(indicator, ())
        return max([released_ms(period, spec.release) for spec in specs], default=0) if specs else 0

    def revision_gaps(self, indicator: str) -> Sequence[float]:
        """Return |latest - first| of every revised value known, in order of period."""
        spec = self.indicator(indicator)
        series = spec and self._area.series.get(SeriesKey(indicator, "", "", spec.stored_length))
        return [] if not series else [gap for period, gap in _gaps(series) if not self.hides(indicator, period)]

    def trail(self, indicator: str, period: Period) -> Trail | None:
        """Return the office's steps about a period; None: there were none."""
        return self._area.reviews[indicator].get(period) if indicator in self._area.reviews else None

    def unsealed(self) -> AreaView:
        """Return the area as who has the right to values under embargo sees it."""
        return AreaView(self._state, self._area.unread(), sealed=False)

    def withholds(self, indicator: str, period: Period) -> bool:
        """Tell whether the value of a period is under embargo."""
        spec = self._state.index.embargoed.get(indicator)
        return spec is not None and released_ms(period, spec.release) > self.now_ms

    def hides(self, indicator: str, period: Period) -> bool:
        """Tell whether the value of a period is under embargo and not to be seen here."""
        return self._sealed and self.withholds(indicator, period)

    def sent_up(self, indicator: str) -> SentUp:
        """Return what the child areas sent up of an indicator."""
        found = self._area.sent_up.get(indicator)
        if found is None:
            hides = partial(self.hides, indicator) if indicator in self._state.index.embargoed else None
            found = self._area.sent_up[indicator] = SentUp(
                self._area.of_children.get(indicator, ()), self._state.index.zones_in(self.area), hides
            )
        return found

    def _stored_length(self, indicator: str) -> PeriodLength:
        spec = self.indicator(indicator)
        return spec.stored_length if spec is not None else PeriodLength.MONTH

    def _merged(self, indicator: str, length: PeriodLength) -> tuple[tuple[Point, ...], dict[Period, Point]]:
        kept = self._area.points[indicator]
        found = kept.get(length)
        if found is None:
            merged = self._lanes(self.indicator(indicator), indicator, length)
            found = kept[length] = (tuple(merged[period] for period in sorted(merged)), merged)
        return found

    def _lanes(self, spec: IndicatorSpec | None, indicator: str, length: PeriodLength) -> dict[Period, Point]:
        """Return points by period: rolled up, overlaid by derived, overlaid by given ones."""
        merged: dict[Period, Point] = {}
        if spec is not None and spec.roll_up.combines:
            merged |= self._rolled_up(spec, indicator, length)
        if spec is not None and spec.derivation is not None and length is spec.stored_length:
            merged |= _by_period(self._of_the_same_children(spec, indicator))
        given = self._area.series.get(SeriesKey(indicator, "", "", length))
        if given is not None:
            merged |= given.by_period()
        if indicator in self._area.reviews:
            merged |= reviewed(merged, given, _of_length(self._area.reviews[indicator], length))
        if indicator in self._state.index.embargoed:
            return {period: point for period, point in merged.items() if not self.hides(indicator, period)}
        return merged

    def _of_the_same_children(self, spec: IndicatorSpec, indicator: str) -> Iterable[Point]:
        """Return the derived points, without those that are made of sums over different child areas."""
        points = self._derived(spec)
        found = list(points)
        read = (self._area.sent_up.get(one) for one in self._state.index.sources.get(indicator, ()))
        # What the inputs were made of is known now that they were read; mostly of the same children in all periods.
        if len(set().union(*(one.variants for one in read if one is not None))) < 2:
            return found
        return [point for point in found if not any(uneven(self, self._state.index, indicator, point.period))]

    def _derived(self, spec: IndicatorSpec) -> Iterable[Point]:
        derivation = spec.derivation
        formula = FORMULAS.get(derivation.formula) if derivation is not None else None
        if formula is None or derivation is None:
            return ()
        points = formula.derive(self, derivation.inputs or formula.inputs, derivation.parameters)
        return (point._replace(lane="derived") for point in points)

    def _rolled_up(self, spec: IndicatorSpec, indicator: str, length: PeriodLength) -> Mapping[Period, Point]:
        sent_up = self.sent_up(indicator)
        found = sent_up.combined.get(length)
        if found is None:
            weights = self.sent_up(spec.roll_up.weight).children(length) if spec.roll_up.weight else {}
            combined = combine(sent_up.children(length), rule=spec.roll_up.rule, weights=weights, reported=sent_up.reported())
            found, codes = {}, {}
            for point, of in combined:
                found[point.period], codes[point.period] = point, of
            sent_up.combined[length], sent_up.codes[length] = found, codes
            sent_up.variants.update(codes.values())
        return found


@lru_cache(maxsize=65536)
def default_entity(name: str, area: str) -> EntitySpec:
    """Return the attributes of an entity that has no definition: an assessed river section or station of the area."""
    return EntitySpec(names=Names(zh=name, en=name), type="entity", area=area)


def _of_length(trails: Mapping[Period, Trail], length: PeriodLength) -> dict[Period, Trail]:
    return {period: one for period, one in trails.items() if period.length is length}


def _by_period(points: Iterable[Point]) -> dict[Period, Point]:
    return {point.period: point for point in points}


def _gaps(series: Series) -> Iterable[tuple[Period, float]]:
    for bucket in sorted(series.cells):
        cell = series.cells[bucket]
        for slot in sorted(cell.superseded):
            stated = [entry for entry in (*cell.superseded[slot].values(), cell.entry(slot)) if entry.status != WITHDRAWN]
            if len(stated) > 1:
                yield Period(series.key.length, cell.first + slot), abs(max(stated).value - min(stated).value)
