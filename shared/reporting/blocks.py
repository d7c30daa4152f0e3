"""Dense blocks: many points of one series, checked as columns."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from shared.reporting import refusal
from shared.reporting.refusal import Refusal
from shared.reporting.series import PeriodCheck, Series, moment_text
from shared.reporting.sheet import FINAL, WITHDRAWN, Sheet
from xiheng.shared.v1 import observation_pb2


def take_block(block: observation_pb2.DenseBlock, series: Series | Refusal, index: int, sheet: Sheet) -> None:
    """Add the good points of a block to the sheet, and refuse the others one by one, or the whole block."""
    count = max(len(block.values), 1)
    if isinstance(series, Refusal):
        sheet.refuse(series, index, count=count)
        return
    first = series.period(block.first_period)
    if isinstance(first, Refusal):
        sheet.refuse(first._replace(field="first_period"), index, count=count)
        return
    received_ms = sheet.received(block)
    wrong = _shape_refusal(block) or sheet.life_refusal(block) or (received_ms if isinstance(received_ms, Refusal) else None)
    if wrong is not None or isinstance(received_ms, Refusal):
        sheet.refuse(wrong or refusal.malformed("", "", ""), index, count=count)
        return
    _add_points(block, series, first, received_ms, index, sheet)


def _shape_refusal(block: observation_pb2.DenseBlock) -> Refusal | None:
    if not block.values or len(block.steps) in (0, len(block.values)):
        return None if block.values else refusal.malformed("values", "the block has no values", "数据块没有数值")
    return refusal.malformed(
        "steps",
        f"{len(block.steps)} steps for {len(block.values)} values; give one each, or none",
        f"steps 有 {len(block.steps)} 个而 values 有 {len(block.values)} 个；请一一对应或留空",
    )


def _add_points(block: observation_pb2.DenseBlock, series: Series, first: PeriodCheck, received_ms: int, index: int, sheet: Sheet) -> None:
    values, steps = _values(block, series), _steps(block)
    ordinals, last = first.ordinal + steps, sheet.last_ordinal(first.length)
    good = np.isfinite(values) & (values >= series.low) & (values <= series.high) & (ordinals <= last)
    sheet.columns.of(block.area).extend(
        (block.indicator, block.entity, first.length),
        ordinals[good].tolist(),
        values[good].tolist(),
        (block.revision, block.status or FINAL, received_ms),
    )
    for point in np.flatnonzero(~good).tolist():
        wrong = series.value(float(values[point])) if ordinals[point] <= last else None
        late = f"{block.first_period} + {steps[point]}"
        sheet.refuse(wrong or refusal.future_period(late, moment_text(sheet.now_ms)), index, point=point)


def _values(block: observation_pb2.DenseBlock, series: Series) -> npt.NDArray[np.float64]:
    if block.status == WITHDRAWN:
        return np.full(len(block.values), max(series.low, 0.0))
    return np.array(block.values, dtype=np.float64) * series.factor


def _steps(block: observation_pb2.DenseBlock) -> npt.NDArray[np.int64]:
    return np.array(block.steps, dtype=np.int64) if block.steps else np.arange(len(block.values), dtype=np.int64)
