"""Sentences by formula: the one that a newspaper could print, and those that say more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from shared.judgement.wording import against_numbers, against_others, lists, waiting
from shared.judgement.wording.told import Told

More = Callable[[Told], Iterator[str]]


class Sentences(NamedTuple):
    """How a formula is put into words."""

    headline: Callable[[Told], str]
    more: tuple[More, ...] = ()


_CUMULATIVE = Sentences(against_numbers.cumulative, (against_numbers.toward_the_year, against_numbers.not_learned))
_LEVEL = Sentences(against_numbers.level)
_LAST_YEAR = Sentences(against_others.last_year, (against_others.recomputed,))
_OVERDUE = "overdue/1"
_MISSING = Sentences(waiting.missing)

SENTENCES: Mapping[str, Sentences] = {
    "cumulative.at-least/1": _CUMULATIVE,
    "cumulative.at-most/1": Sentences(against_numbers.ceiling, (against_numbers.not_learned,)),
    "level.at-least/1": _LEVEL,
    "level.at-most/1": _LEVEL,
    "level.around/1": Sentences(against_numbers.around),
    "level.at-least-over-base/1": Sentences(against_numbers.over_base),
    "external-limit/1": _MISSING,
    "external-limit.range/1": Sentences(against_numbers.within),
    "last-year.improves/1": _LAST_YEAR,
    "last-year.not-worse/1": _LAST_YEAR,
    "trend.stabilises/1": Sentences(against_others.trend, (against_others.left_out,)),
    "constraint.none-new/1": Sentences(lists.none_new),
    "constraint.steadily/1": Sentences(lists.steadily, (lists.missed,)),
    "relation.in-step-with/1": Sentences(against_others.in_step, (against_others.bases,)),
    "register.all-done/1": Sentences(lists.all_done, (lists.late_and_next,)),
    "register.all-covered/1": Sentences(lists.all_covered, (lists.silent,)),
    "unassessable/1": _MISSING,
    _OVERDUE: Sentences(waiting.overdue, (waiting.lacking,)),
    "too-early/1": Sentences(waiting.too_early, (waiting.lacking,)),
}
"""How the formula of every status is put into words."""


def headline(one: Told) -> str:
    """Return the one sentence about a status."""
    return _of(one).headline(one)


def more(one: Told) -> Iterator[str]:
    """Yield what else the formula has to say."""
    return chain.from_iterable(each(one) for each in _of(one).more)


def _of(one: Told) -> Sentences:
    """Return the sentences of a formula; where it could not judge, those that say what is missing."""
    facts = one.verdict.facts
    is_missing = "missing" in facts.texts and len(facts.numbers) < 2 and facts.formula != _OVERDUE
    return _MISSING if is_missing else SENTENCES[facts.formula]
