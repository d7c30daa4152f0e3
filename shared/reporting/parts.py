"""Measures of one typed record of which one is counted within the other: a part is never larger than its whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from shared.reporting.refusal import Refusal, malformed


class Part(NamedTuple):
    """A measure that is counted within another one of the same record: the fields of both, and their Chinese names."""

    few: str
    whole: str
    few_zh: str
    whole_zh: str


def parts_above_their_wholes(record: Any, parts: Iterable[Part]) -> Iterator[Refusal]:  # noqa: ANN401 - any part of a typed record
    """Yield a refusal of each part that is larger than its whole, as far as both are reported."""
    for part in parts:
        if record.HasField(part.few) and record.HasField(part.whole) and getattr(record, part.few) > getattr(record, part.whole):
            few, whole = getattr(record, part.few), getattr(record, part.whole)
            yield malformed(
                part.few,
                f"{part.few} {few:g} is above {part.whole} {whole:g}, of which it is a part",
                f"{part.few_zh} {few:g} 大于{part.whole_zh} {whole:g}，而前者是后者的一部分",
            )
