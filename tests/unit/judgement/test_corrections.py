"""A revision that changes a past verdict is told as a correction: what had been told, and which revision changed it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.events.cells import encode_cell, load_state
from shared.events.verdicts import Origin, decode_status, encode_status
from shared.judgement.area_view import AreaView
from shared.judgement.assess import assess_target
from shared.judgement.assess_all import send_up
from shared.judgement.cell import WITHDRAWN
from shared.judgement.event import Event, Observations
from shared.judgement.fold import fold
from shared.judgement.memory import Sent, sent
from shared.judgement.report_json import status_json
from shared.judgement.state import PartitionState
from shared.judgement.verdict import StatusVerdict
from shared.judgement.whole_log import take
from shared.judgement.wording import explain_status
from shared.model.period import Period
from tests.unit.judgement.builders import area, define, indicator, observe, plan, target, tick

CITY, ONE, OTHER = "320200", "320205", "320206"
DEFINITIONS = define(
    plan(),
    area(CITY, level="city"),
    area(ONE, CITY),
    area(OTHER, CITY),
    indicator("jobs", rollUp={"rule": "sum"}),
    indicator("debt", accumulation="stock", kind="stock", unit="yi_cny"),
    target("jobs"),
    target("debt", comparator="falling", value=None, shape="level", unit="yi_cny", better="down"),
)
REVISION = 999
"""Event id of the revision in question."""


def run(state: PartitionState, *events: Event) -> list[StatusVerdict]:
    """What is told while events are judged one by one, roll-ups after what they came from."""
    return [status for _, outputs in take(state, events) for status in outputs.statuses]


def jobs(code: str, value: float, *, revision: int = 0, event_id: int = 1, period: str = "2026-06") -> Event:
    return observe(code, {("jobs", period): value}, revision=revision, received_ms=revision + 1, event_id=event_id)


def withdrawn(event: Event) -> Event:
    assert isinstance(event.body, Observations)
    return replace(event, body=replace(event.body, statuses=[WITHDRAWN] * len(event.body.periods)))


@pytest.fixture
def state() -> PartitionState:
    """The city was on track in June, with 58.5 jobs of 60."""
    found = PartitionState()
    run(found, DEFINITIONS, tick("2026-07-01"), jobs(ONE, 30.0), jobs(OTHER, 28.5))
    return found


def test_the_correction_says_what_had_been_told_and_names_the_revision_in_the_district(state: PartitionState) -> None:
    *_, told = run(state, jobs(ONE, 12.0, revision=1, event_id=REVISION))
    assert (told.status.word, told.value) == ("off_track", 40.5)
    assert told.correction is not None
    assert (told.correction.status.word, told.correction.value, told.correction.plan_value) == ("on_track", 58.5, 60.0)
    assert [one[:7] for one in told.correction.revisions] == [(Period.parse("2026-06"), "jobs", ONE, "", 1, REVISION, 2)]
    assert "Corrected: the target was on track, with 58.5, until the figure of June 2026 was revised." in explain_status(told, "en")
    assert "此前为58.5人，判定为达进度；因2026年6月的数据修订而更正。" in explain_status(told, "zh")
    assert status_json(told)["correction"]["revisions"][0]["event_id"] == f"{REVISION:016x}"
    assert decode_status(encode_status(told, Origin(1, 2, 3), 4)).verdict == told


def test_every_later_verdict_on_the_period_says_it_again_after_a_restart_too(state: PartitionState) -> None:
    *_, told = run(state, jobs(ONE, 12.0, revision=1, event_id=REVISION))
    loaded = load_state((key, encode_cell(content)) for key, _, content in state.take_dirty())
    for each in (state, loaded):
        *_, later = run(each, tick("2026-08-30"))
        assert (later.status.word, later.correction) == ("overdue", told.correction)
        *_, july = run(each, jobs(ONE, 70.0, period="2026-07"), jobs(OTHER, 70.0, period="2026-07"))
        assert (july.period.text, july.correction) == ("2026-07", None)


def test_a_first_value_corrects_nothing(state: PartitionState) -> None:
    for period in ("2026-05", "2026-07"):
        told = run(state, jobs(ONE, 35.0, period=period), jobs(OTHER, 35.0, period=period))
        assert [one.period.text for one in told if one.correction is not None] == []
        assert told


def test_a_withdrawal_that_takes_a_verdict_back_is_named(state: PartitionState) -> None:
    run(state, jobs(ONE, 25.0, period="2026-05"), jobs(OTHER, 25.0, period="2026-05"))
    *_, told = run(state, withdrawn(jobs(ONE, 0.0, revision=1, event_id=REVISION)))
    assert told.retracted == (Period.parse("2026-06"),)
    assert [(one.event_id, one.value) for one in told.retracted_by] == [(REVISION, None)]
    assert told.correction is None
    assert decode_status(encode_status(told, Origin(1, 2, 3), 4)).verdict == told


def test_another_number_wanted_is_no_correction(state: PartitionState) -> None:
    assert [one.correction for one in run(state, define(target("jobs", value=90.0), version=2))] == [None]


def test_a_revision_under_embargo_is_named_to_nobody() -> None:
    state = PartitionState()
    people = indicator("people", release={"delayDays": 20, "embargo": {"days": 15}})
    share = {"formula": "housing.delivery-rate", "inputs": ["jobs", "people"]}
    rate = indicator("share", unit="percent", accumulation="rate", derivation=share)
    wanted = target("share", shape="level", unit="percent", value=50.0)
    both = observe(CITY, {("jobs", "2026-05"): 40.0, ("people", "2026-05"): 100.0})
    run(state, DEFINITIONS, define(people, rate, wanted), tick("2026-07-01"), both)
    values = {("jobs", "2026-05"): 60.0, ("people", "2026-06"): 90.0}
    told = run(state, observe(CITY, values, revision=1, event_id=REVISION))
    named = [one.indicator for each in told if each.correction for one in each.correction.revisions]
    assert named
    assert set(named) == {"jobs"}


OBSERVATION = st.builds(
    observe,
    st.sampled_from([CITY, ONE, OTHER]),
    st.dictionaries(
        st.tuples(st.sampled_from(["jobs", "debt"]), st.sampled_from(["2025-02", "2025-03", "2026-01", "2026-02", "2026-03"])),
        st.sampled_from([0.0, 10.0, 20.0, 100.0, 130.0]),
        min_size=1,
        max_size=4,
    ),
    revision=st.integers(0, 1),
    received_ms=st.integers(1, 4),
    event_id=st.integers(1, 5),
)
LOG = st.lists(OBSERVATION | st.sampled_from([tick("2026-03-01"), tick("2026-04-30")]), max_size=8)
REVISIONS = st.builds(
    lambda code, name, period, value, gone: (withdrawn if gone else lambda event: event)(
        observe(code, {(name, period): value}, revision=2, received_ms=9, event_id=REVISION)
    ),
    st.sampled_from([CITY, ONE, OTHER]),
    st.sampled_from(["jobs", "debt"]),
    st.sampled_from(["2025-02", "2026-01", "2026-02", "2026-03"]),
    st.sampled_from([0.0, 15.0, 20.0, 120.0]),
    st.booleans(),
)
Told = dict[tuple[str, str, str], dict[Period, Sent]]


def told_by(state: PartitionState) -> Told:
    """What a state remembers to have told, by plan, target, area and period."""
    return {key: dict(memory.periods) for key, memory in state.statuses.items()}


def from_fresh_load(events: list[Event]) -> Told:
    """What all verdicts are when everything is loaded at once."""
    state = PartitionState()
    for event in events:
        fold(state, event)
    send_up(state)
    found: Told = {}
    for one in state.index.judged:
        result = assess_target(one.target, one.plan, one.area, AreaView(state, state.area(one.area)), version=one.version)
        found[(*one.key, one.area)] = {verdict.period: sent(verdict) for verdict in result.verdicts}
    return found


@given(LOG, REVISIONS)
def test_a_replay_and_a_revision_are_a_fresh_load_and_what_changed_names_the_revision(log: list[Event], revision: Event) -> None:
    state = PartitionState()
    run(state, DEFINITIONS, *log)
    before = told_by(state)
    told = run(state, revision)
    after = told_by(state)
    assert after == from_fresh_load([DEFINITIONS, *log, revision])
    spoken = {(one.plan, one.target, one.area, one.period): one for one in told}
    gone = {(one.plan, one.target, one.area, period): one.retracted_by for one in told for period in one.retracted}
    for key, periods in before.items():
        for period, known in periods.items():
            now = after[key].get(period)
            if now is None:
                assert [one.event_id for one in gone[*key, period]] == [REVISION]
            elif (now[0], *now[2:4]) != (known[0], *known[2:4]):
                correction = spoken[*key, period].correction
                assert correction is not None
                assert (correction.status, correction.value) == (known[0], known[2])
                assert [one.event_id for one in correction.revisions] == [REVISION]
