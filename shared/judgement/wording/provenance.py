"""Sentences about the value judged: what each side of a ratio did to its change, that it stands in for another, or differs from a sum."""

from __future__ import annotations

from collections.abc import Iterator

from shared.judgement.wording.dates import period_words
from shared.judgement.wording.numbers import apart, digits_of, number
from shared.judgement.wording.told import Told
from shared.model.period import Period

_NOTES = {
    "estimate": ("年内为估计值,全年数据公布后确定。", "Until the year's figures are out, the value is an estimate."),
    "approximate": ("该值由已有数据推算,为近似值。", "The value is worked out from other figures, and approximate."),
    "restated": ("此前累计数已修订,当月数仅供参考。", "The running total was restated, so that the month's own figure is only indicative."),
    "short-validity": ("有效数据天数不足。", "Too few days had valid readings."),
}
"""What each flag of a value means."""


def provenance(one: Told) -> Iterator[str]:
    """Yield the sentences; nothing for a value as published that is no ratio and has no sum beside it."""
    if "by_numerator" in one.numbers:
        yield _sides(one)
    note = _NOTES.get(one.texts.get("value_note", ""))
    if note is not None:
        yield note[0 if one.zh else 1]
    if "summed" in one.numbers:
        yield _summed(one)


def _sides(one: Told) -> str:
    n, since = one.numbers, period_words(Period.parse(one.texts["sides_since"]), one.language)
    above, below = n["by_numerator"], n["by_denominator"]
    numerator, denominator = _moved(n["numerator_before"], n["numerator"]), _moved(n["denominator_before"], n["denominator"])
    if one.zh:
        return (
            f"与 {since}相比{_change(one, above + below, '上升', '下降') or '持平'}:"
            f"分子由 {numerator[0]} 变为 {numerator[1]},{_change(one, above, '推高', '拉低') or '没有影响'};"
            f"分母由 {denominator[0]} 变为 {denominator[1]},{_change(one, below, '推高', '拉低') or '没有影响'}。"
        )
    return (
        f"Since {since} the ratio has {_change(one, above + below, 'risen by', 'fallen by') or 'stayed the same'}: "
        f"its numerator went from {numerator[0]} to {numerator[1]}, which {_change(one, above, 'added', 'took off') or 'changed nothing'}; "
        f"its denominator went from {denominator[0]} to {denominator[1]}, which {_change(one, below, 'added', 'took off') or 'changed nothing'}."
    )


def _moved(before: float, now: float) -> tuple[str, str]:
    digits = apart(before, now, max(digits_of(before), digits_of(now)))
    return number(before, digits), number(now, digits)


def _change(one: Told, value: float, more: str, less: str) -> str:
    """Return a change in words; empty where it rounds to none."""
    size = round(abs(value), 2)
    return f"{more if value > 0 else less} {one.points(size)}" if size else ""


def _summed(one: Told) -> str:
    value, summed = one.verdict.value or 0.0, one.numbers["summed"]
    gap = one.points(abs(value - summed))
    if one.zh:
        return f"下辖各地数据汇总为 {one.amount(summed)},比公布值{'少' if value > summed else '多'} {gap}。"
    return f"Taken together, the figures of its districts make {one.amount(summed)}, {gap} {'less' if value > summed else 'more'} than the figure given here."
