"""The flip value in print: rounded so that what is said of it stays true."""

from __future__ import annotations

import math
from typing import NamedTuple

from shared.judgement.verdict import StatusVerdict
from shared.judgement.wording.numbers import MOST_DIGITS, digits_of
from shared.judgement.wording.units import Language, Scale, scale, unit_of, written
from shared.judgement.wording.verdict_words import STATUS_EN, class_words
from shared.model.status import TargetStatus

_EQUAL = 1e-12
"""Share of a number below which two are one, as for the ladder."""


class PrintedFlip(NamedTuple):
    """At which printed value the status is another."""

    value: float
    """As printed, in the unit of the value. Not `beyond`: the status is another there, and is not one printed step nearer."""
    to: str
    """Word of the status there."""
    up: bool
    """It lies above the value judged."""
    beyond: bool
    """At it the status stays; past it, by however little, it is another."""
    step: float
    """One in the last digit printed, in the unit of the value."""
    scale: Scale


def printed_flip(verdict: StatusVerdict, language: Language) -> PrintedFlip | None:
    """Return the flip value of a verdict as it is printed; None without one.

    A bound that belongs to the present status is printed where its digits suffice. Anything else is rounded away from the value judged.
    """
    value, flip = verdict.value, verdict.flip_value
    if value is None or flip is None:
        return None
    up, bound, unit = flip > value, verdict.facts.numbers.get("flip_bound", flip), _unit(verdict)
    found = scale(bound, unit, language)
    exact, wholes = bound * found.factor, unit_of(unit).counted and found.factor == 1
    digits = 0 if wholes else digits_of(float(f"{exact:.7g}"))
    to = verdict.facts.texts.get("flips_to", "")
    if "flip_bound" in verdict.facts.numbers and abs(round(exact, digits) - exact) <= _EQUAL * abs(exact):
        return _printed(round(exact, digits), found, digits, to, up=up, beyond=True)
    near = _away(flip * found.factor, digits, up=up)
    told = _told_at(verdict, near / found.factor, to)
    while digits < MOST_DIGITS and told != to and not (wholes and told != _shown(verdict)):
        digits += 1
        near = _away(flip * found.factor, digits, up=up)
        told, wholes = _told_at(verdict, near / found.factor, to), False
    return _printed(near, found, digits, told, up=up, beyond=False)


def _printed(near: float, by: Scale, digits: int, to: str, *, up: bool, beyond: bool) -> PrintedFlip:
    return PrintedFlip(near / by.factor, to, up, beyond, 10.0**-digits / by.factor, by._replace(digits=digits))


def _shown(verdict: StatusVerdict) -> str:
    return (verdict.last_status or verdict.status).word


def _away(value: float, digits: int, *, up: bool) -> float:
    """Return a number rounded away from the value judged; one that has no more digits stays."""
    near, step = round(value, digits), 10.0**-digits
    if abs(near - value) <= _EQUAL * abs(value):
        return near
    return round((math.ceil if up else math.floor)(value / step) * step, digits)


def _told_at(verdict: StatusVerdict, value: float, to: str) -> str:
    """Return the status at a printed value: rounding may have passed the next bound as well.

    Where the thresholds do not tell the flip itself, as the revision noise has moved it, it is the one of the flip.
    """
    return _at(verdict, value) if _at(verdict, verdict.flip_value or 0.0) == to else to


def _at(verdict: StatusVerdict, value: float) -> str:
    return next((one.status.word for one in verdict.thresholds if one.has(value)), "")


def _unit(verdict: StatusVerdict) -> str:
    """Return the unit that a flip value is told in: of a list, its items."""
    return "item" if verdict.facts.formula.startswith("register.all-covered") else verdict.unit


def flip_sentence(verdict: StatusVerdict, language: Language) -> str:
    """Return at which value the status would be which other; empty where no value would change it."""
    texts = verdict.facts.texts
    found = printed_flip(verdict, language)
    if found is None or "flips_to" not in texts:
        return ""
    to = TargetStatus[found.to.upper()]
    if verdict.facts.formula.startswith("constraint.none-new"):
        return _any_at_all(to, language)
    if "flip_class" in texts:
        name = class_words(texts["flip_class"], language)
        return f"若为{name},则判为{to.chinese}。" if language == "zh" else f"At {name} the target would be {STATUS_EN[to]}."
    shown, room = written(found.value, found.scale), _has_room(verdict, found)
    if language == "zh":
        return f"{_chinese(found)} {shown},则判为{to.chinese}{'(已计入数据修订的通常幅度)' if room else ''}。"
    fewer = "fewer" if unit_of(_unit(verdict)).counted else "less"
    ending = ", with room for the usual size of a revision" if room else ""
    return f"{_english(found, fewer).format(shown)} the target would be {STATUS_EN[to]}{ending}."


def _any_at_all(to: TargetStatus, language: Language) -> str:
    if to is TargetStatus.BREACHED:
        return "一旦出现,即判为已突破。" if language == "zh" else "Any at all would be a breach."
    return f"若更正为零,则判为{to.chinese}。" if language == "zh" else f"Corrected to zero, the target would be {STATUS_EN[to]}."


def _has_room(verdict: StatusVerdict, found: PrintedFlip) -> bool:
    """Tell whether the revision noise has moved the bound, so far that another number is printed."""
    by = found.scale
    known = [edge for one in verdict.thresholds for edge in (one.floor, one.ceiling) if edge is not None]
    printed = (round(edge * by.factor, by.digits) if found.beyond else _away(edge * by.factor, by.digits, up=found.up) for edge in known)
    return bool(known) and not any(math.isclose(one, found.value * by.factor, rel_tol=1e-9, abs_tol=1e-9) for one in printed)


def _chinese(found: PrintedFlip) -> str:
    if found.beyond:
        return "若超过" if found.up else "若低于"
    return "若达到" if found.up else "若降至"


def _english(found: PrintedFlip, fewer: str) -> str:
    if found.beyond:
        return "Above {}" if found.up else "Below {}"
    return "At {} or more" if found.up else f"At {{}} or {fewer}"
