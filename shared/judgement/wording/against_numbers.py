"""Sentences about a value against the plan's own numbers: the plan curve, a number, a base, a band, a range."""

from __future__ import annotations

import math
from collections.abc import Iterator

from shared.judgement.wording.numbers import number
from shared.judgement.wording.told import Told
from shared.judgement.wording.verdict_words import is_missed
from shared.model.status import TargetStatus


def cumulative(one: Told) -> str:
    """Tell what is reached, and how much of what the plan wants by then."""
    if one.status is TargetStatus.ACHIEVED or is_missed(one.verdict):
        return _decided(one)
    if not one.numbers["planned"]:
        return _not_begun(one)
    value, planned = one.amounts("value", "planned")
    if one.verdict.unit == "percent":
        if one.zh:
            return f"{one.when},{one.name}累计 {value},同期计划为 {planned},{one.clause}。"
        return f"{one.name} came to {value} {one.when}, against {planned} planned by then, and {one.clause}."
    # Cut off, not rounded: 96.99 % is not the 97 % from which a value is on track.
    ratio = number(math.floor(round(1000 * one.numbers["value"] / one.numbers["planned"], 6)) / 10)
    if one.zh:
        return f"{one.when},{one.name}累计 {value},为同期计划 {planned}的 {ratio}%,{one.clause}。"
    return f"{one.name} came to {value} {one.when}, {ratio}% of the {planned} planned by then, and {one.clause}."


def _decided(one: Told) -> str:
    value, wanted = one.amounts("value", "wanted")
    zh, en = _DECIDED["strict" in one.texts, one.status is TargetStatus.ACHIEVED]
    if one.zh:
        return f"{one.when},{one.name}累计 {value},{zh}全年 {wanted}的目标。"
    return f"{one.name} came to {value} {one.when}, {en} of {wanted} for the year."


_DECIDED = {
    (False, True): ("完成", "which meets the target"),
    (False, False): ("未完成", "short of the target"),
    (True, True): ("超过", "above the target"),
    (True, False): ("未超过", "which does not exceed the target"),
}
"""By whether the number wanted has to be passed, and whether it is reached."""


def _not_begun(one: Told) -> str:
    value, wanted = one.amounts("value", "wanted")
    if one.zh:
        return f"{one.when},{one.name}累计 {value},此时计划尚未安排进度(全年目标 {wanted}),{one.clause}。"
    return f"{one.name} came to {value} {one.when}, when the plan of {wanted} for the year expects nothing yet, and {one.clause}."


def ceiling(one: Told) -> str:
    """Tell what a limit for the year allows by now."""
    value, wanted = one.amounts("value", "wanted")
    if one.status in (TargetStatus.BREACHED, TargetStatus.ACHIEVED):
        kept = one.status is TargetStatus.ACHIEVED
        if one.zh:
            return f"{one.when},{one.name}累计 {value},{'控制在' if kept else '突破'}全年 {wanted}的上限{'以内' if kept else ''}。"
        return f"{one.name} came to {value} {one.when}, {'within' if kept else 'beyond'} the limit of {wanted} for the year."
    value, planned = one.amounts("value", "planned")
    if one.zh:
        course = _UNDER_A_CEILING.get(one.status, one.clause)
        return f"{one.when},{one.name}累计 {value},同期控制数为 {planned}(全年上限 {wanted}),{course}。"
    course = "the limit is kept with room to spare" if one.status is TargetStatus.AHEAD else one.clause
    return f"{one.name} came to {value} {one.when}, against a ceiling of {planned} by then and {wanted} for the year, and {course}."


_UNDER_A_CEILING = {
    TargetStatus.AHEAD: "明显低于控制进度",
    TargetStatus.ON_TRACK: "符合控制进度",
    TargetStatus.AT_RISK: "略高于控制进度",
    TargetStatus.OFF_TRACK: "明显高于控制进度",
}
"""Where less is better, to be ahead is to stay below."""


def toward_the_year(one: Told) -> Iterator[str]:
    """Tell how the year's number stands against the time that has passed, and what is needed from now on."""
    n = one.numbers
    if n.get("time_percent", 100.0) < 100 and n["done_percent"] < 100 and n["planned"]:
        yield _against_time(one)
    if n.get("required_per_month"):
        required, pace = one.points(n["required_per_month"]), one.points(n["recent_per_month"]) if "recent_per_month" in n else ""
        if one.zh:
            yield f"余下每月平均需 {required}{f',近期月均 {pace}' if pace else ''}。"
        else:
            yield f"The rest of the year needs {required} a month{f'; of late it was {pace}' if pace else ''}."


