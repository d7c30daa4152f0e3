"""Sentences about a value against other values: last year's, the ones before it, another indicator's growth."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from shared.judgement.wording.dates import day_words
from shared.judgement.wording.told import Told

_BASES = {"real": ("实际口径", "in real terms"), "nominal": ("名义口径", "in nominal terms")}


def last_year(one: Told) -> str:
    """Tell a value beside that of the same period of last year."""
    value, before = one.amounts("value", "last_year")
    side = one.against("value", "last_year")
    if one.zh:
        word = {1: f"高于上年同期的 {before}", 0: "与上年同期持平", -1: f"低于上年同期的 {before}"}[side]
        return f"{one.when},{one.has} {value},{word},{one.clause}。"
    word = {1: f"up from {before} a year earlier", 0: "the same as a year earlier", -1: f"down from {before} a year earlier"}[side]
    return f"{one.has} {value} {one.when}, {word}, and {one.clause}."


def recomputed(one: Told) -> Iterator[str]:
    """Tell that last year's value was worked out anew under another standard."""
    if "last_year_recomputed" in one.numbers:
        since, standard = day_words(date.fromisoformat(one.texts["standard_from"]), one.language), one.texts["standard"]
        published = one.amount("last_year_published")
        if one.zh:
            yield f"为可比,上年同期数已按 {since}起施行的 {standard} 重算,原公布值为 {published}。"
        else:
            yield f"To compare like with like, last year's figure was worked out again by {standard}, in force since {since}; {published} had been published."


def trend(one: Told) -> str:
    """Tell whether a rate still falls, and whether its fall narrows."""
    value, steps = one.amount("value"), int(one.numbers["narrowing"])
    if one.numbers["value"] >= 0:
        return (
            f"{one.when},{one.has} {value},未再下降,{one.clause}。"
            if one.zh
            else f"{one.has} {value} {one.when}, no longer falling, and {one.clause}."
        )
    if one.zh:
        course = f"降幅连续 {steps} 期收窄" if steps > 1 else "降幅比上期收窄" if steps else "降幅未收窄"
        return f"{one.when},{one.has} {value},{course},{one.clause}。"
    course = (
        f"a fall that has narrowed {steps} times in a row"
        if steps > 1
        else "a smaller fall than before"
        if steps
        else "with the fall not slowing"
    )
    return f"{one.has} {value} {one.when}, {course}, and {one.clause}."


def left_out(one: Told) -> Iterator[str]:
    """Tell who is not in the earlier values, which are not compared for that."""
    if "missing" in one.texts:
        missing = one.texts[f"missing_{one.language}"]
        yield f"缺少{missing},未与更早各期比较。" if one.zh else f"Earlier figures are not compared, for lack of {missing}."


def in_step(one: Told) -> str:
    """Tell how far growth lies from the growth that it should keep up with, on the basis that decides."""
    basis, gap = one.texts["basis"], one.numbers["difference"]
    zh, en = _BASES[basis]
    name = one.texts.get(f"reference_{one.language}", "")
    if abs(gap) < 0.005:
        zh, en = f"与{name}持平({zh})", f"level with {_within(name)} {en}"
    else:
        zh = f"比{name}{'高' if gap > 0 else '低'} {one.points(round(abs(gap), 2))}({zh})"
        en = f"{one.points(round(abs(gap), 2))} {'above' if gap > 0 else 'below'} {_within(name)} {en}"
    value = one.amount("value")
    return f"{one.when},{one.has} {value},{zh},{one.clause}。" if one.zh else f"{one.has} {value} {one.when}, {en}, and {one.clause}."


def _within(name: str) -> str:
    """Return an English name as it stands within a sentence; one that begins with capitals keeps them."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def bases(one: Told) -> Iterator[str]:
    """Tell the other basis, or that it is left out for lack of data."""
    other = "nominal" if one.texts["basis"] == "real" else "real"
    zh, en = _BASES[other]
    gap = one.numbers.get(f"difference_{other}")
    if gap is not None:
        points = one.points(round(abs(gap), 2))
        above = f"{'高' if gap > 0 else '低'} {points}", f"{points} {'above' if gap > 0 else 'below'}"
        yield f"按{zh}则{above[0]};两种口径以较差者为准。" if one.zh else f"It is {above[1]} {en}; the worse of the two counts."
    elif "missing" in one.texts:
        missing = one.texts[f"missing_{one.language}"]
        yield f"缺少{missing},未计{zh}。" if one.zh else f"The comparison {en} is left out for lack of {missing}."
