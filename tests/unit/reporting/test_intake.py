"""Every way that a record can be wrong has its reason, field and remedy; what is right becomes columns."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.model.period import Period
from shared.reporting.refusal import Reason
from tests.unit.reporting.builders import NOW_MS, intake, observation, take
from xiheng.livelihood.v1 import livelihood_service_pb2 as messages
from xiheng.livelihood.v1 import records_pb2
from xiheng.shared.v1.observation_pb2 import DenseBlock

WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"indicator": "nothing"}, "indicator", "UNKNOWN_INDICATOR"),
    ({"indicator": "debt"}, "indicator", "WRONG_SERVICE"),
    ({"area": "999999"}, "area", "UNKNOWN_AREA"),
    ({"area": "320206"}, "area", "FORBIDDEN_AREA"),
    ({"area": "320200"}, "area", "FORBIDDEN_AREA"),
    ({"unit": "tonne"}, "unit", "UNKNOWN_UNIT"),
    ({"value": math.nan}, "value", "NOT_FINITE"),
    ({"value": math.inf}, "value", "NOT_FINITE"),
    ({"indicator": "rate", "value": 100.5}, "value", "OUT_OF_RANGE"),
    ({"period": "2026-13"}, "period", "INVALID_PERIOD"),
    ({"period": "June"}, "period", "INVALID_PERIOD"),
    ({"period": "2026-06-15"}, "period", "WRONG_PERIOD_LENGTH"),
    ({"indicator": "rate", "period": "2026-01/2026-06"}, "period", "WRONG_PERIOD_LENGTH"),
    ({"period": "2026-07"}, "period", "FUTURE_PERIOD"),
    ({"indicator": "meter", "period": "2026-06-15T08:15"}, "entity", "MISSING_ENTITY"),
    ({"entity": "meter-1"}, "entity", "UNEXPECTED_ENTITY"),
    ({"indicator": "meter", "period": "2026-06-15T08:15", "entity": "Not Legal"}, "entity", "INVALID_ENTITY"),
    ({"indicator": "meter", "period": "2026-06-15T08:15", "entity": "park-1"}, "entity", "INVALID_ENTITY"),
    ({"indicator": "grade", "class_name": "IV"}, "class_name", "UNKNOWN_CLASS"),
    ({"indicator": "grade", "value": 1.5}, "class_name", "UNKNOWN_CLASS"),
    ({"revision": 70_000}, "revision", "INVALID_REVISION"),
    ({"status": 9}, "status", "INVALID_STATUS"),
]


@pytest.mark.parametrize(("changes", "field", "reason"), WRONG)
def test_what_is_wrong_is_refused_with_field_and_reason(changes: dict[str, Any], field: str, reason: str) -> None:
    taken = take(observation(), observation(**changes))
    assert taken.accepted == 1
    (rejection,) = taken.rejections
    assert (rejection.index, rejection.field, Reason.Name(rejection.reason)) == (1, field, f"REJECTION_REASON_{reason}")
    assert rejection.message
    assert rejection.message_zh


def test_units_are_converted() -> None:
    (batch,) = take(observation(value=1.5, unit="wan_person")).batches
    assert list(batch.values) == [15_000.0]


@pytest.mark.parametrize("name", ["III", "Ⅲ"])
def test_classes_may_be_named(name: str) -> None:
    (batch,) = take(observation(indicator="grade", class_name=name)).batches
    assert list(batch.values) == [2.0]


def test_a_year_to_date_figure_is_kept_at_the_month_that_ends_it() -> None:
    (batch,) = take(observation(period="2026-01/2026-06"), observation(period="2026-06")).batches
    assert set(batch.periods) == {Period.parse("2026-06").ordinal}


def test_a_withdrawn_value_needs_no_number() -> None:
    (batch,) = take(observation(value=math.nan, status=4)).batches
    assert (list(batch.values), list(batch.statuses)) == ([0.0], [4])


def test_dating_back_needs_its_role() -> None:
    old = observation()
    old.recorded_time.FromDatetime(datetime(2026, 7, 1, tzinfo=UTC))
    assert Reason.Name(take(old).rejections[0].reason) == "REJECTION_REASON_INVALID_RECORDED_TIME"
    (batch,) = take(old, backfill=True).batches
    assert list(batch.received_times_ms) == [int(datetime(2026, 7, 1, tzinfo=UTC).timestamp() * 1000)]


def test_what_is_set_in_advance_is_taken_from_the_first_day_of_its_period() -> None:
    assert not take(observation(indicator="limit", period="2026")).rejections
    assert take(observation(indicator="limit", period="2027")).rejections[0].reason == Reason.REJECTION_REASON_FUTURE_PERIOD
    assert take(observation(period="2026-07")).rejections[0].reason == Reason.REJECTION_REASON_FUTURE_PERIOD


def test_recording_in_the_future_is_refused() -> None:
    early = observation()
    early.recorded_time.FromDatetime(datetime(2026, 8, 1, tzinfo=UTC))
    assert take(early, backfill=True).rejections[0].field == "recorded_time"


def test_rows_of_several_areas_become_a_batch_each() -> None:
    taken = intake("320200").take(
        messages.ReportRequest(observations=[observation(), observation(area="320206"), observation(period="2026-05")]), NOW_MS
    )
    assert {batch.area: len(batch.periods) for batch in taken.batches} == {"320205": 2, "320206": 1}


def test_a_typed_record_that_contradicts_nothing_becomes_its_measures() -> None:
    record = records_pb2.Record(area="320205", period="2026-06", hotline_month=records_pb2.HotlineMonth(requests=10))
    taken = intake().take(messages.ReportRequest(records=[record]), NOW_MS)
    assert Reason.Name(taken.rejections[0].reason) == "REJECTION_REASON_UNKNOWN_INDICATOR"  # this catalogue has no hotline


def test_an_empty_record_is_malformed() -> None:
    taken = intake().take(messages.ReportRequest(records=[records_pb2.Record(area="320205", period="2026-06")]), NOW_MS)
    assert Reason.Name(taken.rejections[0].reason) == "REJECTION_REASON_MALFORMED"


def test_bad_points_of_a_dense_block_are_refused_one_by_one() -> None:
    block = DenseBlock(
        indicator="meter", area="320205", entity="meter-1", first_period="2026-07-20T23:00", values=[1.0, math.nan, 3.0, 4.0, 5.0]
    )
    taken = intake().take(messages.ReportRequest(blocks=[block]), NOW_MS)
    assert taken.accepted == 3
    assert [(one.point, Reason.Name(one.reason)[17:]) for one in taken.rejections] == [(1, "NOT_FINITE"), (4, "FUTURE_PERIOD")]
    assert [one - taken.batches[0].periods[0] for one in taken.batches[0].periods] == [0, 2, 3]


def test_a_block_with_steps_that_do_not_fit_is_refused_whole() -> None:
    block = DenseBlock(indicator="meter", area="320205", entity="meter-1", first_period="2026-07-20T08:00", values=[1, 2], steps=[0])
    taken = intake().take(messages.ReportRequest(blocks=[block]), NOW_MS)
    assert (taken.accepted, taken.refused, taken.rejections[0].field) == (0, 2, "steps")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["jobs", "rate", "debt", "x"]),
            st.sampled_from(["320205", "320206", ""]),
            st.text(max_size=8),
            st.floats(allow_nan=True),
            st.integers(0, 100_000),
        ),
        max_size=20,
    )
)
def test_every_record_is_accepted_or_refused_and_nothing_raises(rows: list[tuple[str, str, str, float, int]]) -> None:
    request = messages.ReportRequest()
    for indicator, area, period, value, revision in rows:
        request.observations.append(observation(indicator=indicator, area=area, period=period, value=value, revision=revision))
    taken = intake().take(request, NOW_MS)
    assert taken.accepted + taken.refused == len(rows)
    assert len(taken.rejections) == taken.refused
