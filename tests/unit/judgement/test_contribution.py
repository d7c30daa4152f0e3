"""What each district carries of the city's gap: it adds up exactly, and says what is fair by what."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.events.verdicts import Origin, decode_status, encode_status
from shared.judgement.assess_all import assess_state, send_up
from shared.judgement.event import Event
from shared.judgement.fold import fold
from shared.judgement.state import PartitionState
from shared.judgement.verdict import StatusVerdict
from tests.unit.judgement.builders import area, define, indicator, observe, plan, target, tick

CITY, ONE, OTHER, THIRD = "320200", "320205", "320206", "320211"
JUNE = "2026-06"


def judged(*events: Event, rule: dict[str, str] | None = None, **wants: object) -> StatusVerdict:
    """The city's verdict on jobs."""
    state = PartitionState()
    definitions = define(
        plan(),
        area(CITY, level="city"),
        *(area(code, CITY) for code in (ONE, OTHER, THIRD)),
        indicator("jobs", rollUp=rule or {"rule": "sum"}, **({"accumulation": "rate", "kind": "rate"} if rule else {})),
        indicator("people", rollUp={"rule": "sum"}, accumulation="stock", kind="stock"),
        target("jobs", **wants),
    )
    for event in (definitions, tick("2026-08-01"), *events):
        fold(state, event)
    send_up(state)
    return next(one for one in assess_state(state).statuses if (one.target, one.area) == ("jobs", CITY))


def jobs(code: str, value: float, period: str = JUNE, name: str = "jobs") -> Event:
    return observe(code, {(name, period): value})


def test_fair_parts_follow_last_year() -> None:
    before = [jobs(ONE, 10.0, "2025-06"), jobs(OTHER, 20.0, "2025-06"), jobs(THIRD, 30.0, "2025-06")]
    verdict = judged(*before, jobs(ONE, 16.0), jobs(OTHER, 10.0), jobs(THIRD, 30.0))
    assert (verdict.value, verdict.plan_value) == (56.0, 60.0)
    assert [tuple(one) for one in verdict.contributions] == [
        (ONE, 16.0, 10.0, 6.0, "last-year"),
        (OTHER, 10.0, 20.0, -10.0, "last-year"),
        (THIRD, 30.0, 30.0, 0.0, "last-year"),
    ]


def test_a_district_with_a_target_of_its_own_is_held_to_it_and_the_others_share_the_rest() -> None:
    verdict = judged(jobs(ONE, 16.0), jobs(OTHER, 10.0), jobs(THIRD, 30.0), areas=[{"area": ONE, "share": 0.5}])
    assert [(one.area, one.fair, one.basis) for one in verdict.contributions] == [
        (ONE, 30.0, "own"),
        (OTHER, 15.0, "equal"),
        (THIRD, 15.0, "equal"),
    ]


def test_a_published_value_keeps_its_difference_from_the_sum() -> None:
    verdict = judged(jobs(ONE, 16.0), jobs(OTHER, 10.0), jobs(THIRD, 30.0), jobs(CITY, 58.0))
    assert verdict.contributions[-1][:4] == ("", 58.0, 56.0, 2.0)
    assert verdict.contributions[-1].basis == "difference"


def test_of_a_weighted_mean_each_carries_its_weight_times_its_distance() -> None:
    weights = [jobs(ONE, 1.0, name="people"), jobs(OTHER, 3.0, name="people"), jobs(THIRD, 4.0, name="people")]
    rates = [jobs(ONE, 80.0), jobs(OTHER, 90.0), jobs(THIRD, 100.0)]
    rule = {"rule": "weighted-mean", "weight": "people"}
    verdict = judged(*weights, *rates, rule=rule, shape="level", value=92.0)
    assert (verdict.value, [one.gap for one in verdict.contributions]) == (93.75, [-1.5, -0.75, 4.0])


def test_an_amended_target_is_taken_apart_by_the_terms_in_force() -> None:
    areas = [{"area": ONE, "share": 0.5}]
    change = {
        "effectiveFrom": "2026-06-15",
        "document": "18",
        "approver": "council",
        "value": 90.0,
        "areas": [{"area": OTHER, "value": 30.0}],
    }
    verdict = judged(jobs(ONE, 16.0), jobs(OTHER, 10.0), jobs(THIRD, 30.0), areas=areas, amendments=[change])
    assert (verdict.plan_value, [one.terms.value for one in verdict.others]) == (45.0, [120.0])
    assert [(one.area, one.fair, one.basis) for one in verdict.contributions] == [
        (ONE, 22.5, "own"),
        (OTHER, 15.0, "own"),
        (THIRD, 7.5, "equal"),
    ]
    earlier = judged(jobs(ONE, 16.0, "2026-05"), jobs(OTHER, 9.0, "2026-05"), areas=areas, amendments=[change])
    assert [(one.area, one.fair) for one in earlier.contributions] == [(ONE, 25.0), (OTHER, 25.0)]


@pytest.mark.parametrize("events", [[jobs(CITY, 50.0)], [jobs(ONE, 5.0)]])
def test_without_several_children_nothing_is_taken_apart(events: list[Event]) -> None:
    assert judged(*events).contributions == ()


AMOUNT = st.floats(0.0, 1e9, allow_subnormal=False)


@given(st.lists(AMOUNT, min_size=3, max_size=3), st.lists(AMOUNT, min_size=3, max_size=3), st.none() | AMOUNT, st.floats(1.0, 1e9))
def test_contributions_add_up_to_the_gap_to_the_last_bit_of_its_largest_part(
    values: list[float], before: list[float], published: float | None, wanted: float
) -> None:
    codes = (ONE, OTHER, THIRD)
    events = [jobs(code, value) for code, value in zip(codes, values, strict=True)]
    events += [jobs(code, value, "2025-06") for code, value in zip(codes, before, strict=True)]
    events += [] if published is None else [jobs(CITY, published)]
    verdict = judged(*events, value=wanted)
    assert verdict.value is not None
    assert verdict.plan_value is not None
    gaps = [one.gap for one in verdict.contributions]
    assert abs(math.fsum((*gaps, verdict.plan_value - verdict.value))) <= math.ulp(max(map(abs, gaps)))


def test_they_are_sent_with_the_status() -> None:
    verdict = judged(jobs(ONE, 16.0), jobs(OTHER, 10.0), jobs(THIRD, 30.0))
    assert decode_status(encode_status(verdict, Origin(1, 2, 3), 4)).verdict.contributions == verdict.contributions
