"""What is made of child areas is compared with, and made into one figure with, earlier values of all the same ones; else who is missing is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.judgement.area_view import AreaView
from shared.judgement.assess_all import assess_state
from shared.judgement.event import Event
from shared.judgement.state import PartitionState
from shared.judgement.verdict import StatusVerdict
from shared.judgement.whole_log import take
from shared.judgement.wording import explain_status
from shared.model.manifests import Manifest
from shared.model.period import Period
from tests.unit.judgement.builders import area, define, indicator, observe, plan, target, tick
from tests.unit.judgement.two_ways import live, offline

CITY, ONE, OTHER, ZONE = "320200", "320205", "320206", "320200-jkq"
SUM = {"rule": "sum"}
RATE = {"accumulation": "rate", "unit": "percent"}
SEASONAL = {"kind": "seasonal", "shrinkage": 1.0}
DERIVED: dict[str, tuple[str, dict[str, object]]] = {
    "growth": ("income.per-capita.growth", {"inputs": ["paid"]}),
    "sales": ("housing.sales.growth", {"inputs": ["sold"]}),
    "new": ("debt.new-rate", {"inputs": ["stock"]}),
    "months": ("housing.destocking-months", {"inputs": ["stock", "sold"], "parameters": {"window": 3}}),
    "resources": ("fiscal.resources", {"inputs": ["paid"]}),
}
DEFINITIONS: list[Manifest] = [
    plan(),
    area(CITY, level="city"),
    *(area(code, CITY) for code in (ONE, OTHER)),
    area(ZONE, CITY, level="zone"),
    indicator("paid", rollUp=SUM),
    indicator("sold", rollUp=SUM, accumulation="single"),
    indicator("stock", rollUp=SUM, accumulation="stock", kind="stock"),
    *(indicator(name, derivation={"formula": formula, **more}, **RATE) for name, (formula, more) in DERIVED.items()),
]


def judged(name: str, *reports: Event, **spec: object) -> StatusVerdict:
    """The city's status in May on one target, from what its districts report, live and offline alike."""
    log = [define(*DEFINITIONS, target(name, **spec)), tick("2026-05-30"), *reports]
    one, other = (next(each for each in assess_state(state).statuses if each.target == name) for state in (live(log), offline(log)))
    assert (one.value, one.facts) == (other.value, other.facts)
    return one


def both(name: str, *values: tuple[str, float]) -> list[Event]:
    return [observe(code, {(name, period): value}) for code in (ONE, OTHER) for period, value in values]


LEVEL = {"shape": "level", "unit": "percent", "value": 5.0}


def test_growth_is_not_made_of_sums_over_more_children_than_last_year() -> None:
    status = judged("growth", *both("paid", ("2026-01", 10.0)), observe(ONE, {("paid", "2025-01"): 9.0}), **LEVEL)
    assert (status.value, status.status.word, status.facts.texts["first_lacking"]) == (None, "overdue", OTHER)
    assert status.facts.texts["first_lacking_en"] == f"{OTHER} (without paid of January 2025)"
    assert status.facts.texts["first_lacking_zh"] == f"名 {OTHER}(缺2025年1月的名 paid)"


def test_growth_is_made_again_once_last_years_value_comes() -> None:
    reports = [*both("paid", ("2026-01", 10.0)), observe(ONE, {("paid", "2025-01"): 9.0}), observe(OTHER, {("paid", "2025-01"): 1.0})]
    assert judged("growth", *reports, **LEVEL).value == 100.0


def test_growth_of_what_was_published_for_the_city_asks_no_child() -> None:
    published = observe(CITY, {("paid", "2025-01"): 16.0})
    status = judged("growth", *both("paid", ("2026-01", 10.0)), observe(ONE, {("paid", "2025-01"): 9.0}), published, **LEVEL)
    assert status.value == 25.0


def test_a_zone_that_begins_to_report_for_itself_was_in_last_years_sum() -> None:
    reports = [*both("paid", ("2025-01", 8.0), ("2026-01", 9.0)), observe(ZONE, {("paid", "2026-01"): 2.0})]
    assert judged("growth", *reports, **LEVEL).value == 25.0


FALLING = {"shape": "level", "comparator": "stabilises", "value": None}


