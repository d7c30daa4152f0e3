"""What goes up: a parent knows of each child what the child knows itself, whatever came in which order, was revised or ended."""

from __future__ import annotations

import random
from array import array
from collections import deque
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from shared.events.cells import decode_cell, encode_cell, load_state
from shared.judgement.area_view import AreaView
from shared.judgement.cell import WITHDRAWN, Entry
from shared.judgement.event import Event, Observations
from shared.judgement.fold import fold
from shared.judgement.judge import judge
from shared.judgement.series import Series, SeriesKey
from shared.judgement.state import PartitionState
from shared.model.period import Period, PeriodLength
from tests.unit.judgement.builders import area, define, indicator, observe, plan
from xiheng.events.v1 import state_pb2

CITY, DISTRICT, TOWN = "320200", "320205", "320205-01"
MONTHS = ("2026-01", "2026-02", "2026-03")
SUM = {"rule": "sum"}
DEFINITIONS = define(
    plan(),
    area(CITY, level="city"),
    area(DISTRICT, CITY),
    area(TOWN, DISTRICT),
    indicator("jobs", rollUp=SUM),
    indicator("power", rollUp=SUM, accumulation="stock", kind="stock", derivation={"formula": "storage.capacity", "inputs": ["storage"]}),
    indicator("level", rollUp={"rule": "pool"}, accumulation="stock", kind="stock", entityType="station"),
    indicator("storage", rollUp={"rule": "none"}, accumulation="stock", kind="stock", entityType="station"),
)


def given_by(code: str, name: str, entity: str = "") -> st.SearchStrategy[Event]:
    """Events of one value, of an area or an entity of it; withdrawn now and then."""
    return st.builds(
        lambda month, value, revision, received, number, withdrawn: withdrawing(
            observe(code, {(name, month): value}, entity=entity, revision=revision, received_ms=received, event_id=number), withdrawn
        ),
        st.sampled_from(MONTHS),
        st.sampled_from([1.0, 2.0, 3.0]),
        st.integers(0, 1),
        st.integers(1, 6),
        st.integers(1, 50),
        st.integers(0, 5).map(lambda drawn: drawn == 0),
    )


def withdrawing(event: Event, withdrawn: bool) -> Event:
    """The event, or one that withdraws what it says."""
    if not withdrawn or not isinstance(event.body, Observations):
        return event
    rows = event.body
    return replace(event, body=replace(rows, statuses=[WITHDRAWN] * len(rows.periods)))


LOG = st.lists(
    given_by(DISTRICT, "jobs")
    | given_by(TOWN, "jobs")
    | given_by(DISTRICT, "power")
    | given_by(DISTRICT, "storage", "one")
    | given_by(DISTRICT, "storage", "two"),
    max_size=14,
)


def live(log: list[Event], *, defined_after: int = 0) -> PartitionState:
    """The state of one log, its definitions after so many events, in which every value that goes up comes after what it was waiting behind."""
    state, offset = PartitionState(), 0
    # Unlike `take`, which hands a value up at once.
    waiting = deque([*log[:defined_after], DEFINITIONS, *log[defined_after:]])
    while waiting:
        state.offset, offset = offset, offset + 1
        outputs = judge(state, fold(state, waiting.popleft()))
        waiting += [Event(event_id=0, received_time_ms=1, body=one.observations()) for one in outputs.roll_ups]
    return state


def points(state: PartitionState, code: str, name: str) -> dict[str, float]:
    """The values of an area by period."""
    return {one.period.text: one.value for one in AreaView(state, state.area(code)).points(name)}


def sent_by(state: PartitionState, parent: str, child: str, name: str) -> dict[str, float]:
    """The values that a parent holds of a child."""
    found: dict[str, float] = {}
    for key, series in state.area(parent).series.items():
        if (key.child, key.indicator) == (child, name):
            found |= {point.period.text: point.value for ordinal in series.ordinals() if (point := series.point(ordinal)) is not None}
    return found


@given(LOG)
def test_a_parent_holds_of_a_child_what_the_child_holds(log: list[Event]) -> None:
    state = live(log)
    for name in ("jobs", "power"):
        assert sent_by(state, CITY, DISTRICT, name) == points(state, DISTRICT, name)
    assert sent_by(state, DISTRICT, TOWN, "jobs") == points(state, TOWN, "jobs")


STATION = st.lists(given_by(DISTRICT, "level", "one") | given_by(TOWN, "level", "one"), max_size=8)


@given(STATION, st.integers(0, 8))
def test_a_station_that_two_areas_report_is_the_same_to_all_above(log: list[Event], before: int) -> None:
    state = live(log, defined_after=before)
    assert station(state, CITY) == station(state, DISTRICT)


def station(state: PartitionState, code: str) -> dict[str, float]:
    """The values of station one in an area by period."""
    return {point.period.text: point.value for point in AreaView(state, state.area(code)).entities("level").get("one", ())}


@given(LOG, st.integers(0, 14))
def test_what_came_before_its_definitions_goes_up_when_they_come(log: list[Event], before: int) -> None:
    state = live(log, defined_after=before)
    for name in ("jobs", "power"):
        assert sent_by(state, CITY, DISTRICT, name) == points(state, DISTRICT, name)
    assert sent_by(state, DISTRICT, TOWN, "jobs") == points(state, TOWN, "jobs")


