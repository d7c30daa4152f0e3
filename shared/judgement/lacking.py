"""The texts in the facts of a status that name what its value waits for: child areas, for what of each, and inputs that it is derived from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from shared.judgement.as_of import Lacking
from shared.judgement.derivations import FORMULAS
from shared.judgement.view import Lacking as Child
from shared.judgement.view import View
from shared.judgement.wording.dates import period_words
from shared.model.period import Period


def lacking_in(view: View, indicator: str) -> Lacking:
    """Return what names what a period waits for: codes of child areas, ids of inputs, the period, and words in both languages.

    Empty: there is nothing to name.
    """

    def lacking(period: Period) -> Mapping[str, str]:
        areas, inputs = view.lacking(indicator, period), dict(_silent(view, indicator, period))
        if not areas and not inputs:
            return {}
        names = [(spec.names, read, read == period) for one, read in inputs.items() if (spec := view.indicator(one)) is not None]
        own_zh = [f"“{one.zh}”" + ("" if same else f"({period_words(read, 'zh')})") for one, read, same in names]
        own_en = [f"“{one.en}”" + ("" if same else f" ({period_words(read, 'en')})") for one, read, same in names]
        zh, en = [*map(_in_chinese, areas.values()), *own_zh], [*map(_in_english, areas.values()), *own_en]
        ids = {"lacking": ",".join(areas), "lacking_inputs": ",".join(inputs)}
        said = {name: text for name, text in ids.items() if text}
        return {**said, "lacking_in": period.text, "lacking_zh": "、".join(zh), "lacking_en": ", ".join(en)}

    return lacking


def _silent(view: View, indicator: str, period: Period) -> Iterator[tuple[str, Period]]:
    """Yield which inputs a value of a period is not derived for lack of, and of which period: of the area itself, as often as itself or less.

    Inputs that wait for child areas are left out: these are named. Of one that is derived, too, its own inputs are named. Of a yearly one
    the year is read that the period lies in; of one that is about entities, such as the limits of a year, none of them has it then.
    """
    inputs = [(one, read) for one in _inputs(view, indicator) if (read := _read_in(view, one, period)) is not None]
    if not _is_derived(view, indicator, [one for one, _ in inputs]):
        return
    for one, read in inputs:
        if not _is_known(view, one, read) and not view.lacking(one, read):
            yield from tuple(_silent(view, one, read)) or ((one, read),)


def _inputs(view: View, indicator: str) -> Sequence[str]:
    """Return the inputs without which an indicator has no value."""
    spec = view.indicator(indicator)
    derivation = None if spec is None else spec.derivation
    formula = None if derivation is None else FORMULAS.get(derivation.formula)
    if derivation is None or formula is None:
        return ()
    inputs = derivation.inputs or formula.inputs
    return inputs[:1] if formula.substitutes else inputs


def _read_in(view: View, indicator: str, period: Period) -> Period | None:
    """Return the period of an input that a value is derived from; None: one of many shorter ones, or of readings of entities."""
    spec = view.indicator(indicator)
    if spec is None or spec.stored_length > period.length or (spec.entity_type is not None and spec.stored_length is period.length):
        return None
    return Period.containing(spec.stored_length, period.start)


def _is_known(view: View, indicator: str, period: Period) -> bool:
    spec = view.indicator(indicator)
    if spec is None or spec.entity_type is None:
        return view.point(indicator, period) is not None
    return any(point.period == period for points in view.entities(indicator).values() for point in points)


def _is_derived(view: View, indicator: str, inputs: Sequence[str]) -> bool:
    """Tell whether the area's values are derived rather than given: the last one was, or there is none, but some of an input."""
    points = view.points(indicator)
    return points[-1].lane == "derived" if points else any(view.points(one) for one in inputs)


def _in_chinese(one: Child) -> str:
    without = [f"缺{'、'.join(names.zh for names in one.without)}"] if one.without else []
    said = [*without, *([f"仅报至 {one.part.text}"] if one.part is not None else [])]
    return one.names.zh + (f"({','.join(said)})" if said else "")


def _in_english(one: Child) -> str:
    without = [f"without {' and '.join(names.en for names in one.without)}"] if one.without else []
    said = [*without, *([f"only up to {one.part.text}"] if one.part is not None else [])]
    return one.names.en + (f" ({', '.join(said)})" if said else "")
