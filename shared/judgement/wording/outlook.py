"""Sentences about the year's end: where a value is heading, the chance of the target, until when it can be reached."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date

from shared.judgement.verdict import Projection
from shared.judgement.wording.chances import chance_text, undecided
from shared.judgement.wording.dates import day_words
from shared.judgement.wording.told import Told
from shared.judgement.wording.units import unit_of
from shared.model.status import Feasibility, TargetStatus

_LIKELY = 0.8
"""Chance from which the year's end is told as unlike the verdict of now; as much against it likewise."""


def outlook(one: Told, projection: Projection) -> Iterator[str]:
    """Yield what is to be said of a projection; nothing where the year is over."""
    if projection.low is None or projection.low != projection.high:
        yield _heading(one, projection)
        yield from _unlike_now(one, projection)
        yield from _feasible(one, projection)


def rounded(value: float, projection: Projection, unit: str) -> float:
    """Return a number of a projection without digits that the width of its 80 % interval makes idle; what is counted comes in wholes."""
    if projection.low is None or projection.high is None or projection.low == projection.high:
        found = float(f"{value:.3g}")
    else:
        step = 10.0 ** (math.floor(math.log10(projection.high - projection.low)) - 1)
        found = round(round(value / step) * step, 9)
    return float(round(found)) if unit_of(unit).counted else found


def _heading(one: Told, found: Projection) -> str:
    unit = one.verdict.unit
    value = one.amount(rounded(found.value, found, unit))
    if found.low is None or found.high is None or found.chance is None:
        return (
            f"预计年末约 {value}(数据尚少,不给区间)。"
            if one.zh
            else f"The year is heading for about {value}; there are too few figures for a range."
        )
    low, high = one.between(rounded(found.low, found, unit), rounded(found.high, found, unit))
    chance = "" if one.status is TargetStatus.ACHIEVED else chance_text(_open(one, found.chance), one.language)
    if one.zh:
        return f"预计年末约 {value}(八成可能在 {low}至 {high}之间){chance and f',实现目标的概率{chance}'}。"
    ending = chance and f"; the chance of meeting the target is {chance}"
    return f"The year is heading for about {value}, with four chances in five between {low} and {high}{ending}."


def _open(one: Told, chance: float) -> float:
    return chance if one.status is TargetStatus.BREACHED else undecided(chance)


def _unlike_now(one: Told, found: Projection) -> Iterator[str]:
    """Tell why the chance is good though the verdict is not, or the other way round: a level is judged as it is published.

    A mean since January that is highest in winter stands above the year's limit all spring, and falls to it by the year's end.
    """
    formula = one.texts.get("last_formula", one.verdict.facts.formula)
    if found.chance is None or not formula.startswith(_OF_LEVELS):
        return
    behind = one.status in (TargetStatus.AT_RISK, TargetStatus.OFF_TRACK)
    so_far = one.texts.get("covers") == "year-to-date"
    if behind and found.chance >= _LIKELY:
        zh, en = "年末回到目标范围内", "bring it to the target"
    elif one.status is TargetStatus.ON_TRACK and found.chance <= 1 - _LIKELY:
        zh, en = "年末偏离目标范围", "take it away from the target"
    else:
        return
    if one.zh:
        yield f"判定只看{'目前的累计值' if so_far else '目前的值'};按以往走势,余下各月预计使其{zh}。"
    else:
        yield f"The verdict is on the value {'so far' if so_far else 'of now'}; as in the past, the months left are expected to {en} by the year's end."


_OF_LEVELS = ("level.at-least/", "level.at-most/", "level.around/", "external-limit.range/")
"""Formulas that hold a value as it is published against the number for the whole year."""


def _feasible(one: Told, found: Projection) -> Iterator[str]:
    best = one.amount(rounded(found.best or 0.0, found, one.verdict.unit))
    beyond = found.best is not None and found.best < one.numbers.get("wanted", -math.inf)
    if found.feasibility is Feasibility.CLOSED and (beyond or found.last_feasible_date is None):
        yield (
            f"即使此后一直保持历史最快进度,年末也只能到 {best}。"
            if one.zh
            else f"Even at the best pace ever seen the year would end at {best}."
        )
    elif found.feasibility is not None and found.last_feasible_date is not None:
        yield _until(one, found.feasibility, found.last_feasible_date)


def _until(one: Told, feasibility: Feasibility, last_day: date) -> str:
    day = day_words(last_day, one.language)
    match feasibility:
        case Feasibility.CLOSED:
            zh = f"最迟追赶日 {day}已过:若上次数据以来没有进展,按历史最快进度也难以完成。"
            en = f"If nothing has been added since the last figure, even the best pace ever seen has been too slow since {day}."
        case Feasibility.CLOSING:
            zh = f"注意:最迟追赶日 {day}临近,届时若仍无进展,按历史最快进度也难以完成。"
            en = f"Warning: without progress by {day}, even the best pace ever seen would be too slow."
        case Feasibility.OPEN:
            zh = f"按历史最快进度,最迟追赶日为 {day}。"
            en = f"At the best pace ever seen, the target stays within reach until {day}."
    return zh if one.zh else en
