"""Who is waited for: the child areas without which a value of their parent is not made.

A sum waits for a child that reported in the year or the year before and has no value in the period; a weighted mean for the weight of a
child that has a value, too. What is derived from several of them needs them of the same children: of a ratio of which a child has but one
side, nobody could say what it is the ratio of. What is derived from values of earlier periods, too, such as growth on last year, needs these
of all the children that this period's are made of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from shared.judgement.combination import lacking, unweighed
from shared.judgement.derivations import FORMULAS
from shared.judgement.made_of import made_of, newcomers, read_in
from shared.judgement.view import Lacking
from shared.judgement.wording.dates import period_words
from shared.model.manifests import Names
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
    period: Period
    """The period in which it has none: the one that is asked about, or another one that is read for it."""


def gaps(view: AreaView, index: DefinitionIndex, indicator: str, period: Period) -> Iterator[Gap]:
    """Yield what the value of a period waits for, itself or through what the indicator is derived from; one may come twice."""
    yield from _of_one(view, index, indicator, period)
    for name in index.sources.get(indicator, ()):
        read = read_in(index, name, period)
        if name in index.indicators and index.indicators[name].stored_length is read.length:
            yield from _of_one(view, index, name, read)


def _of_one(view: AreaView, index: DefinitionIndex, indicator: str, period: Period) -> Iterator[Gap]:
    spec = index.indicators.get(indicator)
    if spec is not None and spec.roll_up.combines:
        yield from _of_combined(view, spec, indicator, period)
    if indicator in index.derived_inputs:
        yield from uneven(view, index, indicator, period)


def named(view: AreaView, index: DefinitionIndex, indicator: str, period: Period) -> dict[str, Lacking]:
    """Return the children that lack something, by code, in order: each with all that it lacks."""
    found: dict[str, Lacking] = {}
    for code, of, lacked in sorted(dict.fromkeys(gaps(view, index, indicator, period))):
        if code in index.areas:
            known, spec = found.get(code) or Lacking(index.areas[code].spec.names), index.indicators[of]
            part = known.part or (_part(view, spec, of, code, period) if lacked == period else None)
            without = () if of == indicator else (spec.names if lacked == period else _in(spec.names, lacked),)
            found[code] = Lacking(known.names, part, (*known.without, *without))
    return found


def _in(names: Names, period: Period) -> Names:
    """Return the name of an indicator's value of a period."""
    return Names(zh=f"{period_words(period, 'zh')}的{names.zh}", en=f"{names.en} of {period_words(period, 'en')}")


def uneven(view: AreaView, index: DefinitionIndex, indicator: str, period: Period) -> Iterator[Gap]:
    """Yield which child has no part in an input of a derived indicator, or in what is read of an earlier period, and has one elsewhere."""
    inputs = index.derived_inputs.get(indicator, ())
    read = {one: read_in(index, one, period) for one in inputs}
    made = {one: codes for one in inputs if (codes := made_of(view, index, one, read[one])) is not None}
    if len(set(made.values())) > 1:
        everybody = {code for codes in made.values() for code in codes}
        yield from (Gap(code, one, read[one]) for one, codes in made.items() for code in sorted(everybody.difference(codes)))
    derivation = index.indicators[indicator].derivation
    if made and derivation is not None:
        earlier = FORMULAS[derivation.formula].earlier
        for place, one in enumerate(inputs):
            yield from _new_since(view, index, one, period, earlier(place, period, derivation.parameters))


def _new_since(view: AreaView, index: DefinitionIndex, indicator: str, period: Period, earlier: Sequence[Period]) -> Iterable[Gap]:
    """Return which child has a part in a period, and none in an earlier one: of the first of those in which any has none."""
    found = ([Gap(code, indicator, before) for code in newcomers(view, index, indicator, period, before)] for before in earlier)
    return next(filter(None, found), ())


def _of_combined(view: AreaView, spec: IndicatorSpec, indicator: str, period: Period) -> Iterator[Gap]:
    sent_up = view.sent_up(indicator)
    children = sent_up.children(period.length)
    yield from (Gap(code, indicator, period) for code in lacking(children, period, reported=sent_up.reported()))
    weight = spec.roll_up.weight
    if weight is not None:
        yield from (Gap(code, weight, period) for code in unweighed(children, period, view.sent_up(weight).children(period.length)))


def _part(view: AreaView, spec: IndicatorSpec, indicator: str, child: str, whole: Period) -> Period | None:
    """Return the last period within another one, or within the usual one that it ends, that a child reported; None: none."""
    begin = Period.containing(min(spec.usual_length, whole.length), whole.start).start
    periods = view.sent_up(indicator).periods_of(child)
    return max((one for one in periods if begin <= one.start and one.end <= whole.end), key=lambda one: one.end, default=None)
