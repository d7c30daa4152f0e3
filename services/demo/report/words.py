"""How statuses, severities, strengths, dates and durations are said on the page, in Chinese and English."""

from __future__ import annotations

import math
import re
from datetime import date

from services.demo.report.data import Words
from shared.judgement.wording.numbers import number
from shared.model.status import Severity, TargetStatus

STATUS_ENGLISH = {
    TargetStatus.ACHIEVED: "achieved",
    TargetStatus.AHEAD: "ahead",
    TargetStatus.ON_TRACK: "on track",
    TargetStatus.AT_RISK: "at risk",
    TargetStatus.OFF_TRACK: "off track",
    TargetStatus.BREACHED: "breached",
    TargetStatus.TOO_EARLY: "too early",
    TargetStatus.OVERDUE: "overdue",
    TargetStatus.UNASSESSABLE: "unassessable",
}
STATUS_SYMBOL = {status: status.symbol for status in TargetStatus}

SEVERITY_WORDS = {
    Severity.BLUE: Words("蓝色", "blue"),
    Severity.YELLOW: Words("黄色", "yellow"),
    Severity.ORANGE: Words("橙色", "orange"),
    Severity.RED: Words("红色", "red"),
}
SEVERITY_SYMBOL = {Severity.BLUE: "Ⅳ", Severity.YELLOW: "Ⅲ", Severity.ORANGE: "Ⅱ", Severity.RED: "Ⅰ"}
"""The grades of Chinese early warning; Ⅰ is the worst."""

_STRENGTHS = {"确保": "must reach", "约束性": "binding", "力争": "strive for", "力促": "press for", "推动": "promote", "提高": "raise"}


def strength_english(strength: str) -> str:
    """Return what the plan's own word means; an unknown word gives nothing."""
    return _STRENGTHS.get(strength, "")


def date_words(day: date) -> Words:
    """Return a date as people write it."""
    return Words(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {_MONTHS[day.month - 1]} {day.year}")


_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def figure(value: float | None) -> str:
    """Return a number with thin groups of three; a dash where there is none."""
    return "–" if value is None or not math.isfinite(value) else number(value)


def percent(share: float | None) -> str:
    """Return a share as whole percent, cut off, so that 100 % means reached; a dash where there is none."""
    return "–" if share is None or not math.isfinite(share) else f"{number(math.floor(round(100 * share, 6)))}\u00a0%"


def signed(value: float) -> str:
    """Return a difference with its sign; one that is none without."""
    text = figure(abs(value))
    return text if text in ("0", "–") else f"{'+' if value > 0 else '−'}{text}"


_LONGEST_MS = 30_000.0
"""The last bucket of the histograms: what took longer is not told apart."""


def unbroken(text: str) -> str:
    """Return a sentence whose numbers no line break cuts: `4 081 亩`, `7 %`."""
    return _IN_NUMBER.sub("\u00a0", text)


_IN_NUMBER = re.compile(r"(?<=\d) (?=\d{3}|%)")


def duration(milliseconds: float) -> str:
    """Return a duration in milliseconds or seconds; a dash where nothing was measured."""
    if not math.isfinite(milliseconds):
        return "–"
    if milliseconds >= _LONGEST_MS:
        return f"≥ {_LONGEST_MS / 1000:.0f}\u00a0s"
    if milliseconds >= 1000:
        return f"{milliseconds / 1000:.1f}\u00a0s"
    return f"{milliseconds:.0f}\u00a0ms" if milliseconds >= 10 else f"{milliseconds:.1f}\u00a0ms"
