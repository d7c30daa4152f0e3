"""Sentences of alerts."""

from __future__ import annotations

from typing import Literal

from shared.judgement.verdict import Facts
from shared.judgement.wording.numbers import number

_SEVERITIES = {"blue": "蓝色", "yellow": "黄色", "orange": "橙色", "red": "红色"}
_OPERATORS = {">=": ("不低于", "at or above"), ">": ("高于", "above"), "<=": ("不高于", "at or below"), "<": ("低于", "below")}


def rule(facts: Facts, language: Literal["zh", "en"], _: str, __: float | None) -> str:
    """Say which values were read, which line was passed, and at which value the severity changes."""
    ids = [name for name in facts.numbers if f"name_{language}:{name}" in facts.texts]
    values = [
        f"{facts.texts[f'name_{language}:{name}']} {number(facts.numbers[name])} {_unit(facts, name, language)}".rstrip() for name in ids
    ]
    period = facts.texts["period"]
    if language == "zh":
        state = "已恢复" if facts.texts["state"] == "resolved" else f"{_SEVERITIES[facts.texts['severity']]}预警"
        return f"{period}:{'、'.join(values)};{state}。{_line(facts, language)}{_legs(facts, language)}"
    state = "back to normal" if facts.texts["state"] == "resolved" else f"{facts.texts['severity']} warning"
    return f"{period}: {', '.join(values)}; {state}.{_line(facts, language)}{_legs(facts, language)}"


def corrected(_: Facts, language: Literal["zh", "en"], __: str, ___: float | None) -> str:
    """Say that the data no longer show what was alerted."""
    return "数据更正后,预警条件不再成立。" if language == "zh" else "After a correction of the data the condition no longer holds."


def redefined(_: Facts, language: Literal["zh", "en"], __: str, ___: float | None) -> str:
    """Say that the definitions no longer ask for the alert."""
    return "规则或指标定义调整后,预警条件不再成立。" if language == "zh" else "After a change of definitions the condition no longer holds."


def _line(facts: Facts, language: Literal["zh", "en"]) -> str:
    if "line" not in facts.numbers:
        return ""
    name, line = facts.texts["line_of"], number(facts.numbers["line"])
    label = facts.texts.get(f"name_{language}:{name}", name)
    word = _OPERATORS[facts.texts["operator"]]
    unit = _unit(facts, name, language)
    if language == "zh":
        return f"判据:{label}{word[0]} {line} {unit}".rstrip() + ";越过该值时级别改变。"
    return f" The line: {label} {word[1]} {line} {unit}".rstrip() + "; the level changes there."


def _legs(facts: Facts, language: Literal["zh", "en"]) -> str:
    if "legs" not in facts.numbers:
        return ""
    count, of, names = number(facts.numbers["legs"]), number(facts.numbers["legs_of"]), facts.texts["legs"]
    return f"{of} 项中 {count} 项成立:{names}。" if language == "zh" else f" {count} of {of} conditions stand: {names}."


def _unit(facts: Facts, name: str, language: Literal["zh", "en"]) -> str:
    unit = facts.texts.get(f"unit:{name}", "")
    words = {
        "percent": ("%", "%"),
        "month": ("个月", "months"),
        "yi_cny": ("亿元", "hundred million yuan"),
        "index": ("", ""),
        "m2": ("平方米", "m²"),
    }
    return words.get(unit, (unit, unit))[0 if language == "zh" else 1]
