"""Who is waited for: the child areas without which a value of their parent is not made.

A sum waits for a child that reported in the year or the year before and has no value in the period; a weighted mean for the weight of a
child that has a value, too. What is derived from several of them needs them of the same children: of a ratio of which a child has but one
side, nobody could say what it is the ratio of.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from shared.judgement.combination import lacking, unweighed
from shared.judgement.view import Lacking
from shared.model.period import Period

if TYPE_CHECKING:
    from shared.judgement.area_view import AreaView
    from shared.judgement.definition_index import DefinitionIndex
    from shared.model.manifests import IndicatorSpec


class Gap(NamedTuple):
    """What a child lacks."""

    code: str
    """Of the child."""
    of: str
    """The indicator that it has no value of."""


def gaps(view: AreaView, index: DefinitionIndex, indicator: str, period: Period) -> Iterator[Gap]:
    """Yield what the value of a period waits for, itself or through what the indicator is derived from; one may come twice."""
    for name in (indicator, *index.sources.get(indicator, ())):
        spec = index.indicators.get(name)
        if spec is not None and spec.roll_up.combines:
            yield from _of_combined(view, spec, name, period)
        if name in index.derived_inputs:
            yield from uneven(view, index, name, period)


def named(view: AreaView, index: DefinitionIndex, indicator: str, period: Period) -> dict[str, Lacking]:
    """Return the children that lack something, by code, in order: each with all that it lacks."""
    found: dict[str, Lacking] = {}
    for code, of in sorted(dict.fromkeys(gaps(view, index, indicator, period))):
        if code in index.areas:
            known, spec = found.get(code) or Lacking(index.areas[code].spec.names), index.indicators[of]
            part = known.part or _part(view, spec, of, code, period)
            found[code] = Lacking(known.names, part, known.without if of == indicator else (*known.without, spec.names))
    return found


def uneven(view: AreaView, index: DefinitionIndex, indicator: str, period: Period) -> Iterator[Gap]:
    """Yield which child has no part in an input of a derived indicator, and has one in another input of the same period."""
    made = {one: codes for one in index.derived_inputs.get(indicator, ()) if (codes := _made_of(view, index, one, period)) is not None}
    if len(set(made.values())) > 1:
        everybody = {code for codes in made.values() for code in codes}
        yield from (Gap(code, one) for one, codes in made.items() for code in sorted(everybody.difference(codes)))


def _made_of(view: AreaView, index: DefinitionIndex, indicator: str, period: Period) -> tuple[str, ...] | None:
    """Return the codes of the children that a value is made of, itself or through what it is derived from; None: of none."""
    point = view.point(indicator, period)
    if point is None or point.lane == "given":
        return None
    if point.lane == "rolled-up":
        return view.sent_up(indicator).codes[period.length][period]
    inputs = (_made_of(view, index, one, period) for one in index.derived_inputs.get(indicator, ()))
    return next((codes for codes in inputs if codes is not None), None)


def _of_combined(view: AreaView, spec: IndicatorSpec, indicator: str, period: Period) -> Iterator[Gap]:
    sent_up = view.sent_up(indicator)
    children = sent_up.children(period.length)
    yield from (Gap(code, indicator) for code in lacking(children, period, reported=sent_up.reported()))
    weight = spec.roll_up.weight
    if weight is not None:
        yield from (Gap(code, weight) for code in unweighed(children, period, view.sent_up(weight).children(period.length)))


def _part(view: AreaView, spec: IndicatorSpec, indicator: str, child: str, whole: Period) -> Period | None:
    """Return the last period within another one, or within the usual one that it ends, that a child reported; None: none."""
    begin = Period.containing(min(spec.usual_length, whole.length), whole.start).start
    periods = view.sent_up(indicator).periods_of(child)
    return max((one for one in periods if begin <= one.start and one.end <= whole.end), key=lambda one: one.end, default=None)
