"""A rule that is retired ends its open alerts, whatever order things came in; so does a place that it has left."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.judgement.event import Definition, Definitions, Event
from shared.judgement.report_json import alert_json
from shared.judgement.state import PartitionState
from shared.judgement.verdict import AlertVerdict
from shared.model.manifests import Manifest
from shared.model.status import AlertReason, AlertState
from tests.unit.judgement.builders import PLAN, area, define, indicator, manifest, observe, plan, target, tick
from tests.unit.judgement.rules.ruled import live

PLACES = (
    plan(),
    area("320200", level="city"),
    area("320205", "320200"),
    indicator("debt", accumulation="stock", kind="stock", unit="yi_cny"),
)


def high(**more: object) -> Manifest:
    return manifest("RiskRule", "debt.high", family="debt", when='value("debt") >= 100.0', severity="red", **more)


def retire(name: str = "debt.high", *, kind: str = "RiskRule", version: int = 2) -> Event:
    """The definition is retired."""
    gone = Definition(kind=kind, plan=PLAN, name=name, version=version, manifest=None)
    return Event(event_id=1, received_time_ms=1, body=Definitions((gone,)))


def debt(value: float, month: str = "2026-06", *, code: str = "320205") -> Event:
    return observe(code, {("debt", month): value})


def told(alerts: list[AlertVerdict]) -> list[tuple[str, str, str | None]]:
    return [(one.area, one.episode.state.word, one.episode.reason.word if one.episode.reason else None) for one in alerts]


def test_a_rule_that_is_retired_ends_its_alert() -> None:
    sent = live([define(*PLACES, high()), debt(120.0), retire()])
    assert told(sent) == [("320205", "raised", None), ("320205", "resolved", "rule_withdrawn")]
    assert sent[0].id == sent[1].id
    assert alert_json(sent[1])["explanation"] == {
        "zh": "规则已停用，预警结束。",
        "en": "The rule is in force no longer; the alert is over.",
    }


def test_what_was_over_is_not_ended_again_and_nothing_more_is_said() -> None:
    state = PartitionState()
    live([define(*PLACES, high()), debt(120.0), debt(90.0, "2026-07"), retire()], state)
    assert told(live([debt(130.0, "2026-08"), tick("2026-12-01"), retire(version=3)], state)) == []


def test_a_rule_that_comes_back_raises_anew_under_the_same_id() -> None:
    state = PartitionState()
    first, _ = live([define(*PLACES, high()), debt(120.0), retire()], state)
    (again,) = live([define(high(), version=3)], state)
    assert (again.id, again.episode.state) == (first.id, AlertState.RAISED)


def test_alerts_of_other_rules_and_areas_that_are_not_owned_stay() -> None:
    other = manifest("RiskRule", "debt.other", family="debt", when='value("debt") >= 50.0', severity="blue")
    sent = live([define(*PLACES, high(), other), debt(120.0), retire()])
    assert [one.rule for one in sent if one.episode.reason is AlertReason.RULE_WITHDRAWN] == ["debt.high"]
    elsewhere = PartitionState(lambda code: code != "320205")
    assert live([define(*PLACES, high()), debt(120.0), retire()], elsewhere) == []


def test_a_rule_that_leaves_an_area_ends_what_stood_there() -> None:
    assert told(live([define(*PLACES, high()), debt(120.0), define(high(areas=["320200"]), version=2)])) == [
        ("320205", "raised", None),
        ("320205", "resolved", "redefined"),
    ]


def test_a_target_that_is_retired_takes_its_alerts_along() -> None:
    late = manifest("RiskRule", "target.late", family="target", over="target", when="days_overdue() >= 1", severity="blue")
    begun = [define(*PLACES, indicator("jobs"), target("jobs"), late), observe("320200", {("jobs", "2026-01"): 10.0}), tick("2026-03-25")]
    assert told(live([*begun, retire("jobs", kind="Target")])) == [("320200", "raised", None), ("320200", "resolved", "redefined")]
    assert told(live([*begun, retire("target.late")])) == [("320200", "raised", None), ("320200", "resolved", "rule_withdrawn")]


@pytest.mark.parametrize("order", [*permutations(range(4))], ids=str)
def test_in_any_order_nothing_stands_in_the_end_and_every_alert_is_ended_once(order: tuple[int, ...]) -> None:
    log = [define(*PLACES), define(high()), debt(120.0), retire()]
    sent = live([log[at] for at in order])
    assert told(sent) in ([], [("320205", "raised", None), ("320205", "resolved", "rule_withdrawn")])


LOG = st.lists(
    st.one_of(
        st.builds(debt, st.sampled_from([90.0, 120.0]), st.sampled_from(["2026-05", "2026-06", "2026-07"])),
        st.builds(retire, version=st.integers(1, 6)),
        st.builds(lambda version: define(high(), version=version), st.integers(1, 6)),
    ),
    max_size=10,
)


@given(LOG)
def test_alerts_stand_only_where_their_rule_is_in_force_and_a_replay_says_the_same(log: list[Event]) -> None:
    state = PartitionState()
    sent = live([define(*PLACES), *log], state)
    last = {one.id: one.episode.state for one in sent}
    if ("RiskRule", PLAN, "debt.high") not in state.definitions or (PLAN, "debt.high") not in state.index.rule_specs:
        assert AlertState.RAISED not in last.values()
    assert live([define(*PLACES), *log]) == sent
    ended = [one.id for one in sent if one.episode.reason is AlertReason.RULE_WITHDRAWN]
    begun = [one.id for one in sent if one.episode.state is AlertState.RAISED]
    assert all(ended.count(one) <= begun.count(one) for one in ended)
