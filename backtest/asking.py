"""Asking: every method, every family, many seeds, at each month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from random import Random
from typing import NamedTuple, Protocol

from backtest.levels import LEVELS
from backtest.methods import RULES, Answer, Method, Rule, product, with_spread, yardstick
from backtest.question import Question, Story, questions
from backtest.totals import TOTALS

PRODUCT = "Xiheng"
"""The product's method in figures and tables."""
FIRST_SEED = 5_000
"""Of the series that are asked about; no parameter was chosen on them."""
_OTHERS = 1_000_000
"""Seeds from here on are not asked about: the errors of rules are learned on them."""


class Family(Protocol):
    """What draws series."""

    def story(self, random: Random) -> Story:
        """Return one series."""


FAMILIES: Mapping[str, Family] = {**TOTALS, **LEVELS}


class Asked(NamedTuple):
    """An answer, and what came."""

    method: str
    family: str
    seed: int
    month: int
    story: Story
    answer: Answer

    @property
    def truth(self) -> float:
        """The value at the end of the year."""
        return self.story.whole.totals[-1]

    @property
    def reached(self) -> bool:
        """Whether what was wanted was reached."""
        return self.truth >= self.story.wanted


def story_of(family: str, seed: int) -> Story:
    """Return the series of a family with a seed; always the same."""
    return FAMILIES[family].story(Random(f"{family}/{seed}"))


def methods(seeds: int) -> dict[str, Method]:
    """Return all methods by name; the rules learn their spread on so many seeds that nobody is asked about."""
    return {PRODUCT: product, **{name: with_spread(rule, _errors(rule, seeds)) for name, rule in RULES.items()}}


def ask(
    asked: Mapping[str, Method],
    seeds: Iterable[int],
    *,
    months: Collection[int] = range(1, 13),
    told: Callable[[str], None] = lambda _: None,
) -> Iterator[Asked]:
    """Yield the answers on every series after each of some months; `told` hears of each family that is done."""
    numbers = list(seeds)
    for family in FAMILIES:
        for seed in numbers:
            story = story_of(family, seed)
            for question in (one for one in questions(story) if one.month in months):
                yield from _answers(asked, question, family, seed, story)
        told(family)


def _answers(asked: Mapping[str, Method], question: Question, family: str, seed: int, story: Story) -> Iterator[Asked]:
    found = {name: method(question) for name, method in asked.items()}
    # Methods are compared where all of them have an answer.
    if all(answer is not None for answer in found.values()):
        yield from (Asked(name, family, seed, question.month, story, answer) for name, answer in found.items() if answer is not None)


def _errors(rule: Rule, seeds: int) -> dict[tuple[str, int], list[float]]:
    found: dict[tuple[str, int], list[float]] = defaultdict(list)
    for family in FAMILIES:
        for seed in range(_OTHERS, _OTHERS + seeds):
            story = story_of(family, seed)
            for question in questions(story):
                value = rule(question)
                unit = 0.0 if value is None else yardstick(question, value)
                if value is not None and unit:
                    found[question.kind, question.month].append((story.whole.totals[-1] - value) / unit)
    return {key: sorted(errors) for key, errors in found.items()}
