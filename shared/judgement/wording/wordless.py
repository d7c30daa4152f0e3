"""What is said of facts that this release has no words for: another release judged."""

from __future__ import annotations

from shared.judgement.verdict import Facts
from shared.judgement.wording.units import Language


def wordless(facts: Facts, lacking: str, language: Language) -> str:
    """Say which formula judged, and why there is no sentence.

    Args:
        facts: Of the verdict.
        lacking: What was looked for and not found: the formula itself, or the name of a number or text.
        language: Of the answer.
    """
    if lacking == facts.formula:
        return (
            f"依公式 {facts.formula} 判定；本版本没有该公式的说明文字。"
            if language == "zh"
            else f"Judged by {facts.formula}, which this release has no words for."
        )
    if language == "zh":
        return f"依公式 {facts.formula} 判定；事实中没有 {lacking}，本版本无法写出说明。"
    return f"Judged by {facts.formula}; this release cannot put it into words, as the facts lack {lacking}."
