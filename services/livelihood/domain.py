"""What the measures of livelihood's typed records owe each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shared.reporting.parts import Part, parts_above_their_wholes
from shared.reporting.refusal import Refusal
from xiheng.livelihood.v1 import records_pb2

_HOTLINE = (
    Part("assigned", "requests", "派单数", "受理数"),
    Part("accepted_in_time", "assigned", "按时签收数", "派单数"),
    Part("solved", "revisited", "已解决数", "回访数"),
    Part("satisfied", "rated", "满意数", "评价数"),
)


def check_record(part: Any) -> Iterator[Refusal]:  # noqa: ANN401 - any part of a typed record
    """Yield what contradicts itself: of the hotline's tickets each rate has a part and a whole."""
    if isinstance(part, records_pb2.HotlineMonth):
        yield from parts_above_their_wholes(part, _HOTLINE)
