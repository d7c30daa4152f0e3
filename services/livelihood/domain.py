"""What the measures of livelihood's typed records owe each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shared.reporting.refusal import Refusal, malformed
from xiheng.livelihood.v1 import records_pb2

_PARTS = (
    ("assigned", "requests", "派单", "受理"),
    ("accepted_in_time", "assigned", "按时签收", "派单"),
    ("solved", "revisited", "已解决", "回访"),
    ("satisfied", "rated", "满意", "评价"),
)
"""Each first is counted among the second."""


def check_record(part: Any) -> Iterator[Refusal]:  # noqa: ANN401 - any part of a typed record
    """Yield what contradicts itself: of the hotline's tickets each rate has a part and a whole."""
    if not isinstance(part, records_pb2.HotlineMonth):
        return
    for few, all_of_them, few_zh, all_zh in _PARTS:
        if part.HasField(few) and part.HasField(all_of_them) and getattr(part, few) > getattr(part, all_of_them):
            yield malformed(
                few,
                f"{few} {getattr(part, few):g} is above {all_of_them} {getattr(part, all_of_them):g}, of which it is a part",
                f"{few_zh}数 {getattr(part, few):g} 大于{all_zh}数 {getattr(part, all_of_them):g}",
            )