def not_learned(one: Told) -> Iterator[str]:
    """Tell which years the plan curve is not learned from: those without child areas that the value has a part of."""
    if "curve_without" in one.texts:
        names = one.texts[f"curve_without_{one.language}"]
        yield (
            f"计划进度未按不含{names}数据的以往年份推算。"
            if one.zh
            else f"The plan curve is not learned from earlier years without {names}."
        )


def _against_time(one: Told) -> str:
    """Say how much of the year's number is done, and how much of the year has passed."""
    done, time = round(one.numbers["done_percent"], 1), round(one.numbers["time_percent"], 1)
    gap = round(done - time, 1)
    if one.zh:
        word = "与序时进度持平" if not gap else f"{'快' if gap > 0 else '慢'}于序时进度 {number(abs(gap))} 个百分点"
        return f"已完成全年目标的 {number(done)}%,{word}。"
    return f"{number(done)}% of the year's target is done, with {number(time)}% of the year gone."


def level(one: Told) -> str:
    """Tell a value beside the number wanted."""
    value, wanted = one.amounts("value", "wanted")
    if "strict" in one.texts:
        return _more_than(one, value, wanted)
    side, most = one.against("value", "wanted"), one.verdict.facts.formula.startswith("level.at-most")
    if one.zh:
        word = {1: "高于", 0: "等于", -1: "低于"}[side]
        return f"{one.when},{one.has} {value},{word} {wanted}的{'上限' if most else '目标'},{one.clause}。"
    word = {1: "above", 0: "equal to", -1: "below"}[side]
    return f"{one.has} {value} {one.when}, {word} the {'limit' if most else 'target'} of {wanted}, and {_reached(one)}."


def _more_than(one: Told, value: str, wanted: str) -> str:
    if one.zh:
        return f"{one.when},{one.has} {value},目标为超过 {wanted},{one.clause}。"
    return f"{one.has} {value} {one.when}, against a target of more than {wanted}, and {_reached(one)}."


def _reached(one: Told) -> str:
    if is_missed(one.verdict):
        return "it has been missed"
    return {TargetStatus.ACHIEVED: "it has been met"}.get(one.status, one.clause)


def over_base(one: Told) -> str:
    """Tell what came over the base at the end of last year."""
    value, wanted = one.amount("value"), one.bare(one.numbers["wanted"])
    more, added = one.numbers["added"] >= 0, one.bare(abs(one.numbers["added"]))
    if one.zh:
        return f"{one.when},{one.name}:现有 {value},比上年末{'增加' if more else '减少'} {added},全年目标为增加 {wanted},{one.clause}。"
    return (
        f"{one.name}: the total was {value} {one.when}, {added} {'more' if more else 'fewer'} than at the end of last year "
        f"against {wanted} wanted, and {one.clause}."
    )


def around(one: Told) -> str:
    """Tell how far a value lies from the number that it should be about."""
    value, wanted = one.amounts("value", "wanted")
    gap = one.points(abs(one.numbers["value"] - one.numbers["wanted"]))
    side = one.against("value", "wanted")
    if one.zh:
        apart = "与目标一致" if not side else f"比目标{'高' if side > 0 else '低'} {gap}"
        return f"{one.when},{one.has} {value},目标为 {wanted}左右,{apart},{one.clause}。"
    apart = "exactly" if not side else f"{gap} {'above' if side > 0 else 'below'}"
    return f"{one.has} {value} {one.when}, {apart} the target of about {wanted}, and {one.clause}."


def within(one: Told) -> str:
    """Tell a value beside the range set for it."""
    value, (floor, top) = one.amount("value"), one.between("floor", "ceiling")
    low, high = one.against("value", "floor") < 0, one.against("value", "ceiling") > 0
    if low or high:
        value, _ = one.amounts("value", "floor" if low else "ceiling")
    if one.zh:
        word = "低于" if low else "高于" if high else "处于"
        return f"{one.when},{one.has} {value},{word} {floor}至 {top}的规定区间,{one.clause}。"
    word = "below" if low else "above" if high else "within"
    return f"{one.has} {value} {one.when}, {word} the range of {floor} to {top} set for it, and {one.clause}."
