"""What is said beside the formula: sums of districts, verdicts that are held, money and counts in words, the next release."""

from __future__ import annotations

from statistics import fmean

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


WINTERLY = (48.0, 44.0, 36.0, 30.0, 26.0, 20.0, 16.0, 16.0, 20.0, 26.0, 34.0, 42.0)
"""Fine dust by month."""


def dust(ceiling: float, until: int) -> StatusVerdict:
    """The verdict on a mean since January that is highest in winter, after three years like it that were a little worse."""
    means = {
        f"{year}-{month:02}": (2027 - year) ** 0.02 * fmean(WINTERLY[:month])
        for year in range(2023, 2027)
        for month in range(1, (until if year == 2026 else 12) + 1)
    }
    wants = {"shape": "level", "comparator": "within_external_limit", "value": None, "better": "down"}
    limits = [{"effectiveFrom": "2026-01-01", "ceiling": ceiling}]
    return judged(
        means, of={"kind": "rate", "accumulation": "year-to-date"}, wants={**wants, "limits": limits}, now=f"2026-{until + 1:02}-20"
    )


@pytest.mark.parametrize(
    ("ceiling", "until", "status", "said"),
    [
        (33.5, 6, "at_risk", "The verdict is on the value so far; as in the past, the months left are expected to bring it to the target"),
        (
            29.0,
            9,
            "on_track",
            "The verdict is on the value so far; as in the past, the months left are expected to take it away from the target",
        ),
        (36.0, 6, "on_track", None),
        (27.0, 6, "off_track", None),
    ],
)
def test_a_chance_unlike_the_verdict_is_explained(ceiling: float, until: int, status: str, said: str | None) -> None:
    verdict = dust(ceiling, until)
    text = explain_status(verdict, "en")
    assert (verdict.status.word, verdict.projection is not None and verdict.projection.chance is not None) == (status, True), text
    assert (said or "") in text
    assert ("The verdict is on" in text) == (said is not None), text
    assert ("判定只看目前的累计值" in explain_status(verdict, "zh")) == (said is not None)


def test_what_is_not_reached_yet_is_never_certain() -> None:
    assert "the chance of meeting the target is more than 99%" in explain_status(dust(33.5, 6), "en")
    assert "实现目标的概率超过99%" in explain_status(dust(33.5, 6), "zh")
    assert "the chance of meeting the target is less than 1%" in explain_status(dust(27.0, 6), "en")
