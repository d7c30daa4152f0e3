"""What the processor sends to the topics of statuses and alerts under an embargo: the same bytes, whatever the value is."""

from __future__ import annotations

import pytest

from services.processor.outputs import Record, records_of
from shared.events.topics import EMBARGOED_STATUSES, RISK_ALERTS, TARGET_STATUSES
from shared.judgement.event import Event
from shared.judgement.fold import fold
from shared.judgement.judge import judge
from shared.judgement.state import PartitionState
from shared.model.review import ReviewStep
from tests.unit.judgement.builders import area, define, indicator, manifest, observe, plan, review, said, target, tick
from xiheng.events.v1.verdict_pb2 import TargetStatus, TargetStatusEvent

DEFINITIONS = define(
    plan(),
    area("320200", level="city"),
    indicator("jobs", release={"delayDays": 20, "embargo": {"days": 15}}),
    target("jobs"),
    manifest("RiskRule", "jobs.few", family="jobs", when='value("jobs") < 5.0', severity="red"),
)


def records(*events: Event) -> list[Record]:
    """All that is sent to the topics that anybody may read."""
    state, found = PartitionState(), list[Record]()
    for offset, event in enumerate((DEFINITIONS, tick("2026-01-01"), *events)):
        state.offset = offset
        found += records_of(judge(state, fold(state, event)), event, state, partition=0, offset=offset)
    return [one for one in found if one.topic != EMBARGOED_STATUSES]


@pytest.mark.parametrize("value", [0.0, 3.0, 1e6])
def test_every_byte_is_the_same_until_the_release(value: float) -> None:
    def log(value: float) -> list[Event]:
        lock = review("320200", "jobs", "2026-01", value, ReviewStep.LOCKED)
        return [observe("320200", {("jobs", "2026-01"): value}), lock, said("320200", "jobs", "2026-01"), tick("2026-02-15")]

    hidden = records(*log(value))
    assert hidden == records(*log(10.0))
    shown = records(*log(value), tick("2026-02-16"))[len(hidden) :]
    assert {one.topic for one in shown} == ({TARGET_STATUSES, RISK_ALERTS} if value < 5.0 else {TARGET_STATUSES})


def insiders(*events: Event) -> list[tuple[int, float | None]]:
    """Status and value of everything that is sent for insiders."""
    state, found = PartitionState(), list[TargetStatusEvent]()
    for offset, event in enumerate((DEFINITIONS, tick("2026-01-01"), *events)):
        state.offset = offset
        sent = records_of(judge(state, fold(state, event)), event, state, partition=0, offset=offset)
        found += [TargetStatusEvent.FromString(one.value) for one in sent if one.topic == EMBARGOED_STATUSES]
    assert len({(one.origin.offset, one.origin.ordinal) for one in found}) == len(found)
    return [(one.status, one.value if one.HasField("value") else None) for one in found]


def test_an_insider_sees_the_verdict_before_the_release_and_nothing_of_it_after() -> None:
    january = observe("320200", {("jobs", "2026-01"): 30.0})
    ahead = (TargetStatus.TARGET_STATUS_AHEAD, 30.0)
    assert insiders(january) == [ahead]
    assert insiders(january, tick("2026-02-15")) == [ahead]
    assert insiders(january, tick("2026-02-15"), tick("2026-02-16")) == [ahead, (TargetStatus.TARGET_STATUS_UNSPECIFIED, None)]


def test_an_insider_sees_it_also_where_the_definition_comes_after_the_value() -> None:
    state = PartitionState()
    january = observe("320200", {("jobs", "2026-01"): 30.0})
    for event in (tick("2026-01-20"), january):
        judge(state, fold(state, event))
    (told,) = judge(state, fold(state, DEFINITIONS)).embargoed
    assert told.verdict is not None
    assert told.verdict.value == 30.0
