"""Units as people write them, and amounts: a number with its unit, in the size that the language counts in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from shared.judgement.wording.numbers import apart, digits_of, number

Language = Literal["zh", "en"]


class Unit(NamedTuple):
    """How a unit is written."""

    zh: str
    en: str
    one: str = ""
    """English for exactly one of it; empty: the same."""
    counted: bool = False
    """What it counts comes in wholes."""


def _counted(zh: str, en: str, one: str) -> Unit:
    return Unit(zh, en, one, counted=True)


UNITS: Mapping[str, Unit] = {
    "percent": Unit("%", "%"),
    "person": _counted("人", "people", "person"),
    "yi_cny": Unit("亿元", "hundred million yuan"),
    "yi_usd": Unit("亿美元", "hundred million US dollars"),
    "wan_cny": Unit("万元", "ten thousand yuan"),
    "cny": Unit("元", "yuan"),
    "project": _counted("个", "projects", "project"),
    "enterprise": _counted("家", "enterprises", "enterprise"),
    "milestone": _counted("个", "milestones", "milestone"),
    "month": Unit("个月", "months", "month"),
    "tonne": Unit("吨", "tonnes", "tonne"),
    "ug_per_m3": Unit("微克/立方米", "µg/m³"),
    "mg_per_m3": Unit("毫克/立方米", "mg/m³"),
    "mg_per_l": Unit("毫克/升", "mg/L"),
    "cells_per_litre": Unit("个/升", "cells per litre", "cell per litre"),
    "class": Unit("类", "class"),
    "mu": Unit("亩", "mu"),
    "mw": Unit("兆瓦", "MW"),
    "mwh": Unit("兆瓦时", "MWh"),
    "kwh": Unit("千瓦时", "kWh"),
    "gj": Unit("吉焦", "GJ"),
    "tce": Unit("吨标准煤", "tonnes of coal equivalent", "tonne of coal equivalent"),
    "tco2": Unit("吨二氧化碳", "tonnes of carbon dioxide", "tonne of carbon dioxide"),
    "tco2_per_tce": Unit("吨二氧化碳/吨标准煤", "tonnes of carbon dioxide per tonne of coal equivalent"),
    "m": Unit("米", "m"),
    "cm": Unit("厘米", "cm"),
    "m2": Unit("平方米", "m²"),
    "km2": Unit("平方千米", "km²"),
    "m3": Unit("立方米", "m³"),
    "index": Unit("", ""),
    "ph": Unit("", ""),
    "flag": Unit("", ""),
    "case": _counted("起", "cases", "case"),
    "ticket": _counted("件", "tickets", "ticket"),
    "unit": _counted("台(套)", "units", "unit"),
    "place": _counted("处", "places", "place"),
    "space": _counted("个泊位", "spaces", "space"),
    "deal": _counted("宗", "deals", "deal"),
    "scenario": _counted("个", "scenarios", "scenario"),
    "team": _counted("个", "teams", "team"),
    "centre": _counted("个", "centres", "centre"),
    "platform": _counted("个", "platforms", "platform"),
    "laboratory": _counted("家", "laboratories", "laboratory"),
    "incubator": _counted("家", "incubators", "incubator"),
    "service": _counted("项", "services", "service"),
    "street": _counted("条", "streets", "street"),
    "village": _counted("个", "villages", "village"),
    "section": _counted("处", "sections", "section"),
    "point": _counted("处", "points", "point"),
    "river": _counted("条", "rivers", "river"),
    "park": _counted("个", "parks", "park"),
    "area": _counted("个", "areas", "area"),
    "train": _counted("列", "trains", "train"),
    "item": _counted("项", "items", "item"),
}
"""How each unit of the catalogue is written; another one is written by its id."""

_LARGE = {
    "yi_cny": ((100.0, "million yuan", 100.0), (0.1, "billion yuan", 0.0)),
    "yi_usd": ((100.0, "million US dollars", 100.0), (0.1, "billion US dollars", 0.0)),
    "wan_cny": ((10_000.0, "yuan", 100.0), (0.01, "million yuan", 0.0)),
}
"""English for money: factor, words, and the number below which they are used."""
_MILLION, _FEW = 1e6, 10.0
_NAMED = frozenset({"person"})
"""English units that sentences leave out: the name of what is counted says that it is people, or what they do."""


class Scale(NamedTuple):
    """What a number is multiplied by, and the words behind it."""

    factor: float
    words: str
    one: str
    digits: int
    """Digits after the point that a number of its size is shown with."""


def unit_of(unit: str) -> Unit:
    """Return how a unit is written."""
    return UNITS.get(unit) or Unit(unit, unit.replace("_", " "))


def unit_word(unit: str, language: Language) -> str:
    """Return how a unit is written on screens, where a number stands beside it as it is."""
    found = unit_of(unit)
    return found.zh if language == "zh" else found.en


def amount(value: float, unit: str, language: Language) -> str:
    """Return a number with its unit: `59 500人` is two words of Chinese to be set, `68.7 billion yuan`, `1 project`, `5.2%`."""
    return written(value, scale(value, unit, language))


def amounts(value: float, other: float, unit: str, language: Language) -> tuple[str, str]:
    """Return two amounts of one unit in one size, with so many digits that they do not look alike unless they are.

    English does not say again what is counted: `9 centres` of `8.5`.
    """
    found = scale(max(value, other, key=abs), unit, language)
    small, large = value * found.factor, other * found.factor
    # A plan of 1.25 projects told as 1.2 would not fit the percentage beside it.
    exact = min(abs(small), abs(large)) < _FEW
    digits = max(_digits(one, "" if exact or found.factor != 1.0 else unit) for one in (small, large))
    found = found._replace(digits=apart(small, large, digits))
    bare = language == "en" and unit_of(unit).counted
    return written(value, found), number(large, found.digits) if bare else written(other, found)


def between(low: float, high: float, unit: str, language: Language) -> tuple[str, str]:
    """Return the ends of a range in one size; the unit stands behind the second one, a percent sign behind both."""
    found = scale(max(low, high, key=abs), unit, language)
    found = found._replace(digits=max(_digits(one * found.factor, "") for one in (low, high)))
    return written(low, found) if found.words == "%" else number(low * found.factor, found.digits), written(high, found)


def scale(value: float, unit: str, language: Language) -> Scale:
    """Return in which size a number of a unit is written."""
    known = unit_of(unit)
    factor, words, one = 1.0, known.zh if language == "zh" else known.en, known.zh if language == "zh" else known.one or known.en
    if language == "en" and unit in _NAMED:
        words = one = ""
    if language == "en" and unit in _LARGE:
        factor, words, _ = next(each for each in _LARGE[unit] if abs(value) < each[2] or not each[2])
        words = one = words if value else words.removeprefix("million ")
    elif abs(value) >= _MILLION:
        factor, size = (1e-4, "万") if language == "zh" else (1e-6, "million ")
        words = one = f"{size}{words}".rstrip()
    return Scale(factor, words, one, _digits(value * factor, unit if factor == 1.0 else ""))


def written(value: float, by: Scale) -> str:
    """Return a number in a size, with its words."""
    text = number(value * by.factor, by.digits)
    words = by.one if text == "1" else by.words
    return f"{text}%" if words == "%" else f"{text} {words}".rstrip()


def _digits(value: float, unit: str) -> int:
    digits = digits_of(value)
    return min(digits, 0 if abs(value) >= 100 else 1) if unit_of(unit).counted else digits
