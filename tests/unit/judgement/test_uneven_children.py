"""Means and ratios of children of which one lacks its weight, its denominator, or a value that it took back: not made, and the child is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.judgement.area_view import AreaView
from shared.judgement.assess_all import assess_state
from shared.judgement.event import Event, Observations
from shared.judgement.state import PartitionState
from shared.judgement.verdict import StatusVerdict
from shared.judgement.whole_log import take
from shared.model.period import Period
from tests.unit.judgement.builders import area, define, indicator, observe, plan, target, tick, withdraw
from tests.unit.judgement.two_ways import live, offline

CITY, ONE, OTHER, TOWN, VILLAGE = "320200", "320205", "320206", "320205-01", "320205-02"
SUM = {"rule": "sum"}
LEVEL = {"shape": "level", "unit": "percent", "value": 50.0}
RATIO = {"formula": "senior-school.places", "inputs": ["placed", "graduates"]}
SINCE_JANUARY = {"formula": "hotline.12345.response", "inputs": ["placed", "graduates"]}
RATE = {"accumulation": "rate", "unit": "percent"}
DEFINITIONS = define(
    plan(),
    area(CITY, level="city"),
    *(area(code, CITY) for code in (ONE, OTHER)),
    *(area(code, ONE) for code in (TOWN, VILLAGE)),
    indicator("people", rollUp=SUM, accumulation="stock", kind="stock"),
    indicator("weighed", rollUp={"rule": "weighted-mean", "weight": "people"}, **RATE),
    indicator("placed", rollUp=SUM, accumulation="single"),
    indicator("graduates", rollUp=SUM, accumulation="single"),
    indicator("places", derivation=RATIO, **RATE),
    indicator("answered", derivation=SINCE_JANUARY, **RATE),
    indicator("closed", derivation={"formula": "housing.trade-in", "inputs": ["placed"]}, rollUp=SUM, accumulation="single"),
    target("weighed", **LEVEL),
    target("places", **LEVEL),
    target("answered", **LEVEL),
    target("placed", value=12.0),
)
JANUARY, FEBRUARY = "2026-01", "2026-02"
IN_FEBRUARY = "2026-02-25"


def shown(name: str, *reports: Event, day: str = "2026-03-25") -> StatusVerdict:
    """The city's status from what its districts report: in March February is due, in February January alone."""
    states = (live([DEFINITIONS, tick(day), *reports]), offline([DEFINITIONS, tick(day), *reports]))
    one, other = (next(each for each in assess_state(state).statuses if each.target == name) for state in states)
    assert (one.value, one.facts.texts) == (other.value, other.facts.texts)
    return one


def both(name: str, month: str = JANUARY) -> list[Event]:
    return [observe(code, {(name, month): 40.0}) for code in (ONE, OTHER)]


def test_a_child_without_its_weight_is_named() -> None:
    status = shown("weighed", *both("weighed"), *both("people"), *both("weighed", FEBRUARY), observe(ONE, {("people", FEBRUARY): 5.0}))
    assert (status.period.text, status.value, status.status.word) == (JANUARY, 40.0, "overdue")
    assert (status.facts.texts["lacking"], status.facts.texts["lacking_in"]) == (OTHER, FEBRUARY)
    assert status.facts.texts["lacking_en"] == f"{OTHER} (without people)"
    assert status.facts.texts["lacking_zh"] == f"名 {OTHER}(缺名 people)"


def test_a_mean_with_weights_of_0_alone_names_whose_they_are() -> None:
    none = [observe(code, {("people", JANUARY): 0.0}) for code in (ONE, OTHER)]
    assert shown("weighed", *both("weighed"), *none, day=IN_FEBRUARY).facts.texts["lacking"] == f"{ONE},{OTHER}"


@pytest.mark.parametrize(("name", "whole", "part"), [("places", "placed", "graduates"), ("places", "graduates", "placed")])
def test_a_ratio_is_made_of_the_same_children_above_and_below_or_names_who_lacks_a_side(name: str, whole: str, part: str) -> None:
    status = shown(name, *both(whole), observe(ONE, {(part, JANUARY): 80.0}), day=IN_FEBRUARY)
    assert (status.value, status.status.word) == (None, "overdue")
    assert status.facts.texts["lacking_en"] == f"{OTHER} (without {part})"


def test_a_ratio_since_january_needs_both_sides_of_every_month() -> None:
    months = [event for month in (JANUARY, FEBRUARY) for event in both("placed", month)]
    uneven = observe(ONE, {("graduates", JANUARY): 80.0})
    status = shown("answered", *months, uneven, *both("graduates", FEBRUARY))
    assert (status.value, "lacking" in status.facts.texts, status.facts.texts["first_lacking"]) == (None, False, OTHER)


