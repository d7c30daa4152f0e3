"""What the processor sends to the topics of statuses and alerts under an embargo: the same bytes, whatever the value is."""

from __future__ import annotations

import pytest

from services.processor.outputs import Record, records_of
from shared.events.topics import RISK_ALERTS, TARGET_STATUSES
from shared.judgement.event import Event
from shared.judgement.fold import fold
from shared.judgement.judge import judge
from shared.judgement.state import PartitionState
from shared.model.review import ReviewStep
from tests.unit.judgement.builders import area, define, indicator, manifest, observe, plan, review, said, target, tick

DEFINITIONS = define(
    plan(),
    area("320200", level="city"),
    indicator("jobs", release={"delayDays": 20, "embargo": {"days": 15}}),
    target("jobs"),
    manifest("RiskRule", "jobs.few", family="jobs", when='value("jobs") < 5.0', severity="red"),
)


def records(*events: Event) -> list[Record]:
    """All that is sent."""
    state, found = PartitionState(), list[Record]()
    for offset, event in enumerate((DEFINITIONS, tick("2026-01-01"), *events)):
        state.offset = offset
        found += records_of(judge(state, fold(state, event)), event, state, partition=0, offset=offset)
    return found


@pytest.mark.parametrize("value", [0.0, 3.0, 1e6])
def test_every_byte_is_the_same_until_the_release(value: float) -> None:
    def log(value: float) -> list[Event]:
        lock = review("320200", "jobs", "2026-01", value, ReviewStep.LOCKED)
        return [observe("320200", {("jobs", "2026-01"): value}), lock, said("320200", "jobs", "2026-01"), tick("2026-02-15")]

    hidden = records(*log(value))
    assert hidden == records(*log(10.0))
    shown = records(*log(value), tick("2026-02-16"))[len(hidden) :]
    assert {one.topic for one in shown} == ({TARGET_STATUSES, RISK_ALERTS} if value < 5.0 else {TARGET_STATUSES})
