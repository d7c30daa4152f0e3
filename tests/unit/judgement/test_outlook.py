"""The outlook of targets: which have one, and how the clock stands against their last feasible date."""

from __future__ import annotations

from typing import Any

import pytest

from shared.judgement.assess_all import assess_state
from shared.judgement.event import Event
from shared.judgement.fold import fold
from shared.judgement.judge import judge
from shared.judgement.state import PartitionState
from shared.judgement.verdict import Projection, StatusVerdict
from shared.model.status import Feasibility
from tests.unit.judgement.builders import define, indicator, observe, plan, target, tick

EVEN = {("jobs", f"2025-{month:02}"): 10.0 * month for month in range(1, 13)}
HALF = {("jobs", f"2026-{month:02}"): 9.0 * month for month in range(1, 7)}


def verdict(*events: Event, **spec: Any) -> StatusVerdict:
    """The one verdict after events, on a target of 120 jobs unless said otherwise."""
    state = PartitionState()
    indicators = indicator("jobs", **spec.pop("of", {}))
    for event in (define(plan(), indicators, target("jobs", **spec)), *events):
        fold(state, event)
    (found,) = assess_state(state).statuses
    return found


def projection(*events: Event, **spec: Any) -> Projection:
    """Its projection."""
    found = verdict(*events, **spec).projection
    assert found is not None
    return found


def test_a_total_has_nested_intervals_a_chance_and_a_last_feasible_date() -> None:
    one = projection(observe("320200", {**EVEN, **HALF}), tick("2026-07-10"))
    ends = [one.low_95, one.low, one.value, one.high, one.high_95]
    assert all(end is not None for end in ends)
    assert ends == sorted(ends, key=float)  # type: ignore[arg-type]  # none is None
    assert one.chance is not None
    assert 0.05 < one.chance < 0.5
    # A month at its best brings 10: twelve such months were needed from the first day of the year on.
    assert one.best == pytest.approx(114.0)
    assert (str(one.last_feasible_date), one.feasibility) == ("2025-12-31", Feasibility.CLOSED)


@pytest.mark.parametrize(
    ("day", "feasibility"),
    [
        ("2026-07-01", Feasibility.OPEN),
        ("2026-07-15", Feasibility.CLOSING),
        ("2026-08-12", Feasibility.CLOSING),
        ("2026-08-15", Feasibility.CLOSED),
    ],
)
def test_the_last_feasible_date_is_warned_before_it_passes(day: str, feasibility: Feasibility) -> None:
    # 46 missing of 100, a month at its best brings 10: four months and 19 days of August, so that 12 August is the last day.
    one = projection(observe("320200", {**EVEN, **HALF}), tick(day), value=100.0)
    assert (str(one.last_feasible_date), one.feasibility) == ("2026-08-12", feasibility)


def test_the_clock_alone_sends_the_warning_once() -> None:
    state = PartitionState()
    definitions = define(plan(), indicator("jobs", release={"delayDays": 300}), target("jobs", value=100.0))
    events = [definitions, observe("320200", {**EVEN, **HALF}), tick("2026-07-01")]
    for event in events:
        judge(state, fold(state, event))
    sent = [judge(state, fold(state, tick(f"2026-{month:02}-{day:02}"))).statuses for month in (7, 8) for day in range(2, 31)]
    stages = [one.projection.feasibility for statuses in sent for one in statuses if one.projection is not None]
    assert stages == [Feasibility.CLOSING, Feasibility.CLOSED]


def test_a_chance_that_moved_little_is_no_news_and_one_that_moved_far_is() -> None:
    state = PartitionState()
    for event in (define(plan(), indicator("jobs"), target("jobs")), observe("320200", {**EVEN, **HALF}), tick("2026-07-01")):
        judge(state, fold(state, event))
    slightly = judge(state, fold(state, observe("320200", {("jobs", "2025-12"): 120.5}, revision=1)))
    greatly = judge(state, fold(state, observe("320200", {("jobs", "2025-12"): 180.0}, revision=2)))
    assert (len(slightly.statuses), len(greatly.statuses)) == (0, 1)
    assert greatly.statuses[0].projection is not None


def test_what_is_reached_is_certain_and_has_no_date() -> None:
    one = projection(observe("320200", {**EVEN, ("jobs", "2026-06"): 125.0}))
    assert (one.chance, one.best, one.last_feasible_date, one.feasibility) == (1.0, None, None, None)


def test_at_the_end_of_the_year_the_chance_is_decided() -> None:
    one = projection(observe("320200", {**EVEN, ("jobs", "2026-12"): 119.0}))
    assert (one.value, one.low, one.high, one.chance) == (119.0, 119.0, 119.0, 0.0)


def test_a_limit_is_kept_as_often_as_its_number_is_not_passed() -> None:
    at_most = {"comparator": "at_most_parameter", "value": None, "better": "down", "parameter": {"value": 120.0, "note": "a default"}}
    kept = projection(observe("320200", {**EVEN, **HALF}), **at_most)
    reached = projection(observe("320200", {**EVEN, **HALF}))
    assert kept.chance is not None
    assert reached.chance is not None
    assert kept.chance + reached.chance == pytest.approx(1.0)
    assert kept.feasibility is None


def test_a_limit_that_is_passed_cannot_be_kept() -> None:
    at_most = {"comparator": "at_most_parameter", "value": None, "better": "down", "parameter": {"value": 50.0, "note": "a default"}}
    assert projection(observe("320200", {**EVEN, **HALF}), **at_most).chance == 0.0


def test_a_share_cannot_pass_its_range() -> None:
    percent = {"of": {"unit": "percent", "range": {"maximum": 110.0}}, "unit": "percent"}
    one = projection(observe("320200", {**EVEN, **HALF}), **percent)
    assert one.high_95 == 110.0


def test_levels_have_intervals_and_no_date() -> None:
    level = {"shape": "level", "value": 60.0, "of": {"accumulation": "stock", "kind": "stock"}}
    one = projection(observe("320200", {**EVEN, **HALF}), **level)
    assert one.low is not None
    assert one.low < one.value
    assert (one.best, one.last_feasible_date, one.feasibility) == (None, None, None)


@pytest.mark.parametrize(
    "spec",
    [
        {"shape": "level", "comparator": "falling", "value": None, "better": "down"},
        {"shape": "level", "comparator": "stabilises", "value": None},
        {"shape": "level", "comparator": "within_external_limit", "value": None},
        {"shape": "cumulative", "comparator": "none_new", "value": None, "better": "down"},
    ],
)
def test_what_the_last_value_alone_does_not_decide_has_no_projection(spec: dict[str, Any]) -> None:
    assert verdict(observe("320200", {**EVEN, **HALF}), **spec).projection is None


def test_about_a_number_means_inside_its_band() -> None:
    around = {"shape": "growth_yoy", "comparator": "around", "value": 54.0, "unit": "percent", "better": "band", "of": {"unit": "percent"}}
    wide = projection(observe("320200", HALF), **around, band=20.0)
    narrow = projection(observe("320200", HALF), **around, band=1.0)
    assert wide.chance is not None
    assert narrow.chance is not None
    assert narrow.chance < wide.chance


def test_overdue_keeps_the_projection_of_the_last_value() -> None:
    found = verdict(observe("320200", {**EVEN, **HALF}), tick("2026-09-15"))
    assert (found.status.word, found.projection is not None) == ("overdue", True)
