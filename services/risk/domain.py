"""What the measures of risk's typed records owe each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shared.reporting.refusal import Refusal, malformed
from xiheng.risk.v1 import records_pb2


def check_record(part: Any) -> Iterator[Refusal]:  # noqa: ANN401 - any part of a typed record
    """Yield what contradicts itself: land revenue is a part of fund revenue, newly found hidden debt a part of all hidden debt."""
    match part:
        case records_pb2.FiscalMonth() if part.HasField("revenue_land_yi_cny") and part.HasField("revenue_fund_yi_cny"):
            yield from _part_of(part, "revenue_land_yi_cny", "revenue_fund_yi_cny", "土地出让收入", "政府性基金收入")
        case records_pb2.DebtPosition() if part.HasField("new_hidden_yi_cny") and part.HasField("hidden_yi_cny"):
            yield from _part_of(part, "new_hidden_yi_cny", "hidden_yi_cny", "新增隐性债务", "隐性债务")
        case _:
            return


def _part_of(part: Any, few: str, whole: str, few_zh: str, whole_zh: str) -> Iterator[Refusal]:  # noqa: ANN401 - any part of a typed record
    low, high = getattr(part, few), getattr(part, whole)
    if low > high:
        yield malformed(
            few, f"{few} {low:g} is above {whole} {high:g}, of which it is a part", f"{few_zh} {low:g} 亿元大于{whole_zh} {high:g} 亿元"
        )
