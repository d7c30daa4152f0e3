"""Sentences of alerts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from shared.judgement.verdict import Facts
from shared.judgement.wording.chances import chance_text, undecided
from shared.judgement.wording.dates import period_words
from shared.judgement.wording.numbers import number
from shared.judgement.wording.units import Language, amount
from shared.judgement.wording.verdict_words import class_words
from shared.model.period import Period
from shared.model.status import TargetStatus

_SEVERITIES = {"blue": "蓝色", "yellow": "黄色", "orange": "橙色", "red": "红色"}
_OPERATORS = {">=": ("不低于", "at or above"), ">": ("高于", "above"), "<=": ("不高于", "at or below"), "<": ("低于", "below")}

_ORDERED = {
    ">=": ("为该级或更差:", "this class or worse:"),
    ">": ("差于", "worse than"),
    "<=": ("为该级或更好:", "this class or better:"),
    "<": ("好于", "better than"),
}


def rule(facts: Facts, language: Language) -> str:
    """Say which values were read, and at which line the severity changes."""
    ids = [name for name in facts.numbers if f"name_{language}:{name}" in facts.texts]
    values = [
        (
            facts.texts[f"name_{language}:{name}"],
            _classed(facts, f"class:{name}", language) or _amount(facts, name, facts.numbers[name], language),
        )
        for name in ids
    ]
    if "last_value" in facts.texts:
        when = period_words(Period.parse(facts.texts["last_value"]), language)
        values.append(("最近一次数据的时间" if language == "zh" else "the last value", when))
    period = _place(facts, language)
    if language == "zh":
        state = "已恢复正常" if facts.texts["state"] == "resolved" else f"{_SEVERITIES[facts.texts['severity']]}预警"
        read = "、".join(f"{name}为 {value}" for name, value in values)
        return f"{period},{read},{state}。{_line(facts, language)}{_legs(facts, language)}"
    state = "back to normal" if facts.texts["state"] == "resolved" else f"{facts.texts['severity']} warning"
    read = ", ".join(f"{name} at {value}" for name, value in values)
    return f"{_opening(period)}: {read}; {state}.{_line(facts, language)}{_legs(facts, language)}"


def _place(facts: Facts, language: Language) -> str:
    """Say the period, and the entity where there is one."""
    period = period_words(Period.parse(facts.texts["period"]), language)
    entity = facts.texts.get(f"entity_{language}")
    return f"{period},{entity}" if entity and language == "zh" else f"{period}, {entity}" if entity else period


def _opening(words: str) -> str:
    """Return English words as they begin a sentence."""
    return words[:1].upper() + words[1:]


def about_target(facts: Facts, language: Language) -> str:
    """Say which target it is, where it stands, and how much time there is."""
    said, is_resolved = _target_facts(facts, language), facts.texts["state"] == "resolved"
    period, name = period_words(Period.parse(facts.texts["period"]), language), facts.texts[f"name_{language}"]
    if language == "zh":
        state = "已恢复正常" if is_resolved else f"{_SEVERITIES[facts.texts['severity']]}预警"
        return f"{period},{name}:{facts.texts['rule_zh']},{','.join(said)},{state}。"
    state = "back to normal" if is_resolved else f"{facts.texts['severity']} warning"
    return f"{_opening(period)}, {name}: {facts.texts['rule_en'].lower()}; {'; '.join(said)}; {state}."


def _target_facts(facts: Facts, language: Language) -> Iterator[str]:
    """Yield what is known of a target."""
    column = 0 if language == "zh" else 1
    status = TargetStatus[facts.texts["status"].upper()]
    yield (f"状态为{status.chinese}", f"status {status.word.replace('_', ' ')}")[column]
    for name, words in (("value", ("现值", "value")), ("plan_value", ("计划进度", "plan so far"))):
        if name in facts.numbers:
            yield f"{words[column]} {amount(facts.numbers[name], facts.texts.get('unit', ''), language)}"
    if "chance" in facts.numbers:
        chance = chance_text(undecided(facts.numbers["chance"] / 100), language)
        yield ("年底达到的可能性{}", "chance by year end {}")[column].format(chance)
    if "days_left" in facts.numbers:
        days = facts.numbers["days_left"]
        coming, gone = (
            ("距最后可行日 {} 天", "{} days until the last feasible date"),
            ("最后可行日已过 {} 天", "the last feasible date was {} days ago"),
        )
        yield (coming if days >= 0 else gone)[column].format(number(abs(days)))
    if "days_overdue" in facts.numbers:
        yield ("报告逾期 {} 天", "report {} days late")[column].format(number(facts.numbers["days_overdue"]))


def corrected(_: Facts, language: Language) -> str:
    """Say that the data no longer show what was alerted."""
    return "数据更正后,预警条件不再成立。" if language == "zh" else "After a correction of the data the condition no longer holds."


def redefined(_: Facts, language: Language) -> str:
    """Say that the definitions no longer ask for the alert."""
    return "规则或指标定义调整后,预警条件不再成立。" if language == "zh" else "After a change of definitions the condition no longer holds."


def trial(_: Facts, language: Language) -> str:
    """Say that nothing happened."""
    return "这是一条测试通知,无须处置。" if language == "zh" else "This is a test of how you are reached; there is nothing to do."


def silent(facts: Facts, language: Language) -> str:
    """Say since when nothing is heard of the platform, and what that means."""
    if facts.texts["state"] == "resolved":
        return "平台已恢复。" if language == "zh" else "The platform is heard again."
    since = facts.texts["since"]
    if language == "zh":
        return f"自 {since} 起没有收到平台的任何消息:在恢复之前不会有新的判定和预警。"
    return f"Nothing has been heard of the platform since {since}: until it is, there are no new verdicts and no new alerts."


SILENT_FORMULA: Final = "platform.silent/1"
TEST_FORMULA: Final = "notice.test/1"


def withdrawn(_: Facts, language: Language) -> str:
    """Say that the rule is in force no longer."""
    return "规则已停用,预警结束。" if language == "zh" else "The rule is in force no longer; the alert is over."


ALERT_SENTENCES: Final[Mapping[str, Callable[[Facts, Language], str]]] = {
    "rule/1": rule,
    "rule.target/1": about_target,
    "rule.corrected/1": corrected,
    "rule.redefined/1": redefined,
    TEST_FORMULA: trial,
    SILENT_FORMULA: silent,
    "rule.withdrawn/1": withdrawn,
}
"""How the formula of every alert is put into words."""


def _line(facts: Facts, language: Language) -> str:
    if "line" not in facts.numbers:
        return ""
    name = facts.texts["line_of"]
    label = facts.texts.get(f"name_{language}:{name}", name)
    if facts.texts.get("measure", "last") != "last":
        return _measured_line(facts, label, language)
    classed = _classed(facts, "line_class", language)
    line = classed or _amount(facts, name, facts.numbers["line"], language)
    word = (_ORDERED if classed else _OPERATORS)[facts.texts["operator"]]
    if language == "zh":
        return f"预警线:{label}{word[0]} {line}。"
    return f" The line: {label} {word[1]} {line}."


def _measured_line(facts: Facts, label: str, language: Language) -> str:
    """Say a line that is not one of the value itself: a change on the year, a run, a silence."""
    column = 0 if language == "zh" else 1
    bound = _amount(facts, facts.texts["line_of"], facts.numbers.get("bound", 0.0), language)
    subject = {
        "yoy": (f"{label}比上年同期变化", f"change of {label} on last year"),
        "change": (f"{label}与上年同期之差", f"difference of {label} from last year"),
        "pace": (f"{label}与序时进度之比", f"{label} over the share of the year that has passed"),
        "run_below": (f"{label}连续低于 {bound} 的期数", f"periods in a row of {label} below {bound}"),
    }.get(facts.texts["measure"], (f"{label}没有数据的期数", f"periods without {label}"))[column]
    word, read = _OPERATORS[facts.texts["operator"]][column], facts.numbers.get("measured")
    line = _measure(facts, facts.numbers["line"], language)
    now = "" if read is None else _measure(facts, read, language)
    if language == "zh":
        return f"预警线:{subject}{word} {line}" + (f",现为 {now}。" if now else "。")
    return f" The line: {subject} {word} {line}" + (f", now {now}." if now else ".")


def _measure(facts: Facts, value: float, language: Language) -> str:
    """Return a number of a measure with its unit: percents, the indicator's own, or a count of periods."""
    match facts.texts["measure"]:
        case "yoy" | "pace":
            return amount(value, "percent", language)
        case "change":
            return _amount(facts, facts.texts["line_of"], value, language)
        case _:
            return number(value)


def _legs(facts: Facts, language: Language) -> str:
    if "legs" not in facts.numbers:
        return ""
    count, of, named = number(facts.numbers["legs"]), number(facts.numbers["legs_of"]), facts.texts.get(f"legs_{language}", "")
    if language == "zh":
        return f"{of} 项条件中 {count} 项成立" + (f":{named}。" if named else "。")
    return f" Of {of} conditions, {count} {'holds' if count == '1' else 'hold'}" + (f": {named}." if named else ".")


def _classed(facts: Facts, key: str, language: Language) -> str:
    """Return a class in words; empty: there is none."""
    return class_words(facts.texts[key], language) if key in facts.texts else ""


def _amount(facts: Facts, name: str, value: float, language: Language) -> str:
    return amount(value, facts.texts.get(f"unit:{name}", ""), language)