def test_it_is_told_when_the_last_month_no_longer_lacks_the_child_that_the_first_one_lacks() -> None:
    reports = [event for month in (JANUARY, FEBRUARY) for event in (*both("placed", month), observe(ONE, {("graduates", month): 80.0}))]
    log = [DEFINITIONS, tick("2026-03-25"), *reports, observe(OTHER, {("graduates", FEBRUARY): 80.0})]
    sent = [one for each in take(PartitionState(), log) for one in each.outputs.statuses if (one.target, one.area) == ("answered", CITY)]
    before, last = (one.facts.texts for one in sent[-2:])
    assert (before["lacking"], "first_lacking" in before) == (OTHER, False)
    assert ("lacking" in last, last["first_lacking"]) == (False, OTHER)


def test_a_ratio_of_what_was_published_for_the_city_asks_no_child() -> None:
    published = observe(CITY, {("placed", FEBRUARY): 30.0})
    status = shown("places", *both("placed", FEBRUARY), published, observe(ONE, {("graduates", FEBRUARY): 60.0}))
    assert (status.period.text, status.value) == (FEBRUARY, 50.0)


def test_a_child_that_took_back_its_only_value_is_waited_for_and_named() -> None:
    first, second = both("placed")
    status = shown("placed", first, second, withdraw(OTHER, "placed", JANUARY), day=IN_FEBRUARY)
    assert (status.value, status.status.word, status.facts.texts["lacking"]) == (None, "overdue", OTHER)


def test_a_district_whose_town_took_back_its_only_value_is_waited_for_too() -> None:
    reports = [observe(code, {("placed", JANUARY): 4.0}) for code in (TOWN, VILLAGE, OTHER)]
    status = shown("placed", *reports, withdraw(TOWN, "placed", JANUARY), day=IN_FEBRUARY)
    assert (status.value, status.facts.texts["lacking"]) == (None, ONE)


def test_what_is_derived_from_a_value_taken_back_is_waited_for_too() -> None:
    state = live([DEFINITIONS, *both("placed"), withdraw(OTHER, "placed", JANUARY)])
    view, january = AreaView(state, state.area(CITY)), Period.parse(JANUARY)
    assert view.rolled_up("closed", january) is None
    assert list(view.lacking("closed", january)) == [OTHER]


PUBLISHED = observe(CITY, {("placed", FEBRUARY): 30.0})


def test_an_input_that_the_city_itself_has_not_reported_is_named() -> None:
    status = shown("places", PUBLISHED)
    texts = status.facts.texts
    assert (status.value, "lacking" in texts, texts["lacking_inputs"], texts["lacking_in"]) == (None, False, "graduates", FEBRUARY)
    # January, too, has neither of both: of several months that are late the first is told of, too.
    assert (texts["late_count"], texts["late_first"], texts["first_lacking_inputs"]) == ("2", JANUARY, "placed,graduates")
    january = observe(CITY, {("placed", JANUARY): 20.0, ("graduates", JANUARY): 40.0})
    status = shown("places", january, PUBLISHED)
    assert (status.period.text, status.facts.texts["lacking_inputs"], status.facts.texts["lacking_in"]) == (JANUARY, "graduates", FEBRUARY)
    assert (status.facts.texts["lacking_zh"], status.facts.texts["lacking_en"]) == ("“名 graduates”", "“graduates”")


def test_an_input_that_waits_for_a_child_is_told_by_the_child_alone() -> None:
    status = shown("places", *both("placed"), *both("graduates"), *both("placed", FEBRUARY), observe(ONE, {("graduates", FEBRUARY): 9.0}))
    assert (status.facts.texts["lacking"], "lacking_inputs" in status.facts.texts) == (OTHER, False)


def test_no_input_is_named_of_what_is_given_rather_than_derived() -> None:
    given_itself = observe(CITY, {("places", JANUARY): 60.0, ("placed", JANUARY): 20.0})
    status = shown("places", given_itself)
    assert (status.period.text, status.status.word, "lacking_in" in status.facts.texts) == (JANUARY, "overdue", False)


RESOLVED = define(
    indicator("paid", rollUp=SUM),
    indicator("planned", rollUp=SUM, accumulation="single", periods=["year"]),
    indicator("resolved", derivation={"formula": "debt.hidden.resolved", "inputs": ["paid", "planned"]}, **RATE),
    indicator("limit", entityType="kind", accumulation="stock", kind="stock", periods=["year"]),
    indicator("use", derivation={"formula": "debt.limit-use.general", "inputs": ["paid", "limit"]}, **RATE),
    target("resolved", **LEVEL),
    target("use", **LEVEL),
)


@pytest.mark.parametrize(("name", "missing"), [("resolved", "planned"), ("use", "limit")])
def test_a_yearly_input_of_a_monthly_figure_is_named_with_its_year(name: str, missing: str) -> None:
    texts = shown(name, RESOLVED, observe(CITY, {("paid", JANUARY): 20.0}), day=IN_FEBRUARY).facts.texts
    assert (texts["lacking_inputs"], texts["lacking_in"]) == (missing, JANUARY)
    assert (texts["lacking_zh"], texts["lacking_en"]) == (f"“名 {missing}”(2026年)", f"“{missing}” (2026)")


