"""Sentences by formula: each renders the facts of one formula in Chinese or English."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from shared.judgement.verdict import Facts
from shared.judgement.wording.alerts import corrected, redefined, rule
from shared.judgement.wording.numbers import number

Sentence = Callable[[Facts, Literal["zh", "en"], str, float | None], str]


def _flip(zh: str, en: str, language: str, flip: float | None, unit: str) -> str:
    if flip is None:
        return ""
    return zh.format(number(flip), unit) if language == "zh" else en.format(number(flip), unit)


def _cumulative(facts: Facts, language: Literal["zh", "en"], unit: str, flip: float | None) -> str:
    n = facts.numbers
    pace = n.get("recent_per_month")
    required = n.get("required_per_month")
    if language == "zh":
        text = (
            f"累计 {number(n['value'])} {unit},进度线 {number(n['planned'])},全年目标 {number(n['wanted'])}。{_against_time(n, language)}"
        )
        if required:
            text += f"余下每月需 {number(round(required, 2))}" + (f",近期每月 {number(round(pace, 2))}。" if pace is not None else "。")
        return text + _flip("达到 {0} {1} 时状态改变。", "", language, flip, unit)
    text = f"{number(n['value'])} {unit} so far; the plan line is {number(n['planned'])}, the year's target {number(n['wanted'])}."
    text += _against_time(n, language)
    if required:
        text += f" {number(round(required, 2))} a month are needed"
        text += f"; the last months had {number(round(pace, 2))}." if pace is not None else "."
    return text + _flip("", " The status changes at {0} {1}.", language, flip, unit)


def _against_time(n: Mapping[str, float], language: Literal["zh", "en"]) -> str:
    """Say how much of the year's number is done, and how that stands against the time that has passed; nothing at the year's end."""
    if n.get("time_percent", 100.0) >= 100:
        return ""
    done, time = round(n["done_percent"], 1), round(n["time_percent"], 1)
    gap = round(done - time, 1)
    if language == "zh":
        word = "与序时进度持平" if not gap else f"{'快' if gap > 0 else '慢'}于序时进度 {number(abs(gap))} 个百分点"
        return f"完成全年 {number(done)} %,{word}。"
    word = "level with" if not gap else f"{number(abs(gap))} points {'above' if gap > 0 else 'below'}"
    return f" {number(done)} % of the year is done, {word} the {number(time)} % of it that have passed."


def _level(facts: Facts, language: Literal["zh", "en"], unit: str, flip: float | None) -> str:
    n = facts.numbers
    if language == "zh":
        return f"现值 {number(n['value'])} {unit},目标 {number(n['wanted'])} {unit}。" + _flip(
            "达到 {0} {1} 时状态改变。", "", language, flip, unit
        )
    text = f"The value is {number(n['value'])} {unit}; {number(n['wanted'])} {unit} is wanted."
    return text + _flip("", " The status changes at {0} {1}.", language, flip, unit)


def _over_base(facts: Facts, language: Literal["zh", "en"], unit: str, flip: float | None) -> str:
    n = facts.numbers
    if language == "zh":
        text = f"现有 {number(n['value'])} {unit},比年初 {number(n['base'])} 净增 {number(n['added'])},目标净增 {number(n['wanted'])}。"
        return text + _flip("达到 {0} {1} 时状态改变。", "", language, flip, unit)
    text = f"{number(n['value'])} {unit} now, {number(n['added'])} over the base of {number(n['base'])}; {number(n['wanted'])} more are wanted."
    return text + _flip("", " The status changes at {0} {1}.", language, flip, unit)


def _range(facts: Facts, language: Literal["zh", "en"], unit: str, flip: float | None) -> str:
    n = facts.numbers
    if language == "zh":
        text = f"现值 {number(n['value'])} {unit},要求在 {number(n['floor'])} 至 {number(n['ceiling'])} 之间。"
        return text + _flip("越过 {0} {1} 时状态改变。", "", language, flip, unit)
    text = f"The value is {number(n['value'])} {unit}; the limit is {number(n['floor'])} to {number(n['ceiling'])}."
    return text + _flip("", " The status changes at {0} {1}.", language, flip, unit)


def _last_year(facts: Facts, language: Literal["zh", "en"], unit: str, flip: float | None) -> str:
    n = facts.numbers
    if language == "zh":
        text = f"现值 {number(n['value'])} {unit},上年同期 {number(n['last_year'])},变化 {number(n['change'])}。"
        text += _recomputed(facts, "上年同期已按自 {0} 起的 {1} 重算,公布值为 {2}。")
        return text + _flip("越过 {0} {1} 时状态改变。", "", language, flip, unit)
    text = f"The value is {number(n['value'])} {unit}, a year before it was {number(n['last_year'])}: a change of {number(n['change'])}."
    text += _recomputed(facts, " The year before is recomputed by {1}, in force since {0}; published was {2}.")
    return text + _flip("", " The status changes at {0} {1}.", language, flip, unit)


def _recomputed(facts: Facts, text: str) -> str:
    """Return the sentence on last year's value under another standard; empty where it stands as it was published."""
    if "last_year_recomputed" not in facts.numbers:
        return ""
    return text.format(facts.texts["standard_from"], facts.texts["standard"], number(facts.numbers["last_year_published"]))


