"""What is said beside the formula: sums of districts, verdicts that are held, money and counts in words, the next release."""

from __future__ import annotations

import pytest

from shared.judgement.assess_all import assess_state, send_up
from shared.judgement.fold import fold
from shared.judgement.state import PartitionState
from shared.judgement.verdict import StatusVerdict
from shared.judgement.wording import explain_status, headline
from shared.judgement.wording.dates import span
from shared.judgement.wording.units import Language, amount, amounts
from shared.model.period import Period
from tests.unit.judgement.builders import area, define, indicator, observe, plan, target, tick
from tests.unit.judgement.evaluators.judged import judged


def city(given: float | None, **districts: float) -> StatusVerdict:
    """The verdict on the city, whose figure was given beside those of its districts."""
    places = [area("320200", level="city"), *(area(code.lstrip("_"), "320200") for code in districts)]
    state = PartitionState()
    fold(
        state, define(plan(), *places, indicator("jobs", rollUp={"rule": "sum"}), target("jobs", areas=[{"area": "320205", "value": 50.0}]))
    )
    fold(state, tick("2026-07-20"))
    for code, value in districts.items():
        fold(state, observe(code.lstrip("_"), {("jobs", "2026-06"): value}))
    if given is not None:
        fold(state, observe("320200", {("jobs", "2026-06"): given}))
    send_up(state)
    return next(one for one in assess_state(state).statuses if one.area == "320200")


def test_a_figure_that_is_not_the_sum_of_the_districts_says_by_how_much() -> None:
    shown = city(66.0, _320205=40.0, _320206=20.0)
    assert shown.facts.numbers["summed"] == 60.0
    assert "Taken together, the figures of its districts make 60, 6 less than the figure given here." in explain_status(shown, "en")
    assert "下辖各地数据汇总为60人，比公布值少6人。" in explain_status(shown, "zh")


@pytest.mark.parametrize("given", [60.0, None])
def test_where_both_are_the_same_nothing_is_said(given: float | None) -> None:
    shown = city(given, _320205=40.0, _320206=20.0)
    assert "summed" not in shown.facts.numbers
    assert "districts" not in explain_status(shown, "en")


def test_a_district_is_named_and_the_city_is_not() -> None:
    state = PartitionState()
    places = [area("320200", level="city"), area("320205", "320200")]
    fold(state, define(plan(), *places, indicator("jobs"), target("jobs", areas=[{"area": "320205", "value": 50.0}])))
    fold(state, tick("2026-07-20"))
    for code in ("320200", "320205"):
        fold(state, observe(code, {("jobs", "2026-06"): 25.0}))
    said = {one.area: headline(one, "en") for one in assess_state(state).statuses}
    assert said["320200"].startswith("jobs came to 25")
    assert said["320205"].startswith("jobs (320205) came to 25")


def test_a_verdict_that_is_held_says_what_the_figure_alone_would_make_it() -> None:
    rate = {"unit": "percent", "kind": "rate"}
    wants = {"shape": "level", "value": 5.0, "unit": "percent"}
    shown = judged({"2026-05": 5.1, "2026-06": 4.95}, of=rate, wants=wants)
    assert (shown.status.word, shown.facts.texts["held_from"]) == ("on_track", "at_risk")
    assert "the target is still on track." in headline(shown, "en")
    assert "This figure alone would make it at risk; as it lies within the usual size of a revision (0.1 points)" in explain_status(
        shown, "en"
    )
    assert "单看本期应为偏慢" in explain_status(shown, "zh")


def test_an_official_release_is_the_next_one_and_a_deadline_where_there_is_none() -> None:
    release = {"delayDays": 20, "embargo": {"days": 17, "time": "10:00"}}
    shown = judged({"2026-06": 60.0}, of={"release": release}, now="2026-07-20")
    assert shown.next_release is not None
    assert (shown.next_release.period.text, shown.next_release.official) == ("2026-07", True)
    plain = judged({"2026-06": 60.0}, now="2026-07-20").next_release
    assert plain is not None
    assert (plain.period.text, plain.official) == ("2026-07", False)
    assert judged({"2026-12": 120.0}, now="2027-02-01").next_release is None


@pytest.mark.parametrize(
    ("value", "unit", "language", "words"),
    [
        (1.0, "project", "en", "1 project"),
        (2.0, "project", "en", "2 projects"),
        (59500.0, "person", "en", "59 500"),
        (59500.0, "person", "zh", "59 500 人"),
        (1.2, "yi_cny", "en", "120 million yuan"),
        (687.04, "yi_cny", "en", "68.7 billion yuan"),
        (687.04, "yi_cny", "zh", "687 亿元"),
        (5.25, "percent", "en", "5.25%"),
        (25600000.0, "cells_per_litre", "zh", "2 560 万个/升"),
        (25600000.0, "cells_per_litre", "en", "25.6 million cells per litre"),
    ],
)
def test_amounts_are_in_the_sizes_of_the_language(value: float, unit: str, language: Language, words: str) -> None:
    assert amount(value, unit, language) == words


def test_two_amounts_look_alike_only_where_they_are() -> None:
    assert amounts(299.98, 300.0, "percent", "en") == ("299.98%", "300%")
    assert amounts(1500.04, 1500.0, "yi_cny", "zh") == ("1 500.04 亿元", "1 500 亿元")
    assert amounts(9.0, 8.5, "centre", "en") == ("9 centres", "8.5")


@pytest.mark.parametrize(
    ("period", "covers", "zh", "en"),
    [
        ("2026-01", "year-to-date", "2026年1月", "in January 2026"),
        ("2026-05", "year-to-date", "2026年1—5月", "in the first five months of 2026"),
        ("2026-06", "year-to-date", "2026年上半年", "in the first half of 2026"),
        ("2026-09", "year-to-date", "2026年前三季度", "in the first nine months of 2026"),
        ("2026-12", "year-to-date", "2026年全年", "in 2026"),
        ("2026-Q2", "single", "2026年二季度", "in the second quarter of 2026"),
        ("2026-06", "stock", "2026年6月末", "at the end of June 2026"),
        ("2026", "single", "2026年", "in 2026"),
        ("2026-07-15", "single", "2026年7月15日", "on 15 July 2026"),
    ],
)
def test_a_period_is_said_as_newspapers_say_it(period: str, covers: str, zh: str, en: str) -> None:
    assert span(Period.parse(period), covers, "zh") == zh
    assert span(Period.parse(period), covers, "en") == en
