"""Sentences about lists and constraints: items done, items reported on, none new, a class to be kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from shared.judgement.wording.dates import day_words, period_words, periods_words
from shared.judgement.wording.numbers import number
from shared.judgement.wording.told import Told
from shared.judgement.wording.verdict_words import class_words
from shared.model.period import Period


def all_done(one: Told) -> str:
    """Tell how many items are done and how many are late."""
    items, done, late = (number(one.numbers[name]) for name in ("items", "done", "late"))
    finished = items == done
    if one.zh:
        course = f"{items} 项已全部完成" if finished else f"{items} 项中已完成 {done} 项,{f'逾期 {late} 项' if late != '0' else '无逾期'}"
        return f"截至 {one.when},{one.quoted}{course},{one.clause}。"
    when = one.when.replace("at the end", "by the end")
    if finished:
        return f"All {items} items of {one.quoted} were done {when}, and {one.clause}."
    lateness = "none was late" if late == "0" else "1 was late" if late == "1" else f"{late} were late"
    return f"Of the {items} items of {one.quoted}, {done} {'was' if done == '1' else 'were'} done {when} and {lateness}: {one.clause}."


def late_and_next(one: Told) -> Iterator[str]:
    """Tell which items are late, and which is due next."""
    late, due = one.texts.get(f"late_items_{one.language}"), one.texts.get("next_due")
    if late:
        yield f"逾期:{late}。" if one.zh else f"Late: {late}."
    if due:
        name, day = one.texts.get(f"next_item_{one.language}", ""), day_words(date.fromisoformat(due), one.language)
        yield f"下一项应于 {day}前完成{f':{name}' if name else ''}。" if one.zh else f"Next due, by {day}{f': {name}' if name else ''}."


def all_covered(one: Told) -> str:
    """Tell on how many items progress was reported."""
    items, covered = number(one.numbers["items"]), number(one.numbers["covered"])
    month = period_words(one.verdict.period, one.language)
    if one.zh:
        course = f"{items} 项均报送了进展" if items == covered else f"{items} 项中有 {covered} 项报送了进展"
        return f"{month},{one.quoted}{course},{one.clause}。"
    course = f"all {items} items" if items == covered else f"{covered} of the {items} items"
    return f"Progress was reported on {course} of {one.quoted} in {month}, and {one.clause}."


def silent(one: Told) -> Iterator[str]:
    """Tell on which items nothing was reported."""
    names = one.texts.get(f"silent_{one.language}")
    if names:
        yield f"未报送的有:{names}。" if one.zh else f"Nothing was heard of: {names}."


def none_new(one: Told) -> str:
    """Tell that there was none, or when there was some."""
    breach = one.numbers.get("breach")
    if not breach:
        if one.zh:
            return f"{one.when},{one.name}为零,{one.clause}。"
        return f"{one.name} stood at zero {one.when}, and {one.clause}."
    month, shown = period_words(Period.parse(one.texts["breach_period"]), one.language), one.amount(breach)
    if one.zh:
        return f"{month},{one.has} {shown},突破“零新增”要求。"
    return f"{one.name} stood at {shown} in {month}, in breach of the rule that there be none."


def steadily(one: Told) -> str:
    """Tell the last class, and how many periods fell short of the one wanted."""
    n, found, wanted = one.numbers, class_words(one.texts["class"], one.language), class_words(one.texts["wanted_class"], one.language)
    assessed, misses = number(n["assessed"]), number(n["misses"])
    if one.zh:
        course = f"本年评价 {assessed} 期,{f'{misses} 期未达到' if n['misses'] else '均达到'}{wanted}"
        return f"{one.when},{one.name}为{found},{course},{one.clause}。"
    if n["misses"]:
        course = f"{misses} of this year's {assessed} assessments fell short of {wanted}"
    else:
        course = f"every assessment this year met {wanted}" if n["assessed"] > 1 else f"the first assessment of the year met {wanted}"
    return f"{one.name} was {found} {one.when}; {course}, and {one.clause}."


def missed(one: Told) -> Iterator[str]:
    """Tell which periods fell short, and how many may."""
    if one.texts.get("missed"):
        periods, allowed = periods_words(one.texts["missed"], one.language), number(one.numbers["allowed"])
        if one.zh:
            yield f"未达标的是 {periods}(允许 {allowed} 期)。"
        else:
            yield f"Short of it: {periods} ({allowed if allowed != '0' else 'none'} allowed)."