def _trend(facts: Facts, language: Literal["zh", "en"], unit: str, flip: float | None) -> str:
    n = facts.numbers
    steps = int(n["narrowing"])
    if language == "zh":
        if n["value"] >= 0:
            return f"现值 {number(n['value'])} {unit},未下降。"
        text = f"现值 {number(n['value'])} {unit},降幅" + (f"已连续 {steps} 期收窄。" if steps else "未收窄。")
        return text + _flip("回到 {0} {1} 时状态改变。", "", language, flip, unit)
    if n["value"] >= 0:
        return f"The value is {number(n['value'])} {unit}: it is not falling."
    text = f"The value is {number(n['value'])} {unit}; the fall " + (
        f"has narrowed {steps} times in a row." if steps else "has not narrowed."
    )
    return text + _flip("", " The status changes at {0} {1}.", language, flip, unit)


def _none_new(facts: Facts, language: Literal["zh", "en"], unit: str, _: float | None) -> str:
    breach, period = facts.numbers.get("breach"), facts.texts.get("breach_period", "")
    if language == "zh":
        return f"{period} 出现 {number(breach)} {unit},要求为零。" if breach else "本年没有新增。"
    return f"{period} had {number(breach)} {unit}; none is allowed." if breach else "None this year."


def _steadily(facts: Facts, language: Literal["zh", "en"], _: str, __: float | None) -> str:
    n, t = facts.numbers, facts.texts
    if language == "zh":
        text = f"最近为 {t['class']} 类,要求稳定达到 {t['wanted_class']} 类;评价 {number(n['assessed'])} 期,未达 {number(n['misses'])} 期"
        return text + (f"({t['missed']})。" if t["missed"] else "。")
    text = f"Class {t['class']} at last, {t['wanted_class']} steadily wanted; {number(n['misses'])} of {number(n['assessed'])} periods missed it"
    return text + (f" ({t['missed']})." if t["missed"] else ".")


def _in_step(facts: Facts, language: Literal["zh", "en"], _: str, __: float | None) -> str:
    n, t = facts.numbers, facts.texts
    names = {"real": ("实际口径", "real"), "nominal": ("名义口径", "nominal")}
    position = 0 if language == "zh" else 1
    bases = [f"{names[name][position]} {n[f'difference_{name}']:+.2f}" for name in names if f"difference_{name}" in n]
    if language == "zh":
        text = f"增速 {number(n['value'])} %,与参照增速相差(百分点):{'、'.join(bases)};以较差者为准,低于 -0.5 偏慢,低于 -1.0 滞后。"
        return text + (f"缺 {t['missing']},该口径未计。" if "missing" in t else "")
    text = f"Growth is {number(n['value'])} %; against the reference, in points: {', '.join(bases)}. The worse basis decides: below -0.5 at risk."
    return text + (f" Left out for lack of {t['missing']}." if "missing" in t else "")


