"""What was worked out before is kept where it still holds: it never shows in a verdict."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.judgement.area_view import AreaView
from shared.judgement.assess import assess_target
from shared.judgement.event import Event, Observations
from shared.judgement.fold import fold
from shared.judgement.judge import judge
from shared.judgement.state import PartitionState
from tests.unit.judgement.builders import area, define, indicator, observe, plan, target, tick

CITY = "320200"
RATE = {"shape": "growth_yoy", "unit": "percent", "value": 5.0}
DEFINITIONS = define(
    plan(),
    area(CITY, level="city"),
    indicator("jobs"),
    indicator("works"),
    indicator("growth", unit="percent", kind="rate", accumulation="single"),
    target("jobs"),
    target("works", comparator="at_most_parameter", curve={"kind": "seasonal"}),
    target("growth", **RATE),
    target("growth.kept", indicator="growth", **{**RATE, "comparator": "around"}),
    target("growth.up", indicator="growth", **{**RATE, "comparator": "improves_on_last_year"}),
)
MONTHS = [f"{year}-{month:02}" for year in (2025, 2026) for month in (1, 2, 3, 4, 5, 6, 12)]
REPORTED = st.builds(
    observe,
    st.just(CITY),
    st.dictionaries(
        st.tuples(st.sampled_from(["jobs", "works", "growth"]), st.sampled_from(MONTHS)),
        st.sampled_from([0.0, 4.6, 4.97, 5.0, 5.4, 10.0, 19.4, 30.0, 57.9, 58.3, 120.0]),
        min_size=1,
        max_size=5,
    ),
    revision=st.integers(0, 2),
    event_id=st.integers(1, 9),
)


def sent_up_by(event: Event, child: str) -> Event:
    """The event as one of values that a child sent up."""
    assert isinstance(event.body, Observations)
    return replace(event, body=replace(event.body, child=child))


DISTRICTS = ("320205", "320206", "320211")
SUMS = define(
    plan(),
    area(CITY, level="city"),
    *(area(code, CITY) for code in DISTRICTS),
    indicator("found", rollUp={"rule": "sum"}),
    indicator("debt", rollUp={"rule": "sum"}, derivation={"formula": "debt.hidden.new", "inputs": ["found"]}),
    target("found"),
    target("debt", comparator="none_new", value=None, better="down"),
)
SENT_UP = st.builds(
    sent_up_by,
    st.builds(
        observe,
        st.just(CITY),
        st.dictionaries(
            st.tuples(st.sampled_from(["found", "debt"]), st.sampled_from(MONTHS[4:11])),
            st.sampled_from([0.0, 7.0, 60.0]),
            min_size=1,
            max_size=4,
        ),
        revision=st.integers(0, 2),
    ),
    st.sampled_from(DISTRICTS),
)


def sent_up(child: str, **values: float) -> Event:
    """January's values of `debt` and of `found`, or March's as `march`, that a district sent up."""
    periods = {"debt": ("debt", "2026-01"), "found": ("found", "2026-01"), "march": ("found", "2026-03")}
    event = observe(CITY, {periods[name]: value for name, value in values.items()})
    return sent_up_by(event, child)


def test_a_month_before_falls_back_to_another_lane_when_its_sum_is_no_longer_whole() -> None:
    one, other, third = DISTRICTS
    known = [sent_up(one, debt=10.0, found=1.0), sent_up(other, debt=20.0, found=2.0), sent_up(third, debt=30.0)]
    judged_as_for_the_first_time([SUMS, tick("2026-07-20"), *known, sent_up(third, march=5.0), sent_up(third, found=3.0)])


@given(st.lists(SENT_UP, min_size=2, max_size=12))
def test_a_district_that_reports_for_the_first_time_opens_the_months_before(log: list[Event]) -> None:
    judged_as_for_the_first_time([SUMS, tick("2026-07-20"), *log])


@given(st.lists(REPORTED | st.sampled_from([tick("2026-02-20"), tick("2026-07-20")]), min_size=2, max_size=12))
@settings(deadline=None)
def test_a_target_judged_again_and_again_is_judged_as_if_for_the_first_time(log: list[Event]) -> None:
    judged_as_for_the_first_time([DEFINITIONS, *log])


def judged_as_for_the_first_time(log: list[Event]) -> None:
    """After each event what was kept of the city's targets is what the state alone says."""
    state = PartitionState()
    for event in log:
        judge(state, fold(state, event))
        view = AreaView(state, state.area(CITY))
        for one in state.index.judged_in[CITY]:
            kept = state.area(CITY).assessed[one.key]
            fresh = assess_target(one.target, one.plan, CITY, view, version=one.version)
            assert (kept.verdicts, kept.said, kept.latest) == (fresh.verdicts, fresh.said, fresh.latest)
