"""Many series of few indicators are written as runs, and read as the same batch."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.events.codec import decode_event, encode_event
from shared.judgement.event import Event, Observations
from shared.judgement.fold import fold
from shared.judgement.state import PartitionState
from shared.model.errors import InvalidEvent
from shared.model.period import Period, PeriodLength
from tests.unit.judgement.test_laws import cells
from xiheng.events.v1.area_event_pb2 import AreaEvent

LENGTHS = st.sampled_from([PeriodLength.MONTH, PeriodLength.HOUR])
DICTIONARY = st.lists(st.tuples(st.sampled_from("abc"), LENGTHS, st.integers(0, 3)), min_size=24, max_size=60)


def batch(dictionary: list[tuple[str, PeriodLength, int]]) -> Observations:
    """One value of each series, in a fixed period of its length."""
    size = len(dictionary)
    return Observations(
        area="320205",
        child="",
        indicators=[name for name, _, _ in dictionary],
        entities=[f"station-{number}" if number else "" for _, _, number in dictionary],
        lengths=[length for _, length, _ in dictionary],
        series=list(range(size)),
        periods=[Period.parse("2026-03" if length is PeriodLength.MONTH else "2026-03-05T07").ordinal for _, length, _ in dictionary],
        values=[float(number) for number in range(size)],
    )


def decoded(rows: Observations) -> Event:
    """The batch as it comes out of the log."""
    return decode_event(encode_event(rows, received_time_ms=5))


def columns(rows: Observations) -> tuple[list[object], ...]:
    """What a batch says."""
    return list(rows.indicators), list(rows.entities), list(rows.lengths), list(rows.series), list(rows.periods), list(rows.values)


@given(DICTIONARY)
def test_a_batch_is_read_as_it_was_written(dictionary: list[tuple[str, PeriodLength, int]]) -> None:
    rows = batch(dictionary)
    found = decoded(rows).body
    assert isinstance(found, Observations)
    assert columns(found) == columns(rows)


@given(DICTIONARY)
def test_runs_fold_as_the_columns_that_they_stand_for(dictionary: list[tuple[str, PeriodLength, int]]) -> None:
    event = decoded(batch(sorted(dictionary)))
    assert isinstance(event.body, Observations)
    assert event.body.runs
    states = [PartitionState(), PartitionState()]
    touched = [fold(states[0], event), fold(states[1], replace(event, body=replace(event.body, runs=())))]
    assert touched[0].short >= touched[1].short
    assert cells(states[0]) == cells(states[1])


def test_the_same_entities_are_the_same_run() -> None:
    rows = batch([("a", PeriodLength.HOUR, number) for number in range(30)])
    first, second = decoded(rows).body, decoded(replace(rows, values=[7.0] * 30)).body
    assert isinstance(first, Observations)
    assert isinstance(second, Observations)
    assert first.runs[0] is second.runs[0]


def test_a_damaged_run_is_named() -> None:
    wire = AreaEvent.FromString(encode_event(batch([("a", PeriodLength.HOUR, number) for number in range(30)]), received_time_ms=5))
    wire.observations.runs[0] = b"\xff\xff"
    with pytest.raises(InvalidEvent, match="runs: undecodable"):
        decode_event(wire.SerializeToString())