@given(LOG, st.randoms())
def test_what_goes_up_may_come_twice_and_in_any_order(log: list[Event], chance: random.Random) -> None:
    state, offset = PartitionState(), 0
    sent: list[Event] = []
    for event in (DEFINITIONS, *log):
        state.offset, offset = offset, offset + 1
        outputs = judge(state, fold(state, event))
        sent += [Event(event_id=0, received_time_ms=1, body=one.observations()) for one in outputs.roll_ups if one.parent == CITY]
    again = [*sent, *sent]
    chance.shuffle(again)
    parents = []
    for order in (sent, again):
        parent = PartitionState()
        for event in (DEFINITIONS, *order):
            fold(parent, event)
        parents.append({key: encode_cell(content) for key, _, content in parent.take_dirty()})
    assert parents[0] == parents[1]
    held = load_state(parents[0].items())
    for name in ("jobs", "power"):
        assert sent_by(held, CITY, DISTRICT, name) == points(state, DISTRICT, name)


@given(LOG, LOG)
def test_a_child_that_was_loaded_goes_on_as_the_one_that_was_kept(log: list[Event], rest: list[Event]) -> None:
    kept = PartitionState()
    for offset, event in enumerate((DEFINITIONS, *log)):
        kept.offset = offset
        judge(kept, fold(kept, event))
    cells = {key: encode_cell(content) for key, _, content in kept.take_dirty()}
    loaded = load_state(cells.items())
    for offset, event in enumerate(rest, len(log) + 1):
        kept.offset = loaded.offset = offset
        assert judge(kept, fold(kept, event)).roll_ups == judge(loaded, fold(loaded, event)).roll_ups


def test_a_sum_that_returns_to_an_earlier_value_is_that_value_for_the_parent_too() -> None:
    def station(name: str, value: float, received_ms: int, revision: int = 0) -> Event:
        return observe(
            DISTRICT, {("storage", "2026-01"): value}, entity=name, received_ms=received_ms, event_id=received_ms, revision=revision
        )

    log = [station("one", 10.0, 1), station("two", 20.0, 2), station("one", 20.0, 3), station("two", 10.0, 4)]
    assert sent_by(live(log), CITY, DISTRICT, "power") == {"2026-01": 30.0}


def test_a_value_that_is_no_more_is_withdrawn_from_the_parent() -> None:
    log = [
        observe(DISTRICT, {("storage", "2026-01"): 10.0}, entity="one", received_ms=1),
        withdrawing(observe(DISTRICT, {("storage", "2026-01"): 10.0}, entity="one", received_ms=2, revision=1), True),
    ]
    assert sent_by(live(log[:1]), CITY, DISTRICT, "power") == {"2026-01": 10.0}
    assert sent_by(live(log), CITY, DISTRICT, "power") == {}


def test_cells_of_an_earlier_release_are_read() -> None:

    state = live([observe(DISTRICT, {("jobs", "2026-01"): 2.0}, revision=3)])
    key, content = next(
        (key, content) for key, _, content in state.take_dirty() if key.startswith(f"s/{DISTRICT}/jobs//") and not isinstance(content, int)
    )
    wire = state_pb2.SeriesCell.FromString(encode_cell(content))
    wire.revisions = array("H", array("I", wire.revisions)).tobytes()
    cell = decode_cell(key, wire.SerializeToString())
    ordinal = Period(PeriodLength.MONTH, Period.parse("2026-01").ordinal).ordinal
    assert cell.entry(ordinal - cell.first).revision == 3  # type: ignore[union-attr]


@given(
    st.lists(st.tuples(st.integers(0, 2), st.sampled_from([1.0, 2.0, 3.0]), st.integers(1, 4), st.integers(1, 2)), min_size=1, max_size=8)
)
def test_a_parent_hears_of_what_won_for_a_moment_within_one_batch(rows: list[tuple[int, float, int, int]]) -> None:
    revisions, values, received, batches = zip(*rows, strict=True)
    log = []
    for batch in sorted(set(batches)):
        taken = [row for row, number in enumerate(batches) if number == batch]
        event = observe(TOWN, {("jobs", "2026-01"): 1.0}, event_id=batch)
        assert isinstance(event.body, Observations)
        body = replace(
            event.body,
            series=[0] * len(taken),
            periods=[*event.body.periods] * len(taken),
            values=[values[row] for row in taken],
            revisions=[revisions[row] for row in taken],
            received_times_ms=[received[row] for row in taken],
        )
        log.append(replace(event, body=body))
    state = live(log)
    held = {key.child: series for key, series in state.area(DISTRICT).series.items()}
    assert everything(held[TOWN]) == everything(state.area(TOWN).series[SeriesKey("jobs", "", "", PeriodLength.MONTH)])


def everything(series: Series) -> list[tuple[int, list[Entry], Entry]]:
    """All that a series holds, what was won over too."""
    return [(slot, cell.losers(slot), cell.entry(slot)) for cell in series.cells.values() for slot in cell.used()]
