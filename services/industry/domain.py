"""What the measures of industry's typed records owe each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shared.reporting.refusal import Refusal, malformed
from xiheng.industry.v1 import records_pb2


def check_record(part: Any) -> Iterator[Refusal]:  # noqa: ANN401 - any part of a typed record
    """Yield what contradicts itself: a project cannot have invested more this year than in all its years."""
    if not isinstance(part, records_pb2.ProjectProgress):
        return
    this_year, ever = part.invested_yi_cny, part.invested_total_yi_cny
    if part.HasField("invested_yi_cny") and part.HasField("invested_total_yi_cny") and this_year > ever:
        yield malformed(
            "invested_yi_cny",
            f"invested_yi_cny {this_year:g} is above invested_total_yi_cny {ever:g}; the total since the start includes this year",
            f"本年投资 {this_year:g} 亿元大于累计投资 {ever:g} 亿元；累计投资应包含本年",
        )
