"""Sentences about the year's end: where a value is heading, the chance of the target, until when it can be reached."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Literal

from shared.judgement.verdict import Facts, Projection
from shared.judgement.wording.numbers import number
from shared.model.status import Feasibility

Language = Literal["zh", "en"]


def outlook(projection: Projection, facts: Facts, language: Language, unit: str) -> Iterator[str]:
    """Yield what is to be said of a projection; nothing where the year is over."""
    if projection.low is None or projection.low != projection.high:
        yield _heading(projection, language, unit)
        yield from _feasible(projection, facts, language)


def chance_text(chance: float) -> str:
    """Return a chance in whole percent; what is not certain is never shown as certain."""
    if 0 < chance < 0.01:
        return "<1 %"
    return ">99 %" if 0.99 < chance < 1 else f"{round(100 * chance)} %"


def rounded(value: float, projection: Projection) -> str:
    """Return a number of a projection without digits that the width of its 80 % interval makes idle."""
    if projection.low is None or projection.high is None or projection.low == projection.high:
        return number(float(f"{value:.3g}"))
    step = 10.0 ** (math.floor(math.log10(projection.high - projection.low)) - 1)
    return number(round(round(value / step) * step, 9))


def _heading(one: Projection, language: Language, unit: str) -> str:
    value = f"{rounded(one.value, one)} {unit}".rstrip()
    if one.low is None or one.high is None or one.chance is None:
        return (
            f"预计年末 {value}(数据尚少,不给区间)。"
            if language == "zh"
            else f"Heading for {value} by year end (too few values for a range)."
        )
    low, high, chance = rounded(one.low, one), rounded(one.high, one), chance_text(one.chance)
    if language == "zh":
        return f"预计年末 {value}(80% 区间 {low} 至 {high}),符合目标的概率 {chance}。"
    return f"Heading for {value} by year end (80 %: {low} to {high}); chance of the target {chance}."


def _feasible(one: Projection, facts: Facts, language: Language) -> Iterator[str]:
    best, last_day = rounded(one.best or 0.0, one), one.last_feasible_date
    beyond = one.best is not None and one.best < facts.numbers.get("wanted", -math.inf)
    match one.feasibility:
        case None:
            return
        case Feasibility.CLOSED if beyond or last_day is None:
            zh, en = f"即使此后按历史最快进度,年末也只能到 {best}。", f"Even at the best pace ever seen the year would end at {best}."
        case Feasibility.CLOSED:
            zh = f"最迟追赶日 {last_day} 已过:如上次数据以来没有进展,即使按历史最快进度也无法完成。"
            en = f"The last feasible date, {last_day}, has passed: if nothing came since the last value, even the best pace ever seen is too slow."
        case Feasibility.CLOSING:
            zh = f"注意:最迟追赶日 {last_day} 临近,此前如无进展,即使按历史最快进度也无法完成。"
            en = f"Warning: the last feasible date, {last_day}, is near; without progress by then even the best pace ever seen is too slow."
        case Feasibility.OPEN:
            zh = f"按历史最快进度,最迟追赶日为 {last_day}。"
            en = f"At the best pace ever seen, the last feasible date is {last_day}."
    yield zh if language == "zh" else en
