"""Refusals are counted for the district that they are about."""

from __future__ import annotations

from shared.reporting.rejections import count_rejections
from shared.runtime.metrics import REGISTRY
from xiheng.livelihood.v1 import livelihood_service_pb2 as messages
from xiheng.livelihood.v1.records_pb2 import Record
from xiheng.shared.v1.observation_pb2 import DenseBlock, Observation
from xiheng.shared.v1.reporting_pb2 import Rejection, RejectionReason

AREAS = {"320205", "320206"}


def refused(area: str) -> float:
    labels = {"service": "counted", "area": area, "reason": "out_of_range"}
    return REGISTRY.get_sample_value("xiheng_rejections_total", labels) or 0.0


def test_each_is_counted_by_the_area_of_what_stands_at_its_place() -> None:
    request = messages.ReportRequest(
        records=[Record(area="320205")],
        observations=[Observation(area="320206"), Observation(area="no/such")],
        blocks=[DenseBlock(area="320205")],
    )
    reason = RejectionReason.REJECTION_REASON_OUT_OF_RANGE
    rejections = [Rejection(index=index, reason=reason) for index in (0, 1, 1, 2, 3, 9)]
    count_rejections("counted", request, rejections, AREAS)
    assert [refused(area) for area in ("320205", "320206", "unknown", "no/such")] == [2.0, 2.0, 2.0, 0.0]
