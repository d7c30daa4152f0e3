"""Rules over targets: one manifest speaks of all of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.judgement.assess_all import assess_state, send_up
from shared.judgement.event import Event
from shared.judgement.fold import fold
from shared.judgement.rules import compile_target_rule
from shared.judgement.rules.target_rule import Stand
from shared.judgement.state import PartitionState
from shared.judgement.verdict import AlertVerdict
from shared.judgement.wording import explain_alert
from shared.model.manifests import RiskRule
from shared.model.period import Period
from shared.model.status import TargetStatus
from tests.unit.judgement.builders import PLAN, area, define, indicator, manifest, observe, plan, target, tick
from tests.unit.judgement.rules.ruled import live


def over_targets(name: str, when: str, **spec: Any) -> RiskRule:
    """A rule over targets, orange unless said otherwise."""
    severity = {} if "bands" in spec else {"severity": "orange"}
    made = manifest("RiskRule", name, family="target", over="target", when=when, **severity, **spec)
    assert isinstance(made, RiskRule)
    return made


WORSE = over_targets("target.worse", "level() >= 4 && level() > best_before()", reset="level() <= 3")
LATE = over_targets(
    "target.late",
    "days_overdue() >= 1",
    bands=[{"severity": "orange", "when": "days_overdue() >= 10"}, {"severity": "blue", "when": "days_overdue() >= 1"}],
)
CHANCE = over_targets("target.chance", "chance() < 50", reset="chance() >= 60")
BEGUN = define(plan(), area("320200", level="city"), indicator("jobs"), target("jobs", owner="人社局"), WORSE, LATE)


def jobs(values: dict[str, float], **more: Any) -> Event:
    """The city's jobs, in months of 2026."""
    return observe("320200", {("jobs", f"2026-{month}"): value for month, value in values.items()}, **more)


def told(alerts: list[AlertVerdict], rule: str = "target.worse") -> list[tuple[str, str, str, str]]:
    """Target, state, first and last period of the alerts of a rule."""
    mine = [one for one in alerts if one.rule == rule]
    return [(one.entity, one.episode.state.word, one.episode.raised_period.text, one.episode.period.text) for one in mine]


def test_a_status_that_worsens_raises_and_one_that_recovers_resolves() -> None:
    state = PartitionState()
    assert told(live([BEGUN, tick("2026-02-10"), jobs({"01": 10.0})], state)) == []
    assert told(live([tick("2026-03-10"), jobs({"02": 12.0}, event_id=8)], state)) == [("jobs", "raised", "2026-02", "2026-02")]
    assert told(live([tick("2026-04-10"), jobs({"03": 12.0}, event_id=9)], state)) == [], "that it goes on is told by the status"
    assert told(live([tick("2026-05-10"), jobs({"04": 40.0}, event_id=10)], state)) == [("jobs", "resolved", "2026-02", "2026-04")]
    assert told(live([jobs({"04": 20.0}, event_id=11, revision=1)], state)) == [("jobs", "raised", "2026-04", "2026-04")]


def test_the_first_status_of_a_year_has_not_worsened() -> None:
    assert told(live([BEGUN, tick("2026-02-10"), jobs({"01": 1.0})])) == []


def test_a_report_that_is_late_raises_on_the_day_after_it_was_due_and_grows_worse_by_itself() -> None:
    state = PartitionState()
    live([BEGUN, tick("2026-02-10"), jobs({"01": 10.0})], state)
    due = 20  # days after the month by the catalogue's own default
    assert live([tick(f"2026-03-{due}")], state) == []
    raised = [one for day in range(due + 1, 32) for one in live([tick(f"2026-03-{day}")], state)]
    assert [(one.rule, one.episode.severity.word, one.entity) for one in raised] == [
        ("target.late", "blue", "jobs"),
        ("target.late", "orange", "jobs"),
    ]
    assert told(live([jobs({"02": 20.0}, event_id=8)], state), "target.late") == [("jobs", "resolved", "2026-01", "2026-02")]


def test_a_status_that_waits_for_its_report_resolves_nothing() -> None:
    state = PartitionState()
    live([BEGUN, tick("2026-02-10"), jobs({"01": 10.0}), tick("2026-03-10"), jobs({"02": 12.0}, event_id=8)], state)
    assert told(live([tick("2026-06-10")], state)) == []


def test_an_alert_about_a_target_says_which_where_and_whose() -> None:
    (alert,) = live([BEGUN, tick("2026-02-10"), jobs({"01": 10.0}), tick("2026-03-10"), jobs({"02": 12.0}, event_id=8)])
    assert (alert.plan, alert.area, alert.entity) == (PLAN, "320200", "jobs")
    assert explain_alert(alert.episode.facts, "en") == (
        "February 2026, jobs: target.worse; status off track; value 12; plan so far 20; orange warning."
    )
    assert explain_alert(alert.episode.facts, "zh") == "2026年2月，名 jobs：名 target.worse，状态为滞后，现值12人，计划进度20人，橙色预警。"
    assert alert.episode.facts.texts["owner"] == "人社局"
    assert [one.indicator for one in alert.episode.inputs] == ["jobs"]


STAND = Stand(Period.month(2026, 6), TargetStatus.AT_RISK, 3, 50, 10, 0, "确保")


@pytest.mark.parametrize(("chance", "holds"), [(49, True), (50, False), (None, None)])
def test_a_chance_that_is_not_known_is_neither_low_nor_high(chance: int | None, holds: bool | None) -> None:
    assert compile_target_rule(CHANCE).answer(STAND._replace(chance=chance)).holds is holds


@pytest.mark.parametrize("status", [TargetStatus.OVERDUE, TargetStatus.TOO_EARLY, TargetStatus.UNASSESSABLE])
def test_only_a_status_of_a_value_has_a_level(status: TargetStatus) -> None:
    assert compile_target_rule(WORSE).answer(STAND._replace(status=status)).holds is None


VALUE = st.sampled_from([0.0, 5.0, 15.0, 40.0])
LOG = st.lists(
    st.one_of(
        st.dictionaries(st.sampled_from(["01", "02", "03", "04"]), VALUE, min_size=1).map(jobs),
        st.sampled_from([tick("2026-03-01"), tick("2026-04-30"), tick("2026-06-30")]),
    ),
    max_size=8,
)


@given(LOG)
def test_what_stands_live_is_what_stands_offline(log: list[Event]) -> None:
    log = [replace(one, event_id=number, received_time_ms=10 + number) for number, one in enumerate(log)]
    state = PartitionState()
    last = {(one.rule, one.entity): one.episode for one in live([BEGUN, *log], state)}
    standing = {key for key, one in last.items() if one.state.word == "raised"}
    offline = PartitionState()
    for event in [BEGUN, *log]:
        fold(offline, event)
    send_up(offline)
    found = {(one.rule, one.entity) for one in assess_state(offline).alerts}
    # Between `reset` and `when`, and while a status is not known, only who has seen it raised knows that it stands.
    assert found <= standing
