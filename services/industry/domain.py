"""What the measures of industry's typed records owe each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shared.reporting.parts import Part, parts_above_their_wholes
from shared.reporting.refusal import Refusal
from xiheng.industry.v1 import records_pb2

_PROJECT = (Part("invested_yi_cny", "invested_total_yi_cny", "本年投资", "累计投资"),)


def check_record(part: Any) -> Iterator[Refusal]:  # noqa: ANN401 - any part of a typed record
    """Yield what contradicts itself: a project cannot have invested more this year than in all its years."""
    if isinstance(part, records_pb2.ProjectProgress):
        yield from parts_above_their_wholes(part, _PROJECT)
