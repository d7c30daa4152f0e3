"""Sentences about the value judged: what each side of a ratio did to its change, and that a value stands in for another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from shared.judgement.verdict import Facts
from shared.judgement.wording.numbers import number

Language = Literal["zh", "en"]

_NOTES = {
    "estimate": ("年内为估计值,全年数据公布后确定。", "Within the year the value is an estimate."),
    "approximate": ("该值由已有数据推算,为近似值。", "The value is worked out from other figures, and approximate."),
    "restated": ("此前累计数已修订,当月数仅供参考。", "The sum before was restated: the month's own figure is not reliable."),
    "short-validity": ("有效数据天数不足。", "Too few days are valid."),
}
"""What each flag of a value means."""


def provenance(facts: Facts, language: Language, unit: str) -> Iterator[str]:
    """Yield the sentences; nothing for a value as published that is no ratio."""
    if "by_numerator" in facts.numbers:
        points = "个百分点" if language == "zh" else "points"
        yield _sides(facts, language, points if unit == "%" else unit)
    note = _NOTES.get(facts.texts.get("value_note", ""))
    if note is not None:
        yield note[0 if language == "zh" else 1]


def _sides(facts: Facts, language: Language, unit: str) -> str:
    n, since = facts.numbers, facts.texts["sides_since"]
    above, below = n["by_numerator"], n["by_denominator"]
    moved = f"{_signed(above + below)} {unit}".rstrip()
    numerator = f"{number(n['numerator_before'])} → {number(n['numerator'])}"
    denominator = f"{number(n['denominator_before'])} → {number(n['denominator'])}"
    if language == "zh":
        return f"比 {since} 变化 {moved}:分子({numerator})影响 {_signed(above)},分母({denominator})影响 {_signed(below)}。"
    return (
        f"Since {since} it changed by {moved}: {_signed(above)} by the numerator ({numerator}), "
        f"{_signed(below)} by the denominator ({denominator})."
    )


def _signed(value: float) -> str:
    text = number(round(abs(value), 2))
    return text if text == "0" else f"{'+' if value > 0 else '-'}{text}"
