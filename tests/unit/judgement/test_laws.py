"""The laws of the core: state is order-free, outputs repeat with the log, live and offline agree."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.events.cells import encode_cell, load_state
from shared.judgement.assess_all import assess_state, send_up
from shared.judgement.event import Event
from shared.judgement.fold import fold
from shared.judgement.judge import Outputs, judge
from shared.judgement.memory import is_news, told
from shared.judgement.state import PartitionState
from shared.judgement.verdict import StatusVerdict
from shared.judgement.whole_log import take
from shared.judgement.wording import explain_status
from shared.model.review import ReviewStep
from tests.unit.judgement.builders import area, define, indicator, manifest, observe, plan, review, said, target, tick

DEFINITIONS = define(
    plan(),
    area("320200", level="city"),
    area("320205", "320200"),
    area("320206", "320200"),
    indicator("jobs", rollUp={"rule": "sum"}),
    indicator("debt", accumulation="stock", kind="stock", unit="yi_cny"),
    target("jobs"),
    target("debt", comparator="falling", value=None, shape="level", unit="yi_cny", better="down"),
    manifest("RiskRule", "debt.high", family="debt", when='value("debt") >= 100.0', severity="red"),
)

OBSERVATION = st.builds(
    observe,
    st.sampled_from(["320200", "320205", "320206"]),
    st.dictionaries(
        st.tuples(st.sampled_from(["jobs", "debt"]), st.sampled_from(["2025-12", "2026-01", "2026-02", "2026-03"])),
        st.sampled_from([0.0, 50.0, 100.0, 130.0]),
        min_size=1,
        max_size=4,
    ),
    revision=st.integers(0, 1),
    received_ms=st.integers(1, 4),
    event_id=st.integers(1, 5),
)
# Ids are made of content: of two steps, or two statements, with one id nothing differs but the time.
REVIEW = st.builds(
    lambda code, name, month, value, step, time_ms: review(
        code, name, month, value, step, time_ms=time_ms, event_id=1000 * step + int(value)
    ),
    st.sampled_from(["320200", "320205", "320206"]),
    st.sampled_from(["jobs", "debt"]),
    st.sampled_from(["2026-01", "2026-02", "2026-03"]),
    st.sampled_from([0.0, 50.0, 100.0, 130.0]),
    st.sampled_from(ReviewStep),
    st.integers(1, 4),
)
STATEMENT = st.tuples(st.integers(1, 3), st.integers(1, 4)).map(
    lambda drawn: said("320200", "jobs", f"2026-0{drawn[0]}", event_id=drawn[0], time_ms=drawn[1])
)
LOG = st.lists(OBSERVATION | REVIEW | STATEMENT | st.sampled_from([tick("2026-03-01"), tick("2026-04-30")]), max_size=8)


def folded(events: list[Event]) -> PartitionState:
    """The state after the events."""
    state = PartitionState()
    for event in events:
        fold(state, event)
    return state


def cells(state: PartitionState) -> dict[str, bytes]:
    """Every cell of a state as bytes."""
    return {key: encode_cell(content) for key, _, content in state.take_dirty()}


def run(state: PartitionState, events: list[Event]) -> list[Outputs]:
    """The outputs of applying events in order."""
    return [judge(state, fold(state, event)) for event in events]


@given(LOG, st.integers(0, 1000))
@settings(deadline=None)
def test_any_order_and_repetition_fold_to_the_same_cells(log: list[Event], seed: int) -> None:
    events = [DEFINITIONS, *log]
    shuffled = [*events, *log]
    random.Random(seed).shuffle(shuffled)
    assert cells(folded(events)) == cells(folded(shuffled))


@given(LOG)
@settings(deadline=None)
def test_a_replay_of_a_log_gives_the_same_outputs(log: list[Event]) -> None:
    events = [DEFINITIONS, *log]
    assert run(PartitionState(), events) == run(PartitionState(), events)


@given(LOG, LOG)
@settings(deadline=None)
def test_a_state_loaded_from_its_cells_goes_on_as_the_one_that_was_kept(log: list[Event], rest: list[Event]) -> None:
    kept = PartitionState()
    run(kept, [DEFINITIONS, *log])
    loaded = load_state(cells(kept).items())
    assert run(loaded, rest) == run(kept, rest)


@given(LOG)
@settings(deadline=None)
def test_the_last_status_sent_is_the_one_an_offline_assessment_gives(log: list[Event]) -> None:
    taken = take(PartitionState(), [DEFINITIONS, *log])
    sent = {(status.target, status.area): status for each in taken for status in each.outputs.statuses}
    offline = folded([DEFINITIONS, *log])
    send_up(offline)
    found = {(one.target, one.area): one for one in assess_state(offline).statuses}
    assert {key: without_projection(one) for key, one in found.items()} == {key: without_projection(one) for key, one in sent.items()}
    assert not any(is_news(told(sent[key].projection), told(one.projection)) for key, one in found.items())


def without_projection(verdict: StatusVerdict) -> StatusVerdict:
    """A verdict less its projection, for one that moved a little is not sent again, and less what was told before: that is memory."""
    return verdict._replace(projection=None, retracted=(), retracted_by=(), correction=None)


def test_a_city_is_judged_on_the_sum_of_its_districts() -> None:
    state = folded(
        [
            DEFINITIONS,
            observe("320205", {("jobs", "2026-06"): 30.0}),
            observe("320206", {("jobs", "2026-06"): 28.5}),
            tick("2026-07-01"),
        ]
    )
    send_up(state)
    jobs = next(one for one in assess_state(state).statuses if one.target == "jobs")
    assert (jobs.value, jobs.plan_value, jobs.status.word) == (58.5, 60.0, "on_track")


def test_a_sum_waits_for_the_district_that_reported_before() -> None:
    state = folded(
        [
            DEFINITIONS,
            observe("320205", {("jobs", "2026-01"): 10.0, ("jobs", "2026-02"): 20.0}),
            observe("320206", {("jobs", "2026-01"): 10.0}),
        ]
    )
    send_up(state)
    jobs = next(one for one in assess_state(state).statuses if one.target == "jobs")
    assert (jobs.period.text, jobs.value) == ("2026-01", 20.0)


def test_an_overdue_sum_names_the_district_that_it_lacks() -> None:
    state = PartitionState()
    log = [
        DEFINITIONS,
        tick("2026-05-30"),
        observe("320205", {("jobs", "2026-01"): 10.0, ("jobs", "2026-02"): 20.0}, event_id=7),
        observe("320206", {("jobs", "2026-01"): 10.0}, event_id=8),
    ]
    shown = last_of_city(state, log)
    assert (shown.period.text, shown.value, shown.status.word, shown.facts.texts["first_lacking"]) == ("2026-01", 20.0, "overdue", "320206")
    en, zh = explain_status(shown, "en"), explain_status(shown, "zh")
    assert "has not arrived, nor have the 2 before it, from February 2026 on; on the last one, 20 in January 2026" in en
    assert "The figure for April 2026 still lacks 320205, 320206. The figure for February 2026 still lacks 320206." in en
    assert "至今未到（2026年2月以来共缺3期）；" in zh
    assert "2026年4月的数据尚缺：名320205、名320206。2026年2月的数据尚缺：名320206。" in zh
    shown = last_of_city(state, [observe("320206", {("jobs", "2026-02"): 12.0}, event_id=9)])
    assert (shown.value, shown.facts.texts["lacking_in"], shown.facts.texts["late_first"]) == (32.0, "2026-04", "2026-03")
    assert (shown.facts.texts["late_count"], "first_lacking" in shown.facts.texts) == ("2", False)


def last_of_city(state: PartitionState, log: list[Event]) -> StatusVerdict:
    """The city's verdict on jobs that is sent last."""
    sent = [one for each in take(state, log) for one in each.outputs.statuses if (one.target, one.area) == ("jobs", "320200")]
    return sent[-1]
