"""Of which child areas a value is made: one over more of them is not compared with an earlier one over fewer, nor are both made into one figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.model.period import Period

if TYPE_CHECKING:
    from shared.judgement.area_view import AreaView
    from shared.judgement.definition_index import DefinitionIndex


def made_of(view: AreaView, index: DefinitionIndex, indicator: str, period: Period) -> tuple[str, ...] | None:
    """Return the codes of the children that a value is made of, itself or through what it is derived from; None: of none."""
    point = view.point(indicator, period)
    if point is None or point.lane == "given":
        return None
    if point.lane == "rolled-up":
        return view.sent_up(indicator).codes[period.length][period]
    inputs = (made_of(view, index, one, read_in(index, one, period)) for one in index.derived_inputs.get(indicator, ()))
    return next((codes for codes in inputs if codes is not None), None)


def read_in(index: DefinitionIndex, indicator: str, period: Period) -> Period:
    """Return the period of an input that a figure of a period reads: the same, or of one that has longer ones alone that in which it lies."""
    spec = index.indicators.get(indicator)
    return period if spec is None or spec.stored_length >= period.length else Period.containing(spec.stored_length, period.start)


def newcomers(view: AreaView, index: DefinitionIndex, indicator: str, now: Period, before: Period) -> list[str]:
    """Return the children that a value is made of and one of another period, made of children too, is not; in order, without zones.

    A zone that begins to report for itself was in the value of the district that it lies in.
    """
    new, old = (made_of(view, index, indicator, period) for period in (now, before))
    if new is None or old is None or new == old:
        return []
    return sorted(set(new).difference(old, index.zones_in(view.area)))