def months(code: str, *values: float, since: str = "2025-11") -> list[Event]:
    """Values of consecutive months."""
    first = Period.parse(since)
    return [observe(code, {("stock", first.shift(place).text): value}) for place, value in enumerate(values)]


def test_a_fall_is_not_compared_with_one_of_fewer_children() -> None:
    one, other = months(ONE, -9.0, -8.0, -4.0, -3.0), months(OTHER, -4.0, -3.0, since="2026-01")
    january = judged("stock", *one[:-1], *other[:-1], **FALLING)
    assert (january.value, (january.last_status or january.status).word) == (-8.0, "unassessable")
    assert january.facts.texts["missing_en"] == f"“stock” (December 2025) of {OTHER}"
    february = judged("stock", *one, *other, **FALLING)
    assert ((february.last_status or february.status).word, february.facts.numbers["narrowing"]) == ("at_risk", 1.0)
    assert february.facts.texts["missing"] == f"stock 2025-12 {OTHER}"


def test_what_is_left_out_of_a_comparison_is_told() -> None:
    status = judged("stock", *months(ONE, -9.0, -8.0, -4.0, -3.0), *months(OTHER, -4.0, -3.0, since="2026-01"), **FALLING)
    known = not_late(status)
    assert f"Earlier figures are not compared, for lack of “stock” (December 2025) of {OTHER}." in explain_status(known, "en")
    assert f"缺少名{OTHER}的“名 stock”（2025年12月），未与更早各期比较。" in explain_status(known, "zh")


def test_what_does_not_fall_needs_no_comparison() -> None:
    status = judged("stock", *months(ONE, -9.0, -8.0, 1.0), *months(OTHER, 0.0, since="2026-01"), **FALLING)
    assert (status.last_status or status.status).word == "on_track"


def test_a_season_is_not_learned_from_years_of_fewer_children() -> None:
    year = {("paid", f"2025-{month:02}"): 50.0 if month < 12 else 100.0 for month in range(1, 13)}
    now = both("paid", ("2026-03", 20.0))
    status = judged("paid", observe(ONE, year), *now, curve=SEASONAL)
    assert (status.plan_value, "curve_years" in status.facts.numbers, status.facts.texts["curve_without"]) == (30.0, False, OTHER)
    assert f"The plan curve is not learned from earlier years without {OTHER}." in explain_status(not_late(status), "en")
    learned = judged("paid", observe(ONE, year), observe(OTHER, year), *now, curve=SEASONAL)
    assert (learned.plan_value, learned.facts.numbers["curve_years"]) == (45.0, 1.0)


def not_late(verdict: StatusVerdict) -> StatusVerdict:
    """The last verdict, as it was shown before a later value was due."""
    facts = verdict.facts._replace(formula=verdict.facts.texts["last_formula"])
    return verdict._replace(status=verdict.last_status or verdict.status, last_status=None, facts=facts)


def test_a_stock_is_not_measured_against_a_base_of_fewer_children() -> None:
    reports = [*both("stock", ("2026-01", 10.0)), observe(ONE, {("stock", "2025-12"): 9.0})]
    status = judged("stock", *reports, shape="level", comparator="at_least_over_base", value=5.0)
    assert ((status.last_status or status.status).word, status.facts.texts["missing_en"]) == (
        "unassessable",
        f"“stock” (December 2025) of {OTHER}",
    )


def test_a_projection_does_not_take_new_children_for_a_rise() -> None:
    reports = both("paid", ("2026-01", 10.0), ("2026-02", 20.0), ("2026-03", 30.0))
    before = observe(ONE, {("paid", f"2025-{month:02}"): 9.0 * month for month in range(1, 13)})
    assert judged("paid", before, *reports).projection == judged("paid", *reports).projection


INPUTS = ("paid", "sold", "stock")
PERIODS = ("2024-12", "2025-01", "2025-02", "2025-03", "2025-12", "2026-01", "2026-02", "2026-03", "2026-04")
REPORTS = st.lists(
    st.builds(
        lambda code, name, periods, value: observe(code, {(name, period): float(value) for period in periods}),
        st.sampled_from([ONE, OTHER, ZONE]),
        st.sampled_from(INPUTS),
        st.sets(st.sampled_from(PERIODS), min_size=1).map(sorted),
        st.integers(1, 9),
    ),
    max_size=9,
)


