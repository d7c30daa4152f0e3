"""Why an alert was resolved: a later period, a revision that took its cause away, or another definition."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shared.events.verdicts import Origin, alert_from_message, encode_alert
from shared.judgement.event import Event, Observations
from shared.judgement.fold import fold
from shared.judgement.judge import judge
from shared.judgement.report_json import alert_json
from shared.judgement.state import PartitionState
from shared.judgement.verdict import AlertVerdict
from shared.model.manifests import Manifest
from shared.model.status import ObservationStatus
from tests.unit.judgement.builders import area, define, indicator, manifest, observe, plan, tick
from xiheng.events.v1.verdict_pb2 import AlertEvent


def high(line: float = 100.0, **more: object) -> Manifest:
    """A rule with a line."""
    return manifest("RiskRule", "debt.high", family="debt", when=f'value("debt") >= {line}', severity="red", **more)


DEFINITIONS = define(plan(), area("320200", level="city"), indicator("debt", accumulation="stock", kind="stock", unit="yi_cny"), high())


def debt(revision: int = 0, /, **values: float) -> Event:
    """Values by month, such as `m06=120.0`."""
    rows = {("debt", f"2026-{month[1:]}"): value for month, value in values.items()}
    return observe("320200", rows, revision=revision, received_ms=10 + revision, event_id=7 + revision)


def withdrawn(event: Event) -> Event:
    """The same, withdrawn."""
    assert isinstance(event.body, Observations)
    return replace(event, body=replace(event.body, statuses=[ObservationStatus.WITHDRAWN] * len(event.body.values)))


def last(*log: Event) -> AlertVerdict:
    """What was said last."""
    state, said = PartitionState(), list[AlertVerdict]()
    for event in log:
        said += judge(state, fold(state, event)).alerts
    return said[-1]


LOW_LINE = define(high(200.0), version=2)
CASES: dict[str, tuple[list[Event], tuple[str, str | None]]] = {
    "it goes on": ([debt(m06=120.0)], ("raised", None)),
    "a later period is back to normal": ([debt(m06=120.0), debt(m07=90.0)], ("resolved", "reset")),
    "both came at once": ([debt(m06=120.0, m07=90.0)], ("resolved", "reset")),
    "its only period was revised": ([debt(m06=120.0), debt(1, m06=90.0)], ("resolved", "corrected_by_revision")),
    "its only period was withdrawn": ([debt(m06=120.0), withdrawn(debt(1, m06=0.0))], ("resolved", "corrected_by_revision")),
    "its last period was revised": ([debt(m05=110.0, m06=120.0), debt(1, m06=90.0)], ("resolved", "corrected_by_revision")),
    "its first period was revised": ([debt(m05=110.0, m06=120.0), debt(1, m05=90.0)], ("raised", None)),
    "the line was moved": ([debt(m06=120.0), LOW_LINE], ("resolved", "redefined")),
    "the line was moved, and an end seen": ([debt(m05=210.0, m06=120.0), LOW_LINE], ("resolved", "redefined")),
    "the clock alone": ([debt(m06=120.0), tick("2026-12-01")], ("raised", None)),
}


@pytest.mark.parametrize(("log", "expected"), CASES.values(), ids=CASES.keys())
def test_an_alert_says_why_it_was_resolved(log: list[Event], expected: tuple[str, str | None]) -> None:
    found = alert_json(last(DEFINITIONS, *log))
    assert (found["state"], found["reason"]) == expected


def test_the_wire_form_keeps_the_reason() -> None:
    state = PartitionState()
    fold(state, DEFINITIONS)
    verdict = last(DEFINITIONS, debt(m06=120.0), debt(1, m06=90.0))
    wire = AlertEvent.FromString(encode_alert(verdict, state.index.rule_specs[verdict.plan, verdict.rule], Origin(0, 1, 2), 3))
    assert alert_from_message(wire) == verdict


@pytest.mark.parametrize(("event", "words"), [(debt(1, m06=90.0), "correction of the data"), (LOW_LINE, "change of definitions")])
def test_a_sentence_tells_what_took_the_cause_away(event: Event, words: str) -> None:
    assert words in alert_json(last(DEFINITIONS, debt(m06=120.0), event))["explanation"]["en"]
