"""Embargo: a value before its official release is in the state, and in no verdict, rule, roll-up or derivation that anybody is told of.

It is hidden where everything reads, in the view. Its release, by a tick or by a changed definition, is then a change like any other.
"""

from __future__ import annotations

from collections import defaultdict

from shared.judgement.area_view import AreaView
from shared.judgement.series import Series, SeriesKey
from shared.judgement.state import AreaState, PartitionState
from shared.model.period import Period


def withheld_in(state: PartitionState, area: AreaState) -> set[tuple[str, Period]]:
    """Return every (indicator, period) that has a value of the area under embargo, whichever lane it comes from."""
    if not state.index.embargoed:
        return set()
    view = AreaView(state, area.unread(), sealed=False)
    return {
        (name, point.period)
        for name, spec in state.index.embargoed.items()
        for length in {spec.stored_length, *spec.lengths}
        for point in view.points(name, length)
        if view.withholds(name, point.period)
    }


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
    for name, period in sorted(before - area.withheld):
        released[area.get(SeriesKey(name, "", "", period.length))].append(period.ordinal)
    return released