@given(REPORTS)
def test_a_figure_is_made_of_the_same_children_in_all_periods_that_it_reads_or_somebody_is_named(log: list[Event]) -> None:
    state = live([define(*DEFINITIONS), *log])
    view = AreaView(state, state.area(CITY))
    for name in DERIVED:
        for period in map(Period.parse, PERIODS):
            read = _READ[name](period)
            at_once = {frozenset(view.children(one, period)) for one, each in read if each == period}
            sets = {frozenset(view.children(one, each)) - {ZONE} for one, each in read}
            if all(view.point(one, each) for one, each in read):
                alike = len(at_once) == 1 and len(sets) == 1
                assert (view.point(name, period) is not None) == alike == (not view.lacking(name, period)), name


_READ: dict[str, Callable[[Period], list[tuple[str, Period]]]] = {
    "growth": lambda period: [("paid", period), ("paid", period.a_year_before())],
    "sales": lambda period: [
        ("sold", period.shift(-back)) for back in (*range(period.ordinal % 12 + 1), *range(12, 13 + period.ordinal % 12))
    ],
    "new": lambda period: [("stock", period), ("stock", period.shift(-1 - period.ordinal % 12))],
    "months": lambda period: [("stock", period), *(("sold", period.shift(-back)) for back in range(3))],
    "resources": lambda period: (
        [("paid", period), ("paid", period.shift(-12)), ("paid", period.shift(-1 - period.ordinal % 12))]
        if period.ordinal % 12 < 11
        else [("paid", period)]
    ),
}
"""Indicators and periods that a figure of a period is made of."""


@given(REPORTS)
def test_what_is_known_and_who_is_waited_for_is_the_same_live_and_offline(log: list[Event]) -> None:
    assert known(live([define(*DEFINITIONS), *log])) == known(offline([define(*DEFINITIONS), *log]))


def known(state: PartitionState) -> dict[tuple[str, str], object]:
    view = AreaView(state, state.area(CITY))
    periods = [Period.parse(period) for period in PERIODS]
    return {(name, one.text): (view.point(name, one), view.lacking(name, one)) for name in (*INPUTS, *DERIVED) for one in periods}


JUDGED = [
    target("stock", **FALLING),
    target("paid", curve=SEASONAL),
    target("sold", shape="level", comparator="rising", value=None),
    *(target(name, **LEVEL) for name in DERIVED),
]


@given(REPORTS, st.integers(0, 9))
def test_the_last_status_sent_is_the_one_an_offline_assessment_gives(log: list[Event], place: int) -> None:
    reports = [replace(event, received_time_ms=10 + number, event_id=10 + number) for number, event in enumerate(log)]
    log = [define(*DEFINITIONS, *JUDGED), *reports[:place], tick("2026-03-20"), *reports[place:]]
    sent = {one.target: one for taken in take(PartitionState(), log) for one in taken.outputs.statuses if one.area == CITY}
    found = {one.target: one for one in assess_state(offline(log)).statuses if one.area == CITY}
    assert {name: essence(one) for name, one in sent.items()} == {name: essence(one) for name, one in found.items()}


def essence(one: StatusVerdict) -> object:
    return (one.period, one.status, one.last_status, one.value, one.plan_value, one.flip_value, one.facts)


@pytest.mark.parametrize("name", ["paid", "stock"])
@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 11), st.integers(1, 9)), max_size=8), st.lists(st.integers(-5, 9), min_size=2, max_size=4))
def test_years_of_fewer_children_are_as_if_nobody_had_reported_them(name: str, before: list[tuple[int, int]], now: list[int]) -> None:
    reports = [event for month, value in enumerate(now, 1) for event in both(name, (f"2026-{month:02}", float(value)))]
    fewer = [observe(ONE, {(name, f"2025-{month + 1:02}"): float(value)}) for month, value in before]
    spec: dict[str, Any] = {"curve": SEASONAL} if name == "paid" else FALLING
    with_them, without = judged(name, *fewer, *reports, **spec), judged(name, *reports, **spec)
    assert (with_them.status, with_them.last_status, with_them.plan_value) == (without.status, without.last_status, without.plan_value)