def test_a_yearly_input_that_is_known_is_not_named() -> None:
    yearly = [observe(CITY, {("planned", "2026"): 80.0}), observe(CITY, {("limit", "2026"): 80.0}, entity="general")]
    for name in ("resolved", "use"):
        status = shown(name, RESOLVED, observe(CITY, {("paid", JANUARY): 20.0}), *yearly)
        assert (status.period.text, status.value, status.facts.texts["lacking_inputs"]) == (JANUARY, 25.0, "paid")


def test_a_child_that_reports_a_year_is_not_waited_for_in_its_months() -> None:
    yearly = [observe(code, {("planned", "2026"): 40.0}) for code in (ONE, OTHER)]
    status = shown("resolved", RESOLVED, *both("paid"), *yearly, observe(ONE, {("paid", FEBRUARY): 50.0}))
    assert (status.period.text, status.value, status.facts.texts["lacking_en"]) == (JANUARY, 100.0, f"{OTHER} (without paid)")


def test_a_child_without_a_part_in_the_year_is_named_with_it() -> None:
    status = shown("resolved", RESOLVED, *both("paid"), observe(ONE, {("planned", "2026"): 40.0}), day=IN_FEBRUARY)
    assert (status.value, status.facts.texts["lacking_en"]) == (None, f"{OTHER} (without planned of 2026)")


@pytest.mark.parametrize("comparator", ["rising", "stable_vs_last_year"])
def test_a_sum_is_not_compared_with_one_over_fewer_children(comparator: str) -> None:
    definitions = define(target("placed", shape="level", comparator=comparator, value=None), version=2)
    before, now = (observe(ONE, {("placed", month): 10.0}) for month in ("2025-01", JANUARY))
    alike = shown("placed", definitions, before, now)
    assert (alike.last_status or alike.status).word == ("at_risk" if comparator == "rising" else "on_track")
    status = shown("placed", definitions, before, now, observe(OTHER, {("placed", JANUARY): 5.0}))
    assert (status.value, (status.last_status or status.status).word) == (15.0, "unassessable")
    assert status.facts.texts["missing_en"] == f"“placed” (January 2025) of {OTHER}"


NAMES = ("people", "weighed", "placed", "graduates")
PERIODS = ("2025-12", JANUARY, FEBRUARY)
CODES = st.sampled_from([ONE, OTHER, TOWN, VILLAGE])
REPORTED = st.builds(
    lambda code, name, period, value: observe(code, {(name, period): float(value)}),
    CODES,
    st.sampled_from(NAMES),
    st.sampled_from(PERIODS),
    st.integers(1, 9),
)
TAKEN_BACK = st.builds(withdraw, CODES, st.sampled_from(NAMES), st.sampled_from(PERIODS))
LOG = st.lists(REPORTED | REPORTED | TAKEN_BACK, max_size=12)


@given(LOG)
def test_what_is_known_and_what_is_waited_for_is_the_same_live_and_offline(log: list[Event]) -> None:
    assert known(live([DEFINITIONS, *log])) == known(offline([DEFINITIONS, *log]))


@given(LOG)
def test_what_is_made_of_children_is_made_of_all_that_reported_and_else_somebody_is_named(log: list[Event]) -> None:
    state = live([DEFINITIONS, *log])
    for code in (CITY, ONE):
        view = AreaView(state, state.area(code))
        for name in (*NAMES, "places", "closed"):
            for period in map(Period.parse, PERIODS):
                is_made = view.rolled_up(name, period) is not None or (name == "places" and view.point(name, period) is not None)
                inputs = {"places": ("placed", "graduates"), "closed": ("placed",)}.get(name, (name,))
                if all(view.children(one, period) for one in inputs):
                    assert is_made or view.lacking(name, period)
                summed = [one for one in inputs if name != "places" or is_summed(view, one, period)]
                if is_made:
                    assert not any(waits(log, view, child, one, period) for one in summed for child in children_of(code))


def children_of(code: str) -> tuple[str, ...]:
    return {CITY: (ONE, OTHER), ONE: (TOWN, VILLAGE)}[code]


def is_summed(view: AreaView, name: str, period: Period) -> bool:
    point = view.point(name, period)
    return point is not None and point.lane == "rolled-up"


def waits(log: list[Event], view: AreaView, child: str, name: str, period: Period) -> bool:
    """Tell from the reports alone whether a child that ever reported in the year, or the year before, has no value in a period."""
    years = {
        Period(body.lengths[0], body.periods[0]).calendar_year
        for event in log
        if isinstance(body := event.body, Observations) and body.area == child and body.indicators[0] == name
    }
    return bool({period.calendar_year, period.calendar_year - 1} & years) and child not in view.children(name, period)


def known(state: PartitionState) -> dict[tuple[str, str, str], object]:
    """What the city and the district have, and wait for, by area, indicator and period."""
    found: dict[tuple[str, str, str], object] = {}
    for view in (AreaView(state, state.area(code)) for code in (CITY, ONE)):
        for name in (*NAMES, "places", "answered", "closed"):
            for period in map(Period.parse, PERIODS):
                point = view.point(name, period)
                found[view.area, name, period.text] = (None if point is None else point.value, view.lacking(name, period))
    return found
