"""Sentences of alerts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from shared.judgement.verdict import Facts
from shared.judgement.wording.dates import period_words
from shared.judgement.wording.numbers import number
from shared.judgement.wording.units import Language, amount
from shared.model.period import Period

_SEVERITIES = {"blue": "蓝色", "yellow": "黄色", "orange": "橙色", "red": "红色"}
_OPERATORS = {">=": ("不低于", "at or above"), ">": ("高于", "above"), "<=": ("不高于", "at or below"), "<": ("低于", "below")}


def rule(facts: Facts, language: Language) -> str:
    """Say which values were read, and at which line the severity changes."""
    ids = [name for name in facts.numbers if f"name_{language}:{name}" in facts.texts]
    values = [(facts.texts[f"name_{language}:{name}"], _amount(facts, name, facts.numbers[name], language)) for name in ids]
    period = period_words(Period.parse(facts.texts["period"]), language)
    if language == "zh":
        state = "已恢复正常" if facts.texts["state"] == "resolved" else f"{_SEVERITIES[facts.texts['severity']]}预警"
        read = "、".join(f"{name}为 {value}" for name, value in values)
        return f"{period},{read},{state}。{_line(facts, language)}{_legs(facts, language)}"
    state = "back to normal" if facts.texts["state"] == "resolved" else f"{facts.texts['severity']} warning"
    read = ", ".join(f"{name} at {value}" for name, value in values)
    return f"{period}: {read}; {state}.{_line(facts, language)}{_legs(facts, language)}"


def corrected(_: Facts, language: Language) -> str:
    """Say that the data no longer show what was alerted."""
    return "数据更正后,预警条件不再成立。" if language == "zh" else "After a correction of the data the condition no longer holds."


def redefined(_: Facts, language: Language) -> str:
    """Say that the definitions no longer ask for the alert."""
    return "规则或指标定义调整后,预警条件不再成立。" if language == "zh" else "After a change of definitions the condition no longer holds."


ALERT_SENTENCES: Final[Mapping[str, Callable[[Facts, Language], str]]] = {
    "rule/1": rule,
    "rule.corrected/1": corrected,
    "rule.redefined/1": redefined,
}
"""How the formula of every alert is put into words."""


def _line(facts: Facts, language: Language) -> str:
    if "line" not in facts.numbers:
        return ""
    name = facts.texts["line_of"]
    line, label = _amount(facts, name, facts.numbers["line"], language), facts.texts.get(f"name_{language}:{name}", name)
    word = _OPERATORS[facts.texts["operator"]]
    if language == "zh":
        return f"预警线:{label}{word[0]} {line}。"
    return f" The line: {label} {word[1]} {line}."


def _legs(facts: Facts, language: Language) -> str:
    if "legs" not in facts.numbers:
        return ""
    count, of = number(facts.numbers["legs"]), number(facts.numbers["legs_of"])
    if language == "zh":
        return f"{of} 项条件中 {count} 项成立。"
    return f" Of {of} conditions, {count} {'holds' if count == '1' else 'hold'}."


def _amount(facts: Facts, name: str, value: float, language: Language) -> str:
    return amount(value, facts.texts.get(f"unit:{name}", ""), language)
