"""How a chance is told, wherever it is."""

from __future__ import annotations

from typing import Final

from shared.judgement.wording.units import Language

_LEAST: Final = 1e-9
"""What a chance differs at least from 0 and 1 while nothing is decided: the difference may be too small to be kept."""


def chance_text(chance: float, language: Language) -> str:
    """Return a chance in whole percent, Chinese with its verb; what is not certain is never shown as certain."""
    if 0 < chance < 0.01:
        return "不足1%" if language == "zh" else "less than 1%"
    if 0.99 < chance < 1:
        return "超过99%" if language == "zh" else "more than 99%"
    return f"{'为' if language == 'zh' else ''}{round(100 * chance)}%"


def undecided(chance: float) -> float:
    """Return a chance of what is not decided: one that was rounded to 0 or 1 is no certainty."""
    return min(max(chance, _LEAST), 1 - _LEAST)
