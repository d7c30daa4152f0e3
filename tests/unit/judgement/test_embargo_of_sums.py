"""Sums over child areas under embargo: their officials see them, and for everybody else it is as if the values did not exist."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.judgement.area_view import AreaView
from shared.judgement.event import Event
from shared.judgement.judge import Outputs
from shared.judgement.state import PartitionState
from shared.model.period import Period, PeriodLength
from shared.model.review import ReviewStep
from tests.unit.judgement.builders import area, define, indicator, observe, plan, review, target, tick, withdraw
from tests.unit.judgement.test_embargo import restarted, run

CITY, ONE, OTHER, TOWN, VILLAGE = "320200", "320205", "320206", "320205-01", "320205-02"
SUM = {"rule": "sum"}
SHARE = {"formula": "housing.delivery-rate", "inputs": ["jobs", "people"]}
DERIVED = {"derivation": SHARE, "rollUp": {"rule": "mean"}, "accumulation": "rate", "unit": "percent"}
EMBARGOED = ("jobs", "cases")
DEFINITIONS = define(
    plan(),
    area(CITY, level="city"),
    area(ONE, CITY),
    area(OTHER, CITY),
    area(TOWN, ONE),
    area(VILLAGE, ONE),
    indicator("people", rollUp=SUM, accumulation="stock", kind="stock"),
    indicator("jobs", rollUp=SUM, release={"delayDays": 40, "embargo": {"days": 15}}),
    indicator("cases", rollUp=SUM, accumulation="single", periods=["month", "quarter"], release={"delayDays": 40, "embargo": {"days": 15}}),
    indicator("share", **DERIVED),
    indicator("share.early", release={"delayDays": 40, "embargo": {"days": 5}}, **DERIVED),
    indicator("share.late", release={"delayDays": 40, "embargo": {"days": 30}}, **DERIVED),
    indicator("weighed", rollUp={"rule": "weighted-mean", "weight": "jobs"}, accumulation="rate", unit="percent"),
    target("jobs", areas=[{"area": ONE, "share": 0.5}]),
    target("cases", shape="level", comparator="rising", value=None),
    *(target(name, shape="level", unit="percent", value=50.0) for name in ("share", "share.early", "share.late", "weighed")),
)
DAY_BEFORE, DAY_AFTER = tick("2026-04-15"), tick("2026-04-16")
"""January to March and the first quarter: until the one the values of March and the quarter are under embargo, from the other on not."""
OPEN = ("2025-12", "2026-01", "2026-02", "2025-Q4")
SEALED = ("2026-03", "2026-Q1")

CODES = st.sampled_from([CITY, ONE, OTHER, TOWN, VILLAGE])


def rows(names: tuple[str, ...], periods: tuple[str, ...]) -> st.SearchStrategy[Event]:
    """Values, revisions, withdrawals and steps of the office about them; also of a length that the indicator has not, or no longer."""
    about = st.tuples(st.sampled_from(names), st.sampled_from(periods))
    values = st.sampled_from([0.0, 1.0, 20.0, 300.0])
    reports = st.builds(lambda *drawn: observe(drawn[0], {drawn[1]: drawn[2]}, revision=drawn[3]), CODES, about, values, st.integers(0, 2))
    steps = st.builds(lambda code, one, *step: review(code, *one, *step), CODES, about, values, st.sampled_from(ReviewStep))
    return reports | steps | st.builds(lambda code, one: withdraw(code, *one), CODES, about)


KNOWN = rows(EMBARGOED, OPEN) | rows(("people", "weighed", "share", "share.early"), (*OPEN, *SEALED))
LOG = st.lists(st.tuples(st.just(False), KNOWN) | st.tuples(st.just(True), rows(EMBARGOED, SEALED)), max_size=8)


def seen(state: PartitionState, *, sealed: bool = True) -> list[object]:
    """All that anybody can read of the areas that are made of others."""
    found: list[object] = []
    for code in (CITY, ONE):
        view = AreaView(state, state.area(code)) if sealed else AreaView(state, state.area(code)).unsealed()
        for name in state.index.indicators:
            found += [(code, name, view.points(name, length)) for length in (PeriodLength.MONTH, PeriodLength.QUARTER)]
            for period in map(Period.parse, ("2026-02", *SEALED)):
                lacking = view.lacking(name, period)
                found.append((code, name, period, view.children(name, period), view.rolled_up(name, period), lacking))
            found.append((code, name, view.revision_gaps(name)))
    return found


def told(outputs: Outputs) -> tuple[object, object]:
    return outputs.statuses, outputs.alerts


@given(LOG)
@settings(max_examples=settings().max_examples // 2)
def test_a_view_without_the_right_is_as_if_the_values_did_not_exist(log: list[tuple[bool, Event]]) -> None:
    with_values, without = PartitionState(), PartitionState()
    start = [DEFINITIONS, DAY_BEFORE]
    assert told(run(with_values, [*start, *(event for _, event in log)])) == told(
        run(without, [*start, *(event for hidden, event in log if not hidden)])
    )
    assert seen(with_values) == seen(without)
    assert seen(restarted(with_values)) == seen(without)


@given(LOG)
@settings(max_examples=settings().max_examples // 2)
def test_after_the_release_all_see_what_insiders_saw(log: list[tuple[bool, Event]]) -> None:
    state, late = PartitionState(), PartitionState()
    events = [event for _, event in log]
    run(state, [DEFINITIONS, DAY_BEFORE, *events])
    run(state, [DAY_AFTER])
    run(late, [DEFINITIONS, DAY_AFTER, *events])
    assert seen(state) == seen(late)
    run(state, [tick("2026-05-16")])
    assert seen(state) == seen(state, sealed=False)


def test_an_official_of_the_city_sees_the_sum_of_districts_before_its_release() -> None:
    state = PartitionState()
    values = [observe(TOWN, {("jobs", "2026-03"): 3.0}), observe(OTHER, {("jobs", "2026-03"): 4.0})]
    outputs = run(state, [DEFINITIONS, DAY_BEFORE, *values])
    shown = {(one.key[1], one.area): one.verdict for one in outputs.embargoed}
    city = shown["jobs", CITY]
    assert city is not None
    assert (city.value, city.period.text, city.contributions) == (7.0, "2026-03", ())
    assert all(one.value is None for one in outputs.statuses)
    after = {(one.target, one.area): one for one in run(state, [DAY_AFTER]).statuses}
    assert after["jobs", CITY].value == 7.0


def test_a_district_that_reports_for_the_first_time_under_embargo_leaves_no_earlier_sum_unfinished_until_then() -> None:
    state = PartitionState()
    values = [observe(ONE, {("jobs", "2026-02"): 3.0}), observe(OTHER, {("jobs", "2026-03"): 4.0})]
    run(state, [DEFINITIONS, DAY_BEFORE, *values])
    view, february = AreaView(state, state.area(CITY)), Period.parse("2026-02")
    assert [point.value for point in view.points("jobs")] == [3.0]
    released = run(state, [DAY_AFTER]).statuses
    assert view.points("jobs") == ()
    assert list(view.lacking("jobs", february)) == [OTHER]
    assert [one.retracted for one in released if (one.target, one.area) == ("jobs", CITY)] == [(february,)]


def test_a_sum_that_a_town_leaves_unfinished_ends_above_too_though_the_town_has_a_value_under_embargo() -> None:
    state = PartitionState()
    jobs = [(TOWN, "2026-01", 3.0), (VILLAGE, "2026-03", 5.0), (VILLAGE, "2026-02", 4.0)]
    run(state, [DEFINITIONS, DAY_BEFORE, *(observe(code, {("jobs", period): value}) for code, period, value in jobs)])
    assert AreaView(state, state.area(ONE)).points("jobs") == ()
    assert AreaView(state, state.area(CITY)).points("jobs") == ()


def test_a_town_that_reports_months_ends_a_sum_of_quarters_above_though_the_indicator_has_no_quarters() -> None:
    state = PartitionState()
    quarter = observe(VILLAGE, {("jobs", "2025-Q4"): 5.0})
    run(state, [DEFINITIONS, DAY_AFTER, quarter])
    view, length = AreaView(state, state.area(CITY)), PeriodLength.QUARTER
    assert [point.value for point in view.points("jobs", length)] == [5.0]
    run(state, [observe(TOWN, {("jobs", "2025-12"): 3.0})])
    assert AreaView(state, state.area(ONE)).points("jobs", length) == view.points("jobs", length) == ()
