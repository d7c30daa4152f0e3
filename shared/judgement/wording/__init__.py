"""Wording: the sentences of an explanation, rendered from its facts when somebody reads them."""

from __future__ import annotations

import re
from typing import Literal

from shared.judgement.verdict import Facts, StatusVerdict
from shared.judgement.wording.sentences import SENTENCES
from shared.judgement.wording.verdicts import beside_the_formula

Language = Literal["zh", "en"]


def explain(facts: Facts, *, language: Language, unit: str = "", flip_value: float | None = None) -> str:
    """Return the explanation of a verdict in one language.

    Args:
        facts: The facts, as the evaluator or rule left them.
        language: zh or en.
        unit: Unit of the numbers, as a catalogue id such as `yi_cny`; empty where the facts carry their own.
        flip_value: The value that would have changed the verdict; None: none would.
    """
    render = SENTENCES.get(facts.formula)
    if render is None:
        return facts.formula
    text = render(facts, language, unit_word(unit, language), flip_value)
    return _full_width(text) if language == "zh" else text


def explain_status(verdict: StatusVerdict, language: Language) -> str:
    """Return the explanation of a status: its formula, the terms of an amended target, that a target is only watched."""
    text = explain(verdict.facts, language=language, unit=verdict.unit, flip_value=verdict.flip_value)
    beside = beside_the_formula(verdict, language, unit_word(verdict.unit, language))
    return _full_width("".join((text, *beside))) if language == "zh" else " ".join((text, *beside))


def _full_width(text: str) -> str:
    """Return a Chinese text with Chinese punctuation; a colon between digits is a time of day."""
    text = re.sub(r"(?<!\d):|:(?!\d)", "：", text.replace(",", "，").replace(";", "；"))
    return text.replace("(", "（").replace(")", "）")


def unit_word(unit: str, language: Language) -> str:
    """Return how a unit is written on screens."""
    return _UNITS.get(unit, (unit, unit.replace("_", " ")))[0 if language == "zh" else 1]


_UNITS = {
    "percent": ("%", "%"),
    "person": ("人", "people"),
    "yi_cny": ("亿元", "hundred million yuan"),
    "yi_usd": ("亿美元", "hundred million dollars"),
    "wan_cny": ("万元", "ten thousand yuan"),
    "cny": ("元", "yuan"),
    "project": ("个项目", "projects"),
    "enterprise": ("家企业", "enterprises"),
    "milestone": ("个节点", "milestones"),
    "month": ("个月", "months"),
    "tonne": ("吨", "tonnes"),
    "ug_per_m3": ("微克/立方米", "µg/m³"),
    "mg_per_m3": ("毫克/立方米", "mg/m³"),
    "mg_per_l": ("毫克/升", "mg/L"),
    "cells_per_litre": ("个/升", "cells/L"),
    "class": ("类", "class"),
    "mu": ("亩", "mu"),
    "mw": ("兆瓦", "MW"),
    "mwh": ("兆瓦时", "MWh"),
    "m2": ("平方米", "m²"),
    "m3": ("立方米", "m³"),
    "index": ("", ""),
    "case": ("起", "cases"),
    "unit": ("台(套)", "units"),
    "place": ("处", "places"),
    "space": ("个泊位", "spaces"),
    "deal": ("宗", "deals"),
    "scenario": ("个场景", "scenarios"),
    "team": ("个", "teams"),
    "centre": ("个", "centres"),
    "platform": ("个", "platforms"),
    "laboratory": ("家", "laboratories"),
    "incubator": ("家", "incubators"),
    "service": ("项", "services"),
    "street": ("条", "streets"),
    "village": ("个村", "villages"),
    "section": ("处", "sections"),
    "point": ("处", "points"),
    "river": ("条", "rivers"),
    "park": ("个园区", "parks"),
    "area": ("个", "areas"),
    "train": ("列", "trains"),
}
