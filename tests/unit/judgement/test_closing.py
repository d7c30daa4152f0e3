"""Closing: readings of a day become its value once it is over; any order, any restart, live and offline give the same."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.events.cells import encode_cell, load_state
from shared.judgement.area_view import AreaView
from shared.judgement.assess_all import assess_state, close_all, send_up
from shared.judgement.event import Event, Observations
from shared.judgement.fold import fold
from shared.judgement.judge import Outputs
from shared.judgement.state import PartitionState
from shared.judgement.whole_log import take
from shared.model.period import Period
from tests.unit.judgement.builders import area, define, indicator, observe, plan, target, tick

HOURLY = {"unit": "ug_per_m3", "kind": "rate", "accumulation": "single", "periods": ["hour"], "entityType": "station"}
DAILY = {**HOURLY, "periods": ["day"], "derivation": {"formula": "air.day-mean", "inputs": ["air.hourly.pm25"]}}
DEFINITIONS = define(
    plan(),
    area("320200", level="city"),
    area("320205", "320200"),
    area("320206", "320200"),
    indicator("air.hourly.pm25", **HOURLY, rollUp={"rule": "pool"}),
    indicator("air.daily.pm25", **DAILY, rollUp={"rule": "pool"}),
    indicator("air.pm25", unit="ug_per_m3", kind="rate", better="down", derivation={"formula": "air.pm25", "inputs": ["air.daily.pm25"]}),
    indicator("water.sample.tp", **{**HOURLY, "unit": "mg_per_l", "periods": ["month", "day"], "entityType": "section"}),
    target("air.pm25", shape="level", comparator="improves_on_last_year", value=None, unit="ug_per_m3", better="down"),
)
LAST_YEAR = observe("320200", {("air.pm25", "2025-01"): 40.0})


def readings(
    code: str,
    station: str,
    first: str,
    values: Iterable[float],
    *,
    name: str = "air.hourly.pm25",
    revision: int = 0,
    received_ms: int = 10,
    event_id: int = 7,
) -> Event:
    """An event with readings in a row."""
    begin, numbers = Period.parse(first), list(values)
    rows = Observations(
        area=code,
        child="",
        indicators=[name],
        entities=[station],
        lengths=[begin.length],
        series=(),
        periods=[begin.ordinal + offset for offset in range(len(numbers))],
        values=numbers,
        revisions=[revision] * len(numbers) if revision else (),
    )
    return Event(event_id=event_id, received_time_ms=received_ms, body=rows)


def run(state: PartitionState, events: Iterable[Event]) -> list[Outputs]:
    """The outputs of events, those that values sent up cause included."""
    return [outputs for _, outputs in take(state, events)]


def january(code: str, station: str, value: float, *, days: int = 31) -> Event:
    """Equal hours of the first days of January."""
    return readings(code, station, "2026-01-01T00", [value] * 24 * days)


def days_of(state: PartitionState, code: str, station: str) -> dict[str, float]:
    """The days of a station as the area sees them."""
    points = AreaView(state, state.area(code)).entities("air.daily.pm25").get(station, ())
    return {point.period.text: point.value for point in points}


def cells(state: PartitionState) -> dict[str, bytes]:
    """Every cell of a state as bytes."""
    return {key: encode_cell(content) for key, _, content in state.take_dirty()}


def test_a_day_is_made_of_its_hours_when_it_is_over() -> None:
    state = PartitionState()
    run(state, [DEFINITIONS, readings("320205", "a", "2026-01-01T00", [*[30.0] * 24, *[60.0] * 24]), tick("2026-01-02")])
    assert days_of(state, "320205", "a") == days_of(state, "320200", "a") == {"2026-01-01": 30.0}
    run(state, [tick("2026-01-03")])
    assert days_of(state, "320200", "a") == {"2026-01-01": 30.0, "2026-01-02": 60.0}


def test_a_city_is_judged_on_the_stations_of_its_districts() -> None:
    state = PartitionState()
    outputs = run(state, [DEFINITIONS, LAST_YEAR, january("320205", "a", 30.0), january("320206", "b", 40.0), tick("2026-02-01")])
    sent = [one for each in outputs for one in each.statuses if one.target == "air.pm25"]
    assert (sent[-1].period.text, sent[-1].value, sent[-1].status.word) == ("2026-01", 35.0, "on_track")


def test_a_published_value_goes_before_the_derived_one() -> None:
    state = PartitionState()
    published = observe("320200", {("air.pm25", "2026-01"): 41.0})
    outputs = run(state, [DEFINITIONS, LAST_YEAR, january("320205", "a", 30.0), tick("2026-02-01"), published])
    assert outputs[-1].statuses[-1].value == 41.0


def test_a_late_hour_makes_its_day_anew_and_no_other() -> None:
    state = PartitionState()
    run(state, [DEFINITIONS, january("320205", "a", 30.0), tick("2026-02-01")])
    late = readings("320205", "a", "2026-01-09T12", [54.0], revision=1, received_ms=20)
    outputs = run(state, [late, tick("2026-02-02")])
    rows = [row for each in outputs for one in each.roll_ups for row in one.rows]
    assert [(row.entity, Period(row.length, row.ordinal).text, row.entry.value) for row in rows] == [("a", "2026-01-09", 31.0)]
    assert days_of(state, "320200", "a")["2026-01-09"] == 31.0
    assert not any(each.roll_ups or each.statuses for each in run(state, [tick("2026-02-03")]))


def test_a_day_that_loses_its_hours_is_withdrawn_everywhere() -> None:
    state = PartitionState()
    run(state, [DEFINITIONS, january("320205", "a", 30.0, days=2), tick("2026-01-03")])
    rows = readings("320205", "a", "2026-01-02T00", [0.0] * 5, revision=1, received_ms=20)
    assert isinstance(rows.body, Observations)
    withdrawn = Observations(
        **{
            name: getattr(rows.body, name) for name in ("area", "child", "indicators", "entities", "lengths", "series", "periods", "values")
        },
        revisions=[1] * 5,
        statuses=[4] * 5,
    )
    run(state, [Event(event_id=9, received_time_ms=20, body=withdrawn), tick("2026-01-04")])
    assert days_of(state, "320205", "a") == days_of(state, "320200", "a") == {"2026-01-01": 30.0}


def test_values_given_for_a_day_go_before_those_made_of_hours() -> None:
    state = PartitionState()
    given_day = observe("320200", {("air.daily.pm25", "2026-01-01"): 33.0}, entity="a")
    run(state, [DEFINITIONS, january("320200", "a", 30.0, days=1), given_day, tick("2026-01-02")])
    assert days_of(state, "320200", "a") == {"2026-01-01": 33.0}


def test_samples_of_days_become_the_month_when_it_is_over() -> None:
    state = PartitionState()
    samples = [
        observe("320200", {("water.sample.tp", day): value}, entity="s") for day, value in (("2026-01-05", 0.04), ("2026-01-20", 0.06))
    ]
    run(state, [DEFINITIONS, *samples, tick("2026-01-31")])
    view = AreaView(state, state.area("320200"))
    assert view.entities("water.sample.tp") == {}
    run(state, [tick("2026-02-01")])
    (month,) = view.entities("water.sample.tp")["s"]
    assert month.period.text == "2026-01"
    assert month.value == pytest.approx(0.05)


HOURS = st.builds(
    readings,
    st.sampled_from(["320200", "320205", "320206"]),
    st.sampled_from(["a", "b"]),
    st.sampled_from(["2026-01-01T00", "2026-01-01T20", "2026-01-30T12", "2026-01-31T03"]),
    st.lists(st.sampled_from([10.0, 20.0, 70.0]), min_size=18, max_size=30),
    revision=st.integers(0, 1),
    received_ms=st.integers(1, 4),
    event_id=st.integers(1, 5),
)
DAYS = st.builds(
    observe,
    st.sampled_from(["320200", "320205"]),
    st.dictionaries(st.tuples(st.just("air.daily.pm25"), st.sampled_from(["2026-01-01", "2026-01-31"])), st.just(55.0), min_size=1),
    entity=st.sampled_from(["a", "c"]),
)
TICKS = st.sampled_from([tick("2026-01-02"), tick("2026-02-01"), tick("2026-02-02")])
LOG = st.lists(HOURS | DAYS | TICKS | st.just(LAST_YEAR), max_size=7)
END = tick("2026-03-01")


def verdicts(state: PartitionState) -> list[tuple[str, str, float | None, str]]:
    """What a state says of every target."""
    return [(one.target, one.period.text, one.value, one.status.word) for one in assess_state(state).statuses]


@given(LOG, st.integers(0, 1000))
@settings(deadline=None)
def test_any_order_gives_the_same_days_and_verdicts_once_all_is_over(log: list[Event], seed: int) -> None:
    shuffled = [*log, *log]
    random.Random(seed).shuffle(shuffled)
    one, other = PartitionState(), PartitionState()
    run(one, [DEFINITIONS, *log, END])
    run(other, [DEFINITIONS, *shuffled, END])
    for code in ("320200", "320205", "320206"):
        for station in "abc":
            assert days_of(one, code, station) == days_of(other, code, station)
    assert verdicts(one) == verdicts(other)


@given(LOG)
@settings(deadline=None)
def test_an_offline_assessment_says_what_the_log_says(log: list[Event]) -> None:
    live, offline = PartitionState(), PartitionState()
    run(live, [DEFINITIONS, *log, END])
    for event in [DEFINITIONS, *log, END]:
        fold(offline, event)
    close_all(offline)
    send_up(offline)
    assert verdicts(live) == verdicts(offline)


@given(LOG, LOG)
@settings(deadline=None)
def test_a_state_loaded_from_its_cells_goes_on_as_the_one_that_was_kept(log: list[Event], rest: list[Event]) -> None:
    kept = PartitionState()
    run(kept, [DEFINITIONS, *log])
    loaded = load_state(cells(kept).items())
    loaded.offset = kept.offset
    assert run(loaded, [*rest, END]) == run(kept, [*rest, END])
