"""The hot path says just what looking at every row says."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.reporting.intake import Taken
from tests.unit.reporting.builders import NOW_MS, intake, observation
from xiheng.livelihood.v1 import livelihood_service_pb2 as messages

COLUMNS = ("indicators", "entities", "lengths", "series", "periods", "values", "revisions", "statuses", "received_times_ms")
rows = st.fixed_dictionaries(
    {
        "indicator": st.sampled_from(["jobs", "rate", "grade", "meter", "debt", "nowhere"]),
        "area": st.sampled_from(["320205", "320206", "320299"]),
        "entity": st.sampled_from(["", "meter-1", "meter-2"]),
        "period": st.sampled_from(["2026-06", "2026-05", "2026-12", "2026-07-15T08:15", "nonsense"]),
        "value": st.sampled_from([0.0, 1.0, 2.5, 101.0, float("nan"), float("inf"), -1.0]),
        "revision": st.sampled_from([0, 0, 0, 1, 70_000]),
        "status": st.sampled_from([0, 0, 0, 1, 2, 3, 4]),
        "class_name": st.sampled_from(["", "", "II", "VII"]),
    }
)


def said(taken: Taken) -> tuple[Any, ...]:
    columns = [[batch.area, *(list(getattr(batch, name)) for name in COLUMNS)] for batch in taken.batches]
    return columns, taken.accepted, taken.refused, [one.SerializeToString() for one in taken.rejections]


@given(st.lists(rows, max_size=12))
def test_known_series_are_taken_as_unknown_ones_are(parts: list[dict[str, Any]]) -> None:
    request = messages.ReportRequest(observations=[observation(**part) for part in parts])
    fresh, warm = intake("320205", "320206"), intake("320205", "320206")
    for one in request.observations:
        warm.take(messages.ReportRequest(observations=[one]), NOW_MS)
    assert said(warm.take(request, NOW_MS)) == said(fresh.take(request, NOW_MS))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_what_is_not_finite_is_refused_by_the_hot_path_too(value: float) -> None:
    warm = intake()
    warm.take(messages.ReportRequest(observations=[observation()]), NOW_MS)
    taken = warm.take(messages.ReportRequest(observations=[observation(value=value)]), NOW_MS)
    assert (taken.accepted, taken.refused) == (0, 1)


def test_entities_that_report_the_same_period_keep_their_own_rows() -> None:
    warm = intake()
    period = "2026-07-15T08:15"
    request = messages.ReportRequest(
        observations=[observation(indicator="meter", entity=f"meter-{number}", period=period, value=float(number)) for number in range(3)]
    )
    for _ in range(2):
        (batch,) = warm.take(request, NOW_MS).batches
        assert {batch.entities[place]: value for place, value in zip(batch.series, batch.values, strict=True)} == {
            "meter-0": 0.0,
            "meter-1": 1.0,
            "meter-2": 2.0,
        }
