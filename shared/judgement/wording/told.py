"""A verdict as sentences see it: its numbers and names in one language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from shared.judgement.verdict import StatusVerdict
from shared.judgement.wording.dates import span
from shared.judgement.wording.units import Language, amount, amounts, between
from shared.judgement.wording.verdict_words import clause
from shared.model.status import TargetStatus


@dataclass(frozen=True, slots=True)
class Told:
    """One verdict in one language."""

    verdict: StatusVerdict
    language: Language

    @property
    def zh(self) -> bool:
        """Whether Chinese is wanted."""
        return self.language == "zh"

    @property
    def numbers(self) -> Mapping[str, float]:
        """The numbers of the facts."""
        return self.verdict.facts.numbers

    @property
    def texts(self) -> Mapping[str, str]:
        """The texts of the facts."""
        return self.verdict.facts.texts

    @property
    def status(self) -> TargetStatus:
        """The verdict on the value: of an overdue one the last."""
        return self.verdict.last_status or self.verdict.status

    @property
    def name(self) -> str:
        """What is judged, with its area where that is not the plan's own."""
        title = self.verdict.title
        if self.zh:
            return f"{title.area_zh}{title.zh}"
        return f"{title.en} ({title.area_en})" if title.area_en else title.en

    @property
    def quoted(self) -> str:
        """The same in quotation marks; those within it become single ones."""
        opened = re.sub(r'"([^"]*)"', "‘\\1’", self.name)
        return f"“{opened.replace('“', '‘').replace('”', '’')}”"

    @property
    def has(self) -> str:
        """What is judged as the beginning of a sentence about its value: `城镇新增就业为`, `New urban jobs stood at`."""
        if not self.zh:
            return f"{self.name or 'The value'} stood at"
        name = self.name or "现值"
        return name if name.endswith(("增长", "下降")) else f"{name}为"

    @property
    def when(self) -> str:
        """What the value speaks of."""
        return span(self.verdict.period, self.texts.get("covers", "single"), self.language)

    @property
    def clause(self) -> str:
        """The verdict as the last part of a sentence."""
        return clause(self.verdict, self.language)

    def amount(self, number: str | float) -> str:
        """Return a number of the facts, or one given, with its unit."""
        return amount(self.numbers[number] if isinstance(number, str) else number, self.verdict.unit, self.language)

    def bare(self, value: float) -> str:
        """Return a number with its unit, in English without what is counted: it was said before."""
        return amounts(value, value, self.verdict.unit, self.language)[1]

    def amounts(self, number: str, other: str) -> tuple[str, str]:
        """Return two numbers of the facts with their unit: they look alike only if they are."""
        return amounts(self.numbers[number], self.numbers[other], self.verdict.unit, self.language)

    def between(self, low: str | float, high: str | float) -> tuple[str, str]:
        """Return the ends of a range, of numbers of the facts or given ones."""
        ends = [self.numbers[one] if isinstance(one, str) else one for one in (low, high)]
        return between(ends[0], ends[1], self.verdict.unit, self.language)

    def points(self, value: float) -> str:
        """Return a difference: of percentages in points, of anything else in its unit."""
        if self.verdict.unit != "percent":
            return self.amount(value)
        text = amount(round(value, 4), "", self.language)
        return f"{text} 个百分点" if self.zh else f"{text} {'point' if text == '1' else 'points'}"

    def against(self, number: str, other: str) -> int:
        """Return the sign of a number less another one."""
        gap = self.numbers[number] - self.numbers[other]
        return 0 if abs(gap) <= 1e-12 * max(abs(self.numbers[number]), abs(self.numbers[other])) else 1 if gap > 0 else -1
