"""What is said of a status within a sentence, and of a class."""

from __future__ import annotations

from collections.abc import Mapping

from shared.judgement.verdict import StatusVerdict
from shared.judgement.wording.units import Language
from shared.model.status import TargetStatus

STATUS_EN: Mapping[TargetStatus, str] = {
    TargetStatus.ACHIEVED: "reached",
    TargetStatus.AHEAD: "ahead of plan",
    TargetStatus.ON_TRACK: "on track",
    TargetStatus.AT_RISK: "at risk",
    TargetStatus.OFF_TRACK: "off track",
    TargetStatus.BREACHED: "breached",
    TargetStatus.TOO_EARLY: "too early to judge",
    TargetStatus.OVERDUE: "waiting for data",
    TargetStatus.UNASSESSABLE: "impossible to judge",
}
"""After `the target is` or `the target would be`."""

_CLAUSE_ZH = {
    TargetStatus.ACHIEVED: "目标已完成",
    TargetStatus.AHEAD: "超过计划进度",
    TargetStatus.ON_TRACK: "达到进度要求",
    TargetStatus.AT_RISK: "进度偏慢",
    TargetStatus.OFF_TRACK: "进度滞后",
    TargetStatus.BREACHED: "已突破底线",
    TargetStatus.TOO_EARLY: "判断尚早",
}

_CLASSES = {"I": "Ⅰ", "II": "Ⅱ", "III": "Ⅲ", "IV": "Ⅳ", "V": "Ⅴ"}


def clause(verdict: StatusVerdict, language: Language) -> str:
    """Return the verdict as the last part of a sentence: `进度偏慢`, `the target is at risk`."""
    status = verdict.last_status or verdict.status
    if is_missed(verdict):
        return "未完成目标" if language == "zh" else "the target has been missed"
    held = "held_from" in verdict.facts.texts
    if status is TargetStatus.TOO_EARLY and language == "en":
        return "it is too early to judge"
    if language == "zh":
        return f"{'暂按' if held else ''}{status.chinese if held else _CLAUSE_ZH[status]}{'判定' if held else ''}"
    verb = "has been" if status in (TargetStatus.ACHIEVED, TargetStatus.BREACHED) else "is still" if held else "is"
    return f"the target {verb} {STATUS_EN[status]}"


def is_missed(verdict: StatusVerdict) -> bool:
    """Tell whether the year is over for a target, and it was not reached."""
    statuses = [one.status for one in verdict.thresholds]
    return (verdict.last_status or verdict.status) is TargetStatus.OFF_TRACK and statuses == [TargetStatus.ACHIEVED, TargetStatus.OFF_TRACK]


_GRADES = {
    "green": ("绿档", "green"),
    "yellow": ("黄档", "yellow"),
    "orange": ("橙档", "orange"),
    "red": ("红档", "red"),
    "no-bloom": ("无水华", "none"),
    "slight-bloom": ("无明显水华", "not obvious"),
    "light-bloom": ("轻度水华", "light"),
    "moderate-bloom": ("中度水华", "moderate"),
    "heavy-bloom": ("重度水华", "heavy"),
    "excellent": ("优", "excellent"),
    "good": ("良好", "good"),
    "light-pollution": ("轻度污染", "light pollution"),
    "moderate-pollution": ("中度污染", "moderate pollution"),
    "heavy-pollution": ("重度污染", "heavy pollution"),
}
"""Classes that are not those of surface water: 三道红线, HJ 1098-2020, grades of water bodies."""


def class_words(name: str, language: Language) -> str:
    """Return a class as people write it: `Ⅲ类`, `class III`; a colour of the red lines, a grade of a bloom."""
    if name in _GRADES:
        return _GRADES[name][0 if language == "zh" else 1]
    if name.startswith("inferior-"):
        rest = name.removeprefix("inferior-")
        return f"劣{_CLASSES.get(rest, rest)}类" if language == "zh" else f"worse than class {rest}"
    return f"{_CLASSES.get(name, name)}类" if language == "zh" else f"class {name}"
