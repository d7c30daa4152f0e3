"""Sentences about how far the statistics office has come with the value judged; nothing for a value that nobody looked at yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from shared.judgement.verdict import StatusVerdict
from shared.judgement.wording.numbers import number
from shared.model.period import SHANGHAI
from shared.model.review import Review

Language = Literal["zh", "en"]


def review(verdict: StatusVerdict, language: Language, unit: str) -> Iterator[str]:
    """Yield the sentences, in order."""
    one = next((each.review for each in verdict.inputs if each.review is not None and each.period == verdict.period), None)
    if one is not None:
        yield _chinese(one, unit) if language == "zh" else _english(one, unit)


def _chinese(review: Review, unit: str) -> str:
    later = "" if review.proposed is None else f"此后报来 {number(review.proposed)} {unit}".rstrip() + ",解锁后生效。"
    return f"数据{review.step.chinese}({review.reviewer},{_day(review)})。{later}"


def _english(review: Review, unit: str) -> str:
    proposed = "" if review.proposed is None else f"{number(review.proposed)} {unit}".rstrip()
    later = f" Reported later: {proposed}; it waits until the lock is opened." if proposed else ""
    return f"The value is {review.step.word} (by {review.reviewer}, {_day(review)}).{later}"


def _day(review: Review) -> str:
    return datetime.fromtimestamp(review.time_ms / 1000, SHANGHAI).date().isoformat()
