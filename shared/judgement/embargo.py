"""Embargo: a value before its official release is in the state, and in no verdict, rule, sum or derivation that anybody is told of.

It is hidden where everything reads, in the view: that of the area, and those of the areas above, which have it of what this one sent up.
Its release, by a tick or by a changed definition, is then a change like any other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from shared.judgement.area_view import AreaView
from shared.judgement.series import Series, SeriesKey
from shared.judgement.state import AreaState, PartitionState
from shared.model.period import Period


def withheld_in(state: PartitionState, area: AreaState) -> set[tuple[SeriesKey, int]]:
    """Return series and ordinal of every value under embargo: of the area, whichever lane it comes from, and of its child areas.

    What was taken back counts: that there was something is not to be known either.
    """
    if not state.index.embargoed:
        return set()
    view = AreaView(state, area).unsealed()
    known = (one for name in state.index.embargoed for one in _known(state, area, view, name))
    return {(key, ordinal) for key, ordinal in known if view.withholds(key.indicator, Period(key.length, ordinal))}


def _known(state: PartitionState, area: AreaState, view: AreaView, indicator: str) -> Iterator[tuple[SeriesKey, int]]:
    series_known = area.by_indicator.get(indicator, ())
    for length in {state.index.indicators[indicator].stored_length, *(series.key.length for series in series_known)}:
        for point in view.points(indicator, length):
            yield SeriesKey(indicator, "", "", length), point.period.ordinal
        own = area.series.get(SeriesKey(indicator, "", "", length))
        yield from ((own.key, period.ordinal) for period in own.taken_back()) if own is not None else ()
    for series in area.of_children.get(indicator, ()):
        yield from ((series.key, period.ordinal) for period in (*series.by_period(), *series.taken_back()))


def withhold(state: PartitionState) -> None:
    """Remember what is under embargo as the state stands: nothing is released by that."""
    for area in state.areas.values():
        area.withheld = withheld_in(state, area)


def release(state: PartitionState, area: AreaState) -> dict[Series, list[int]]:
    """Return what was under embargo until now and is not any longer, as the changes that it amounts to."""
    if not area.withheld and not state.index.embargoed:
        return {}
    before, area.withheld = area.withheld, withheld_in(state, area)
    released: dict[Series, list[int]] = defaultdict(list)
    for key, ordinal in sorted(before - area.withheld):
        released[area.get(key)].append(ordinal)
    return released
