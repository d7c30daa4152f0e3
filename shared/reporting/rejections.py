"""Refusals as a metric: by the area that a record is about, as far as there is such an area, and by reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable

from shared.reporting.intake import Request
from shared.runtime import metrics
from xiheng.shared.v1 import reporting_pb2

UNKNOWN = "unknown"
"""Label of an area that the catalogue has not: what a client writes must not become a label."""
_PREFIX = len("REJECTION_REASON_")


def count_rejections(service: str, request: Request, rejections: Iterable[reporting_pb2.Rejection], areas: Container[str]) -> None:
    """Count the rejections of a request.

    Args:
        service: Name of the domain service.
        request: What they are about.
        rejections: Each with its position in the request.
        areas: Codes of the catalogue.
    """
    counted = Counter((_area(request, one.index), one.reason) for one in rejections)
    for (area, reason), times in counted.items():
        word = reporting_pb2.RejectionReason.Name(reason)[_PREFIX:].lower()
        metrics.REJECTIONS.labels(service, area if area in areas else UNKNOWN, word).inc(times)


def _area(request: Request, index: int) -> str:
    """Return the area of what stands at a position: records first, then plain observations, then blocks."""
    for part in (request.records, request.observations, request.blocks):
        if index < len(part):
            return str(part[index].area)
        index -= len(part)
    return ""
