"""What was worked out before is kept where it still holds: it never shows in a verdict."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.judgement.area_view import AreaView
from shared.judgement.assess import assess_target
from shared.judgement.event import Event
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


@given(st.lists(REPORTED | st.sampled_from([tick("2026-02-20"), tick("2026-07-20")]), min_size=2, max_size=12))
@settings(deadline=None)
def test_a_target_judged_again_and_again_is_judged_as_if_for_the_first_time(log: list[Event]) -> None:
    state = PartitionState()
    for event in (DEFINITIONS, *log):
        judge(state, fold(state, event))
        view = AreaView(state, state.area(CITY))
        for one in state.index.judged_in[CITY]:
            kept = state.area(CITY).assessed[one.key]
            fresh = assess_target(one.target, one.plan, CITY, view, version=one.version)
            assert (kept.verdicts, kept.settled, kept.latest) == (fresh.verdicts, fresh.settled, fresh.latest)
