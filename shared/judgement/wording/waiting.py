"""Sentences about what cannot be judged, is late, or is not due yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from shared.judgement.wording.dates import day_words, period_words
from shared.judgement.wording.told import Told
from shared.judgement.wording.verdict_words import STATUS_EN
from shared.model.period import Period
from shared.model.status import TargetStatus

_MISSING = {
    "limit": ("上级下达的限值", "the limit that a higher authority has yet to set"),
    "number": ("目标数值", "a number to be reached"),
    "february": ("2月的数据(1月与2月合并发布)", "the figure of February, published together with January's"),
    "parameter": ("当期有效的目标参数", "a number in force at the time"),
    "items": ("清单条目", "items on the list"),
}


def missing(one: Told) -> str:
    """Tell what is missing, with the value where one is known."""
    lack, value = _missing_words(one), one.numbers.get("value")
    shown = "" if value is None or "class" in one.texts else one.amount(value)
    if one.zh:
        return f"{one.when},{one.has} {shown},因缺少{lack},无法判断。" if shown else f"因缺少{lack},{one.quoted}无法判断。"
    if shown:
        return f"{one.has} {shown} {one.when}, and cannot be judged for lack of {lack}."
    return f"{one.quoted} cannot be judged for lack of {lack}."


def _missing_words(one: Told) -> str:
    named = one.texts.get(f"missing_{one.language}")
    if named:
        return named
    word = one.texts.get("missing", "")
    known = _MISSING.get(word)
    if known is not None:
        return known[0] if one.zh else known[1]
    kind = word.partition(" ")[0]
    return {
        "class": ("该类别的定义", "a definition of the class wanted"),
        "indicator": ("指标定义", "the definition of its indicator"),
        "evaluator": ("适用的判定方法", "a way to judge it"),
    }.get(kind, (word, word))[0 if one.zh else 1]


def overdue(one: Told) -> str:
    """Tell which value is late since when, how many before it are, and what the last one was."""
    awaited = period_words(Period.parse(one.texts["awaited"]), one.language)
    due = day_words(date.fromisoformat(one.texts["due"]), one.language)
    last = _last(one)
    if one.zh:
        return f"{one.quoted}{awaited}的数据应于 {due}前报送,至今未到{_earlier(one)}{last}。"
    return f"The {awaited} figure of {one.quoted} was due by {due} and has not arrived{_earlier(one)}{last}."


def _earlier(one: Told) -> str:
    """Tell how many periods are late, and since which; nothing where it is one."""
    if "late_count" not in one.texts:
        return ""
    count, first = int(one.texts["late_count"]), period_words(Period.parse(one.texts["late_first"]), one.language)
    if one.zh:
        return f"({first}以来共缺 {count} 期)"
    return f", nor has that for {first}" if count == 2 else f", nor have the {count - 1} before it, from {first} on"


def _last(one: Told) -> str:
    value, last = one.verdict.value, one.verdict.last_status
    if last is None:
        return ""
    period = period_words(one.verdict.period, one.language)
    shown = "" if value is None or "class" in one.texts else one.amount(value)
    lack = _missing_words(one) if last is TargetStatus.UNASSESSABLE else ""
    if one.zh:
        judged = f"因缺少{lack},无法判断" if lack else f"判定为{last.chinese}"
        return f";上一期({period}){f'为 {shown},' if shown else ''}{judged}"
    judged = f"{'had been' if last <= 1 else 'was'} {STATUS_EN[last]}{f' for lack of {lack}' if lack else ''}"
    return f"; on the last one, {f'{shown} in' if shown else 'that of'} {period}, the target {judged}"


def lacking(one: Told) -> Iterator[str]:
    """Tell which areas and which inputs a value waits for, and of several that are late the first, where that lacks others."""
    for which in ("", "first_"):
        if f"{which}lacking_in" in one.texts:
            period = period_words(Period.parse(one.texts[f"{which}lacking_in"]), one.language)
            names = one.texts[f"{which}lacking_{one.language}"]
            yield f"{period}的数据尚缺:{names}。" if one.zh else f"The figure for {period} still lacks {names}."


def too_early(one: Told) -> str:
    """Tell when the first value is due."""
    awaited = period_words(Period.parse(one.texts["awaited"]), one.language)
    due = day_words(date.fromisoformat(one.texts["due"]), one.language)
    if one.zh:
        return f"{one.quoted}的首个数据({awaited})应于 {due}前报送,目前判断尚早。"
    return f"The first figure of {one.quoted}, for {awaited}, is due by {due}: it is too early to judge."
