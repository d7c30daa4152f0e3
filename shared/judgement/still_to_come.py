"""Values still to come: periods of which something was said and that have no value, so that whoever sums over the area waits for it.

A value that was taken back is one, and a sum of which a child has its part and another one has not; so is what is derived from such values.
They follow from the state alone: a parent waits for the same, whatever came in which order.
"""

from __future__ import annotations

from shared.judgement.area_view import AreaView
from shared.judgement.cell import WITHDRAWN
from shared.judgement.series import SeriesKey
from shared.judgement.state import PartitionState
from shared.model.period import Period


def is_to_come(state: PartitionState, view: AreaView, indicator: str, period: Period) -> bool:
    """Tell whether an area has said something about a period and has no value of it, as a view may see it."""
    if view.hides(indicator, period) or view.point(indicator, period) is not None:
        return False
    own = state.area(view.area).series.get(SeriesKey(indicator, "", "", period.length))
    if own is not None and period in own.taken_back():
        return True
    combines = state.index.indicators[indicator].roll_up.combines
    return (combines and view.sent_up(indicator).is_said(period)) or _is_derived_from(state, view, indicator, period)


def _is_derived_from(state: PartitionState, view: AreaView, indicator: str, period: Period) -> bool:
    """Tell whether an input, of the area or of an entity, is still to come."""
    inputs = [one for one in state.index.derived_inputs.get(indicator, ()) if one in state.index.indicators]
    return any(_is_taken_back(state, view, one, period) or is_to_come(state, view, one, period) for one in inputs)


def _is_taken_back(state: PartitionState, view: AreaView, indicator: str, period: Period) -> bool:
    """Tell whether an entity's value was taken back."""
    known = (one for one in state.area(view.area).by_indicator.get(indicator, ()) if one.key.entity and one.key.length is period.length)
    entries = (one.entry(period.ordinal) for one in known)
    return any(entry is not None and entry.status == WITHDRAWN for entry in entries)
