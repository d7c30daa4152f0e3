"""What a client is told of an indicator."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shared.model.manifests import IndicatorSpec
from xiheng.shared.v1 import reporting_pb2


def indicator_info(name: str, spec: IndicatorSpec) -> reporting_pb2.IndicatorInfo:
    """Return what a client is told of an indicator."""
    return reporting_pb2.IndicatorInfo(
        id=name,
        name_zh=spec.names.zh,
        name_en=spec.names.en,
        unit=spec.unit,
        period_lengths=_lengths(spec),
        entity_type=spec.entity_type or "",
        minimum=spec.range.minimum,
        maximum=spec.range.maximum,
        accumulation=spec.accumulation,
        classes=spec.classes,
    )


def _lengths(spec: IndicatorSpec) -> Iterator[Any]:
    yield from (int(length) for length in spec.lengths)
