"""Sentences about how far the statistics office has come with the value judged; nothing for a value that nobody looked at yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from shared.judgement.wording.dates import day_words
from shared.judgement.wording.told import Told
from shared.model.period import SHANGHAI
from shared.model.review import Review


def review(one: Told) -> Iterator[str]:
    """Yield the sentences, in order."""
    verdict = one.verdict
    found = next((each.review for each in verdict.inputs if each.review is not None and each.period == verdict.period), None)
    if found is not None:
        yield _chinese(one, found) if one.zh else _english(one, found)


def _chinese(one: Told, review: Review) -> str:
    later = "" if review.proposed is None else f"此后报来 {one.amount(review.proposed)},解锁后生效。"
    return f"数据{review.step.chinese}({review.reviewer},{_day(one, review)})。{later}"


def _english(one: Told, review: Review) -> str:
    later = "" if review.proposed is None else f" A later report of {one.amount(review.proposed)} waits until the lock is opened."
    return f"The value is {review.step.word} (by {review.reviewer}, {_day(one, review)}).{later}"


def _day(one: Told, review: Review) -> str:
    return day_words(datetime.fromtimestamp(review.time_ms / 1000, SHANGHAI).date(), one.language)
