"""What the measures of risk's typed records owe each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shared.reporting.parts import Part, parts_above_their_wholes
from shared.reporting.refusal import Refusal
from xiheng.risk.v1 import records_pb2

_PARTS: Mapping[type, tuple[Part, ...]] = {
    records_pb2.FiscalMonth: (Part("revenue_land_yi_cny", "revenue_fund_yi_cny", "土地出让收入", "政府性基金收入"),),
    records_pb2.DebtPosition: (Part("new_hidden_yi_cny", "hidden_yi_cny", "新增隐性债务", "隐性债务"),),
    records_pb2.HousingMonth: (Part("delivery_done", "delivery_due", "已交付套数", "应交付套数"),),
    records_pb2.DeveloperQuarter: (
        Part("advance_receipts_yi_cny", "liabilities_yi_cny", "预收账款", "负债"),
        Part("short_term_debt_yi_cny", "interest_bearing_debt_yi_cny", "短期有息负债", "有息负债"),
        Part("cash_yi_cny", "assets_yi_cny", "货币资金", "资产"),
    ),
}


def check_record(part: Any) -> Iterator[Refusal]:  # noqa: ANN401 - any part of a typed record
    """Yield what contradicts itself: a part that is larger than its whole."""
    yield from parts_above_their_wholes(part, _PARTS.get(type(part), ()))