def _all_done(facts: Facts, language: Literal["zh", "en"], _: str, __: float | None) -> str:
    n, t = facts.numbers, facts.texts
    if not n["items"]:
        return "清单没有条目,无法判断。" if language == "zh" else "The list has no items."
    if language == "zh":
        text = f"共 {number(n['items'])} 项,已完成 {number(n['done'])} 项,逾期 {number(n['late'])} 项。"
        text += f"逾期:{t['late_items_zh']}。" if t.get("late_items_zh") else ""
        return text + (f"下一项:{t['next_item_zh']} {t['next_due']}。" if t.get("next_due") else "")
    text = f"{number(n['done'])} of {number(n['items'])} items are done, {number(n['late'])} late."
    text += f" Late: {t['late_items_en']}." if t.get("late_items_en") else ""
    return text + (f" Next due: {t['next_item_en']} {t['next_due']}." if t.get("next_due") else "")


def _all_covered(facts: Facts, language: Literal["zh", "en"], _: str, __: float | None) -> str:
    n, t = facts.numbers, facts.texts
    if language == "zh":
        return f"{number(n['items'])} 项中 {number(n['covered'])} 项本期报送了进展。" + (
            f"未报:{t['silent_zh']}。" if t.get("silent_zh") else ""
        )
    return f"{number(n['covered'])} of {number(n['items'])} items reported progress." + (
        f" Silent: {t['silent_en']}." if t.get("silent_en") else ""
    )


def _missing(facts: Facts, language: Literal["zh", "en"], _: str, __: float | None) -> str:
    missing = facts.texts.get("missing", "")
    return f"缺少 {_zh_missing(missing)},无法判断。" if language == "zh" else f"It cannot be judged for lack of: {missing}."


def _zh_missing(missing: str) -> str:
    return {"limit": "上级下达的限值", "items": "清单条目"}.get(missing, missing)


def _overdue(facts: Facts, language: Literal["zh", "en"], _: str, __: float | None) -> str:
    awaited = facts.texts["awaited"]
    text = f"{awaited} 的数据应报未报。" if language == "zh" else f"The value of {awaited} should be here by now."
    return text + _lacking(facts.texts, language)


def _lacking(texts: Mapping[str, str], language: Literal["zh", "en"]) -> str:
    """Say which areas a sum waits for."""
    if "lacking" not in texts:
        return ""
    if language == "zh":
        return f"{texts['lacking_in']} 的汇总尚缺:{texts['lacking_zh']}。"
    return f" The sum of {texts['lacking_in']} lacks {texts['lacking_en']}."


def _too_early(facts: Facts, language: Literal["zh", "en"], _: str, __: float | None) -> str:
    awaited = facts.texts["awaited"]
    return f"等待 {awaited} 的数据,尚未到发布时间。" if language == "zh" else f"Waiting for the value of {awaited}, which is not due yet."


def _or_missing(sentence: Sentence) -> Sentence:
    """Return a sentence that says what is missing where the evaluator could not judge."""

    def render(facts: Facts, language: Literal["zh", "en"], unit: str, flip: float | None) -> str:
        return (
            _missing(facts, language, unit, flip)
            if "missing" in facts.texts and len(facts.numbers) < 2
            else sentence(facts, language, unit, flip)
        )

    return render


SENTENCES: Mapping[str, Sentence] = {
    "cumulative.at-least/1": _cumulative,
    "cumulative.at-most/1": _cumulative,
    "level.at-least/1": _level,
    "level.at-most/1": _level,
    "level.around/1": _level,
    "level.at-least-over-base/1": _or_missing(_over_base),
    "external-limit/1": _missing,
    "external-limit.range/1": _range,
    "last-year.improves/1": _or_missing(_last_year),
    "last-year.not-worse/1": _or_missing(_last_year),
    "trend.stabilises/1": _trend,
    "constraint.none-new/1": _none_new,
    "constraint.steadily/1": _or_missing(_steadily),
    "relation.in-step-with/1": _or_missing(_in_step),
    "register.all-done/1": _all_done,
    "register.all-covered/1": _all_covered,
    "unassessable/1": _missing,
    "overdue/1": _overdue,
    "too-early/1": _too_early,
    "rule/1": rule,
    "rule.corrected/1": corrected,
    "rule.redefined/1": redefined,
}
"""How each formula is put into words."""
